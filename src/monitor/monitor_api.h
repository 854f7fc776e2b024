#pragma once

// The routes of 見張り: how every target stands, one with its changed page, looking now, and
// accepting a page as right. Which targets there are is the operator's (monitors.yaml).

#include "monitor/board.h"
#include "monitor/monitor_store.h"
#include "team/gate.h"

#include <vector>

namespace sokuo::monitor {

/// `board`: null where nothing is looked at (a drill, a demo with a simulated clock). Both must
/// outlive the routes.
[[nodiscard]] std::vector<team::Route> monitor_routes(const incident::Desk& desk, Board* board);

} // namespace sokuo::monitor
