#include "calendar/fiscal_year.h"

#include "calendar/spelling.h"

namespace sokuo::calendar {
namespace {

constexpr Message fiscal_year_unreadable{
    "calendar.fiscal_year_unreadable",
    "年度を「令和8年度」または「2026年度」の形で書いてください。",
    "Write the fiscal year like 2026年度 or 令和8年度."};

} // namespace

Date FiscalYear::first_day() const {
    return date(year, 4, 1);
}

Date FiscalYear::last_day() const {
    return date(year + 1, 3, 31);
}

FiscalYear fiscal_year_of(Date day) {
    return {month_of(day) >= 4 ? year_of(day) : year_of(day) - 1};
}

std::string label(FiscalYear year, const Eras& eras) {
    const auto named = era_year(date(year.year, 12, 31), eras);
    if (!named) return std::to_string(year.year) + "年度";
    const auto number = named->year == 1 ? "元" : std::to_string(named->year);
    return named->era->name + number + "年度";
}

std::string number_prefix(FiscalYear year, const Eras& eras) {
    const auto named = era_year(year.first_day(), eras);
    if (!named) return std::to_string(year.year);
    return named->era->letter + std::to_string(named->year);
}

Result<FiscalYear> parse_fiscal_year(std::string_view text, const Eras& eras) {
    Spelling spelling{text};
    const auto year = take_year(spelling, eras);
    if (!year) return no_year(spelling, fiscal_year_unreadable);
    const bool complete = spelling.take("年度") && spelling.at_end();
    if (!complete || !real_date(year->year, 4, 1) || !real_date(year->year + 1, 3, 31))
        return failure(Errc::invalid, fiscal_year_unreadable);
    return FiscalYear{year->year};
}

} // namespace sokuo::calendar
