#pragma once

// On which days and at which hours an office is open.
//
// Two calendars are kept apart, because two laws set them:
//   - national agencies: 行政機関の休日に関する法律 (昭和63年法律第91号), article 1: Saturdays,
//     Sundays, holidays, 29 December to 3 January. Statutory periods roll over these.
//   - the municipality: 地方自治法 article 4-2: the same by its ordinance, plus days of its own,
//     less the days on which it opens all the same. The contact point's hours follow these.

#include "calendar/date.h"
#include "calendar/holidays.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sokuo::calendar {

enum class ClosedKind : std::uint8_t {
    holiday,  ///< 祝日法の休日
    weekday,  ///< Saturday or Sunday
    year_end, ///< 年末年始
    own,      ///< A closed day of the municipality's own
};

/// Why a day is closed. `name` is for people: 勤労感謝の日, 日曜日, 年末年始, 開庁記念日.
struct Closed {
    ClosedKind kind{};
    std::string name;
    friend bool operator==(const Closed&, const Closed&) = default;
};

/// From `opens` up to, but not including, `closes`. Equal: not open at all.
struct Hours {
    Minutes opens{8 * 60 + 30};
    Minutes closes{17 * 60 + 15};
    [[nodiscard]] Minutes length() const { return closes - opens; }
    friend bool operator==(const Hours&, const Hours&) = default;
};

/// A day on which the office opens although the rule would close it, or with hours of its own.
struct OpenDay {
    std::string name; ///< 日曜窓口, 延長窓口
    Hours hours;
    friend bool operator==(const OpenDay&, const OpenDay&) = default;
};

/// A plain value; the charter fills it from the rule pack and the municipality's own lists.
/// Default: Monday to Friday but holidays and year's end, which is the national rule.
class ClosedDays {
public:
    HolidayRules holidays = japanese_holidays();
    HolidayOverrides overrides;
    std::array<bool, 7> closed_weekdays{true, false, false, false, false, false, true}; ///< 0: 日
    std::chrono::month_day year_end_from{std::chrono::December / 29};
    std::chrono::month_day year_end_to{std::chrono::January / 3}; ///< The last closed day.
    std::map<Date, std::string> own_closed;                       ///< Date to name.
    std::map<Date, OpenDay> own_open; ///< Stronger than every reason to be closed.

    /// Nothing when the office is open that day.
    [[nodiscard]] std::optional<Closed> closed_because(Date day) const;
    [[nodiscard]] bool is_closed(Date day) const { return closed_because(day).has_value(); }
    /// `day` itself when it is open. Nothing when the office stays closed for
    /// `search_days_max` days, as under a calendar that closes every weekday.
    [[nodiscard]] std::optional<Date> next_open(Date day) const;
};

inline constexpr int search_days_max = 800;

/// The calendar that statutory periods roll over.
ClosedDays national_closed_days(HolidayOverrides overrides = {});

/// An office that can be reached: its days, its hours, its clock. Minutes count without a break
/// at noon.
class Office {
public:
    Office(ClosedDays days, TimeZone zone, std::array<Hours, 7> hours = {});

    [[nodiscard]] const ClosedDays& closed_days() const { return days_; }
    [[nodiscard]] const TimeZone& zone() const { return zone_; }

    /// Nothing on a closed day, and on a weekday whose hours are empty.
    [[nodiscard]] std::optional<Hours> hours_on(Date day) const;
    [[nodiscard]] bool is_open_at(Time time) const;
    /// The first moment after `time` at which the office opens: the end of the closed hours when
    /// it is closed now, the next day's opening when it is open. Nothing within `search_days_max`
    /// days: nothing.
    [[nodiscard]] std::optional<Time> next_opening(Time time) const;
    /// When today's hours end. Nothing when the office is closed at `time`.
    [[nodiscard]] std::optional<Time> closing(Time time) const;

    /// Whole open minutes from `from` to `to`; zero when `to` is not after `from`.
    [[nodiscard]] Minutes business_minutes(Time from, Time to) const;
    /// The moment by which `minutes` of open time have passed. With zero minutes: `from`.
    /// Nothing when a stretch of `search_days_max` days is closed.
    [[nodiscard]] std::optional<Time> add_business_minutes(Time from, Minutes minutes) const;

private:
    struct Opening {
        Time from;
        Time to;
    };
    [[nodiscard]] std::optional<Opening> opening_on(Date day) const;

    ClosedDays days_;
    TimeZone zone_;
    std::array<Hours, 7> hours_;
};

} // namespace sokuo::calendar
