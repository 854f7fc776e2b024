#include "calendar/date.h"

#include <array>

namespace sokuo::calendar {
namespace {

constexpr Message date_not_iso{"calendar.date_not_iso",
                               "日付を「2026-11-23」の形で書いてください。",
                               "Write the date like 2026-11-23."};
constexpr Message date_missing{"calendar.date_missing",
                               "{0} という日はありません。暦を確かめて書き直してください。",
                               "There is no day {0}. Check the calendar and write it again."};
constexpr Message clock_unreadable{"calendar.clock_unreadable",
                                   "時刻を「08:30」の形で 00:00 から 24:00 までの間で"
                                   "書いてください。",
                                   "Write the time like 08:30, between 00:00 and 24:00."};

std::chrono::year_month_day parts(Date day) {
    return std::chrono::year_month_day{day};
}

// The number that all of `digits` write; nothing when there is anything but ASCII digits.
std::optional<int> number(std::string_view digits) {
    int value = 0;
    for (const char digit : digits) {
        if (digit < '0' || digit > '9') return {};
        value = value * 10 + (digit - '0');
    }
    return value;
}

std::string padded(int value, std::size_t width) {
    auto digits = std::to_string(value);
    if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
    return digits;
}

} // namespace

std::optional<Date> real_date(int year, unsigned month, unsigned day) {
    if (year < 1 || year > 9999) return {};
    const std::chrono::year_month_day written{std::chrono::year{year}, std::chrono::month{month},
                                              std::chrono::day{day}};
    if (!written.ok()) return {};
    return Date{written};
}

int year_of(Date day) {
    return static_cast<int>(parts(day).year());
}

unsigned month_of(Date day) {
    return static_cast<unsigned>(parts(day).month());
}

unsigned day_of_month(Date day) {
    return static_cast<unsigned>(parts(day).day());
}

std::chrono::weekday weekday_of(Date day) {
    return std::chrono::weekday{day};
}

std::string_view weekday_ja(Date day) {
    static constexpr std::array<std::string_view, 7> names{"日", "月", "火", "水",
                                                           "木", "金", "土"};
    return names[weekday_of(day).c_encoding()];
}

std::string to_iso(Date day) {
    return padded(year_of(day), 4) + '-' + padded(static_cast<int>(month_of(day)), 2) + '-' +
           padded(static_cast<int>(day_of_month(day)), 2);
}

Result<Date> parse_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        return failure(Errc::invalid, date_not_iso);
    const auto year = number(text.substr(0, 4));
    const auto month = number(text.substr(5, 2));
    const auto day = number(text.substr(8, 2));
    if (!year || !month || !day) return failure(Errc::invalid, date_not_iso);
    const auto found = real_date(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
    if (!found) return failure(Errc::invalid, date_missing, {std::string{text}});
    return *found;
}

std::string to_text(Minutes clock) {
    const auto minutes = static_cast<int>(clock.count());
    return padded(minutes / 60, 2) + ':' + padded(minutes % 60, 2);
}

Result<Minutes> parse_clock(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') return failure(Errc::invalid, clock_unreadable);
    const auto hour = number(text.substr(0, 2));
    const auto minute = number(text.substr(3, 2));
    if (!hour || !minute || *minute > 59) return failure(Errc::invalid, clock_unreadable);
    const Minutes clock{*hour * 60 + *minute};
    if (clock > day_length) return failure(Errc::invalid, clock_unreadable);
    return clock;
}

std::string to_text(const LocalTime& local) {
    return to_iso(local.date) + ' ' + to_text(local.clock);
}

} // namespace sokuo::calendar
