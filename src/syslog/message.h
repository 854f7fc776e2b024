#pragma once

// The head of a syslog message: RFC 5424, and the many things called RFC 3164. Pure; never fails.
//
//     <36>1 2026-11-23T01:05:27.911145+00:00 vm csirt 711 ID47 [ex@32473 k="v"] …
//     <36>Nov 23 01:05:27 vm csirt[711]: …
//     <189>123: *Nov 23 01:05:27.123: %SYS-5-CONFIG_I: …
//
// A head that is neither is no head: then all of it is the text, and the sender is the host.

#include "syslog/event.h"

#include <string_view>

namespace sokuo::syslog {

/// Takes what the head says into `event`; gives what stands behind it, a part of `line`. `line` is
/// `readable`; `event.received_at` and `event.sender` are there.
std::string_view read_head(Event& event, std::string_view line, const OffsetAt& zone);

inline constexpr std::size_t app_bytes_max = 64;
inline constexpr std::size_t process_bytes_max = 128;

} // namespace sokuo::syslog
