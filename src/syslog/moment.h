#pragma once

// Times as machines write them: with and without zone, with and without year, `+0000` as well as
// `+00:00`. Pure: what is not said is taken from the receiver's time and zone, which are arguments.

#include "core/time.h"
#include "syslog/cursor.h"
#include "syslog/event.h"

#include <optional>
#include <string_view>

namespace sokuo::syslog {

struct Said {
    Time time{};
    bool is_guessed = false; ///< A year or a zone was taken from the receiver.
};

/// Takes a time from the front of a text, or nothing.
///
///     2026-11-23T01:05:27.911145+09:00   2026-11-23 01:05:27,911   …+0900   …Z   (no zone)
///     Nov 23 01:05:27   Nov  3 01:05:27.911   Nov 23 2026 01:05:27   Nov 23 01:05:27 JST
///
/// A year that is not said is the one that brings the time nearest to `received`.
[[nodiscard]] std::optional<Said> take_moment(Cursor& in, Time received, const OffsetAt& zone);

/// The whole of `text`, also seconds or milliseconds since 1970 (ten or thirteen digits).
[[nodiscard]] std::optional<Said> read_moment(std::string_view text, Time received,
                                              const OffsetAt& zone);

} // namespace sokuo::syslog
