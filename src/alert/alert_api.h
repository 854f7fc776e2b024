#pragma once

// The routes of 検知: machines hand in what they matched, people judge it. TheHive's own shapes are
// in thehive_api.h, hooks in hook_api.h.

#include "incident/desk.h"
#include "team/gate.h"

#include <vector>

namespace sokuo::alert {

[[nodiscard]] std::vector<team::Route> alert_routes(const incident::Desk& desk);

} // namespace sokuo::alert
