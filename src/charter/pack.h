#pragma once

// A rule pack: what law and practice add to a charter. Priorities, closure conditions, deadlines
// and addressees (duty.h), the fields of the fact sheet and of the intake slip.
// `packs/jp-municipal/` is the one we ship; its form is docs/formats/pack.md.
//
// Pure values and pure functions; no clock.

#include "charter/advice.h"
#include "charter/charter.h"
#include "charter/duty.h"
#include "charter/talk.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::charter {

// -- Triage -------------------------------------------------------------------------------------

enum class Answer : std::uint8_t { yes, no, unknown };

struct TriageQuestion {
    std::string key; ///< `residents`, `stopped`, `spreading`
    Words text;
    Words hint;
    Provenance provenance;
    friend bool operator==(const TriageQuestion&, const TriageQuestion&) = default;
};

/// An internal target, never a rule of law: 目安.
struct TargetTime {
    std::string key; ///< `first_check`, `triage_done`, `tell_head`, …
    Words label;
    Words text;                    ///< 「15分」「当日」「定例」
    std::optional<Minutes> within; ///< Nothing: no machine-readable span.
    bool business_hours = false;   ///< `within` counts only opening hours.
    friend bool operator==(const TargetTime&, const TargetTime&) = default;
};

struct Priority {
    std::string code; ///< `P1`
    Words name;       ///< 重大
    int order = 0;    ///< 1 is first.
    std::vector<TargetTime> targets;
    Provenance provenance;
    friend bool operator==(const Priority&, const Priority&) = default;
};

/// A row of the triage table: the first row that fits gives the proposal.
struct PriorityRule {
    std::string code;
    std::map<std::string, std::vector<Answer>, std::less<>>
        when; ///< A question absent: any answer.
    std::string priority;
    Words reason;
    Provenance provenance;
    friend bool operator==(const PriorityRule&, const PriorityRule&) = default;
};

using Answers = std::map<std::string, Answer, std::less<>>;

struct Proposal {
    std::string priority;
    Words reason;
    std::string rule;
    friend bool operator==(const Proposal&, const Proposal&) = default;
};

// -- Closure ------------------------------------------------------------------------------------

/// A category an incident was given; `subtype` may be empty.
struct CategoryChoice {
    std::string category;
    std::string subtype;
    friend bool operator==(const CategoryChoice&, const CategoryChoice&) = default;
};

/// A condition of 収束宣言.
struct ClosureCondition {
    std::string key; ///< `eradicated`
    Words label;
    Words hint;
    std::vector<std::string> categories; ///< `B`, `A/cloud`; empty: every category.
    /// Where 該当なし may be said instead: `A`, `A/cloud`, `*` for every category.
    std::vector<std::string> may_be_not_applicable;
    /// Codes of roles. Only who holds one says that it is met; empty: who keeps the record.
    std::vector<std::string> agreed_by;
    Provenance provenance;
    friend bool operator==(const ClosureCondition&, const ClosureCondition&) = default;
};

struct AppliedCondition {
    std::string key;
    Words label;
    Words hint;
    bool may_be_not_applicable = false; ///< 該当なし is allowed, with a reason.
    std::vector<std::string> agreed_by;
    Provenance provenance;
    friend bool operator==(const AppliedCondition&, const AppliedCondition&) = default;
};

// -- Fields -------------------------------------------------------------------------------------

enum class FieldType : std::uint8_t { text, number, choice, datetime };

struct FieldChoice {
    std::string code;
    Words label;
    friend bool operator==(const FieldChoice&, const FieldChoice&) = default;
};

/// A line of the fact sheet, or of the intake slip.
struct Field {
    std::string key;
    Words label;
    FieldType type = FieldType::text;
    std::vector<FieldChoice> choices;
    std::string unit;                    ///< 人, 件; numbers only
    bool has_certainty = false;          ///< 概数・確定 is asked with the number.
    bool has_counting = false;           ///< 延べ・実 is asked with the number.
    std::vector<std::string> categories; ///< Wanted for these; empty: every category.
    bool lines = false;                  ///< Several lines.
    Provenance provenance;
    friend bool operator==(const Field&, const Field&) = default;
};

/// A letter the program writes: `{number}` and the like stand for what `letter_text` is given.
struct LetterTemplate {
    std::string key; ///< `acknowledgement`
    Words subject;
    Words text;
    Provenance provenance;
    friend bool operator==(const LetterTemplate&, const LetterTemplate&) = default;
};

/// What somebody does before they call: on the poster and beside the staff's form, in this order.
struct FirstStep {
    std::string key;                    ///< `power`
    std::vector<std::string> audiences; ///< `staff`, `outsiders`
    Words text;                         ///< 電源を切らない
    Words reason;
    Provenance provenance;
    [[nodiscard]] bool is_for(std::string_view audience) const;
    friend bool operator==(const FirstStep&, const FirstStep&) = default;
};

struct HolidayOverride {
    Date day{};
    bool is_holiday = true; ///< False: a day the rules call a holiday is none.
    std::string name;
    Provenance provenance;
    friend bool operator==(const HolidayOverride&, const HolidayOverride&) = default;
};

struct Pack {
    std::string code; ///< `jp-municipal`
    std::string version;
    Words name;
    std::vector<TriageQuestion> questions;
    std::vector<Priority> priorities;
    std::vector<PriorityRule> priority_rules;
    std::vector<ClosureCondition> closure;
    std::vector<DeadlineRule> deadlines;
    std::vector<Addressee> addressees;
    std::vector<OutsideOrganisation> organisations;
    std::vector<Field> facts;
    std::vector<Field> report_fields; ///< Of the intake slip, beyond the four items.
    std::vector<LetterTemplate> letters;
    std::vector<FirstStep> first_steps;
    std::vector<TalkLine> talk_script;
    std::vector<Instruction> instructions;
    std::vector<AdvisoryTarget> advisory_targets;
    std::vector<Maker> makers;
    std::vector<Category> categories; ///< The codes that rows of the pack may name.
    std::vector<HolidayOverride> holidays;
    std::chrono::month_day national_year_end_from{std::chrono::December / 29};
    std::chrono::month_day national_year_end_to{std::chrono::January / 3};

    [[nodiscard]] const Priority* priority(std::string_view wanted) const;
    [[nodiscard]] const ClosureCondition* condition(std::string_view key) const;
    [[nodiscard]] const Field* fact(std::string_view key) const;
    [[nodiscard]] const LetterTemplate* letter(std::string_view key) const;
    [[nodiscard]] const OutsideOrganisation* organisation(std::string_view wanted) const;
    friend bool operator==(const Pack&, const Pack&) = default;
};

} // namespace sokuo::charter
