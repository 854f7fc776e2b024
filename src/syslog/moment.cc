#include "syslog/moment.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <utility>

namespace sokuo::syslog {
namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct Parts {
    std::optional<int> year{};
    unsigned month = 0;
    unsigned day = 0;
    Duration clock{};
    std::optional<minutes> offset{};
};

Duration fraction(Cursor& in) {
    auto ahead = in;
    if (!ahead.take('.') && !ahead.take(',')) return {};
    const auto digits = ahead.as_long_as(is_digit, 12);
    if (digits.empty()) return {};
    in = ahead;
    std::int64_t value = 0;
    std::int64_t unit = 100'000;
    for (const char digit : digits) {
        value += unit * (digit - '0');
        unit /= 10;
    }
    return Duration{value};
}

// A leap second is the last moment before it.
std::optional<Duration> clock_time(Cursor& in) {
    const auto hour = in.number(1, 2);
    if (!hour || *hour > 23 || !in.take(':')) return {};
    const auto minute = in.number(2, 2);
    if (!minute || *minute > 59 || !in.take(':')) return {};
    const auto second = in.number(2, 2);
    if (!second || *second > 60) return {};
    const auto part = fraction(in);
    const Duration whole = hours{*hour} + minutes{*minute} + seconds{std::min(*second, 59)};
    return *second == 60 ? whole + Duration{999'999} : whole + part;
}

std::optional<minutes> zone_offset(Cursor& in) {
    if (in.take('Z') || in.take('z')) return minutes{0};
    auto ahead = in;
    const bool is_minus = ahead.take('-');
    if (!is_minus && !ahead.take('+')) return {};
    const auto hour = ahead.number(2, 2);
    if (!hour || *hour > 23) return {};
    ahead.take(':');
    const auto minute = ahead.number(2, 2).value_or(0);
    if (minute > 59) return {};
    in = ahead;
    const minutes offset = hours{*hour} + minutes{minute};
    return is_minus ? -offset : offset;
}

// The three that mean the same everywhere they are written; `CST` does not.
std::optional<minutes> zone_word(Cursor& in) {
    constexpr std::array<std::pair<std::string_view, int>, 3> words{
        {{"UTC", 0}, {"GMT", 0}, {"JST", 9 * 60}}};
    auto ahead = in;
    if (!ahead.take(' ')) return {};
    for (const auto& [word, offset] : words) {
        auto behind = ahead;
        const bool is_word = behind.take(word);
        if (!is_word || !(behind.is_done() || behind.starts_with(' ') || behind.starts_with(':')))
            continue;
        in = behind;
        return minutes{offset};
    }
    return {};
}

std::optional<Parts> iso(Cursor& in) {
    Parts parts;
    parts.year = in.number(4, 4);
    if (!parts.year || !in.take('-')) return {};
    const auto month = in.number(2, 2);
    if (!month || !in.take('-')) return {};
    const auto day = in.number(2, 2);
    if (!day || !(in.take('T') || in.take('t') || in.take(' '))) return {};
    const auto clock = clock_time(in);
    if (!clock) return {};
    parts.month = static_cast<unsigned>(*month);
    parts.day = static_cast<unsigned>(*day);
    parts.clock = *clock;
    parts.offset = zone_offset(in);
    return parts;
}

std::optional<Parts> named_month(Cursor& in) {
    Parts parts;
    const auto* const month =
        std::ranges::find_if(months, [&](std::string_view name) { return in.starts_with(name); });
    if (month == months.end()) return {};
    in.take(*month);
    parts.month = static_cast<unsigned>(month - months.begin()) + 1;
    if (!in.take(' ')) return {};
    in.skip(' ');
    const auto day = in.number(1, 2);
    if (!day || !in.take(' ')) return {};
    parts.day = static_cast<unsigned>(*day);
    auto ahead = in;
    if (const auto year = ahead.number(4, 4); year && ahead.take(' ')) {
        parts.year = year;
        in = ahead;
    }
    const auto clock = clock_time(in);
    if (!clock) return {};
    parts.clock = *clock;
    parts.offset = zone_offset(in);
    if (!parts.offset) parts.offset = zone_word(in);
    return parts;
}

std::optional<Time> placed(const Parts& parts, int of_year, const OffsetAt& zone) {
    const year_month_day date{year{of_year}, month{parts.month}, day{parts.day}};
    constexpr int year_min = 1;
    constexpr int year_max = 9'998;
    if (!date.ok() || of_year < year_min || of_year > year_max) return {};
    const Time local = sys_days{date} + parts.clock;
    if (parts.offset) return local - *parts.offset;
    return local - zone(local - zone(local));
}

std::optional<Said> complete(const Parts& parts, Time received, const OffsetAt& zone) {
    const bool is_guessed = !parts.year || !parts.offset;
    if (parts.year) {
        const auto time = placed(parts, *parts.year, zone);
        if (!time) return {};
        return Said{*time, is_guessed};
    }
    const int now = static_cast<int>(year_month_day{floor<days>(received)}.year());
    std::optional<Said> nearest;
    Duration least = days{200}; // Farther off, the year is not the one that was meant.
    for (const int of_year : {now - 1, now, now + 1}) {
        const auto time = placed(parts, of_year, zone);
        if (!time || abs(*time - received) >= least) continue;
        least = abs(*time - received);
        nearest = Said{*time, is_guessed};
    }
    return nearest;
}

} // namespace

std::optional<Said> take_moment(Cursor& in, Time received, const OffsetAt& zone) {
    auto ahead = in;
    const bool is_iso = !in.is_done() && is_digit(in.rest().front());
    const auto parts = is_iso ? iso(ahead) : named_month(ahead);
    if (!parts) return {};
    const auto said = complete(*parts, received, zone);
    if (said) in = ahead;
    return said;
}

std::optional<Said> read_moment(std::string_view text, Time received, const OffsetAt& zone) {
    const bool is_count = !text.empty() && std::ranges::all_of(text, is_digit);
    if (is_count && (text.size() == 10 || text.size() == 13)) {
        std::int64_t count = 0;
        for (const char digit : text)
            count = count * 10 + (digit - '0');
        return Said{Time{text.size() == 10 ? Duration{seconds{count}} : milliseconds{count}}};
    }
    Cursor in{text};
    const auto said = take_moment(in, received, zone);
    if (!said || !in.is_done()) return {};
    return said;
}

} // namespace sokuo::syslog
