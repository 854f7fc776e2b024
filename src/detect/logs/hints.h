#pragma once

// What is known of a log beside its bytes.

#include "detect/event.h"

#include <optional>
#include <string>

namespace sokuo::detect::logs {

struct Hints {
    /// What its events are, when somebody said so; otherwise seen event by event.
    std::optional<Source> source{};
    /// For lines of syslog, which name no year: that of the last line.
    std::optional<int> year{};
    /// `/var/log/nginx/access.log`: tells what lines do not.
    std::string name{};
};

} // namespace sokuo::detect::logs
