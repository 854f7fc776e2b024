#pragma once

// The route of 閲覧の制限: who may know of an incident (team/veil.h has what that means).

#include "incident/commands.h"
#include "incident/desk.h"
#include "team/gate.h"

#include <vector>

namespace sokuo::incident {

[[nodiscard]] std::vector<team::Route> circle_routes(const Desk& desk);

/// What the rules of an incident cannot know: whoever restricts it stays inside unless they shut
/// themselves out, everybody let in or shut out is a person of the team, and somebody is left
/// inside who may open it again. Errors: `invalid`, with the field inside `where`.
Result<team::Circle> admissible(const Desk& desk, store::Read& db, const team::Call& call,
                                team::Circle circle, const std::string& where);

} // namespace sokuo::incident
