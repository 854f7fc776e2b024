#include "detect/engine/program.h"
#include "detect/fold.h"
#include "detect/sigma/reasons.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace sokuo::detect {

namespace {

// Shorter ones stand everywhere.
constexpr std::size_t literal_bytes_min = 4;

// Everything a test asks, as a key: the same test of many rules is one atom.
std::string key_of(const Test& test, FieldId field, FieldId other) {
    std::string key;
    key.reserve(64);
    const auto add = [&](auto number) {
        key.append(static_cast<const char*>(static_cast<const void*>(&number)), sizeof(number));
    };
    add(field);
    add(other);
    add(test.kind);
    const std::array flags{test.cased,    test.starts,     test.ends,
                           test.any_case, test.many_lines, test.dot_all};
    for (const bool flag : flags)
        key += flag ? '1' : '0';
    add(test.compare);
    add(test.part);
    add(test.number);
    add(static_cast<std::uint32_t>(test.pattern.size()));
    key += test.pattern;
    for (const auto& piece : test.glob.pieces) {
        add(piece.kind);
        add(static_cast<std::uint32_t>(piece.text.size()));
        key += piece.text;
    }
    return key;
}

std::string_view longest_text(const Glob& glob) {
    std::string_view longest;
    for (const auto& piece : glob.pieces)
        if (piece.text.size() > longest.size()) longest = piece.text;
    return longest;
}

bool is_about_a_value(const Test& test) {
    return test.kind != Test::Kind::absent && test.kind != Test::Kind::exists &&
           test.kind != Test::Kind::same;
}

// Atoms one of which must hold, and how much work they will make.
struct Witnesses {
    std::vector<AtomId> atoms;
    double cost = 0;
};

class Compiler {
public:
    Compiler(const LogSources& sources, const CompileOptions& options) : sources_{sources} {
        program_.zone = options.zone;
        // The numbers program.h gives them.
        program_.names.of("");
        program_.names.of("Channel");
        program_.names.of("EventID");
        program_.names.of("Provider_Name");
    }

    Program run(Rules rules) && {
        program_.refused = std::move(rules.refused);
        for (auto& rule : rules.rules)
            add_rule(std::move(rule), rules.filters);
        build_matchers();
        group_words();
        choose_witnesses();
        list_fields();
        program_.counting = plan_counting(std::move(rules.correlations), program_.rules);
        std::ranges::move(program_.counting.refused, std::back_inserter(program_.refused));
        return std::move(program_);
    }

private:
    void add_rule(Rule rule, const std::vector<Filter>& filters) {
        const auto kinds = sources_.kinds(rule.source);
        if (kinds.empty()) {
            const auto shown =
                rule.source.product + "/" + rule.source.category + "/" + rule.source.service;
            program_.refused.push_back(
                {rule.info, failure(Errc::invalid, log_source_unknown, {shown})});
            return;
        }
        if (fits_all(rule.detection, rule.detection.root)) {
            program_.refused.push_back({rule.info, failure(Errc::invalid, always_true)});
            return;
        }
        const auto number = static_cast<std::uint32_t>(program_.rules.size());
        for (const auto& kind : kinds) {
            fields_of_ = &kind;
            enter_channels(kind, static_cast<std::uint32_t>(program_.variants.size()));
            std::vector<std::uint32_t> parts;
            if (!kind.channels.empty()) parts.push_back(one_of(channel_field, kind.channels));
            for (const auto& [field, values] : kind.conditions)
                parts.push_back(one_of(program_.names.of(field), values));
            parts.push_back(add_detection(rule.detection));
            for (const auto& filter : filters)
                if (is_for(filter, rule))
                    parts.push_back(add(Term::Kind::none, {add_detection(filter.detection)}));
            program_.variants.push_back(
                {number, add(Term::Kind::all, parts), kind.source, kind.fields});
        }
        // What the rule was made of is in the program now; what people are told of it stays.
        rule.detection = {};
        program_.rules.push_back(std::move(rule));
    }

    void enter_channels(const LogKind& kind, std::uint32_t variant) {
        if (kind.channels.empty()) program_.of_any_channel.push_back(variant);
        std::vector<std::string> ids{""};
        for (const auto& [field, values] : kind.conditions)
            if (field == "EventID") ids = values;
        for (const auto& channel : kind.channels) {
            for (const auto& id : ids) {
                auto& variants = program_.of_channel[channel_key(folded(channel), folded(id))];
                if (variants.empty() || variants.back() != variant) variants.push_back(variant);
            }
        }
    }

    static Op::Kind op_kind(Term::Kind kind) {
        if (kind == Term::Kind::all) return Op::Kind::all;
        return kind == Term::Kind::any ? Op::Kind::any : Op::Kind::none;
    }

