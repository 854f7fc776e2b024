#pragma once

// How often somebody may be wrong: ten times in a quarter of an hour, and a hundred times in a row
// (NIST SP 800-63B-4 §3.2.2) until an administrator gives a new password. Counted for the canonical
// name: ＡＢＣ, Abc and abc are one, and the password, the code of an app and a recovery code count
// together, by whatever route they come.
//
// An attempt is counted before it is made and taken back when it was right, so that many at the
// same moment are no more than one after another. The counts stand in the store: a restart forgets
// none. A name nobody has is counted as well, by the same statements, so that neither time nor
// calls tell which names there are; such rows go after a quarter of an hour.

#include "core/result.h"
#include "core/sha256.h"
#include "core/time.h"
#include "store/store.h"

#include <string_view>

namespace sokuo::identity {

inline constexpr int failures_max = 10;
inline constexpr std::chrono::minutes failures_window{15};
inline constexpr int failures_in_row_max = 100;

struct Tries {
    int in_row = 0;
    int in_window = 0;
    Time since{}; ///< When the window began, by the wall's clock.
    friend bool operator==(const Tries&, const Tries&) = default;
};

struct Counted {
    Tries tries;
    bool may_try = false;
    friend bool operator==(const Counted&, const Counted&) = default;
};

/// One more attempt at `now`. One that may not be made counts no further: whoever waits a quarter
/// of an hour may try again, however many others tried meanwhile.
[[nodiscard]] Counted after_attempt(Tries before, Time now);

/// Names a row: what is typed as a name may be a password, so it is not kept.
[[nodiscard]] Hash throttle_key(std::string_view canonical_name);

Result<bool> count_attempt(store::Write& db, const Hash& key, bool is_known, Time now);
/// The attempt was right, but signing in goes on: earlier failures still count.
Result<> take_attempt_back(store::Write& db, const Hash& key);
/// Somebody proved who they are.
Result<> forget_failures(store::Write& db, const Hash& key);

} // namespace sokuo::identity
