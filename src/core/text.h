#pragma once

// Text as people write it. Stored text stays as it was typed; what is normalised is only the key
// it is found by (DOMAIN: full width, half-width kana, ①, ㈱, 髙 must all be found).
//
// Every function takes valid UTF-8; `is_valid_utf8` is asked once, at the door. Whoever forgot to
// ask gets U+FFFD for a broken byte and never a read past the end.

#include <cstddef>
#include <cstdint>
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
/// Changes whenever a text may get another key than before: by our rules, or with the Unicode of a
/// newer ICU. What keeps keys keeps this beside them, and makes them anew when it differs.
[[nodiscard]] int key_edition();

/// Bytes of a text (which is shorter than 4 GiB), from `begin` up to `end`.
struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    friend bool operator==(const Span&, const Span&) = default;
};
/// `search_key(text)` by character, each with the bytes it was made from: one ㈱ gives three
/// characters, ｶ and ﾞ give one. Gaps belong to nothing; a selector that only chooses the shape of
/// a kanji belongs to its kanji.
struct PlacedKey {
    std::u32string characters;
    std::vector<Span> from; ///< As many; `begin` never falls.
};
[[nodiscard]] PlacedKey placed_key(std::string_view text);

/// Full-width digits, letters and signs as ASCII, hyphen-like signs as `-`, outer space removed:
/// for phones, mail addresses, numbers and times, where the writer meant ASCII.
[[nodiscard]] std::string to_half_width(std::string_view text);

} // namespace sokuo
