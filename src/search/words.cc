#include "search/words.h"

#include "core/text.h"

#include <algorithm>

namespace sokuo::search {
namespace {

constexpr Message too_long{"search.too_long", "探す言葉は100文字までです。短くしてください。",
                           "Search for at most 100 characters. Please shorten it."};
constexpr Message too_many{"search.too_many_words",
                           "言葉は8つまでです。大事な言葉だけにしてください。",
                           "Use at most 8 words. Keep the ones that matter."};
constexpr Message nothing{"search.nothing_to_find", "探す言葉を書いてください。",
                          "Write what to look for."};

std::size_t width_of_first(std::string_view text) {
    std::size_t width = 1;
    while (width < text.size() && (static_cast<unsigned char>(text[width]) & 0xC0U) == 0x80U)
        ++width;
    return width;
}

bool is_quote(std::string_view character) {
    return character == "\"" || character == "“" || character == "”" || character == "＂";
}

// Control characters are no text, and no token of the index.
bool is_apart(std::string_view character) {
    const auto byte = static_cast<unsigned char>(character.front());
    return is_blank(character) || byte < 0x20 || byte == 0x7F;
}

// Quotes without a partner are a sign like any other, and end a word.
std::vector<std::string> split(std::string_view typed) {
    std::vector<std::string> parts(1);
    std::size_t quotes = 0;
    for (auto rest = typed; !rest.empty(); rest.remove_prefix(width_of_first(rest)))
        quotes += is_quote(rest.substr(0, width_of_first(rest))) ? 1U : 0U;
    bool is_inside = false;
    while (!typed.empty()) {
        const auto character = typed.substr(0, width_of_first(typed));
        typed.remove_prefix(character.size());
        if (is_quote(character)) {
            is_inside = !is_inside && quotes > 1;
            --quotes;
            parts.emplace_back();
        } else if (is_apart(character)) {
            if (!is_inside) parts.emplace_back();
        } else {
            parts.back() += character;
        }
    }
    return parts;
}

} // namespace

Result<std::vector<Word>> read_words(std::string_view typed) {
    if (length(typed) > typed_length_max) return failure(Errc::invalid, too_long);
    std::vector<Word> words;
    for (const auto& part : split(typed)) {
        Word word{search_key(part), placed_key(part).characters};
        const bool is_new = std::ranges::find(words, word) == words.end();
        if (!word.key.empty() && is_new) words.push_back(std::move(word));
    }
    if (words.size() > words_max) return failure(Errc::invalid, too_many);
    return words;
}

Result<std::vector<Word>> need_words(std::string_view typed) {
    auto words = TRY(read_words(typed));
    if (words.empty()) return failure(Errc::invalid, nothing);
    return words;
}

std::vector<std::string_view> tokens(std::string_view key) {
    std::vector<std::string_view> all;
    all.reserve(key.size());
    for (auto rest = key; !rest.empty();) {
        const auto first = width_of_first(rest);
        all.push_back(rest.substr(0, first));
        if (first < rest.size())
            all.push_back(rest.substr(0, first + width_of_first(rest.substr(first))));
        rest.remove_prefix(first);
    }
    std::ranges::sort(all);
    all.erase(std::ranges::unique(all).begin(), all.end());
    return all;
}

std::string fts_string(std::string_view token) {
    std::string text{'"'};
    for (const char sign : token) {
        if (sign == '"') text += '"';
        text += sign;
    }
    return text + '"';
}

std::string question(const Word& word) {
    const bool is_one = word.characters.size() == 1;
    std::string text;
    for (const auto token : tokens(word.key)) {
        // Two characters hold each of the two.
        const bool is_pair = width_of_first(token) < token.size();
        if (is_pair == is_one) continue;
        if (!text.empty()) text += " AND ";
        text += fts_string(token);
    }
    return text;
}

} // namespace sokuo::search
