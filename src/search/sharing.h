#pragma once

// What shares an address, a host, a hash or a telephone number with a report or an incident:
// 「前にも同じあて先がなかったか」. The index keeps what observable.h finds in every text it keeps
// (table `search_observable`), so letters count for what they are filed under, and what is erased
// is gone from here as well. Names and phones of outsiders are never indexed, so none is compared.

#include "search/search.h"

#include <cstddef>
#include <string>
#include <vector>

namespace sokuo::search {

struct Sharing {
    Hit hit;
    std::vector<std::string> shared; ///< As they are shown: `198[.]51[.]100[.]7`.
};

/// Most shared first, then the newest; of what the reader may know of. What stands in more than
/// `common_max` texts (an address of our own) says nothing and is left out.
Result<std::vector<Sharing>> sharing_with(store::Read& db, const Reader& reader,
                                          const journal::Stream& subject, std::size_t count_max);
inline constexpr std::int64_t common_max = 200;

} // namespace sokuo::search
