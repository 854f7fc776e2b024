#pragma once

// What an outsider who is engaged gets to see and hand in (別表第３: 一部作業を行う): their own
// engagements, of each the parts of the incident it names, and a place for words and files. No
// other route of an incident is open to them.

#include "incident/desk.h"
#include "team/gate.h"

#include <vector>

namespace sokuo::incident {

[[nodiscard]] std::vector<team::Route> engaged_routes(const Desk& desk,
                                                      const team::RenderProblem& render);

} // namespace sokuo::incident
