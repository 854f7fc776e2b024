#pragma once

// What a process becomes after the zygote's fork: locked in, then one parser, then the end.

#include "sandbox/parser.h"
#include "sandbox/zygote.h"

#include <cstddef>
#include <span>
#include <vector>

namespace sokuo::sandbox {

/// The calls a worker may make, as a program for the kernel. Errors: `unavailable`.
Result<std::vector<std::byte>> worker_calls();

struct Job {
    Order order{};
    int input = -1;  ///< A memfd.
    int output = -1; ///< A socket.
    int null = -1;   ///< /dev/null
};

/// Runs in the child and does not come back. `calls` is empty in sanitizer builds.
[[noreturn]] void work(const Job& job, std::span<const Parser> parsers,
                       std::span<const std::byte> calls);

} // namespace sokuo::sandbox
