#include "calendar/closed_days.h"

#include <algorithm>
#include <utility>

namespace sokuo::calendar {
namespace {

using std::chrono::days;

// Both days included; a range may pass the end of the year.
bool is_within(std::chrono::month_day day, std::chrono::month_day first,
               std::chrono::month_day last) {
    if (first <= last) return first <= day && day <= last;
    return day >= first || day <= last;
}

} // namespace

std::optional<Closed> ClosedDays::closed_because(Date day) const {
    if (own_open.contains(day)) return {};
    if (auto name = holiday_name(day, overrides, holidays))
        return Closed{ClosedKind::holiday, std::move(*name)};
    const std::chrono::year_month_day parts{day};
    if (is_within(parts.month() / parts.day(), year_end_from, year_end_to))
        return Closed{ClosedKind::year_end, "年末年始"};
    if (const auto own = own_closed.find(day); own != own_closed.end())
        return Closed{ClosedKind::own, own->second};
    if (closed_weekdays.at(weekday_of(day).c_encoding()))
        return Closed{ClosedKind::weekday, std::string{weekday_ja(day)} + "曜日"};
    return {};
}

std::optional<Date> ClosedDays::next_open(Date day) const {
    for (int passed = 0; passed < search_days_max; ++passed, day += days{1}) {
        if (!is_closed(day)) return day;
    }
    return {};
}

ClosedDays national_closed_days(HolidayOverrides overrides) {
    ClosedDays national;
    national.overrides = std::move(overrides);
    return national;
}

Office::Office(ClosedDays days, TimeZone zone, std::array<Hours, 7> hours)
    : days_{std::move(days)}, zone_{std::move(zone)}, hours_{hours} {}

std::optional<Hours> Office::hours_on(Date day) const {
    auto hours = hours_.at(weekday_of(day).c_encoding());
    if (const auto own = days_.own_open.find(day); own != days_.own_open.end())
        hours = own->second.hours;
    else if (days_.is_closed(day))
        return {};
    if (hours.length() <= Minutes{0}) return {};
    return hours;
}

std::optional<Office::Opening> Office::opening_on(Date day) const {
    const auto hours = hours_on(day);
    if (!hours) return {};
    return Opening{zone_.utc({day, hours->opens}), zone_.utc({day, hours->closes})};
}

bool Office::is_open_at(Time time) const {
    return closing(time).has_value();
}

std::optional<Time> Office::closing(Time time) const {
    const auto today = opening_on(zone_.date(time));
    if (!today || time < today->from || time >= today->to) return {};
    return today->to;
}

std::optional<Time> Office::next_opening(Time time) const {
    auto day = zone_.date(time);
    for (int passed = 0; passed < search_days_max; ++passed, day += days{1}) {
        if (const auto opening = opening_on(day); opening && opening->from > time)
            return opening->from;
    }
    return {};
}

Minutes Office::business_minutes(Time from, Time to) const {
    if (to <= from) return Minutes{0};
    Duration open{0};
    const auto last = zone_.date(to);
    for (auto day = zone_.date(from); day <= last; day += days{1}) {
        const auto opening = opening_on(day);
        if (!opening) continue;
        const auto begin = std::max(from, opening->from);
        const auto end = std::min(to, opening->to);
        if (begin < end) open += end - begin;
    }
    return std::chrono::floor<Minutes>(open);
}

std::optional<Time> Office::add_business_minutes(Time from, Minutes minutes) const {
    if (minutes <= Minutes{0}) return from;
    Duration left = minutes;
    int closed_in_a_row = 0;
    for (auto day = zone_.date(from); closed_in_a_row < search_days_max; day += days{1}) {
        const auto opening = opening_on(day);
        if (!opening || opening->to <= from) {
            ++closed_in_a_row;
            continue;
        }
        closed_in_a_row = 0;
        const auto begin = std::max(from, opening->from);
        if (begin + left <= opening->to) return begin + left;
        left -= opening->to - begin;
    }
    return {};
}

} // namespace sokuo::calendar
