#pragma once

// GET /api/v1/search: looking for words in reports, incidents and their records.

#include "incident/desk.h"
#include "team/gate.h"

#include <vector>

namespace sokuo::app {

[[nodiscard]] std::vector<team::Route> search_routes(const incident::Desk& desk);

} // namespace sokuo::app
