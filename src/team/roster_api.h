#pragma once

// The routes of 連絡網 and 当番: how people are reached, who checked it and when, who is on duty.
// Contacts are for those who answer calls (`team.contacts`); everybody has their own.

#include "team/roster.h"
#include "team/team_api.h"

namespace sokuo::team {

/// Callee of the API.
[[nodiscard]] Json present_callee(store::Read& db, const charter::Charter& charter,
                                  const Callee& callee, Language language);

[[nodiscard]] std::vector<Route> roster_routes(TeamApi api);

} // namespace sokuo::team
