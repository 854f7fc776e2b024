#pragma once

// GET /api/v1/logs: lines machines sent, newest first, by host, time and words.
// GET /api/v1/logs/sources: who speaks, who has fallen silent, what did not get in.
//
// A line is kept as it came; what is understood of it is read anew here. Addresses in it are shown
// defanged.

#include "app/log_room.h"
#include "team/gate.h"

#include <vector>

namespace sokuo::app {

/// `room` is null where nothing listens. It must outlive the routes.
[[nodiscard]] std::vector<team::Route> log_routes(const incident::Desk& desk, const LogRoom* room);

} // namespace sokuo::app
