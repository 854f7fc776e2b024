#include "calendar/wareki.h"

#include "calendar/spelling.h"

#include <algorithm>
#include <utility>

namespace sokuo::calendar {
namespace {

constexpr Message more_than_date{"calendar.more_than_date",
                                 "日付の後に余分な文字があります。日付だけを書いてください。",
                                 "Something follows the date. Write the date alone."};

// 元 for the first year, as law and custom write it.
std::string year_in_era(int year) {
    return year == 1 ? "元" : std::to_string(year);
}

// ASCII as its full-width twins, which are all three bytes long: U+FF01 is EF BC 81.
std::string widened(std::string_view text) {
    std::string wide;
    for (const char byte : text) {
        if (byte < '!' || byte > '~') {
            wide += byte;
            continue;
        }
        const int point = 0xFF01 + (byte - '!');
        wide += '\xEF';
        wide += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
        wide += static_cast<char>(0x80 | (point & 0x3F));
    }
    return wide;
}

std::string month_and_day(Date day, std::string_view after_month, std::string_view after_day) {
    return std::to_string(month_of(day)) + std::string{after_month} +
           std::to_string(day_of_month(day)) + std::string{after_day};
}

} // namespace

const Eras& japanese_eras() {
    static const Eras eras{
        {"明治", "M", date(1873, 1, 1), 6}, {"大正", "T", date(1912, 7, 30)},
        {"昭和", "S", date(1926, 12, 25)},  {"平成", "H", date(1989, 1, 8)},
        {"令和", "R", date(2019, 5, 1)},
    };
    return eras;
}

std::optional<EraYear> era_year(Date day, const Eras& eras) {
    const auto later = std::upper_bound(
        eras.begin(), eras.end(), day, [](Date asked, const Era& era) { return asked < era.from; });
    if (later == eras.begin()) return {};
    const auto& era = *std::prev(later);
    return EraYear{&era, year_of(day) - era.year_one() + 1};
}

std::string to_wareki(Date day, DateStyle style, Digits digits, const Eras& eras) {
    const auto year = era_year(day, eras);
    std::string text;
    switch (style) {
    case DateStyle::plain:
    case DateStyle::with_weekday:
        text = year ? year->era->name + year_in_era(year->year) : std::to_string(year_of(day));
        text += "年" + month_and_day(day, "月", "日");
        break;
    case DateStyle::brief:
        text = year ? year->era->letter + std::to_string(year->year) : std::to_string(year_of(day));
        text += "." + month_and_day(day, ".", "");
        break;
    }
    if (style == DateStyle::with_weekday) text += "（" + std::string{weekday_ja(day)} + "）";
    return digits == Digits::full_width ? widened(text) : text;
}

Result<Date> parse_japanese_date(std::string_view text, const Eras& eras) {
    Spelling spelling{text};
    const auto found = TRY(take_date(spelling, eras));
    if (!spelling.at_end()) return failure(Errc::invalid, more_than_date);
    return found;
}

} // namespace sokuo::calendar
