#pragma once

// Erasing, as routes: who may is the charter's table, the password is asked again, and the legal
// ground is written into the journal.

#include "incident/desk.h"
#include "team/gate.h"

#include <vector>

namespace sokuo::incident {

[[nodiscard]] std::vector<team::Route> erasure_routes(const Desk& desk);

} // namespace sokuo::incident
