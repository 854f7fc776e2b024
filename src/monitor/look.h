#pragma once

// Looks at a target once, from here: over HTTP, TCP, TLS or the name server, by the one way out
// (http/egress.h). A page is read in the sandbox. Blocks for the target's time-out, for a name
// server and for the sandbox, but gives up when it is asked to stop; threads: any.

#include "monitor/verdict.h"
#include "sandbox/sandbox.h"

#include <functional>
#include <stop_token>

namespace sokuo::monitor {

using Looker = std::function<Observation(const Target&, const std::stop_token&)>;

/// `sandbox` must outlive it.
[[nodiscard]] Looker looker(sandbox::Sandbox& sandbox);

} // namespace sokuo::monitor
