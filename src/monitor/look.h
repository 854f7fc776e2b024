#pragma once

// Looks at a target once, from here: over HTTP, TCP, TLS or the name server, by the one way out
// (http/egress.h). A page is read in the sandbox. Blocks for the target's time-out, for a name
// server and for the sandbox; threads: any.

#include "monitor/verdict.h"
#include "sandbox/sandbox.h"

#include <functional>

namespace sokuo::monitor {

using Looker = std::function<Observation(const Target&)>;

/// `sandbox` must outlive it.
[[nodiscard]] Looker looker(sandbox::Sandbox& sandbox);

} // namespace sokuo::monitor
