#pragma once

// The routes of 非常用アカウント: whether it is sealed, and sealing it.

#include "team/team_api.h"

#include <vector>

namespace sokuo::team {

[[nodiscard]] std::vector<Route> break_glass_routes(TeamApi api);

} // namespace sokuo::team
