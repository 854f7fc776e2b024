#pragma once

// Hunting: the detection rules over the files of an incident, at the press of a button.
//
//     POST …/incidents/{id}/hunts   one file; answered when it is done
//     GET  …/incidents/{id}/hunts   what was hunted through and found, as the journal has it

#include "app/detect_room.h"
#include "incident/desk.h"
#include "team/gate.h"

#include <vector>

namespace sokuo::app {

/// `rules` is null where there are none. It must outlive the routes.
[[nodiscard]] std::vector<team::Route> hunt_routes(const incident::Desk& desk, DetectRoom* rules);

} // namespace sokuo::app
