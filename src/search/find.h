#pragma once

// Looking for words in reports and incidents.
//
// A subject is found when every word stands somewhere in it: the slip may say the place and the
// third line of the record the virus. Its number and title count wherever one looks.
//
// What it costs has a bound, whatever is typed and however much is kept: of each word the newest
// texts are taken, `texts_max` of them that fit, out of at most `matches_max` the reader may know
// of; at most `bytes_max` are read. Whoever asks for more common words is told that older ones
// were not looked at (`is_cut`).
//
// Rights are part of the statement that takes texts from the index: what somebody may not know of
// is in no row, count, order or bound.

#include "search/excerpt.h"
#include "search/rank.h"
#include "search/search.h"

#include <optional>
#include <string>
#include <vector>

namespace sokuo::search {

inline constexpr std::size_t texts_max = 500;
inline constexpr std::size_t matches_max = 20'000;
inline constexpr std::size_t bytes_max = std::size_t{2} << 20U;

struct Filter {
    std::optional<Part> part{};
    std::optional<bool> is_open{};
    std::string channel{};          ///< Of reports; empty: any.
    std::string category{};         ///< Of incidents, and of the reports they came from.
    std::optional<Uuid> incident{}; ///< It and its reports.
    /// When it was received (reports), happened (the record), written (all else): from, and before.
    std::optional<Time> from{};
    std::optional<Time> before{};
};

struct Query {
    std::vector<Word> wanted; ///< At least one.
    std::vector<Word> unwanted{};
    Filter filter{};
};

/// Where a page ended. Later pages are of the same moment.
struct Place {
    std::int64_t head = 0; ///< The newest text when the first page was read.
    Time now{};
    Rank last;
};

struct FoundText {
    Part part = Part::report;
    std::string type; ///< Of the entry: `incident.recorded`.
    Time at{};
    Excerpt excerpt;
};

struct Found {
    Hit hit;
    bool is_open = true;
    std::string channel;
    std::optional<Uuid> incident;
    Excerpt number;
    Excerpt title;
    std::vector<FoundText> texts; ///< At most three.
    std::size_t more = 0;         ///< How many more of its texts hold a word.
};

/// How many subjects, and in how many of them all words stand in one part.
struct Counts {
    std::size_t all = 0;
    std::array<std::size_t, part_names.size()> by_part{};
    bool is_cut = false; ///< At least so many.
};

struct Page {
    std::vector<Found> items;
    Counts counts;       ///< Whatever part was asked for.
    bool is_cut = false; ///< Older texts were not looked at.
    std::optional<Place> next{};
};

struct PageRequest {
    Time now{};
    std::optional<Place> after{};
    std::size_t count_max = 20;
};

/// Best first. Errors: those of the store.
Result<Page> find(store::Read& db, const Reader& reader, const Query& query,
                  const PageRequest& request);

/// The ids of all that is found within the bounds, newest first, for lists with an order of their
/// own.
Result<std::vector<Uuid>> ids_of(store::Read& db, const Reader& reader, const Query& query);

} // namespace sokuo::search
