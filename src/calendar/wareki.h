#pragma once

// Dates and times as Japanese offices write them, both ways.
//
//     writes    令和8年11月23日   令和8年11月23日（月）   R8.11.23   令和元年5月1日
//     reads     all of these, in full width and with spaces anywhere (令 和 ２ 年 ４ 月 １ 日), and
//               2026-11-23, 2026/11/23, 2026.11.23, 2026年11月23日
//     times     午後３時４５分頃, 15時45分, 15:45, 15時半, 正午, 夕方5時, 不明
//     by who knows today    きのう 17時ごろ, けさ8時, １１月２４日, 11/24 9:00, 24日の夕方,
//     午後3時半
//
// Eras come from a table, so that a new one is a line of data. A date after the last era in the
// table is counted on in that era; a name that is not in the table is refused, never guessed.

#include "calendar/date.h"
#include "core/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::calendar {

struct Era {
    std::string name;   ///< 令和
    std::string letter; ///< R; one or more ASCII letters
    Date from;
    int first_year =
        1; ///< The era's year on `from`. Not 1 for 明治 alone, which begins here in its 6th.

    /// The Gregorian year that 元年 is, or begins in.
    [[nodiscard]] int year_one() const { return year_of(from) - first_year + 1; }
};
/// Oldest first.
using Eras = std::vector<Era>;

/// 明治 (from 1873, when Japan took the Gregorian calendar) to 令和.
const Eras& japanese_eras();

struct EraYear {
    const Era* era; ///< Into the table that was asked; never null.
    int year;       ///< 1 is 元年.
};
/// Nothing before the first era.
std::optional<EraYear> era_year(Date day, const Eras& eras = japanese_eras());

enum class DateStyle : std::uint8_t {
    plain,        ///< 令和8年11月23日
    with_weekday, ///< 令和8年11月23日（月）
    brief,        ///< R8.11.23
};
enum class Digits : std::uint8_t {
    half_width,
    full_width, ///< 令和８年１１月２３日, for 公文書
};

/// Before the first era: 1868年1月1日, 1868.1.1.
std::string to_wareki(Date day, DateStyle style = DateStyle::plain,
                      Digits digits = Digits::half_width, const Eras& eras = japanese_eras());

/// Any spelling above. `text` must be valid UTF-8.
/// A date after its era's end is taken as counted on (平成35年3月31日 is 2023-03-31, as older
/// contracts say); one before its era's beginning is refused, and so is a weekday that does not
/// fit. Errors: `invalid`.
Result<Date> parse_japanese_date(std::string_view text, const Eras& eras = japanese_eras());

/// How exactly somebody remembers.
enum class Precision : std::uint8_t { minute, hour, day, unknown };

/// When something happened, as it was told.
struct When {
    std::optional<Date> date;     ///< Nothing: no date was said.
    std::optional<Minutes> clock; ///< Nothing unless `precision` is minute or hour.
    Precision precision = Precision::unknown;
    bool approximate = false; ///< 頃
    friend bool operator==(const When&, const When&) = default;
};

/// A date, a time, or a date followed by a time, in valid UTF-8; 不明 and blank text give
/// `Precision::unknown`. Seconds are dropped. 24時 is midnight at the end of its day. 午前12時 and
/// 午後12時, which people read in two ways, are refused. Errors: `invalid`, saying what to write.
Result<When> parse_when(std::string_view text, const Eras& eras = japanese_eras());

/// The same, and what only somebody understands who knows when it was said: a date without its year
/// or month is the nearest such day not in the future, きのう and けさ count from `told_at`, a time
/// without a date is the last such time (about to come counts as just past). A part of the day
/// without a clock time (夕方) gives the day, approximately. Errors: `invalid`.
Result<When> parse_when(std::string_view text, const LocalTime& told_at,
                        const Eras& eras = japanese_eras());

/// 令和8年11月23日（月）15時45分頃; 15時頃; 不明.
std::string to_text(const When& when, const Eras& eras = japanese_eras());

/// The earliest moment `when` may mean; nothing without a date.
std::optional<Time> moment(const When& when, const TimeZone& zone);

} // namespace sokuo::calendar
