#include "detect/engine/worker.h"

#include "detect/fold.h"

#include <algorithm>
#include <cstring>
#include <set>

namespace sokuo::detect {

namespace {

// More kinds of events than any log has; a stranger may invent more, and they are made anew.
constexpr std::size_t partitions_max = 4'096;
// Longer names of a kind no log has; they would be kept.
constexpr std::size_t kind_bytes_max = 1'024;
constexpr FieldId asked_key = 0x8000'0000U;

bool bit(const std::vector<std::uint64_t>& bits, std::uint32_t at) {
    return (bits[at / 64] >> (at % 64) & 1U) != 0;
}
void set(std::vector<std::uint64_t>& bits, std::uint32_t at) {
    bits[at / 64] |= std::uint64_t{1} << (at % 64);
}
void reset(std::vector<std::uint64_t>& bits, std::uint32_t at) {
    bits[at / 64] &= ~(std::uint64_t{1} << (at % 64));
}

Kind kind_of(const Event& event) {
    Kind kind;
    kind.source = event.source;
    for (const auto& value : event.values) {
        if (value.field > last_kind_field || value.field == word_field) continue;
        auto& place = value.field == channel_field    ? kind.channel
                      : value.field == event_id_field ? kind.event_id
                                                      : kind.provider;
        kind.is_odd = kind.is_odd || place != nullptr || value.bytes.size() > kind_bytes_max;
        place = &value;
    }
    return kind;
}

void append(std::string& key, std::string_view text) {
    key += text;
    key += '\0';
}

// By what it says: a source lives in a reader, and another may lie where one was.
void append(std::string& key, const Source& source) {
    append(key, source.product);
    for (const auto& category : source.categories)
        append(key, category);
    key += '\1';
    for (const auto& service : source.services)
        append(key, service);
    key += '\1';
}

void append(std::string& key, const Value* value) {
    if (value == nullptr) {
        key += '\xFF';
        return;
    }
    const auto size = static_cast<std::uint32_t>(value->bytes.size());
    key += static_cast<char>(value->type);
    key.append(static_cast<const char*>(static_cast<const void*>(&size)), sizeof(size));
    key += value->bytes;
}

} // namespace

Worker::Worker(const Program& program, const WorkerOptions& options)
    : program_{program}, memo_{options.memo_bytes, options.secret}, partitions_{
                                                                        0,
                                                                        KeyHash{options.secret}} {
    truths_.assign(program.atoms.size() / 64 + 1, 0);
    asked_.assign(program.atoms.size() / 64 + 1, 0);
    is_candidate_.assign(program.variants.size() / 64 + 1, 0);
}

const Partition& Worker::partition_of(const Event& event) {
    const auto kind = kind_of(event);
    key_.clear();
    append(key_, *kind.source);
    if (kind.is_odd) {
        key_ += "odd";
    } else {
        append(key_, kind.channel);
        append(key_, kind.event_id);
        append(key_, kind.provider);
    }
    // Events of a kind come in rows.
    if (last_ != nullptr && key_ == last_key_) return *last_;
    last_key_ = key_;
    const auto found = partitions_.find(key_);
    if (found != partitions_.end()) return *(last_ = &found->second);
    if (partitions_.size() >= partitions_max) {
        enter({});
        here_ = nullptr;
        partitions_.clear();
    }
    auto& partition = partitions_.emplace(key_, make_partition(program_, kind)).first->second;
    if (!partition.words.empty()) partition.word_matcher = matcher_of(partition.words);
    return *(last_ = &partition);
}

const FieldMatcher* Worker::matcher_of(const std::vector<std::uint32_t>& words) {
    const auto [at, is_new] = word_matchers_.try_emplace(words, program_.zone);
    if (is_new) {
        std::set<AtomId> atoms;
        for (const auto group : words)
            atoms.insert(program_.word_atoms[group].begin(), program_.word_atoms[group].end());
        for (const auto atom : atoms)
            at->second.add(program_.atoms[atom].test, atom);
        at->second.build(program_.census);
    }
    return &at->second;
}

void Worker::enter(const Partition& partition) {
    if (here_ == &partition) return;
    if (here_ != nullptr)
        for (const auto atom : here_->constants)
            reset(truths_, atom);
    for (const auto atom : partition.constants)
        set(truths_, atom);
    here_ = &partition;
}

void Worker::clear() {
    for (const auto atom : true_)
        reset(truths_, atom);
    for (const auto atom : answered_) {
        reset(asked_, atom);
        reset(truths_, atom);
    }
    for (const auto variant : candidates_)
        reset(is_candidate_, variant);
    true_.clear();
    answered_.clear();
    candidates_.clear();
    hits_.clear();
}

std::span<const AtomId> Worker::atoms_of(FieldId field, const Value& value) {
    if (const auto known = memo_.find(field, value)) return *known;
    found_.clear();
    text_.read(value);
    program_.matchers[field]->match(text_, found_);
    memo_.keep(field, value, found_);
    return found_;
}

void Worker::look_at_value(FieldId field, const Value& value) {
    for (const auto atom : atoms_of(field, value))
        take(atom);
}

// Most values are short and hold no such word: to look is less work than to remember.
void Worker::look_for_words(const FieldMatcher& matcher, const Value& value) {
    if (!matcher.may_match(value)) return;
    found_.clear();
    text_.begin(value);
    const auto ascii = matcher.is_only_literals() ? text_.ascii() : std::nullopt;
    if (ascii) {
        matcher.match_ascii(*ascii, text_, found_);
    } else {
        text_.fold();
        matcher.match(text_, found_);
    }
    for (const auto atom : found_)
        take(atom);
}

void Worker::take(AtomId atom) {
    if (bit(truths_, atom)) return;
    set(truths_, atom);
    true_.push_back(atom);
    const auto end = program_.witness_begin[atom + 1];
    for (auto at = program_.witness_begin[atom]; at < end; ++at) {
        const auto variant = program_.witnessed[at];
        if (!bit(here_->active, variant) || bit(is_candidate_, variant)) continue;
        set(is_candidate_, variant);
        candidates_.push_back(variant);
    }
}

std::span<const Hit> Worker::look_at(const Event& event) {
    clear();
    const auto& partition = partition_of(event);
    if (partition.is_empty) return {};
    enter(partition);
    for (const auto variant : partition.always) {
        set(is_candidate_, variant);
        candidates_.push_back(variant);
    }
    const auto* const words = partition.word_matcher;
    for (const auto& value : event.values) {
        if (value.field < partition.is_wanted.size() && partition.is_wanted[value.field] != 0)
            look_at_value(value.field, value);
        if (words != nullptr) look_for_words(*words, value);
    }
    if (words != nullptr && !event.line.empty())
        look_for_words(*words, {word_field, Type::utf8, event.line});
    for (const auto variant : candidates_) {
        const auto& here = program_.variants[variant];
        if (fits(here.root, event)) hits_.push_back({here.rule, variant});
    }
    if (hits_.size() > 1) {
        std::ranges::sort(hits_, {}, [](const Hit& hit) {
            return std::pair{hit.rule, hit.variant};
        });
        hits_.erase(std::ranges::unique(hits_, {}, &Hit::rule).begin(), hits_.end());
    }
    return hits_;
}

bool Worker::fits(std::uint32_t at, const Event& event) {
    const auto& op = program_.ops[at];
    if (op.kind == Op::Kind::found) return bit(truths_, op.atom);
    if (op.kind == Op::Kind::asked) return holds(op.atom, event);
    if (op.kind == Op::Kind::none) return !fits(program_.children[op.begin], event);
    const bool deciding = op.kind == Op::Kind::any;
    for (auto child = op.begin; child < op.end; ++child)
        if (fits(program_.children[child], event) == deciding) return deciding;
    return !deciding;
}

bool Worker::holds(AtomId id, const Event& event) {
    const auto& atom = program_.atoms[id];
    if (atom.is_found || bit(asked_, id)) return bit(truths_, id);
    set(asked_, id);
    answered_.push_back(id);
    if (!ask(id, event)) return false;
    set(truths_, id);
    return true;
}

// The answer for one value, remembered under a number that no field has.
bool Worker::ask_value(AtomId id, const Value& value) {
    const auto key = id | asked_key;
    if (const auto known = memo_.find(key, value)) return !known->empty();
    const auto& atom = program_.atoms[id];
    text_.read(value);
    const bool holds = program_.matchers[atom.field]->holds(atom.test, text_);
    memo_.keep(key, value, std::span{&id, holds ? std::size_t{1} : std::size_t{0}});
    return holds;
}

bool Worker::ask(AtomId id, const Event& event) {
    const auto& atom = program_.atoms[id];
    const auto& test = atom.test;
    const auto is_here = [&](const Value& value) { return value.field == atom.field; };
    if (test.kind == Test::Kind::exists)
        return std::ranges::any_of(event.values, is_here) == (test.pattern == "true");
    if (test.kind == Test::Kind::absent)
        return std::ranges::all_of(event.values, [&](const Value& value) {
            return value.field != atom.field || value.type == Type::null;
        });
    if (test.kind == Test::Kind::same) return ask_same(atom, event);
    const auto holds_for = [&](const Value& value) { return ask_value(id, value); };
    if (atom.field != word_field)
        return std::ranges::any_of(event.values, [&](const Value& value) {
            return value.field == atom.field && holds_for(value);
        });
    const Value line{word_field, Type::utf8, event.line};
    return (!event.line.empty() && holds_for(line)) || std::ranges::any_of(event.values, holds_for);
}

bool Worker::ask_same(const Atom& atom, const Event& event) {
    const auto& test = atom.test;
    std::string room;
    for (const auto& left : event.values) {
        if (left.field != atom.field) continue;
        const std::string one =
            test.cased ? std::string{text_of(left, room)} : folded(text_of(left, room));
        for (const auto& right : event.values) {
            if (right.field != atom.other) continue;
            const std::string other =
                test.cased ? std::string{text_of(right, room)} : folded(text_of(right, room));
            const bool holds = test.starts && test.ends ? one.find(other) != std::string::npos
                               : test.starts            ? one.starts_with(other)
                               : test.ends              ? one.ends_with(other)
                                                        : one == other;
            if (holds) return true;
        }
    }
    return false;
}

void Worker::reasons(const Event& event, std::uint32_t variant, std::vector<AtomId>& atoms) {
    collect(program_.variants[variant].root, event, atoms);
}

void Worker::collect(std::uint32_t at, const Event& event, std::vector<AtomId>& atoms) {
    const auto& op = program_.ops[at];
    if (op.kind == Op::Kind::found || op.kind == Op::Kind::asked) {
        if (holds(op.atom, event)) atoms.push_back(op.atom);
        return;
    }
    if (op.kind == Op::Kind::none) return;
    for (auto child = op.begin; child < op.end; ++child)
        if (fits(program_.children[child], event)) collect(program_.children[child], event, atoms);
}

} // namespace sokuo::detect
