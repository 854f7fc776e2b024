#pragma once

// Who is away and who stands in, as the journal has it.
//
//     person.absent       {"absence": id, "from", "until", "reason"}      stream: person
//     person.returned     {"absence": id}
//     post.taken_over     {"post", "by", "person", "absence", "absent", "reason"}   stream: post
//     post.handed_back    {"post", "note"}
//
// An absence that has an end is ended by it (`due.fired`, named `absence`). When the holder of a
// post is away for no reason any longer, what somebody did in their stead ends as well. What has
// ended stays in the tables: who was it at a time that has passed is asked too (口頭承認).

#include "journal/journal.h"
#include "store/store.h"
#include "team/standing.h"
#include "team/succession.h"

#include <string>
#include <vector>

namespace sokuo::team {

/// Tables `absence`, `stand_in` and `stand_in_here`. List it before the views that write to the
/// last.
[[nodiscard]] const journal::View& succession_view();

/// `now` may lie in the past. Errors: `invalid` (charter's time zone), `corrupt`.
Result<Roll> roll_at(store::Read& db, const charter::Charter& charter, Time now);
/// Who `who` is or was at `now`: the posts they hold on that day, and those they stand in for; with
/// `about` also those they stand in for, as it is today, in this one thing or in what it belongs to
/// (veil.h).
Result<Standing> standing_at(store::Read& db, const charter::Charter& charter, const PersonId& who,
                             Time now, const journal::Stream& about = {});

/// For use inside a view's `apply`: who stands in for a post in one incident, because its holder is
/// shut out of it; nothing: nobody any longer.
struct StandInHere {
    std::string post;
    std::string by_post;
    PersonId person;
};
Result<> set_stand_in_here(store::Write& db, const journal::Stream& about,
                           const std::optional<StandInHere>& stand_in);
/// Codes of the posts `who` stood in for at some time since `since` and does no longer at `now`.
Result<std::vector<std::string>> stood_in_for(store::Read& db, const charter::Charter& charter,
                                              const PersonId& who, Time since, Time now);
/// Those that have not ended, also those to come.
Result<std::vector<Absence>> absences(store::Read& db);

/// Errors: `not_found` (person), `invalid` (it would end before it begins or has ended).
Result<> record_absence(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
                        const Absence& absence);
/// Back before the end, or without one. Errors: `not_found`.
Result<> record_return(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
                       const AbsenceId& absence);
/// 引き継ぐ. The absences it needs are written with it. Errors: as `ask`.
Result<> take_over(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
                   const charter::Charter& charter, const TakeOver& command);
/// Errors: `not_found` when nobody stands in.
Result<> hand_back(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
                   const std::string& post, const std::string& note);

} // namespace sokuo::team
