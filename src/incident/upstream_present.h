#pragma once

// 相手の件 of an incident for its page: what its reports brought as notices, and what was named by
// hand (upstream.h).

#include "core/json.h"
#include "core/result.h"
#include "incident/incident.h"
#include "incident/present.h"
#include "store/store.h"

namespace sokuo::incident {

/// Upstreams of the API: the notices first, in the order their reports were joined.
Result<Json> present_upstreams(store::Read& db, Names& names, const Incident& incident);

} // namespace sokuo::incident
