#pragma once

// The national holidays of Japan, worked out from a table of rules.
//
// Source: 国民の祝日に関する法律 (昭和23年法律第178号), articles 2 and 3, with the exceptions that
// the laws on the change of reign (2019) and on the Tokyo Games (2020, 2021) made. The equinoxes
// are forecast; the official day is announced in February of the year before, so a table of
// overrides, such as the Cabinet Office's list, always has the last word.
//
// The built-in table starts with 2000. Earlier days get an answer, but not one to rely on.

#include "calendar/date.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sokuo::calendar {

enum class HolidayWhen : std::uint8_t {
    fixed,            ///< `number` is the day of the month.
    nth_monday,       ///< `number` is which Monday of the month.
    vernal_equinox,   ///< `month` and `number` are not used. Good for 1980 to 2099.
    autumnal_equinox, ///< As above.
};

/// A 国民の祝日 (article 2), in force in the years `from_year` to `to_year`, both included.
struct HolidayRule {
    std::string name;
    HolidayWhen when{};
    unsigned month = 0;
    unsigned number = 0;
    int from_year = 0;
    int to_year = 9999;
};
using HolidayRules = std::vector<HolidayRule>;

/// Decides the day it names and no other: a name makes it a holiday, nothing makes it none. Who
/// moves a 祝日 also writes down the 休日 that follow from it, as the Cabinet Office's list does.
using HolidayOverrides = std::map<Date, std::optional<std::string>>;

/// The rules of the law as of 2026. A rule pack may replace them.
const HolidayRules& japanese_holidays();

/// The name of the holiday, nothing on any other day. 振替休日 and 国民の休日 (article 3,
/// paragraphs 2 and 3) follow from the rules, and are told by these names.
std::optional<std::string> holiday_name(Date day, const HolidayOverrides& overrides = {},
                                        const HolidayRules& rules = japanese_holidays());

/// All holidays of a year, for a calendar to show.
std::map<Date, std::string> holidays_of(int year, const HolidayOverrides& overrides = {},
                                        const HolidayRules& rules = japanese_holidays());

} // namespace sokuo::calendar
