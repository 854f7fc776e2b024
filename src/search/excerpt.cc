#include "search/excerpt.h"

#include <algorithm>
#include <set>

namespace sokuo::search {
namespace {

constexpr std::size_t before_first = 20; ///< Characters shown in front of the first word.
constexpr std::size_t places_max = 400;  ///< Looked at for the best part; all of it is marked.

// A place in the key: characters `begin` up to `end`, and which word it is.
struct Place {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t word = 0;
};

std::vector<Place> find_all(const PlacedKey& key, std::span<const Word> words) {
    std::vector<Place> places;
    for (std::size_t word = 0; word < words.size(); ++word) {
        const auto& wanted = words[word].characters;
        for (auto at = key.characters.find(wanted); at != std::u32string::npos;
             at = key.characters.find(wanted, at + 1))
            places.push_back({at, at + wanted.size(), word});
    }
    std::ranges::sort(places, {}, &Place::begin);
    return places;
}

std::vector<Span> joined(const PlacedKey& key, const std::vector<Place>& places) {
    std::vector<Span> spans;
    for (const auto& place : places) {
        const Span span{key.from[place.begin].begin, key.from[place.end - 1].end};
        if (!spans.empty() && span.begin <= spans.back().end)
            spans.back().end = std::max(spans.back().end, span.end);
        else
            spans.push_back(span);
    }
    return spans;
}

// The first character of the key to show.
std::size_t best_start(const std::vector<Place>& places, std::size_t length_max) {
    std::size_t best = 0;
    std::size_t most = 0;
    const auto end = std::min(places.size(), places_max);
    for (std::size_t first = 0; first < end; ++first) {
        const auto start = places[first].begin - std::min(places[first].begin, before_first);
        std::set<std::size_t> words;
        for (auto at = first; at < end && places[at].end <= start + length_max; ++at)
            words.insert(places[at].word);
        if (words.size() > most) {
            most = words.size();
            best = start;
        }
    }
    return best;
}

std::uint32_t utf16_length(std::string_view text) {
    std::uint32_t units = 0;
    for (const char byte : text) {
        const auto value = static_cast<unsigned char>(byte);
        if ((value & 0xC0U) != 0x80U) ++units;
        if (value >= 0xF0U) ++units; // Beyond the first plane: a pair.
    }
    return units;
}

} // namespace

std::vector<Span> places_of(const PlacedKey& key, std::span<const Word> words) {
    return joined(key, find_all(key, words));
}

Excerpt excerpt_of(std::string_view text, std::span<const Word> words, std::size_t length_max) {
    const auto key = placed_key(text);
    if (key.from.empty()) return {};
    const auto places = find_all(key, words);
    const auto start = best_start(places, length_max);
    const auto end = std::min(key.from.size(), start + length_max);
    const Span shown{key.from[start].begin, key.from[end - 1].end};

    Excerpt excerpt{.text = std::string{text.substr(shown.begin, shown.end - shown.begin)},
                    .marks = {},
                    .is_cut_before = start > 0,
                    .is_cut_after = end < key.from.size()};
    for (const auto& span : joined(key, places)) {
        const auto begin = std::max(span.begin, shown.begin);
        const auto stop = std::min(span.end, shown.end);
        if (begin >= stop) continue;
        excerpt.marks.push_back({utf16_length(text.substr(shown.begin, begin - shown.begin)),
                                 utf16_length(text.substr(shown.begin, stop - shown.begin))});
    }
    return excerpt;
}

} // namespace sokuo::search
