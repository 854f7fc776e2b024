#pragma once

// Text as people write it. Stored text stays as it was typed; what is normalised is only the key
// it is found by (DOMAIN: full width, half-width kana, ①, ㈱, 髙 must all be found).
//
// Every function takes valid UTF-8; `is_valid_utf8` is asked once, at the door. Whoever forgot to
// ask gets U+FFFD for a broken byte and never a read past the end.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo {

/// No overlong form, no surrogate, nothing above U+10FFFF.
[[nodiscard]] bool is_valid_utf8(std::string_view text);
/// Code points, not bytes.
[[nodiscard]] std::size_t length(std::string_view text);
/// Nothing but white space (U+3000 included).
[[nodiscard]] bool is_blank(std::string_view text);
/// Without white space at both ends (U+3000 included).
[[nodiscard]] std::string_view trimmed(std::string_view text);
/// True when `text` holds a control character other than tab, line feed and carriage return.
[[nodiscard]] bool has_control(std::string_view text);

/// What two spellings have in common: NFKC, case folded, katakana as hiragana, without spaces and
/// hyphens, variants of kanji (髙 → 高) folded.
[[nodiscard]] std::string search_key(std::string_view text);
/// The bigrams of `search_key(text)`, separated by spaces, for the full-text index; a key of one
/// character gives that character. In a key of Latin letters or digits the words stay bigrams too.
[[nodiscard]] std::string bigrams(std::string_view text);

/// Full-width digits, letters and signs as ASCII, hyphen-like signs as `-`, outer space removed:
/// for phones, mail addresses, numbers and times, where the writer meant ASCII.
[[nodiscard]] std::string to_half_width(std::string_view text);

} // namespace sokuo
