#include "detect/sigma/item.h"

#include "detect/fold.h"
#include "detect/sigma/network.h"
#include "detect/sigma/reasons.h"
#include "detect/sigma/regex.h"
#include "detect/sigma/spell.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <optional>
#include <utility>

namespace sokuo::detect {

namespace {

using Yaml = sokuo::Node;

// What the modifiers of a line ask for.
struct Plan {
    std::string field;
    Test::Kind kind = Test::Kind::text;
    std::vector<std::string_view> texts; // those that change the text, in their order
    bool contains = false, starts = false, ends = false;
    bool all = false, cased = false, differs = false, expands = false;
    bool any_case = false, many_lines = false, dot_all = false;
    std::optional<Compare> compare;
    TimePart part = TimePart::minute;
};

using Apply = bool (*)(Plan&);

// A test of another kind than text can only be asked for once.
bool becomes(Plan& plan, Test::Kind kind) {
    if (plan.kind != Test::Kind::text || !plan.texts.empty()) return false;
    plan.kind = kind;
    return true;
}

template <Compare compare>
bool compares(Plan& plan) {
    if (plan.compare || (plan.kind != Test::Kind::moment && !becomes(plan, Test::Kind::number)))
        return false;
    plan.compare = compare;
    return true;
}

template <TimePart part>
bool takes_part(Plan& plan) {
    plan.part = part;
    return becomes(plan, Test::Kind::moment);
}

template <bool Plan::*flag>
bool sets(Plan& plan) {
    plan.*flag = true;
    return true;
}

template <bool Plan::*flag>
bool of_regex(Plan& plan) {
    plan.*flag = true;
    return plan.kind == Test::Kind::regex;
}

struct Modifier {
    std::string_view name;
    Apply apply;
};

constexpr std::array modifiers{
    Modifier{"contains", sets<&Plan::contains>},
    Modifier{"startswith", sets<&Plan::starts>},
    Modifier{"endswith", sets<&Plan::ends>},
    Modifier{"all", sets<&Plan::all>},
    Modifier{"cased", sets<&Plan::cased>},
    Modifier{"neq", sets<&Plan::differs>},
    Modifier{"expand", sets<&Plan::expands>},
    Modifier{"exists", [](Plan& plan) { return becomes(plan, Test::Kind::exists); }},
    Modifier{"fieldref", [](Plan& plan) { return becomes(plan, Test::Kind::same); }},
    Modifier{"re", [](Plan& plan) { return becomes(plan, Test::Kind::regex); }},
    Modifier{"i", of_regex<&Plan::any_case>},
    Modifier{"ignorecase", of_regex<&Plan::any_case>},
    Modifier{"m", of_regex<&Plan::many_lines>},
    Modifier{"multiline", of_regex<&Plan::many_lines>},
    Modifier{"s", of_regex<&Plan::dot_all>},
    Modifier{"dotall", of_regex<&Plan::dot_all>},
    Modifier{"cidr", [](Plan& plan) { return becomes(plan, Test::Kind::network); }},
    Modifier{"lt", compares<Compare::less>},
    Modifier{"lte", compares<Compare::at_most>},
    Modifier{"gt", compares<Compare::greater>},
    Modifier{"gte", compares<Compare::at_least>},
    Modifier{"minute", takes_part<TimePart::minute>},
    Modifier{"hour", takes_part<TimePart::hour>},
    Modifier{"day", takes_part<TimePart::day>},
    Modifier{"week", takes_part<TimePart::week>},
    Modifier{"month", takes_part<TimePart::month>},
    Modifier{"year", takes_part<TimePart::year>},
};
constexpr std::array<std::string_view, 7> text_modifiers{
    "windash", "wide", "utf16", "utf16le", "utf16be", "base64", "base64offset"};

Result<> apply(std::string_view name, Plan& plan) {
    for (const auto text : text_modifiers) {
        if (name != text) continue;
        if (plan.kind != Test::Kind::text)
            return failure(Errc::invalid, modifiers_clash, {std::string{name}});
        plan.texts.push_back(text);
        return Done{};
    }
    for (const auto& modifier : modifiers) {
        if (name != modifier.name) continue;
        if (modifier.apply(plan)) return Done{};
        return failure(Errc::invalid, modifiers_clash, {std::string{name}});
    }
    return failure(Errc::invalid, modifier_unknown, {std::string{name}});
}

// Where in a value something stands can only be said of text (and of another field's); an
// expression that is found anywhere may be `contains`.
bool is_sound(const Plan& plan) {
    if (plan.kind == Test::Kind::text || plan.kind == Test::Kind::same) return true;
    const bool is_regex = plan.kind == Test::Kind::regex;
    return !plan.starts && !plan.ends && (is_regex || !plan.contains);
}

Result<Plan> read_key(std::string_view key) {
    Plan plan;
    auto end = key.find('|');
    plan.field = key.substr(0, end);
    while (end != std::string_view::npos) {
        key.remove_prefix(end + 1);
        end = key.find('|');
        const auto name = key.substr(0, end);
        TRY(apply(name, plan));
        if (!is_sound(plan)) return failure(Errc::invalid, modifiers_clash, {std::string{name}});
    }
    return plan;
}

std::optional<double> to_number(std::string_view text) {
    double number = 0;
    const auto* const end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || at != end || !std::isfinite(number)) return std::nullopt;
    return number;
}

class Line {
public:
    Line(Plan plan, const Placeholders& placeholders, DetectionBuilder& builder)
        : plan_{std::move(plan)}, placeholders_{placeholders}, builder_{builder} {}

