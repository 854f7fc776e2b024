#pragma once

// The second factor somebody enrolled: the key of an authenticator app, and ten recovery codes.
//
// The key must be readable to check a code, so it is sealed with a key of its own out of keys.db,
// as a body of the journal is: the plainest way there is here. Whoever gets hold of sokuo.db or of
// a backup (keys are backed up apart) cannot make codes, and removing the second factor destroys
// the key. Of recovery codes only hashes are kept.
//
// Functions with a `Write` are for use inside a write together with what they are a part of.

#include "core/random.h"
#include "core/result.h"
#include "core/time.h"
#include "identity/recovery.h"
#include "identity/totp.h"
#include "journal/keys.h"
#include "store/store.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sokuo::identity {

/// Something typed that fits; good only once `spend` took it.
struct RightCode {
    PersonId person;
    std::optional<std::int64_t> step; ///< Of an app's code.
    Hash recovery{};
};

class SecondFactors {
public:
    /// All must outlive this. `wall` is the real clock.
    SecondFactors(store::Store& store, journal::Keys& keys, const Clock& wall, Random& random)
        : store_{store}, keys_{keys}, wall_{wall}, random_{random} {}

    /// A key to enrol with; takes the place of one offered before. What is enrolled already stays
    /// until the new one is confirmed.
    Result<TotpSecret> offer(const PersonId& person);
    /// Enrols what was offered, if `code` is of it. Gives ten recovery codes, which are shown once.
    /// `also` runs in the same write. Errors: `conflict` when nothing was offered (or more than an
    /// hour ago), `invalid` for a wrong code.
    Result<std::vector<std::string>> confirm(const PersonId& person, const TypedCode& code,
                                             const std::function<Result<>(store::Write&)>& also);

    /// Nothing when the code is wrong or nothing is enrolled.
    Result<std::optional<RightCode>> check(const PersonId& person, const TypedCode& code);
    /// False when it was used meanwhile.
    static Result<bool> spend(store::Write& db, const RightCode& code);

    /// Ten new recovery codes; the old ones are void. Errors: `conflict` when nothing is enrolled.
    Result<std::vector<std::string>> renew_recovery_codes(const PersonId& person);

    /// Removes key and codes; gives the ids of keys to be destroyed after the write. Removing what
    /// is not there is no error.
    static Result<std::vector<journal::KeyId>> remove(store::Write& db, const PersonId& person);
    Result<> destroy(const std::vector<journal::KeyId>& keys);

private:
    struct Sealed {
        Bytes box;
        journal::KeyId key;
        std::int64_t last_step = 0;
    };
    Result<TotpSecret> open(const PersonId& person, const Sealed& sealed);
    std::vector<std::string> new_codes();

    store::Store& store_;
    journal::Keys& keys_;
    const Clock& wall_;
    Random& random_;
};

} // namespace sokuo::identity
