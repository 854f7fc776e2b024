#pragma once

// What is shown of a text that was found: a part of it as it was written, and where in it the
// words stand. Pure.
//
// The words are looked for in the text's key, and the marks are put on the characters that part
// of the key was made from (core/text.h, `placed_key`): ｻｰﾊﾞ is marked whole when サーバ was
// typed, ㈱ when 株 was.

#include "core/text.h"
#include "search/words.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::search {

/// From `from` up to `to`, in UTF-16 code units of the excerpt: what JavaScript counts.
struct Mark {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    friend bool operator==(const Mark&, const Mark&) = default;
};

struct Excerpt {
    std::string text;        ///< Bytes of the original, one after the other.
    std::vector<Mark> marks; ///< In order, apart from each other, none empty.
    bool is_cut_before = false;
    bool is_cut_after = false;
};

inline constexpr std::size_t excerpt_length_max = 100; ///< Characters of the key.

/// The bytes of `text` that hold one of the words: every place, in order, those that touch as one.
[[nodiscard]] std::vector<Span> places_of(const PlacedKey& key, std::span<const Word> words);

/// The part of `text` with the most different words in it, the first of those; from its beginning
/// when none is there. `text` is valid UTF-8.
[[nodiscard]] Excerpt excerpt_of(std::string_view text, std::span<const Word> words,
                                 std::size_t length_max = excerpt_length_max);

} // namespace sokuo::search
