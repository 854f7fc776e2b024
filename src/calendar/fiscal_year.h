#pragma once

// 会計年度: 1 April to 31 March. Source: 地方自治法 article 208.

#include "calendar/date.h"
#include "calendar/wareki.h"
#include "core/result.h"

#include <compare>
#include <string>
#include <string_view>

namespace sokuo::calendar {

struct FiscalYear {
    int year = 0; ///< The Gregorian year in which it begins: 2026 for 令和8年度.

    [[nodiscard]] Date first_day() const;
    [[nodiscard]] Date last_day() const;

    friend auto operator<=>(const FiscalYear&, const FiscalYear&) = default;
};

FiscalYear fiscal_year_of(Date day);

/// 令和8年度. A year in which an era begins carries the new era's name (2019 is 令和元年度), as the
/// cabinet decided then.
std::string label(FiscalYear year, const Eras& eras = japanese_eras());

/// 令和8年度, 令和８年度, R8年度, 2026年度; 平成31年度 and 令和元年度 are the same year.
/// Errors: `invalid`.
Result<FiscalYear> parse_fiscal_year(std::string_view text, const Eras& eras = japanese_eras());

/// `R8`: the head of 受付番号 and 事案番号. Taken from the first day, so that a series never
/// changes its letter in the middle of a year (2019 is H31). Before the first era: `1867`.
std::string number_prefix(FiscalYear year, const Eras& eras = japanese_eras());

} // namespace sokuo::calendar
