#pragma once

// When a bad answer becomes an alarm: after so many in a row, not in hours of quiet, once for each
// fall; and when it is over again. Pure: the time is an argument.

#include "alert/alert.h"
#include "calendar/date.h"
#include "core/time.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace sokuo::monitor {

/// Minutes of the day, each week; `from` after `to`: over midnight, and the day is that of `from`.
struct QuietHours {
    std::optional<std::chrono::weekday> day{}; ///< Nothing: every day.
    std::chrono::minutes from{};
    std::chrono::minutes to{};

    friend bool operator==(const QuietHours&, const QuietHours&) = default;
};

/// `22:00-06:00`, `sun 01:00-05:00`. Nothing for anything else.
[[nodiscard]] std::optional<QuietHours> read_quiet_hours(std::string_view text);

/// Work that was announced, once.
struct Maintenance {
    Time from{};
    Time to{};

    friend bool operator==(const Maintenance&, const Maintenance&) = default;
};

struct Alarm {
    int after = 3; ///< Bad answers in a row.
    int back = 2;  ///< Good ones in a row, and it is over.
    alert::Severity severity = alert::Severity::high;
    std::vector<QuietHours> quiet{};
    std::vector<Maintenance> maintenance{};

    friend bool operator==(const Alarm&, const Alarm&) = default;
};

[[nodiscard]] bool is_quiet(const Alarm& alarm, Time now, const calendar::TimeZone& zone);

enum class State : std::uint8_t { fresh, good, shaky, down };
inline constexpr std::array<std::string_view, 4> state_names{"new", "good", "shaky", "down"};

/// How a target stands after all that was seen of it.
struct Standing {
    State state = State::fresh;
    std::int64_t bad = 0;  ///< In a row.
    std::int64_t good = 0; ///< In a row.
    Time since{};          ///< It is in this state; down and shaky: since the first bad answer.
    bool is_told = false;  ///< It is down and somebody was told.

    friend bool operator==(const Standing&, const Standing&) = default;
};

enum class Event : std::uint8_t { none, fell, recovered };

struct Step {
    Standing standing{};
    Event event = Event::none;
};

/// What one more answer makes of it. In quiet a fall is seen but not told; it is told with the
/// first bad answer afterwards.
[[nodiscard]] Step step(const Standing& standing, bool is_good, const Alarm& alarm, bool is_quiet,
                        Time now);

} // namespace sokuo::monitor
