#pragma once

// Need to know: who may learn that a thing exists. A thing nobody drew a veil over is there for
// whoever the policy table lets in. A restricted one (内部犯行, 人事) is there for those it names
// and for nobody else; and whoever is shut out of one meets the same silence, whatever the post
// they hold, as if it had never been.
//
//     veil(kind, id, person, sees)    a row for one person; the row of nobody (zeros) speaks for
//                                     all who have none of their own
//
// What belongs to an incident (an approval, an engagement, an outsider who was let in for it) is
// known with it and not without it:
//
//     veil_owner(kind, id, owner_kind, owner_id)
//
// The views of incidents and reports draw it. The gate asks it for every route about one thing;
// every list, count, search, event and journal page reads it in its own statement.

#include "core/id.h"
#include "journal/journal.h"
#include "store/store.h"
#include "team/circle.h"

#include <string>
#include <string_view>
#include <vector>

namespace sokuo::team {

/// Tables `veil`, `veil_owner` and `concern`. List it before the views that write to them.
[[nodiscard]] const journal::View& veil_view();

/// For use inside a view's `apply`. Replaces what was drawn over the thing.
Result<> draw_veil(store::Write& db, const journal::Stream& about, const Circle& circle);

/// For use inside a view's `apply`: `what` is known to whoever may know of `owner`.
Result<> belongs_to(store::Write& db, const journal::Stream& what, const journal::Stream& owner);

/// What it belongs to; itself where it belongs to nothing.
Result<journal::Stream> owner_of(store::Read& db, const journal::Stream& what);

/// For use inside a view's `apply`: the department a thing concerns (所管); empty: none. It draws
/// no veil; the policy's `.own` asks it.
Result<> concerns(store::Write& db, const journal::Stream& what, std::string_view department);
/// Empty where none is known.
Result<std::string> department_of(store::Read& db, const journal::Stream& what);

/// Whether `who` may know of it. Says nothing about whether it exists.
Result<bool> may_know(store::Read& db, const journal::Stream& about, const PersonId& who);

/// Those a veil was drawn for, by the row of their own; the empty id speaks for all others. Empty
/// for a thing everybody may know of.
struct Sight {
    PersonId person;
    bool sees = false;
};
Result<std::vector<Sight>> sights(store::Read& db, const journal::Stream& about);
[[nodiscard]] bool sees(const std::vector<Sight>& sights, const PersonId& who);
/// Whether `who` was shut out by name; who is only not named was not.
[[nodiscard]] bool is_shut_out(const std::vector<Sight>& sights, const PersonId& who);

/// The condition of a statement that leaves out what somebody may not know of. Each is an SQL
/// expression: `seen("'incident'", "i.id", "?4")`.
[[nodiscard]] std::string seen(std::string_view kind, std::string_view id, std::string_view who);

} // namespace sokuo::team
