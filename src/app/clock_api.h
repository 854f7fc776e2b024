#pragma once

// The store's clock: read by everybody, moved only where it is simulated (drills, replays, tests),
// and forwards only. What falls due on the way is fired in its order, each with the clock standing
// at its own time.

#include "incident/desk.h"
#include "journal/clock.h"
#include "team/gate.h"

#include <vector>

namespace sokuo::app {

/// `simulated`: null where the store's clock is the wall's. Both must outlive the routes.
[[nodiscard]] std::vector<team::Route> clock_routes(const incident::Desk& desk,
                                                    journal::SimulatedClock* simulated);

/// Moves `clock` to `target`, firing whatever is due until then. Gives how many things fell due.
/// Errors: `conflict` when `target` lies behind; what firing says, with the clock left where it was
/// reached.
Result<std::size_t> move_clock(const incident::Desk& desk, journal::SimulatedClock& clock,
                               Time target);

} // namespace sokuo::app
