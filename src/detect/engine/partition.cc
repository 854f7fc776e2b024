#include "detect/engine/partition.h"

#include "detect/fold.h"
#include "detect/sigma/naive.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace sokuo::detect {

namespace {

enum class Truth : std::uint8_t { no, yes, open };

class Maker {
public:
    Maker(const Program& program, const Kind& kind) : program_{program}, kind_{kind} {
        if (kind.is_odd) return;
        learn(channel_field, kind.channel);
        learn(event_id_field, kind.event_id);
        learn(provider_field, kind.provider);
    }

    Partition run() && {
        Partition partition;
        partition.active.assign(program_.variants.size() / 64 + 1, 0);
        partition.is_wanted.assign(program_.names.count(), 0);
        if (kind_.is_odd) {
            for (std::uint32_t at = 0; at < program_.variants.size(); ++at)
                enter(at, partition);
        } else {
            for (const auto at : program_.of_any_channel)
                enter(at, partition);
            const auto channel = folded_text(kind_.channel);
            const auto id = folded_text(kind_.event_id);
            enter_channel(channel, "", partition);
            if (!id.empty()) enter_channel(channel, id, partition);
        }
        const auto is_active = [&](std::uint32_t variant) {
            return (partition.active[variant / 64] >> (variant % 64) & 1U) != 0;
        };
        std::ranges::copy_if(program_.unwitnessed, std::back_inserter(partition.always), is_active);
        for (const auto atom : true_) {
            const auto end = program_.witness_begin[atom + 1];
            for (auto at = program_.witness_begin[atom]; at < end; ++at)
                if (is_active(program_.witnessed[at]))
                    partition.always.push_back(program_.witnessed[at]);
        }
        std::ranges::sort(partition.always);
        partition.always.erase(std::ranges::unique(partition.always).begin(),
                               partition.always.end());
        partition.constants = std::move(true_);
        std::ranges::sort(partition.words);
        return partition;
    }

private:
    [[nodiscard]] static std::string folded_text(const Value* value) {
        std::string room;
        return value == nullptr ? std::string{} : folded(text_of(*value, room));
    }

    void enter_channel(std::string_view channel, std::string_view id, Partition& partition) const {
        const auto found = program_.of_channel.find(channel_key(channel, id));
        if (found == program_.of_channel.end()) return;
        for (const auto at : found->second)
            enter(at, partition);
    }

    void enter(std::uint32_t at, Partition& partition) const {
        const auto& variant = program_.variants[at];
        if (!is_from(*kind_.source, variant.source) || truth(variant.root) == Truth::no) return;
        partition.active[at / 64] |= std::uint64_t{1} << (at % 64);
        partition.is_empty = false;
        want_fields(at, partition);
        const auto group = program_.word_group[at];
        if (group != Program::no_words &&
            std::ranges::find(partition.words, group) == partition.words.end())
            partition.words.push_back(group);
    }

    void learn(FieldId field, const Value* value) {
        const auto* const matcher = program_.matchers[field].get();
        if (value == nullptr || matcher == nullptr) return;
        Text text;
        text.read(*value);
        matcher->match(text, true_);
        for (const auto id : program_.asked_of_kind) {
            const auto& atom = program_.atoms[id];
            if (atom.field == field && matcher->holds(atom.test, text)) true_.push_back(id);
        }
        std::ranges::sort(true_);
        true_.erase(std::ranges::unique(true_).begin(), true_.end());
    }

    [[nodiscard]] const Value* value_of(FieldId field) const {
        if (field == channel_field) return kind_.channel;
        return field == event_id_field ? kind_.event_id : kind_.provider;
    }

    [[nodiscard]] Truth truth_of(AtomId id) const {
        if (kind_.is_odd || !program_.is_of_kind[id]) return Truth::open;
        const auto& atom = program_.atoms[id];
        const auto* const value = value_of(atom.field);
        bool holds = std::ranges::binary_search(true_, id);
        if (atom.test.kind == Test::Kind::exists)
            holds = (value != nullptr) == (atom.test.pattern == "true");
        if (atom.test.kind == Test::Kind::absent)
            holds = value == nullptr || value->type == Type::null;
        return holds ? Truth::yes : Truth::no;
    }

    [[nodiscard]] Truth truth(std::uint32_t at) const {
        const auto& op = program_.ops[at];
        if (op.kind == Op::Kind::found || op.kind == Op::Kind::asked) return truth_of(op.atom);
        if (op.kind == Op::Kind::none) {
            const auto child = truth(program_.children[op.begin]);
            if (child == Truth::open) return child;
            return child == Truth::yes ? Truth::no : Truth::yes;
        }
        const auto deciding = op.kind == Op::Kind::all ? Truth::no : Truth::yes;
        bool is_open = false;
        for (auto child = op.begin; child < op.end; ++child) {
            const auto here = truth(program_.children[child]);
            if (here == deciding) return deciding;
            is_open = is_open || here == Truth::open;
        }
        if (is_open) return Truth::open;
        return deciding == Truth::no ? Truth::yes : Truth::no;
    }

    void want_fields(std::uint32_t variant, Partition& partition) const {
        const auto end = program_.fields_begin[variant + 1];
        for (auto at = program_.fields_begin[variant]; at < end; ++at) {
            const auto field = program_.fields[at];
            if (field != word_field && (kind_.is_odd || field > last_kind_field))
                partition.is_wanted[field] = 1;
        }
    }

    const Program& program_;
    const Kind& kind_;
    std::vector<AtomId> true_;
};

} // namespace

Partition make_partition(const Program& program, const Kind& kind) {
    return Maker{program, kind}.run();
}

} // namespace sokuo::detect
