#pragma once

#include "bundle/office.h"
#include "team/gate.h"

#include <vector>

namespace sokuo::bundle {

/// `/api/v1/bundles`: with whom, the next one out, one in. The settings must outlive the routes.
[[nodiscard]] std::vector<team::Route> bundle_routes(const Office& office);

} // namespace sokuo::bundle
