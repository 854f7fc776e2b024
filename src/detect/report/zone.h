#pragma once

// The time of a place, for people who look at a log of it. ICU's; nothing of it is seen outside
// zone.cc.

#include "core/message.h"
#include "core/result.h"
#include "core/time.h"

#include <optional>
#include <string>
#include <string_view>

namespace sokuo::detect::report {

/// A value; copies share what lies behind them, which is never gone. Any thread may ask.
class Zone {
public:
    [[nodiscard]] static Zone utc();
    /// As in `Asia/Tokyo`. Errors: `invalid` for a name that is not in the database.
    [[nodiscard]] static Result<Zone> named(std::string_view name);

    /// What to add to UTC. `time` is one that `readable` let through.
    [[nodiscard]] Duration offset(Time time) const;
    /// 日本時間（JST）, 協定世界時（UTC）; of other zones the name in the database.
    [[nodiscard]] std::string said(Language language) const;

    struct Hidden;

private:
    explicit Zone(const Hidden* zone) : zone_{zone} {}
    const Hidden* zone_; ///< Null: UTC. Else of the program, for good.
};

/// The time, if it can be written with four digits of a year in any zone. What a log calls a time
/// may be anything that fits into its bits.
[[nodiscard]] std::optional<Time> readable(std::optional<Time> time);

/// `2026-11-28 09:12:03`, in `zone`, cut to the second. `time` is readable.
[[nodiscard]] std::string local_text(Time time, const Zone& zone);
/// `2026-11-28T09:12:03.250000+09:00`, in `zone`; with a `Z` in UTC. `time` is readable.
[[nodiscard]] std::string rfc3339(Time time, const Zone& zone);

} // namespace sokuo::detect::report
