#pragma once

// 閲覧の記録, for the head and the auditor: who looked at what, when, how often.

#include "incident/desk.h"
#include "team/gate.h"

#include <vector>

namespace sokuo::app {

[[nodiscard]] std::vector<team::Route> access_routes(const incident::Desk& desk);

} // namespace sokuo::app
