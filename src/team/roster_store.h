#pragma once

// 連絡網と当番, as the journal has them.
//
//     person.contacts           personal {"extension", "phone", "mobile", "mail", "may_mail"}
//     person.contacts_checked   {}                                                stream: person
//     duty.assigned             {"person": id, "from": day, "to": day}            stream: duty
//     duty.ended                {}
//
// Who writes contacts says that they are right. Numbers and addresses stand nowhere but in the
// personal body and in the view `contact`, and go with it; who is called when is a matter of ids.

#include "journal/journal.h"
#include "store/store.h"
#include "team/roster.h"

#include <optional>
#include <vector>

namespace sokuo::team {

/// Tables `contact` and `duty`.
[[nodiscard]] const journal::View& roster_view();

/// Errors: `not_found` (no such person), `invalid` (as `tidied`).
Result<> set_contacts(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
                      const PersonId& person, const Contacts& contacts);
/// Errors: `not_found` when the person has none.
Result<> check_contacts(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
                        const PersonId& person);
/// Nothing when the person has none.
Result<std::optional<KnownContacts>> contacts_of(store::Read& db, const PersonId& person);

/// Errors: `not_found` (person), `invalid` (it would end before it begins).
Result<DutyId> assign_duty(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
                           const Duty& duty);
/// Taken back, begun or not. Errors: `not_found`.
Result<> end_duty(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
                  const DutyId& duty);
/// Those that have not passed on `day`, by their first day.
Result<std::vector<Duty>> duties_from(store::Read& db, calendar::Date day);

/// Errors: `invalid` (the charter's time zone), `corrupt`.
Result<Roster> roster_at(store::Read& db, const charter::Charter& charter, Time now);

} // namespace sokuo::team
