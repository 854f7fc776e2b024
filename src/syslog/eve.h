#pragma once

// Suricata's EVE: one JSON object a line, with `event_type` and `timestamp`; and any other JSON a
// program logs. Pure.
//
// EVE writes its times as `2015-03-29T11:01:38.221126-0600`, which RFC 3339 does not know.

#include "syslog/event.h"

namespace sokuo::syslog {

/// Reads `event.text` when it is one JSON object; gives whether it was. Members become fields by
/// their path (`alert.category`, `dns.query.0.rrname`), down to `eve_depth_max`.
bool read_eve(Event& event, const OffsetAt& zone);

inline constexpr std::size_t eve_depth_max = 12;

} // namespace sokuo::syslog
