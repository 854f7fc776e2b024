#pragma once

// What is known of a log beside its bytes.

#include "detect/event.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

namespace sokuo::detect::logs {

struct Hints {
    /// What its events are, when somebody said so; otherwise seen event by event.
    std::optional<Source> source{};
    /// For lines of syslog, which name no year: that of the last line.
    std::optional<int> year{};
    /// For lines of syslog and of web servers' error logs, which name no zone: that of their clock.
    std::chrono::minutes offset{0};
    /// `/var/log/nginx/access.log`: tells what lines do not.
    std::string name{};
    /// So much is read at once; blocks are about as long.
    std::size_t block_bytes = 1UL << 20U;
};

} // namespace sokuo::detect::logs
