#pragma once

// Which of what was found comes first. Pure.
//
// What is called just so comes first (number, 仮番号, title), then what has a word in its number,
// then the rest by BM25 blended with how long ago it was. What BM25 knows of other texts comes
// from texts the reader may know of and nothing else: an order that depended on hidden ones would
// tell of them.

#include "core/time.h"
#include "search/search.h"
#include "search/words.h"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sokuo::search {

/// A text that was looked into: how often each word stands in it.
struct Looked {
    std::int64_t seq = 0;
    Part part = Part::report;
    Time at{};
    std::int64_t type = 0;
    bool names = false;                 ///< It says what the subject is called.
    bool fits = true;                   ///< Part and day are among those that were asked for.
    std::size_t length = 0;             ///< Bytes of its key.
    std::vector<std::uint32_t> times{}; ///< By word: the wanted ones, then the unwanted.
};

/// A subject that may be what is looked for.
struct Candidate {
    std::int64_t no = 0;
    Hit hit;
    bool is_open = true;
    std::string channel;
    std::optional<Uuid> incident;
    bool is_called_so = false; ///< One of its names is what was typed, whole.
    std::string number_key;
    std::string title_key; ///< Empty when the title is so long that nobody calls it by that.
    std::vector<Looked> looked;
};

/// What is looked for, and how many texts (at most `texts_max`) hold each wanted word.
struct Sought {
    std::span<const Word> wanted;
    std::span<const Word> unwanted;
    std::span<const std::size_t> texts;
    std::size_t texts_max = 0;
    Time now{};
};

/// Every wanted word stands in its name or in texts that fit (of one part, when given), one of
/// them at least in such a text, and no unwanted word anywhere.
[[nodiscard]] bool is_found(const Candidate& candidate, const Sought& sought,
                            std::optional<Part> part = {});

/// The greater, the earlier it comes.
struct Rank {
    int tier = 0; ///< 2: is called so. 1: a word stands in its number.
    double score = 0;
    std::int64_t no = 0; ///< The newer subject, where all else is the same.
    friend auto operator<=>(const Rank&, const Rank&) = default;
};
/// `length`: of a text on the average.
[[nodiscard]] Rank rank_of(const Candidate& candidate, const Sought& sought, double length);
[[nodiscard]] double average_length(std::span<const Candidate> candidates);

/// The texts to show of it, at most `count_max`: each adds words the ones before do not show, then
/// the newest. Indices of `looked`.
[[nodiscard]] std::vector<std::size_t> worth_showing(const Candidate& candidate,
                                                     const Sought& sought, std::size_t count_max);
/// How many of its texts that fit hold a wanted word, but for those that give it its name.
[[nodiscard]] std::size_t texts_found(const Candidate& candidate, const Sought& sought);

} // namespace sokuo::search
