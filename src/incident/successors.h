#pragma once

// 後任: who follows in the posts of those a restricted incident names.
//
// A circle names persons, because need to know is personal; the right to lift it is a post's
// (充て職). In April the two part. Whoever is named and may lift it sees who follows and lets them
// in, or not
// (`successors`). When nobody who may lift it is left inside, the incident would be readable by
// nobody for ever: then the program lets those in who follow in the posts, on the incident's own
// record
// (`keep_circles`). Nobody outside of it is told anything (docs/decisions/0031).
//
// Never let in: who is shut out, and whoever gave themselves the post.

#include "calendar/date.h"
#include "incident/desk.h"
#include "incident/incident.h"
#include "store/store.h"

#include <cstddef>
#include <string>
#include <vector>

namespace sokuo::incident {

struct Successor {
    PersonId person;
    std::string post; ///< Code of the post they hold, or will.
    PersonId before;  ///< Who is named, and held it or stood in for its holder.
    calendar::Date from{};
    bool by_themselves = false; ///< They recorded it themselves.
};

/// Who follows somebody named, today or on a day that is set already; nobody who is named or shut
/// out. Of posts that several hold, nobody. Empty for an incident that is not restricted.
/// Errors: `invalid` (the charter's time zone), `corrupt`.
Result<std::vector<Successor>> successors(const Desk& desk, store::Read& db,
                                          const Incident& incident);

/// Looks at every restricted incident. Where nobody who is named may lift the restriction, it lets
/// in who follows in the posts they left; where that is nobody, or somebody shut out, who would
/// stand in for the post. Where that is nobody either, it is looked at again the next time. Gives
/// how many incidents were changed.
Result<std::size_t> keep_circles(const Desk& desk);

} // namespace sokuo::incident