    // True whatever the event says, as far as can be told without one.
    static bool fits_all(const Detection& detection, std::uint32_t at) {
        const auto& term = detection.terms[at];
        const auto fits = [&](std::uint32_t child) { return fits_all(detection, child); };
        if (term.kind == Term::Kind::all) return std::ranges::all_of(term.children, fits);
        if (term.kind == Term::Kind::any) return std::ranges::any_of(term.children, fits);
        if (term.kind == Term::Kind::none) return false;
        const auto& test = detection.tests[term.test];
        return test.kind == Test::Kind::text && test.field.empty() &&
               longest_text(test.glob).empty();
    }

    static bool is_for(const Filter& filter, const Rule& rule) {
        const auto fits = [](const std::string& filtered, const std::string& own) {
            return filtered.empty() || filtered == own;
        };
        if (!fits(filter.source.product, rule.source.product) ||
            !fits(filter.source.category, rule.source.category) ||
            !fits(filter.source.service, rule.source.service))
            return false;
        return filter.rules.empty() ||
               std::ranges::any_of(filter.rules, [&](const std::string& name) {
                   return name == rule.info.id || (!rule.name.empty() && name == rule.name);
               });
    }

    std::uint32_t add(Term::Kind kind, const std::vector<std::uint32_t>& children) {
        if (children.size() == 1 && kind != Term::Kind::none) return children.front();
        Op op{op_kind(kind), 0, static_cast<std::uint32_t>(program_.children.size()), 0};
        program_.children.insert(program_.children.end(), children.begin(), children.end());
        op.end = static_cast<std::uint32_t>(program_.children.size());
        program_.ops.push_back(op);
        return static_cast<std::uint32_t>(program_.ops.size() - 1);
    }

    std::uint32_t add_atom(const Test& test, FieldId field, FieldId other) {
        const auto id = static_cast<AtomId>(program_.atoms.size());
        const auto [known, is_new] = atom_ids_.try_emplace(key_of(test, field, other), id);
        if (is_new) program_.atoms.push_back({test, field, other, false});
        program_.ops.push_back({Op::Kind::found, known->second, 0, 0});
        return static_cast<std::uint32_t>(program_.ops.size() - 1);
    }

    std::uint32_t one_of(FieldId field, const std::vector<std::string>& values) {
        std::vector<std::uint32_t> ops;
        for (const auto& value : values) {
            Test test;
            test.glob = folded(literal_glob(value));
            ops.push_back(add_atom(test, field, word_field));
        }
        return add(Term::Kind::any, ops);
    }

    FieldId called(std::string_view field) {
        if (field.empty()) return word_field;
        std::string_view name = field;
        for (const auto& [rule, log] : fields_of_->fields)
            if (rule == field) name = log;
        return program_.names.of(name);
    }

    std::uint32_t add_detection(const Detection& detection) {
        return add_term(detection, detection.root);
    }

    std::uint32_t add_term(const Detection& detection, std::uint32_t at) {
        const auto& term = detection.terms[at];
        if (term.kind == Term::Kind::test) {
            const auto& test = detection.tests[term.test];
            const auto other =
                test.kind == Test::Kind::same ? called(test.pattern) : FieldId{word_field};
            return add_atom(test, called(test.field), other);
        }
        std::vector<std::uint32_t> children;
        children.reserve(term.children.size());
        for (const auto child : term.children)
            children.push_back(add_term(detection, child));
        return add(term.kind, children);
    }

    void build_matchers() {
        program_.matchers.resize(program_.names.count());
        for (const auto& atom : program_.atoms)
            program_.is_of_kind.push_back(atom.field >= channel_field &&
                                          atom.field <= last_kind_field &&
                                          atom.test.kind != Test::Kind::same);
        for (AtomId id = 0; id < program_.atoms.size(); ++id) {
            auto& atom = program_.atoms[id];
            if (!is_about_a_value(atom.test)) continue;
            auto& matcher = program_.matchers[atom.field];
            if (!matcher) matcher = std::make_unique<FieldMatcher>(program_.zone);
            atom.is_found = matcher->add(atom.test, id);
            if (program_.is_of_kind[id] && !atom.is_found) program_.asked_of_kind.push_back(id);
        }
        for (auto& op : program_.ops)
            if (op.kind == Op::Kind::found && !program_.atoms[op.atom].is_found)
                op.kind = Op::Kind::asked;
        for (const auto& matcher : program_.matchers)
            if (matcher) matcher->count(program_.census);
        for (const auto& matcher : program_.matchers)
            if (matcher) matcher->build(program_.census);
    }

    void collect_words(std::uint32_t at, std::vector<AtomId>& words) const {
        const auto& op = program_.ops[at];
        if (op.kind == Op::Kind::found && program_.atoms[op.atom].field == word_field)
            words.push_back(op.atom);
        for (auto child = op.begin; child < op.end; ++child)
            collect_words(program_.children[child], words);
    }

