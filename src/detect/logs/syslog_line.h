#pragma once

// One line of syslog: RFC 5424, RFC 3164, and what rsyslog and systemd write into files.

#include <chrono>
#include <optional>
#include <string_view>

namespace sokuo::detect::logs {

struct SyslogLine {
    std::optional<int> priority{}; ///< Facility times eight and severity.
    std::string_view time{};       ///< As written; of RFC 3164 without a year.
    bool has_year = false;
    std::string_view host{};
    std::string_view program{};
    std::string_view pid{};
    std::string_view id{};   ///< RFC 5424: MSGID.
    std::string_view data{}; ///< RFC 5424: STRUCTURED-DATA, brackets and all.
    std::string_view message{};
};

/// Nothing when the line does not begin as one of them.
[[nodiscard]] std::optional<SyslogLine> read_syslog(std::string_view line);

/// `Nov  3 10:05:27` and a year as `2026-11-03 10:05:27`, into `room` (19 bytes). False when it is
/// none.
bool with_year(std::string_view time, int year, char* room);
/// `+09:00`, six bytes behind such a time; less than a day.
void put_offset(std::chrono::minutes offset, char* room);

/// The number of a month by its English name, from 1; 0: none.
[[nodiscard]] int month_of(std::string_view name);

} // namespace sokuo::detect::logs
