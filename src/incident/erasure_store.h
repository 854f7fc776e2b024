#pragma once

// Erasing what a report or an incident says, where the law asks for it. The number, the codes of
// how it was judged and how it ended stay (`kept` of `journal.erased`); words, people and files go.
//
//     begin    inside the write: bodies and their rows are gone, the entry stands
//     end      after it: keys of bodies and files are destroyed, the files are removed
//
// What a crash cuts off between the two, the journal ends when it is opened; a file whose key is
// destroyed says nothing, and `verify` lists it as a stray.

#include "core/result.h"
#include "incident/desk.h"
#include "incident/report.h"

#include <cstdint>
#include <string>
#include <vector>

namespace sokuo::incident {

struct Erase {
    std::string ground; ///< The legal ground, in the words of who decides.
    std::int64_t expected_rev = 0;
};

/// Names, phones and addresses of the people outside (氏名・連絡先); the words stay.
/// Errors: `conflict` when there are none, `stale`, `not_found`.
Result<> begin_erasing_people(const Desk& desk, store::Write& db, const journal::Actor& actor,
                              const ReportId& id, const Erase& erase);
/// The content of a report, with its people. Gives the files to remove.
/// Errors: `conflict` while it is not judged, `stale`, `not_found`.
Result<std::vector<BlobId>> begin_erasing(const Desk& desk, store::Write& db,
                                          const journal::Actor& actor, const ReportId& id,
                                          const Erase& erase);
/// The content of an incident. Errors: `conflict` while it has not ended, `stale`, `not_found`.
Result<std::vector<BlobId>> begin_erasing(const Desk& desk, store::Write& db,
                                          const journal::Actor& actor, const IncidentId& id,
                                          const Erase& erase);

Result<> end_erasing(const Desk& desk, const std::vector<BlobId>& files);

} // namespace sokuo::incident
