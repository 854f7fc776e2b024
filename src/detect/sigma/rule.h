#pragma once

// A Sigma rule as a value: what is left of the YAML once every modifier has been applied. Only what
// the specification (2.1.0) means stands here; how it is found fast is the engine's business.

#include "detect/match.h"
#include "detect/sigma/glob.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sokuo::detect {

enum class Compare : std::uint8_t { equal, not_equal, less, at_most, greater, at_least };
enum class TimePart : std::uint8_t { minute, hour, day, week, month, year };

[[nodiscard]] bool holds(double value, Compare compare, double limit);

/// One question about an event: the leaf of a rule.
struct Test {
    enum class Kind : std::uint8_t {
        text,    ///< Some value of the field is `glob`.
        regex,   ///< `pattern` is found in some value (RE2 syntax).
        network, ///< Some value is an IP address in `pattern` (CIDR).
        number,  ///< Some value is a number, and `compare` holds between it and `number`.
        moment,  ///< Some value is a moment, and so does `part` of it.
        absent,  ///< The field is missing or its value is nothing.
        exists,  ///< The field is there, whatever its value.
        same,    ///< Some value equals (starts with …) some value of the field `pattern`.
    };
    std::string field{}; ///< Empty: the words of the whole event.
    Kind kind = Kind::text;
    Glob glob{}; ///< Folded, unless `cased`.
    bool cased = false;
    bool starts = false; ///< `same`: the value starts with the other …
    bool ends = false;   ///< … ends with it; both: contains it.
    bool any_case = false, many_lines = false, dot_all = false; ///< `re|i`, `re|m`, `re|s`.
    Compare compare = Compare::equal;
    TimePart part = TimePart::minute;
    double number = 0;
    std::string pattern{};
    friend bool operator==(const Test&, const Test&) = default;
};

/// A term of a condition. Children are terms that stand before it in `Detection::terms`.
struct Term {
    enum class Kind : std::uint8_t { test, all, any, none }; ///< `none`: not its only child.
    Kind kind = Kind::test;
    std::uint32_t test = 0; ///< Into `Detection::tests`.
    std::vector<std::uint32_t> children{};
};

struct LogSource {
    std::string category{};
    std::string product{};
    std::string service{};
    friend bool operator==(const LogSource&, const LogSource&) = default;
};

/// Tests and how they hang together. `root` is one of `terms`.
struct Detection {
    std::vector<Test> tests{};
    std::vector<Term> terms{};
    std::uint32_t root = 0;
};

struct Rule {
    RuleInfo info{};
    std::string name{}; ///< Correlations may refer to it instead of the id.
    LogSource source{};
    Detection detection{};
};

/// A filter: `rules` fit only where its own detection does not (specification, "Sigma Filters").
struct Filter {
    RuleInfo info{};
    LogSource source{};
    std::vector<std::string> rules{}; ///< Ids or names; empty: any of the same log source.
    Detection detection{};
};

enum class CorrelationType : std::uint8_t {
    event_count,
    value_count,
    temporal,
    temporal_ordered,
    value_sum,
    value_avg,
    value_percentile,
    value_median,
};

/// One bound of a correlation's condition; all of them must hold.
struct Bound {
    Compare compare = Compare::at_least;
    double number = 0;
};

/// A field that is called otherwise in some of the rules.
struct Alias {
    std::string name{};
    std::vector<std::pair<std::string, std::string>> fields{}; ///< Rule (id or name) and its field.
};

/// What several matches together mean (specification, "Sigma Correlation Rules").
struct Correlation {
    RuleInfo info{};
    std::string name{};
    CorrelationType type = CorrelationType::event_count;
    std::vector<std::string> rules{}; ///< Ids or names of rules and of other correlations.
    std::vector<std::string> group_by{};
    std::vector<Alias> aliases{};
    std::chrono::seconds timespan{};
    std::vector<Bound> bounds{};
    std::vector<std::string> fields{}; ///< What `value_…` counts or adds up.
    double percentile = 50;
    bool generate = false; ///< The rules it refers to give matches of their own, too.
};

} // namespace sokuo::detect
