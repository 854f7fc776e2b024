#pragma once

// The detection rules in force, for those who want to know what is looked for.
//
//     GET …/detection         how many, since when, on what, and which cannot be used
//     GET …/detection/rules   each of them, the gravest first, searched and a page at a time

#include "app/detect_room.h"
#include "team/gate.h"

#include <vector>

namespace sokuo::app {

/// `rules` is null where detection is switched off. It must outlive the routes.
[[nodiscard]] std::vector<team::Route> rules_routes(DetectRoom* rules);

} // namespace sokuo::app
