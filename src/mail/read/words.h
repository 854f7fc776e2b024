#pragma once

// Texts of headers: encoded words (RFC 2047), as they should be and as they come: cut within a
// sign, within quotes, in a line with raw bytes of any charset.

#include <string>
#include <string_view>

namespace sokuo::mail {

/// What had to be done to a text to make it one.
struct Repairs {
    bool is_guessed = false;
    bool is_broken = false;
    bool had_nul = false;

    void add(const Repairs& other) {
        is_guessed = is_guessed || other.is_guessed;
        is_broken = is_broken || other.is_broken;
        had_nul = had_nul || other.had_nul;
    }
};

/// The value of a header on one line, in UTF-8; encoded words stay. Grammar is read from this:
/// in raw ISO-2022-JP or Shift_JIS a quote or a comma may be half of a sign.
[[nodiscard]] std::string raw_text(std::string_view value, Repairs& repairs);

/// `text` with its encoded words decoded; white space between two of them goes. Requires UTF-8.
[[nodiscard]] std::string with_words(std::string_view text, Repairs& repairs);

/// How long the encoded word at the beginning of `text` is; 0: there is none.
[[nodiscard]] std::size_t word_size(std::string_view text);

} // namespace sokuo::mail
