#include "calendar/holidays.h"

#include <algorithm>
#include <utility>

namespace sokuo::calendar {
namespace {

using std::chrono::days;
using std::chrono::Monday;
using std::chrono::Sunday;

// From this year on, a substitute holiday passes over further holidays, and a 国民の休日 may be a
// Sunday (平成17年法律第43号).
constexpr int article_3_amended = 2007;

// The day of the month, by the approximation in use for 1980 to 2099; `base` is millionths of a
// day. Outside these years it names some day or none, never a wrong memory access.
long equinox(long base, int year) {
    const long years = year - 1980;
    return (base + 242'194 * years) / 1'000'000 - years / 4;
}

// A day taken apart once, because every rule asks for the parts.
struct Parts {
    int year;
    unsigned month;
    unsigned number;
    bool is_monday;
};

Parts parts_of(Date day) {
    return {year_of(day), month_of(day), day_of_month(day), weekday_of(day) == Monday};
}

bool falls_on(const HolidayRule& rule, const Parts& day) {
    if (day.year < rule.from_year || day.year > rule.to_year) return false;
    switch (rule.when) {
    case HolidayWhen::fixed: return day.month == rule.month && day.number == rule.number;
    case HolidayWhen::nth_monday:
        return day.is_monday && day.month == rule.month && (day.number + 6) / 7 == rule.number;
    case HolidayWhen::vernal_equinox:
        return day.month == 3 && day.number == equinox(20'843'100, day.year);
    case HolidayWhen::autumnal_equinox:
        return day.month == 9 && day.number == equinox(23'248'800, day.year);
    }
    return false;
}

// Article 2: the 国民の祝日 itself, if `day` is one.
const HolidayRule* national_holiday(Date day, const HolidayRules& rules) {
    const auto parts = parts_of(day);
    const auto found = std::find_if(rules.begin(), rules.end(),
                                    [&](const auto& rule) { return falls_on(rule, parts); });
    return found == rules.end() ? nullptr : &*found;
}

// Article 3, paragraph 2: the first day after a holiday on a Sunday that is no holiday itself.
// Requires that `day` is none.
bool is_substitute(Date day, const HolidayRules& rules) {
    const bool passes_over_holidays = year_of(day) >= article_3_amended;
    for (auto before = day - days{1}; national_holiday(before, rules) != nullptr;
         before -= days{1}) {
        if (weekday_of(before) == Sunday) return true;
        if (!passes_over_holidays) return false;
    }
    return false;
}

// Article 3, paragraph 3: a day between two holidays. Requires that `day` is none.
bool is_between_holidays(Date day, const HolidayRules& rules) {
    if (weekday_of(day) == Sunday && year_of(day) < article_3_amended) return false;
    return national_holiday(day - days{1}, rules) != nullptr &&
           national_holiday(day + days{1}, rules) != nullptr;
}

} // namespace

const HolidayRules& japanese_holidays() {
    using enum HolidayWhen;
    static const HolidayRules rules{
        {"元日", fixed, 1, 1, 2000},
        {"成人の日", nth_monday, 1, 2, 2000},
        {"建国記念の日", fixed, 2, 11, 2000},
        {"天皇誕生日", fixed, 12, 23, 2000, 2018},
        {"天皇誕生日", fixed, 2, 23, 2020},
        {"春分の日", vernal_equinox, 0, 0, 2000},
        {"みどりの日", fixed, 4, 29, 2000, 2006},
        {"昭和の日", fixed, 4, 29, 2007},
        {"憲法記念日", fixed, 5, 3, 2000},
        {"みどりの日", fixed, 5, 4, 2007},
        {"こどもの日", fixed, 5, 5, 2000},
        {"海の日", fixed, 7, 20, 2000, 2002},
        {"海の日", nth_monday, 7, 3, 2003, 2019},
        {"海の日", fixed, 7, 23, 2020, 2020},
        {"海の日", fixed, 7, 22, 2021, 2021},
        {"海の日", nth_monday, 7, 3, 2022},
        {"山の日", fixed, 8, 11, 2016, 2019},
        {"山の日", fixed, 8, 10, 2020, 2020},
        {"山の日", fixed, 8, 8, 2021, 2021},
        {"山の日", fixed, 8, 11, 2022},
        {"敬老の日", fixed, 9, 15, 2000, 2002},
        {"敬老の日", nth_monday, 9, 3, 2003},
        {"秋分の日", autumnal_equinox, 0, 0, 2000},
        {"体育の日", nth_monday, 10, 2, 2000, 2019},
        {"スポーツの日", fixed, 7, 24, 2020, 2020},
        {"スポーツの日", fixed, 7, 23, 2021, 2021},
        {"スポーツの日", nth_monday, 10, 2, 2022},
        {"文化の日", fixed, 11, 3, 2000},
        {"勤労感謝の日", fixed, 11, 23, 2000},
        // The change of reign (平成30年法律第99号)
        {"即位の日", fixed, 5, 1, 2019, 2019},
        {"即位礼正殿の儀", fixed, 10, 22, 2019, 2019},
    };
    return rules;
}

std::optional<std::string> holiday_name(Date day, const HolidayOverrides& overrides,
                                        const HolidayRules& rules) {
    if (const auto found = overrides.find(day); found != overrides.end()) return found->second;
    if (const auto* holiday = national_holiday(day, rules)) return holiday->name;
    if (is_substitute(day, rules)) return "振替休日";
    if (is_between_holidays(day, rules)) return "国民の休日";
    return {};
}

std::map<Date, std::string> holidays_of(int year, const HolidayOverrides& overrides,
                                        const HolidayRules& rules) {
    std::map<Date, std::string> found;
    for (auto day = date(year, 1, 1); day <= date(year, 12, 31); day += days{1}) {
        if (auto name = holiday_name(day, overrides, rules)) found.emplace(day, std::move(*name));
    }
    return found;
}

} // namespace sokuo::calendar
