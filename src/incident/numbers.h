#pragma once

// The numbers people say on the phone: 受付番号 R8-U-0231, 事案番号 R8-0012. A series counts
// inside a year; which year and which form is the charter's. A number is drawn inside the write
// that uses it and stands in the entry (`"series"`, `"n"`), so none is used twice and a replay
// gives the same ones. When that entry's content is erased, the number stands in `kept` of the
// entry that says so (`journal.erased`), and the series goes on.

#include "charter/charter.h"
#include "core/json.h"
#include "core/time.h"
#include "journal/view.h"
#include "store/store.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace sokuo::incident {

struct Number {
    std::string series; ///< `report/R8`
    std::int64_t n = 0;
    std::string text; ///< `R8-U-0231`
};

/// Table `number_series`.
[[nodiscard]] const journal::View& numbers_view();

/// The next number. `form` is one of the charter's (`numbering.report`); `kind` names the series.
/// Errors: `invalid` when the charter's time zone is unknown.
Result<Number> next_number(store::Read& db, const charter::Charter& charter, std::string_view kind,
                           std::string_view form, Time now);

/// Adds what the view needs to the content of the entry that uses the number.
void set_number(Json& content, const Number& number);

/// What of `content`, which used a number, outlives an erasure: the number and its place.
[[nodiscard]] Json kept_number(const Json& content);

/// `{year}-U-{n:4}` with its places filled.
[[nodiscard]] std::string format_number(std::string_view form, std::string_view year,
                                        std::int64_t n);

} // namespace sokuo::incident
