#pragma once

// Reading what people write, from left to right. For wareki.cc, when.cc and fiscal_year.cc.

#include "calendar/wareki.h"

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace sokuo::calendar {

/// Whether spaces may stand between the digits of a number: 「１ ０ 月」 is October, but the space
/// in `2026-11-3 15:45` ends the day.
enum class Spacing : std::uint8_t { tight, spaced };

/// A place in a text, in half width. Spaces before and inside a word do not matter.
class Spelling {
public:
    explicit Spelling(std::string_view text);

    /// Steps over `word` if it is next.
    bool take(std::string_view word);
    bool take_any(std::initializer_list<std::string_view> words);
    /// Steps over a number of at most `digits_max` (9 at most) digits if one is next.
    std::optional<int> take_number(std::size_t digits_max, Spacing spacing);
    [[nodiscard]] bool at_end();
    /// Up to the first digit or 元, without spaces: the name of an era, if it is one.
    [[nodiscard]] std::string lead() const;

private:
    void skip_spaces();

    std::string text_;
    std::size_t at_ = 0;
};

/// The Gregorian year that is next: 令和8, R8, 元 for 1, or 2026 (four digits at most).
struct SpelledYear {
    const Era* era = nullptr; ///< Null when it was written in the Gregorian calendar.
    int year = 0;
};
/// Nothing, and `text` where it was, when no year is next.
std::optional<SpelledYear> take_year(Spelling& text, const Eras& eras);

/// Why `text`, which does not begin with a year, cannot be read.
Error no_year(const Spelling& text, const Message& unreadable);

/// A date with the weekday that may follow it. Errors: `invalid`.
Result<Date> take_date(Spelling& text, const Eras& eras);

/// A date without its year (11月24日, 11/24) or without its month too (24日), with the weekday that
/// may follow it: the nearest such day that is not after `today`. Nothing, and `text` where it was,
/// when none is next. Errors: `invalid` when there is no such day or the weekday does not fit.
Result<std::optional<Date>> take_date_before(Spelling& text, Date today);

} // namespace sokuo::calendar
