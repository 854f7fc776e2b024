#pragma once

// Who you are: names with passwords, the sessions opened with them, and API tokens. All of it is
// operational: it stands in tables of its own, never in the journal, and no view reads it.
//
//   - Passwords: argon2id (libsodium, 64 MiB, 3 passes), at most two at work at once.
//   - Sign-in takes the same work and gives the same words whatever was wrong. Ten failures for a
//     name within 15 minutes refuse that name for the rest of them (counted by the canonical name,
//     in memory).
//   - A session ends after one hour of silence and after twelve hours in any case (NIST
//     SP 800-63B-4 §2.2.3); on 「これは自分の端末」 the silence may last twelve hours.
//   - Only SHA-256 of a session's or a token's secret is stored; both have 256 random bits.
//
// Timers here use the wall's clock always, also in stores whose own clock is simulated.
// Threads: any.

#include "core/id.h"
#include "core/random.h"
#include "core/result.h"
#include "core/sha256.h"
#include "core/time.h"
#include "store/store.h"

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::identity {

inline constexpr std::size_t password_length_min = 15; ///< NIST SP 800-63B-4: single factor.
inline constexpr std::size_t password_bytes_max = 1000;

/// Somebody who proved who they are.
struct Identity {
    PersonId person;
    Hash session{}; ///< Names the session or token; not the secret.
    bool is_token = false;
    bool is_renewed = false; ///< The password was asked again within the last ten minutes.
    bool own_device = false;
};

/// A new session: the secret goes into the cookie and is kept nowhere.
struct Opened {
    std::string secret;
    Identity identity;
};

struct Cost {
    std::uint64_t passes = 3;
    std::size_t memory_bytes = std::size_t{64} << 20;
};

class Accounts {
public:
    /// All must outlive the accounts. `wall` is the real clock. A smaller `cost` is for tests.
    Accounts(store::Store& store, const Clock& wall, Random& random, Cost cost = {});

    /// Creates the tables. Idempotent.
    Result<> prepare();

    /// Hashing takes a noticeable time; do it outside any write. Errors: `invalid` when the
    /// password is too short, too long or a common one.
    Result<std::string> hash_password(std::string_view password);
    /// For use inside a write. Errors: `conflict` when the name is taken.
    static Result<> create(store::Write& db, const PersonId& person, std::string_view sign_in_name,
                           std::string_view password_hash, Time now);

    /// Errors: `unauthenticated` for any wrong name or password, `too_many`.
    Result<Opened> sign_in(std::string_view name, std::string_view password, bool own_device);
    /// Who holds this cookie; marks the session as used. Errors: `unauthenticated`.
    Result<Identity> session(std::string_view secret);
    /// Errors: `unauthenticated` when the password is wrong, `too_many`.
    Result<Identity> renew(const Identity& identity, std::string_view password);
    Result<> sign_out(const Identity& identity);
    /// Whether the session or token still stands. Unlike `session`, it does not count as use, so
    /// that what only listens (an event stream) keeps nobody signed in.
    Result<bool> still_stands(const Identity& identity);

    /// A bearer token for a person. Gives the secret, which is shown once.
    Result<std::string> make_token(const PersonId& person, std::string_view label,
                                   std::optional<Time> expires);
    /// Errors: `unauthenticated`.
    Result<Identity> token(std::string_view secret);

    /// Ends every session and token, for a directory that was restored: one that was ended since
    /// the copy would be good again. While nobody serves only; a server remembers sessions.
    static Result<> end_all(store::Write& db);

    /// The name a person signs in with, if any.
    static Result<std::optional<std::string>> sign_in_name(store::Read& db, const PersonId& person);

    /// Who signs in with this name, if anybody.
    static Result<std::optional<PersonId>> person_of(store::Read& db,
                                                     std::string_view sign_in_name);

private:
    struct Failures {
        int count = 0;
        Time since{};
    };
    struct Seen {
        Identity identity;
        Time last_seen;
        Time written;
        Time ends;
    };

    bool matches(const std::string& stored, std::string_view password);
    Result<> throttle(const std::string& key);
    void failed(const std::string& key);
    std::string new_secret();

    store::Store& store_;
    const Clock& wall_;
    Random& random_;
    Cost cost_;
    std::string dummy_; ///< Checked when the name is unknown, so that both take the same time.

    std::mutex mutex_;
    std::condition_variable hashing_ended_;
    int hashing_ = 0;
    std::map<std::string, Failures, std::less<>> failures_;
    std::map<Hash, Seen> seen_; ///< Sessions met since start, so that a read needs no write.
};

} // namespace sokuo::identity