    void group_words() {
        std::map<std::string, std::uint32_t> groups;
        std::vector<std::set<AtomId>> filed;
        for (const auto& variant : program_.variants) {
            std::vector<AtomId> words;
            collect_words(variant.root, words);
            program_.word_group.push_back(Program::no_words);
            if (words.empty()) continue;
            const auto& source = program_.rules[variant.rule].source;
            const auto next = static_cast<std::uint32_t>(groups.size());
            const auto [group, is_new] = groups.try_emplace(
                source.product + "|" + source.category + "|" + source.service, next);
            if (is_new) filed.emplace_back();
            program_.word_group.back() = group->second;
            filed[group->second].insert(words.begin(), words.end());
        }
        for (const auto& atoms : filed)
            program_.word_atoms.emplace_back(atoms.begin(), atoms.end());
    }

    // What many rules ask for, logs say often; and what is short.
    [[nodiscard]] double cost(const Atom& atom) const {
        if (atom.field >= channel_field && atom.field <= last_kind_field) return 1e9;
        if (atom.test.kind != Test::Kind::text && atom.test.kind != Test::Kind::regex) return 100;
        const auto text = longest_text(atom.test.glob);
        if (text.size() < literal_bytes_min) return 40;
        return 1 + 2 * std::log2(1.0 + program_.census.fewest(text)) + (text.size() < 6 ? 8 : 0);
    }

    [[nodiscard]] std::optional<Witnesses> witnesses(std::uint32_t at) const {
        const auto& op = program_.ops[at];
        if (op.kind == Op::Kind::none || op.kind == Op::Kind::asked) return std::nullopt;
        if (op.kind == Op::Kind::found) {
            const auto& atom = program_.atoms[op.atom];
            return Witnesses{{op.atom}, cost(atom)};
        }
        std::optional<Witnesses> best;
        for (auto child = op.begin; child < op.end; ++child) {
            auto here = witnesses(program_.children[child]);
            if (op.kind == Op::Kind::any) {
                if (!here) return std::nullopt;
                if (!best) best = Witnesses{};
                best->atoms.insert(best->atoms.end(), here->atoms.begin(), here->atoms.end());
                best->cost += here->cost;
            } else if (here && (!best || here->cost < best->cost)) {
                best = std::move(here);
            }
        }
        return best;
    }

    void choose_witnesses() {
        std::vector<std::pair<AtomId, std::uint32_t>> pairs;
        for (std::uint32_t variant = 0; variant < program_.variants.size(); ++variant) {
            auto found = witnesses(program_.variants[variant].root);
            if (!found) {
                program_.unwitnessed.push_back(variant);
                continue;
            }
            for (const auto atom : found->atoms)
                pairs.emplace_back(atom, variant);
        }
        std::ranges::sort(pairs);
        pairs.erase(std::ranges::unique(pairs).begin(), pairs.end());
        program_.witness_begin.assign(program_.atoms.size() + 1, 0);
        for (const auto& [atom, variant] : pairs) {
            ++program_.witness_begin[atom + 1];
            program_.witnessed.push_back(variant);
        }
        for (std::size_t at = 1; at < program_.witness_begin.size(); ++at)
            program_.witness_begin[at] += program_.witness_begin[at - 1];
    }

    void collect_fields(std::uint32_t at, std::vector<FieldId>& fields) const {
        const auto& op = program_.ops[at];
        if (op.kind == Op::Kind::found) fields.push_back(program_.atoms[op.atom].field);
        for (auto child = op.begin; child < op.end; ++child)
            collect_fields(program_.children[child], fields);
    }

    void list_fields() {
        for (const auto& variant : program_.variants) {
            program_.fields_begin.push_back(static_cast<std::uint32_t>(program_.fields.size()));
            std::vector<FieldId> fields;
            collect_fields(variant.root, fields);
            std::ranges::sort(fields);
            fields.erase(std::ranges::unique(fields).begin(), fields.end());
            program_.fields.insert(program_.fields.end(), fields.begin(), fields.end());
        }
        program_.fields_begin.push_back(static_cast<std::uint32_t>(program_.fields.size()));
    }

    const LogSources& sources_;
    Program program_;
    std::unordered_map<std::string, AtomId> atom_ids_;
    const LogKind* fields_of_ = nullptr;
};

} // namespace

std::string channel_key(std::string_view channel, std::string_view event_id) {
    std::string key{channel};
    key += '\n';
    key += event_id;
    return key;
}

Program compile(Rules rules, const LogSources& sources, const CompileOptions& options) {
    return Compiler{sources, options}.run(std::move(rules));
}

} // namespace sokuo::detect
