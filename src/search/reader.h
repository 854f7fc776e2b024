#pragma once

// Who looks, worked out from a request that was let through.

#include "search/search.h"
#include "team/gate.h"

namespace sokuo::search {

/// `report.read` and `incident.read` of the policy table; what lies behind a veil is asked of each
/// thing.
[[nodiscard]] Reader reader_of(const team::Call& call);

} // namespace sokuo::search
