#pragma once

// Idempotency (draft-ietf-httpapi-idempotency-key-header): the same POST sent twice acts once. A
// key lives seven days for its actor; kept are the request's hash and the id of what came of it,
// never a body.

#include "core/id.h"
#include "core/sha256.h"
#include "journal/journal.h"
#include "store/store.h"
#include "team/gate.h"

#include <functional>
#include <optional>
#include <string>

namespace sokuo::team {

/// Creates the table. Idempotent.
Result<> prepare_once(store::Store& store);

/// What a request is known by when it is sent again.
struct OnceKey {
    PersonId person;
    std::string key;
    Hash request{}; ///< Of the path and what was sent.
};

/// The key a request came with; `request` is still to be set. Errors: `invalid` without one.
Result<OnceKey> once_key(const Call& call);

/// As below, for a request whose body has gone by already.
Result<Uuid> once(store::Write& db, const OnceKey& key, Time now,
                  const std::function<Result<Uuid>()>& act);

/// Inside a write: the id of what `act` made, or of what the first request with this key made.
/// Errors: `invalid` without a key; `conflict` when the key was used for another request.
Result<Uuid> once(store::Write& db, const Call& call, Time now,
                  const std::function<Result<Uuid>()>& act);

/// What the first request with this key made, before anything dear is done for the second: `once`
/// still has the last word. Nothing: it is the first. Errors: as `once`.
Result<std::optional<Uuid>> made_before(store::Read& db, const Call& call);

/// Forgets keys older than seven days.
Result<> forget_old_keys(store::Store& store, Time now);

} // namespace sokuo::team
