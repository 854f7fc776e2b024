#include "monitor/alarm.h"

#include <algorithm>
#include <charconv>

namespace sokuo::monitor {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::weekday;

constexpr std::array<std::string_view, 7> day_names{"sun", "mon", "tue", "wed",
                                                    "thu", "fri", "sat"};

std::optional<int> two_digits(std::string_view text, int value_max) {
    int value = 0;
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    if (text.size() != 2 || read.ec != std::errc{} || read.ptr != end || value < 0) return {};
    return value > value_max ? std::nullopt : std::optional{value};
}

std::optional<minutes> read_clock(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') return {};
    const auto hour = two_digits(text.substr(0, 2), 23);
    const auto minute = two_digits(text.substr(3), 59);
    if (!hour || !minute) return {};
    return minutes{*hour * 60 + *minute};
}

bool is_on(const QuietHours& hours, const calendar::LocalTime& local) {
    const auto is_day = [&](calendar::Date date) {
        return !hours.day || weekday{date} == *hours.day;
    };
    if (hours.from <= hours.to)
        return is_day(local.date) && local.clock >= hours.from && local.clock < hours.to;
    if (local.clock >= hours.from) return is_day(local.date);
    return local.clock < hours.to && is_day(local.date - days{1});
}

Step after_good(Standing next, const Alarm& alarm, Time now) {
    next.bad = 0;
    ++next.good;
    const bool is_over = next.state != State::down || next.good >= alarm.back;
    if (!is_over || next.state == State::good) return {.standing = next};
    const auto event = next.is_told ? Event::recovered : Event::none;
    next.state = State::good;
    next.since = now;
    next.is_told = false;
    return {.standing = next, .event = event};
}

Step after_bad(Standing next, const Alarm& alarm, bool is_quiet, Time now) {
    next.good = 0;
    ++next.bad;
    if (next.bad == 1 && next.state != State::down) next.since = now;
    if (next.state != State::down)
        next.state = next.bad >= alarm.after ? State::down : State::shaky;
    if (next.state != State::down || next.is_told || is_quiet) return {.standing = next};
    next.is_told = true;
    return {.standing = next, .event = Event::fell};
}

} // namespace

std::optional<QuietHours> read_quiet_hours(std::string_view text) {
    QuietHours hours;
    const auto day = std::ranges::find(day_names, text.substr(0, 3));
    if (day != day_names.end()) {
        hours.day = weekday{static_cast<unsigned>(day - day_names.begin())};
        text.remove_prefix(3);
        if (!text.starts_with(' ')) return {};
        text.remove_prefix(1);
    }
    if (text.size() != 11 || text[5] != '-') return {};
    const auto from = read_clock(text.substr(0, 5));
    const auto to = read_clock(text.substr(6));
    if (!from || !to || *from == *to) return {};
    hours.from = *from;
    hours.to = *to;
    return hours;
}

bool is_quiet(const Alarm& alarm, Time now, const calendar::TimeZone& zone) {
    const auto is_under = [&](const Maintenance& work) {
        return now >= work.from && now < work.to;
    };
    if (std::ranges::any_of(alarm.maintenance, is_under)) return true;
    if (alarm.quiet.empty()) return false;
    const auto local = zone.local(now);
    return std::ranges::any_of(alarm.quiet,
                               [&](const QuietHours& hours) { return is_on(hours, local); });
}

Step step(const Standing& standing, bool is_good, const Alarm& alarm, bool is_quiet, Time now) {
    return is_good ? after_good(standing, alarm, now) : after_bad(standing, alarm, is_quiet, now);
}

} // namespace sokuo::monitor
