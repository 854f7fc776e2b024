#pragma once

// What a pack says about one incident. Pure functions: the same facts give the same answer in live
// work, in a replay and in a drill.

#include "charter/pack.h"
#include "core/time.h"

#include <functional>
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

/// Whether national agencies are closed on a day: weekends, holidays, 12-29 to 01-03.
using IsClosed = std::function<bool(const Date&)>;

/// Every deadline of the pack that the facts call for, or may call for while they are unknown, on
/// the day `knowledge` (the local day any one employee knew: 知った日). In the pack's order.
[[nodiscard]] std::vector<Deadline> deadlines_for(const Pack& pack, const FactValues& facts,
                                                  const Date& knowledge, const IsClosed& is_closed);
/// The same, with the national calendar of `calendar` and the pack's overrides, and the day taken
/// from a moment in the charter's time zone.
[[nodiscard]] std::vector<Deadline> deadlines_for(const Pack& pack, const FactValues& facts,
                                                  Time known_at, const Charter& charter);

/// Whom to consider telling, for these categories on this day, in the pack's order.
struct ConsideredAddressee {
    const Addressee* addressee = nullptr; ///< Lives in the pack.
    std::string name;                     ///< The organisation's name on that day.
    bool must_be_told = false;            ///< The facts call for it.
};
[[nodiscard]] std::vector<ConsideredAddressee>
addressees_for(const Pack& pack, std::span<const CategoryChoice> categories,
               const FactValues& facts, const Date& day);

/// The name an organisation has on a day; its newest when it had none that day.
[[nodiscard]] const DatedName* name_on(const OutsideOrganisation& organisation, const Date& day);
/// The organisation a text means, by any of its names or aliases (compared by search key).
[[nodiscard]] const OutsideOrganisation* organisation_called(const Pack& pack,
                                                             std::string_view text);

/// The lines of the fact sheet wanted for these categories, in the pack's order.
[[nodiscard]] std::vector<const Field*> facts_for(const Pack& pack,
                                                  std::span<const CategoryChoice> categories);

} // namespace sokuo::charter
