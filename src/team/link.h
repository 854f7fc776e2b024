#pragma once

// Binding somebody's account to a name in the organisation's directory, or to a subject of its
// provider, by an administrator or on the machine. An entry on the person's stream says so; who
// they are over there is personal:
//
//     person.sign_in_linked     {"source": "directory" | "oidc"}     personal {"subject"}

#include "core/result.h"
#include "identity/directory.h"
#include "identity/identity.h"
#include "identity/provider.h"
#include "journal/journal.h"
#include "store/store.h"

#include <string>

namespace sokuo::team {

/// Those who answer for somebody in our place; null where the operator named none.
struct Answerers {
    identity::Directory* directory = nullptr;
    identity::Provider* provider = nullptr;
};

/// What a person may be bound to: the directory is asked whether it has that name, once; of a
/// provider's subjects nobody can ask. Errors: `conflict` where there is no directory or provider;
/// `invalid` when the directory has no such name; `unavailable`.
[[nodiscard]] Result<identity::Link> checked_link(const Answerers& others, identity::Source source,
                                                  const std::string& subject);

/// Binds, and writes it down. Errors: as `identity::Accounts::link`.
[[nodiscard]] Result<> link_person(store::Write& db, journal::Journal& journal,
                                   const journal::Actor& actor, const PersonId& person,
                                   const identity::Link& link, Time wall_now);

} // namespace sokuo::team
