#pragma once

// The routes of the charter: the edition in force with what it leaves open (要綱の空白) and who
// loaded which version; and changing one value of it on screen.
//
// Only the values of `editable` can be changed on screen: names, places and numbers. What decides
// over rights, numbering and deadlines is changed in the file and loaded as a whole.

#include "incident/desk.h"
#include "team/gate.h"

#include <vector>

namespace sokuo::app {

[[nodiscard]] std::vector<team::Route> charter_routes(const incident::Desk& desk);

} // namespace sokuo::app
