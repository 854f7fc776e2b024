#pragma once

// A job done: foreign bytes through readers and rules. What runs in the worker; it opens nothing
// and waits for nothing.

#include "detect/engine/program.h"
#include "detect/job/job.h"
#include "detect/job/outcome.h"

#include <chrono>
#include <functional>
#include <string>

namespace sokuo::detect::job {

struct RunOptions {
    std::string fingerprint{};
    Limits limits{};
    /// The reading ends when it says so; what was found until then is told.
    std::function<bool()> is_over = [] { return false; };
};

/// Errors: `invalid`: no job.
Result<> run(const Program& program, ByteView input, const RunOptions& options, const Put& put);

} // namespace sokuo::detect::job
