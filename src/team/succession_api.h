#pragma once

// The routes of 不在と代行: who is away, taking over, handing back.

#include "team/team_api.h"

#include <vector>

namespace sokuo::team {

[[nodiscard]] std::vector<Route> succession_routes(TeamApi api);

/// `{"role", "role_name", "posts", "ordered", "blank"}` for the head and for the handler: whose
/// turn it is, and what the charter leaves open. Succession of the API.
[[nodiscard]] Json present_succession(const charter::Charter& charter, const Roll& roll,
                                      Language language);

} // namespace sokuo::team
