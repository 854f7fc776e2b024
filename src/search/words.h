#pragma once

// What a person types into the search field, and the tokens a text is found by. Pure.
//
// Everything typed is text: no sign means anything but the double quotes, which keep the spaces
// between them inside one word. Words are apart by spaces. What must not stand there has a field
// of its own, because people look for `powershell -enc` as well.

#include "core/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::search {

inline constexpr std::size_t typed_length_max = 100; ///< Characters.
inline constexpr std::size_t words_max = 8;

/// One word by what all its spellings have in common (core/text.h): `key` in UTF-8, and its
/// characters. Never empty.
struct Word {
    std::string key;
    std::u32string characters;
    friend bool operator==(const Word&, const Word&) = default;
};

/// The words of what was typed, each once; none when nothing in it can be looked for (blank, or
/// only spaces and hyphens). Errors: `invalid` when it is too long or has too many words.
[[nodiscard]] Result<std::vector<Word>> read_words(std::string_view typed);
/// The same; `invalid` also when there is none.
[[nodiscard]] Result<std::vector<Word>> need_words(std::string_view typed);

/// The tokens of a text with this key, each once: every character, and every two side by side.
[[nodiscard]] std::vector<std::string_view> tokens(std::string_view key);

/// A token as the index takes it in a question: a string, so that no sign in it is an operator.
[[nodiscard]] std::string fts_string(std::string_view token);
/// What the index is asked for a word: its characters two by two, all in one text. That they
/// stand in this order is for the text to say.
[[nodiscard]] std::string question(const Word& word);

} // namespace sokuo::search
