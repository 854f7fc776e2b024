// Plain text in lines of a width: words are kept whole, and between kanji or kana a line may end
// anywhere but before a mark that may not begin one.

#include "front/statement.h"

#include <algorithm>
#include <array>

namespace sokuo::front {
namespace {

constexpr std::array<std::string_view, 8> never_first{"、", "。", "」", "）",
                                                      "，", "．", "ー", "・"};

std::size_t bytes_of(char lead) {
    const auto byte = static_cast<unsigned char>(lead);
    if (byte < 0xc0) return 1;
    if (byte < 0xe0) return 2;
    return byte < 0xf0 ? 3 : 4;
}

// From three bytes on it is a kana, a kanji or full width: near enough for a text file.
std::size_t columns_of(std::string_view letter) {
    return letter.size() >= 3 ? 2 : 1;
}

/// What may not be parted: a word, or one kanji with the marks after it.
struct Chunk {
    std::string_view text;
    std::size_t columns = 0;
};

Chunk next_chunk(std::string_view text) {
    std::size_t end = 0;
    std::size_t columns = 0;
    bool is_word = false;
    while (end < text.size()) {
        const auto letter = text.substr(end, bytes_of(text[end]));
        const bool is_wide = columns_of(letter) == 2;
        const bool may_not_begin = std::ranges::find(never_first, letter) != never_first.end();
        if (end > 0 && !may_not_begin && (is_wide || !is_word || letter == " ")) break;
        is_word = !is_wide && letter != " ";
        end += letter.size();
        columns += columns_of(letter);
    }
    return {.text = text.substr(0, end), .columns = columns};
}

} // namespace

std::string wrapped(std::string_view text, std::size_t columns, std::size_t indent) {
    std::string out(indent, ' ');
    std::size_t at = indent;
    while (!text.empty()) {
        const auto chunk = next_chunk(text);
        text.remove_prefix(chunk.text.size());
        if (at > indent && at + chunk.columns > columns) {
            while (out.ends_with(' '))
                out.pop_back();
            out += "\n" + std::string(indent, ' ');
            at = indent;
            if (chunk.text == " ") continue;
        }
        out += chunk.text;
        at += chunk.columns;
    }
    return out + "\n";
}

} // namespace sokuo::front
