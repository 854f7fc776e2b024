#pragma once

// Who must be told of an incident, by when: the rules of a pack, and the deadlines they give.
//
// Every row says where it is from and whether that was checked against the source: an unverified
// row is shown with 「要確認」.

#include "calendar/date.h"
#include "charter/text.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sokuo::charter {

using calendar::Date;

/// Where a row is from, and when it is in force (both days included).
struct Provenance {
    std::string source;
    bool verified = false;
    std::optional<Date> from;
    std::optional<Date> to;
    [[nodiscard]] bool is_in_force(Date day) const;
    friend bool operator==(const Provenance&, const Provenance&) = default;
};

enum class DeadlineKind : std::uint8_t { law, target };

/// Values of facts by key, as text: `yes`, `no`, `unknown`, a choice's code, a number.
using FactValues = std::map<std::string, std::string, std::less<>>;

/// True when the fact under `fact` has one of `values`, or is a number above `above`. Not known
/// while the fact is `unknown`, or is no number where one is compared.
struct FactCondition {
    std::string fact;
    std::vector<std::string> values;
    std::optional<std::int64_t> above;
    friend bool operator==(const FactCondition&, const FactCondition&) = default;
};

struct DeadlineRule {
    std::string key; ///< `ppc_final_30`
    Words label;
    std::string addressee;
    DeadlineKind kind = DeadlineKind::target;
    std::vector<FactCondition> all;    ///< Applies when all of these are true …
    std::vector<FactCondition> any;    ///< … and one of these (when there are any) …
    std::vector<FactCondition> unless; ///< … and none of these.
    std::vector<int> days; ///< Days counted from the day of knowledge, which is day 1: `[3, 5]`.
    bool rolls = false;    ///< A last day on a closed day of national agencies moves to the next.
    Words note;
    Provenance provenance;
    friend bool operator==(const DeadlineRule&, const DeadlineRule&) = default;
};

/// A deadline worked out for one incident.
struct Deadline {
    std::string key;
    Words label;
    std::string addressee;
    DeadlineKind kind = DeadlineKind::target;
    Date start{};           ///< The day of knowledge, local.
    Date calendar_day{};    ///< The last day as counted.
    Date rolled_day{};      ///< After moving off closed days; the same when the rule does not roll.
    std::vector<Date> span; ///< Every mark of the rule: the 3rd to the 5th day; one for most.
    /// The facts say yes. False: they are still unknown, so the clock is shown and not asserted.
    bool is_certain = true;
    Words note;
    Provenance provenance;
    friend bool operator==(const Deadline&, const Deadline&) = default;
};

struct Addressee {
    std::string code;
    std::string organisation; ///< Code; empty for a post of the city itself.
    Words label;
    bool in_charter_text = false;        ///< Named by 第２条第１号エ.
    std::vector<std::string> categories; ///< Considered for these; empty: every category.
    std::vector<FactCondition> any;      ///< Must be told when one of these is true.
    Words when;                          ///< In words: 漏えい等のおそれがあるとき
    std::string route;
    Provenance provenance;
    friend bool operator==(const Addressee&, const Addressee&) = default;
};

struct DatedName {
    Words name;
    std::string short_name;
    Provenance provenance;
    friend bool operator==(const DatedName&, const DatedName&) = default;
};

struct OutsideOrganisation {
    std::string code; ///< `nco`
    std::vector<DatedName> names;
    std::vector<std::string> aliases; ///< As older texts spell it; found, never written.
    std::string route;
    friend bool operator==(const OutsideOrganisation&, const OutsideOrganisation&) = default;
};

} // namespace sokuo::charter
