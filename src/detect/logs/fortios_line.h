#pragma once

// A line of a FortiGate: `date=2026-11-27 time=09:12:00 devname="FW" devid="FG…" type="event" …`
// (Fortinet, FortiOS Log Message Reference). Pure.

#include "detect/logs/line_reader.h"

#include <string_view>

namespace sokuo::detect::logs {

/// Of syslog: its message.
[[nodiscard]] bool is_fortios(std::string_view line);

struct FortiosLine {
    std::string_view type{};    ///< `event`, `traffic`, `utm` …
    std::string_view subtype{}; ///< `webfilter` …
    std::string_view device{};
    Value time{}; ///< Its bytes lie in the line or in the desk's arena.
};
/// Puts the fields of `line`, for which `is_fortios` holds, into the desk, under their own names.
FortiosLine read_fortios(std::string_view line, LineDesk& desk);

} // namespace sokuo::detect::logs
