#pragma once

// Making an API token, and writing it down. A token has the rights of its person, as they are on
// the day it is used, cut to the actions it was given if any were named:
//
//     person.token_made     {"until": time, "actions": [code]}     personal {"label"}
//
// Who made it, for whom and until when is what a reader of the journal asks; the secret is nowhere.

#include "core/result.h"
#include "identity/accounts.h"
#include "journal/journal.h"
#include "store/store.h"

#include <string>

namespace sokuo::team {

/// Gives the secret, which is shown once. Errors: `not_found` (person), `conflict` for the
/// break-glass account and for outsiders, `invalid` for an action there is none of, or for the end.
[[nodiscard]] Result<std::string> make_token(store::Write& db, journal::Journal& journal,
                                             const journal::Actor& actor,
                                             identity::Accounts& accounts,
                                             const identity::TokenWish& wish);

} // namespace sokuo::team
