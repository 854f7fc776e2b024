#pragma once

// The routes of 私へのお願い: asking somebody, and answering what one was asked.

#include "incident/desk.h"
#include "team/gate.h"

#include <vector>

namespace sokuo::incident {

[[nodiscard]] std::vector<team::Route> asks_routes(const Desk& desk,
                                                   const team::RenderProblem& render);

} // namespace sokuo::incident
