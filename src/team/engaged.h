#pragma once

// Outsiders asked in for one purpose (別表第３: 外部委託事業者, 外部の専門家, その他), as far as
// rights go: who of them may sign in for what, and until when. An engagement itself is the
// incident's (incident/engagement.h); its view draws these rows.
//
//     engaged(engagement, person, about, role, body, until)
//
// Nobody needs to act for a right to end: past its time it is none.

#include "core/id.h"
#include "core/time.h"
#include "journal/journal.h"
#include "store/store.h"

#include <optional>
#include <string>
#include <vector>

namespace sokuo::team {

/// One person of an outside body, for one thing.
struct Engaged {
    Uuid engagement{};
    journal::Stream about;
    PersonId person;
    std::string role; ///< contractor, expert, other.
    std::string body; ///< 青い海システム株式会社
    Time until{};
    friend bool operator==(const Engaged&, const Engaged&) = default;
};

/// Table `engaged`. List it before the views that write to it.
[[nodiscard]] const journal::View& engaged_view();

/// For use inside a view's `apply`.
Result<> engage(store::Write& db, const Engaged& engaged);
/// For use inside a view's `apply`: all of an engagement end at `when`.
Result<> disengage(store::Write& db, const Uuid& engagement, Time when);
/// For use inside a view's `apply`: every engagement for a thing ends at `when`.
Result<> disengage(store::Write& db, const journal::Stream& about, Time when);
/// For use inside a view's `apply`: as if there had been none, for a thing that was erased.
Result<> forget_engaged(store::Write& db, const journal::Stream& about);

/// What `person` is engaged for at `now`.
Result<std::vector<Engaged>> engaged_at(store::Read& db, const PersonId& person, Time now);
/// The body somebody came from when they were last engaged; nothing for the team's own.
Result<std::optional<std::string>> body_of(store::Read& db, const PersonId& person);

} // namespace sokuo::team
