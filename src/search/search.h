#pragma once

// Finding reports and incidents by what was written in them. The index is a view: for every entry
// of a report or an incident, the bigrams of all its texts (core/text.h), in FTS5. Names and
// phones of outsiders (the personal body) are never indexed.

#include "core/id.h"
#include "core/result.h"
#include "core/time.h"
#include "journal/view.h"
#include "store/store.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::search {

/// Tables `search_subject`, `search_text` and the full-text index `search_words`.
[[nodiscard]] const journal::View& search_view();

/// A report or an incident that was found.
struct Hit {
    std::string kind; ///< `report`, `incident`
    Uuid id{};
    std::string number;
    std::string title;
    Time at{};
    std::string state; ///< The type of its newest entry.
};

/// What holds every word of `words`, newest first, of what `who` may know of. `kind`: `report`,
/// `incident`, or both when empty. A query with nothing to find gives nothing.
Result<std::vector<Hit>> find(store::Read& db, const PersonId& who, std::string_view words,
                              std::string_view kind, std::size_t count_max);
/// What shares the most with `text`, best first, without the subject `except`; of what `who` may
/// know of.
Result<std::vector<Hit>> similar(store::Read& db, const PersonId& who, std::string_view text,
                                 const Uuid& except, std::size_t count_max);

} // namespace sokuo::search
