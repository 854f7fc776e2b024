#pragma once

// Days and local times: what a person in the office writes, with no moment behind it until a time
// zone is named. The program stores UTC (core/time.h); this is where the two meet.

#include "core/result.h"
#include "core/time.h"

#include <chrono>
#include <compare>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace sokuo::calendar {

/// A day of the proleptic Gregorian calendar, in no zone. Always a real day; `+ days{1}` is the
/// next one. A type of its own, so it cannot be mixed up with a `Time`.
using Date = std::chrono::local_days;

/// Minutes since midnight.
using Minutes = std::chrono::minutes;

inline constexpr Minutes day_length{24 * 60};

/// Requires a day that exists.
constexpr Date date(int year, unsigned month, unsigned day) {
    using namespace std::chrono;
    const year_month_day written{std::chrono::year{year}, std::chrono::month{month},
                                 std::chrono::day{day}};
    assert(written.ok());
    return Date{written};
}

/// Nothing when there is no such day, or the year is outside 1 to 9999.
std::optional<Date> real_date(int year, unsigned month, unsigned day);

int year_of(Date day);
unsigned month_of(Date day);
unsigned day_of_month(Date day);
std::chrono::weekday weekday_of(Date day);
/// 日, 月, … 土.
std::string_view weekday_ja(Date day);

/// `2026-11-23`.
std::string to_iso(Date day);
/// Exactly `YYYY-MM-DD`; for what people write, see calendar/wareki.h. Errors: `invalid`.
Result<Date> parse_date(std::string_view text);

/// `08:30`; 24 hours are `24:00`.
std::string to_text(Minutes clock);
/// Exactly `HH:MM`, 00:00 to 24:00: the way charters write office hours. Errors: `invalid`.
Result<Minutes> parse_clock(std::string_view text);

/// What the clock on the wall shows, to the minute.
struct LocalTime {
    Date date;
    Minutes clock{}; ///< 0 to 1439.

    friend auto operator<=>(const LocalTime&, const LocalTime&) = default;
};

/// `2026-11-23 15:45`.
std::string to_text(const LocalTime& local);

/// A named time zone. A value: copies do not share anything. All calls may come from any thread.
class TimeZone {
public:
    /// An IANA name such as `Asia/Tokyo`, which is what a charter gives when it names none.
    /// Errors: `invalid` when ICU does not know the name.
    static Result<TimeZone> named(std::string_view name);

    [[nodiscard]] const std::string& name() const { return name_; }

    /// Seconds are cut off.
    [[nodiscard]] LocalTime local(Time time) const;
    [[nodiscard]] Date date(Time time) const { return local(time).date; }
    /// A time the clocks jumped over counts on from before the jump; a time they showed twice is
    /// the first of the two. Neither happens in Japan.
    [[nodiscard]] Time utc(const LocalTime& local) const;
    /// The first moment of the day.
    [[nodiscard]] Time start_of(Date day) const { return utc({day, Minutes{0}}); }

private:
    struct Zone; // hides ICU
    TimeZone(std::string name, const Zone* zone) : name_{std::move(name)}, zone_{zone} {}

    std::string name_;
    const Zone* zone_; ///< Of the program, shared by every copy: never null, never gone.
};

} // namespace sokuo::calendar
