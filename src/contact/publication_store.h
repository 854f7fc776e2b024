#pragma once

// The view of what was made known, and how it is written.
//
//     contact.published  {"kind", "place", "on", "version"}
//     contact.ended      {"reason"}        taken down, or never there

#include "contact/publication.h"
#include "journal/journal.h"
#include "journal/view.h"
#include "store/store.h"

#include <string>
#include <vector>

namespace sokuo::contact {

/// Table `publication`.
[[nodiscard]] const journal::View& publication_view();

/// Arranged (publication.h).
Result<std::vector<Publication>> publications(store::Read& db);

Result<> publish(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
                 const Publication& publication);
/// Errors: `not_found`; `conflict` for one that ended.
Result<> end(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
             const PublicationId& id, const std::string& reason);

} // namespace sokuo::contact
