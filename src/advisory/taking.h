#pragma once

// What the feeds say, taken in: kept as operational rows, thousands of lines that concern nobody
// here, and no part of the record; lost, they are fetched again. What meets the register is opened
// and becomes an entry (advisory_store.h).

#include "advisory/advisory_store.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::advisory {

/// What came into the world before that is matched, and shown, but asks nobody by itself: a
/// catalogue brings ten years at once.
inline constexpr std::chrono::days recent{90};
/// So many ask at once; the rest is shown as matching.
inline constexpr std::size_t opened_max = 100;

/// Creates the tables. Idempotent.
Result<> prepare_advisories(store::Store& store);

struct Taken {
    std::size_t total = 0;
    std::size_t fresh = 0;
    std::size_t changed = 0;
    std::size_t opened = 0; ///< Of these somebody is asked now; changed ones that ask again too.
    bool has_gap = false;
};
/// A bulletin, ready to be taken in: everything that takes time was worked out.
struct Batch {
    struct Line {
        Advisory advisory;
        std::vector<Match> matches;
        std::string content; ///< The advisory as it is kept.
        std::string print;
        std::string words; ///< What it is found by.
    };
    std::string feed;
    Bulletin::Kind kind = Bulletin::Kind::document;
    std::size_t left_out = 0;
    std::size_t unreadable = 0;
    std::vector<Line> lines;
};
/// Holds it against the register as it is now; if that changes meanwhile, `match_again` sees it.
/// Reads the store: not inside a job.
Result<Batch> prepare(const Shelf& shelf, std::string_view feed, const Bulletin& bulletin);
/// Takes what a feed (or file) said in. What it said before is known by its key.
Result<Taken> take_in(const Shelf& shelf, store::Write& db, const journal::Actor& actor,
                      const Batch& batch, Time now);
/// The poll failed; since when is kept.
Result<> note_failure(store::Write& db, std::string_view feed, Time now);

/// When the register changed since the last time: what it has by now asks. Gives how many.
Result<std::size_t> match_again(const Shelf& shelf, Time now);

struct FeedRow {
    std::string name;
    std::optional<Time> polled_at;
    std::optional<Time> succeeded_at;
    std::optional<Time> failed_since;
    std::int64_t count = 0;      ///< Of the last answer.
    std::int64_t left_out = 0;   ///< Bulletin, of the last answer.
    std::int64_t unreadable = 0; ///< Bulletin, of the last answer.
};
Result<std::vector<FeedRow>> feed_rows(store::Read& db);

/// A line that asks nobody.
struct Item {
    Advisory advisory;
    Time said_at{};
    std::vector<Match> matches; ///< Old ones may have some.
};
struct ItemFilter {
    std::string words{}; ///< In the title, source or a CVE; as `search_key`.
    bool only_matching = false;
    std::string after{}; ///< Of `place_of` of the last one seen.
    std::int64_t count_max = 50;
};
/// The newest first.
Result<std::vector<Item>> items(store::Read& db, const ItemFilter& filter);
[[nodiscard]] std::string place_of(const Item& item);
/// Errors: `not_found`; there is such an item, but it is looked at already: `conflict`.
Result<Advisory> item(store::Read& db, std::string_view key);
/// Whether KEV, as far as it was taken in, has one of these.
Result<bool> is_exploited(store::Read& db, const Advisory& advisory);

/// Forgets lines that have not been seen for 400 days and ask nobody.
Result<> forget_old_items(store::Store& store, Time now);

} // namespace sokuo::advisory
