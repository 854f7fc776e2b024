#pragma once

// The routes of 周知・公表: the poster as a PDF, and where the point of contact was made known.

#include "charter/book.h"
#include "journal/journal.h"
#include "store/store.h"
#include "team/gate.h"

#include <string>
#include <vector>

namespace sokuo::contact {

/// What the routes work with; each reference must outlive them.
struct Noticeboard {
    store::Store& store;
    journal::Journal& journal;
    charter::Book& book;
    std::string public_url; ///< Empty: the operator named none.
};

[[nodiscard]] std::vector<team::Route> contact_routes(const Noticeboard& board);

} // namespace sokuo::contact
