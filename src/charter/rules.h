#pragma once

// What a pack says about one incident. Pure functions: the same facts give the same answer in live
// work, in a replay and in a drill.

#include "calendar/closed_days.h"
#include "charter/pack.h"
#include "core/time.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::charter {

/// `yes`, `no`, `unknown`. Errors: `invalid`.
[[nodiscard]] Result<Answer> parse_answer(std::string_view text);
[[nodiscard]] std::string_view to_text(Answer answer);
[[nodiscard]] std::string_view to_text(DeadlineKind kind);
[[nodiscard]] std::string_view to_text(FieldType type);

/// What the three answers suggest. A question without an answer counts as `unknown`. A pack that
/// was checked has a rule for every combination; with none that fits, the highest priority is
/// proposed. The judgement stays a person's.
[[nodiscard]] Proposal propose_priority(const Pack& pack, const Answers& answers);

/// The conditions of 収束宣言 for an incident with these categories, in the pack's order. A
/// condition that any one category wants is asked; 該当なし may be said only where every category
/// that wants it allows it.
[[nodiscard]] std::vector<AppliedCondition>
applicable_conditions(const Pack& pack, std::span<const CategoryChoice> categories);

/// The calendar statutory periods roll over: the national rule with the pack's overrides.
[[nodiscard]] calendar::ClosedDays national_days(const Pack& pack);
/// The point of contact's hours and days: the same rule, plus the organisation's own days.
/// Errors: `invalid` when the charter names a time zone ICU does not know.
[[nodiscard]] Result<calendar::Office> contact_office(const Charter& charter, const Pack& pack);

/// Every deadline of the pack that the facts call for, or may call for while they are unknown.
/// `known_on`: 知った日, the local day on which any one employee knew. In the pack's order.
[[nodiscard]] std::vector<Deadline> deadlines_for(const Pack& pack, const FactValues& facts,
                                                  Date known_on,
                                                  const calendar::ClosedDays& national);
/// The same for a moment, whose day is taken in `zone`.
[[nodiscard]] std::vector<Deadline> deadlines_for(const Pack& pack, const FactValues& facts,
                                                  Time known_at, const calendar::TimeZone& zone);

/// Whom to consider telling, for these categories on this day, in the pack's order.
struct ConsideredAddressee {
    const Addressee* addressee = nullptr; ///< Lives in the pack.
    std::string name;                     ///< The organisation's name on that day.
    bool must_be_told = false;            ///< The facts call for it.
};
[[nodiscard]] std::vector<ConsideredAddressee>
addressees_for(const Pack& pack, std::span<const CategoryChoice> categories,
               const FactValues& facts, Date day);

/// The name an organisation has on a day; its newest when it had none that day.
[[nodiscard]] const DatedName* name_on(const OutsideOrganisation& organisation, Date day);
/// The organisation a text means, by any of its names or aliases (compared by search key).
[[nodiscard]] const OutsideOrganisation* organisation_called(const Pack& pack,
                                                             std::string_view text);

/// The lines of the fact sheet wanted for these categories, in the pack's order.
[[nodiscard]] std::vector<const Field*> facts_for(const Pack& pack,
                                                  std::span<const CategoryChoice> categories);

} // namespace sokuo::charter
