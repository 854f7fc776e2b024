#pragma once

// When a duty falls due, and why on that day.
//
// Periods in days, as the Personal Information Protection Commission counts them: the day of
// knowledge (知った日) is day 1, every day of the calendar counts; a period that ends on a closed
// day of national agencies ends on the next open one (行政機関の休日に関する法律 article 2). The
// first report (速報, 概ね3〜5日以内) is a recommended span, so it does not roll over. Periods in
// hours never roll over (the same article leaves them out).

#include "calendar/closed_days.h"
#include "calendar/date.h"

#include <cstdint>
#include <vector>

namespace sokuo::calendar {

enum class RollOver : std::uint8_t { none, next_open_day };

/// Whether the day that starts the period is day 1 or is left out (民法 article 140).
enum class FirstDay : std::uint8_t { counts, is_left_out };

/// A period in days. Data of the rule pack.
struct DayRule {
    int days = 1; ///< 1 or more.
    RollOver roll_over = RollOver::none;
    FirstDay first_day = FirstDay::counts;
    friend bool operator==(const DayRule&, const DayRule&) = default;
};

// 個人情報の保護に関する法律 article 68; 施行規則 articles 43 and 44.
inline constexpr DayRule ppc_first_report_from{3};
inline constexpr DayRule ppc_first_report_to{5};
inline constexpr DayRule ppc_full_report{30, RollOver::next_open_day};
inline constexpr DayRule ppc_full_report_if_malicious{60, RollOver::next_open_day};

/// A closed day that a period did not end on.
struct ClosedDay {
    Date date;
    Closed because;
    friend bool operator==(const ClosedDay&, const ClosedDay&) = default;
};

/// A due day with its whole reasoning: from `start`, `rule.days` days give `calendar_day` (暦日);
/// `rolled_over` lists the closed days passed over, oldest first, to `due` (繰延後).
struct Deadline {
    Date start;
    DayRule rule;
    Date calendar_day;
    Date due;
    std::vector<ClosedDay> rolled_over; ///< Empty when `due` is `calendar_day`.

    [[nodiscard]] bool is_rolled_over() const { return due != calendar_day; }
    /// The duty is met at any moment before this one: the end of the due day.
    [[nodiscard]] Time ends(const TimeZone& zone) const;
    friend bool operator==(const Deadline&, const Deadline&) = default;
};

/// Requires `rule.days >= 1`. A calendar without any open day rolls nothing over.
Deadline deadline(Date start, DayRule rule, const ClosedDays& national);

/// A recommended span, such as 3〜5日目: a warning on `from`, late after `to`.
struct DeadlineSpan {
    Deadline from;
    Deadline to;
    friend bool operator==(const DeadlineSpan&, const DeadlineSpan&) = default;
};
DeadlineSpan deadline_span(Date start, DayRule from, DayRule to, const ClosedDays& national);

/// What the commission expects after a leak came to be known on `known_on`.
struct PpcDeadlines {
    DeadlineSpan first_report; ///< 速報
    Deadline full_report;      ///< 確報
};
/// `is_malicious`: 規則43条3号, done with wrongful intent, or suspected to be.
PpcDeadlines ppc_deadlines(Date known_on, bool is_malicious, const ClosedDays& national);

/// A period in hours or in open minutes of an office, with where it started.
struct Moment {
    Time start;
    Time due;
    friend bool operator==(const Moment&, const Moment&) = default;
};
Moment hours_after(Time start, std::chrono::hours hours);
/// Nothing when the office does not open long enough (see `Office::add_business_minutes`).
std::optional<Moment> business_minutes_after(Time start, Minutes minutes, const Office& office);

} // namespace sokuo::calendar
