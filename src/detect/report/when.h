#pragma once

// A moment as a person types it: `2026-11-28`, `2026-11-28 22:00`, `2026-11-28 22:00:30`, or
// RFC 3339. What names no offset is the time of a zone.

#include "detect/report/zone.h"

#include <string_view>

namespace sokuo::detect::report {

/// Of a day without a time of day: its first moment, or its last.
enum class DayEdge : std::uint8_t { first, last };

/// Errors: `invalid`.
[[nodiscard]] Result<Time> parse_when(std::string_view text, const Zone& zone, DayEdge edge);

} // namespace sokuo::detect::report
