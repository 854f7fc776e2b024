#pragma once

// Takes from the index what a question may be about, and looks into its texts. Everything that is
// asked of the store for a search is here, with the rights inside.

#include "search/find.h"
#include "search/rank.h"

#include <cstdint>
#include <string>
#include <vector>

namespace sokuo::search {

struct Gathered {
    std::vector<Candidate> candidates;
    std::vector<std::size_t> texts; ///< By wanted word: how many texts, at most `texts_max`.
    bool is_cut = false;
};

/// `head`: the newest text to look at.
Result<Gathered> gather(store::Read& db, const Reader& reader, const Query& query,
                        std::int64_t head);

/// The words of one text; empty when it is gone.
Result<std::string> text_at(store::Read& db, std::int64_t seq);

/// Texts in the index that hold these tokens, newest first, of what the reader may know of.
struct Nominated {
    std::int64_t seq = 0;
    std::int64_t subject = 0;
};
Result<std::vector<Nominated>> newest_with(store::Read& db, const Reader& reader,
                                           const std::string& question, std::size_t count_max);

/// A subject by its number.
Result<Hit> subject_at(store::Read& db, std::int64_t subject);

} // namespace sokuo::search
