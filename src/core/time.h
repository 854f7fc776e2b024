#pragma once

// Moments. The program stores and compares only UTC; a local time exists in the browser, in a
// generated document and in `calendar`.

#include "core/result.h"

#include <chrono>
#include <string>
#include <string_view>

namespace sokuo {

/// A moment, in UTC, to the microsecond.
using Time = std::chrono::sys_time<std::chrono::microseconds>;
using Duration = std::chrono::microseconds;

/// RFC 3339 in UTC with a `Z`: `2026-11-23T02:12:40Z`, with six decimals only when they are not
/// zero. Years 0000 to 9999.
[[nodiscard]] std::string to_rfc3339(Time time);
/// Any offset is accepted and converted. Errors: `invalid`.
[[nodiscard]] Result<Time> parse_rfc3339(std::string_view text);

/// Where a module gets the time from. Passed in, never asked for.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Time now() const = 0;
};

class WallClock final : public Clock {
public:
    [[nodiscard]] Time now() const override;
};

} // namespace sokuo
