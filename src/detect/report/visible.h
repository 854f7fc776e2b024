#pragma once

// Text of strangers, made fit to be looked at: what a terminal, a spreadsheet or a browser would
// obey instead of show becomes something that is seen, and nothing is left out without a sign.
//
// A control character is shown by its picture (␛ for ESC, ␊ for a line feed), what has no look of
// its own or turns other text around (bidi overrides, zero widths, tags, private letters) by its
// number,
// `<U+202E>`, and a byte that is no UTF-8 by U+FFFD. Everything else stays as it was written.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sokuo::detect::report {

enum class Lines : std::uint8_t {
    one,  ///< Line feeds and tabs are shown like other control characters.
    many, ///< They stay; a carriage return before a line feed goes.
};

[[nodiscard]] std::string visible(std::string_view text, Lines lines = Lines::one);

/// How many columns a terminal gives to `visible(text)`: 2 for what East Asian Width calls wide.
/// Ambiguous ones (① α) count 1, as terminals have it unless told otherwise.
[[nodiscard]] std::size_t columns(std::string_view text);

/// `visible(text)` in at most `width` columns; `…` stands for the end that did not fit. Looks at no
/// more of the text than it shows. A width of 0 asks for nothing.
[[nodiscard]] std::string cut(std::string_view text, std::size_t width);
/// The same, leaving out the front: of a path the end says more. Looks at the last 4 KiB.
[[nodiscard]] std::string cut_front(std::string_view text, std::size_t width);
/// `cut`, and blanks up to `width`.
[[nodiscard]] std::string padded(std::string_view text, std::size_t width);

/// `visible(text, lines)`, for the text or a quoted attribute of an HTML page.
[[nodiscard]] std::string html(std::string_view text, Lines lines = Lines::one);

/// Between the quotation marks of a JSON string. Whatever a terminal would obey is escaped, so that
/// a file of these may be looked at; who reads the JSON gets every character back. A byte that is
/// no UTF-8 is U+FFFD.
void append_json(std::string& out, std::string_view text);
/// With the quotation marks.
void append_json_string(std::string& out, std::string_view text);
/// `"name":"value"`.
void append_json_member(std::string& out, std::string_view name, std::string_view value);

} // namespace sokuo::detect::report
