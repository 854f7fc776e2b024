#pragma once

// Idempotency (draft-ietf-httpapi-idempotency-key-header): the same POST sent twice acts once. A
// key lives seven days for its actor; kept are the request's hash and the id of what came of it,
// never a body.

#include "core/id.h"
#include "journal/journal.h"
#include "store/store.h"
#include "team/gate.h"

#include <functional>

namespace sokuo::team {

/// Creates the table. Idempotent.
Result<> prepare_once(store::Store& store);

/// Inside a write: the id of what `act` made, or of what the first request with this key made.
/// Errors: `invalid` without a key; `conflict` when the key was used for another request.
Result<Uuid> once(store::Write& db, const Call& call, Time now,
                  const std::function<Result<Uuid>()>& act);

/// Forgets keys older than seven days.
Result<> forget_old_keys(store::Store& store, Time now);

} // namespace sokuo::team