    Result<std::uint32_t> read(const Yaml& value) {
        const std::vector<const Yaml*> values = values_of(value);
        if (values.empty()) return failure(Errc::invalid, values_missing, {shown()});
        std::vector<std::uint32_t> terms;
        for (const auto* each : values) {
            if (!each->is_scalar()) return failure(Errc::invalid, value_not_plain, {shown()});
            terms.push_back(TRY(one(*each)));
        }
        const auto kind = plan_.all && !plan_.differs ? Term::Kind::all : Term::Kind::any;
        const auto term = TRY(builder_.term(kind, std::move(terms)));
        if (!plan_.differs) return term;
        return builder_.term(Term::Kind::none, {term});
    }

private:
    [[nodiscard]] std::string shown() const { return plan_.field.empty() ? "|" : plan_.field; }

    static std::vector<const Yaml*> values_of(const Yaml& value) {
        if (value.kind != NodeKind::sequence) return {&value};
        std::vector<const Yaml*> values;
        values.reserve(value.items.size());
        for (const auto& item : value.items)
            values.push_back(&item);
        return values;
    }

    [[nodiscard]] Test blank(Test::Kind kind) const {
        Test test;
        test.field = plan_.field;
        test.kind = kind;
        return test;
    }

    // One value: one test, or one for each of its spellings, any of which will do.
    Result<std::uint32_t> one(const Yaml& value) {
        const bool is_about_field =
            value.is_null() || plan_.kind == Test::Kind::exists || plan_.kind == Test::Kind::same;
        if (is_about_field && plan_.field.empty()) return failure(Errc::invalid, field_needed);
        if (value.is_null()) return builder_.test(blank(Test::Kind::absent));
        std::vector<std::string> texts{value.text};
        if (plan_.expands) texts = TRY(expanded(value.text, placeholders_));
        std::vector<std::uint32_t> terms;
        std::size_t bytes = 0;
        for (const auto& text : texts) {
            if (plan_.kind == Test::Kind::text) {
                auto globs = TRY(spellings(text, bytes));
                for (auto& glob : globs)
                    terms.push_back(TRY(builder_.test(text_test(std::move(glob)))));
            } else {
                auto test = TRY(other(text));
                terms.push_back(TRY(builder_.test(std::move(test))));
            }
        }
        return builder_.term(Term::Kind::any, std::move(terms));
    }

    // Adds to `bytes` what they weigh.
    Result<std::vector<Glob>> spellings(std::string_view text, std::size_t& bytes) const {
        std::vector<Glob> globs{parse_glob(text)};
        for (const auto modifier : plan_.texts) {
            std::vector<Glob> next;
            std::size_t next_bytes = bytes;
            for (const auto& glob : globs) {
                auto more = TRY(spelt(glob, modifier));
                for (const auto& one : more)
                    next_bytes += text_bytes(one);
                if (next.size() + more.size() > spellings_max || next_bytes > spelling_bytes_max)
                    return too_much_spelt();
                std::ranges::move(more, std::back_inserter(next));
            }
            globs = std::move(next);
        }
        for (const auto& glob : globs)
            bytes += text_bytes(glob);
        if (bytes > spelling_bytes_max) return too_much_spelt();
        return globs;
    }

    // Words of no field are looked for anywhere in the event.
    [[nodiscard]] Test text_test(Glob glob) const {
        auto test = blank(Test::Kind::text);
        const bool is_open = plan_.contains || plan_.field.empty();
        glob = opened(std::move(glob), is_open || plan_.ends, is_open || plan_.starts);
        test.cased = plan_.cased;
        test.glob = plan_.cased ? std::move(glob) : folded(glob);
        return test;
    }

    // What is no text: a pattern, a range, a number, another field.
    Result<Test> other(std::string_view text) const {
        auto test = blank(plan_.kind);
        test.any_case = plan_.any_case;
        test.many_lines = plan_.many_lines;
        test.dot_all = plan_.dot_all;
        test.starts = plan_.starts || plan_.contains;
        test.ends = plan_.ends || plan_.contains;
        test.compare = plan_.compare.value_or(Compare::equal);
        test.part = plan_.part;
        test.cased = plan_.cased;
        test.pattern = text;
        if (plan_.kind == Test::Kind::exists) return exists(std::move(test));
        if (plan_.kind == Test::Kind::regex) TRY(check_regex(test));
        if (plan_.kind == Test::Kind::network && !parse_network(text))
            return failure(Errc::invalid, network_unusable, {std::string{text}});
        if (plan_.kind != Test::Kind::number && plan_.kind != Test::Kind::moment) return test;
        const auto number = to_number(text);
        if (!number)
            return failure(Errc::invalid, modifier_needs_number, {shown(), std::string{text}});
        test.number = *number;
        test.pattern.clear();
        return test;
    }

    static Result<Test> exists(Test test) {
        const auto word = folded(test.pattern);
        const bool is_yes = word == "true" || word == "yes";
        if (!is_yes && word != "false" && word != "no")
            return failure(Errc::invalid, modifier_needs_truth);
        test.pattern = is_yes ? "true" : "false";
        return test;
    }

    Plan plan_;
    const Placeholders& placeholders_;
    DetectionBuilder& builder_;
};

} // namespace

Result<std::uint32_t> read_item(std::string_view key, const Yaml& value,
                                const Placeholders& placeholders, DetectionBuilder& builder) {
    auto plan = TRY(read_key(key));
    return Line{std::move(plan), placeholders, builder}.read(value);
}

} // namespace sokuo::detect
