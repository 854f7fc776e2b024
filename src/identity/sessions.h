#pragma once

// Sessions opened in a browser, and API tokens: opened, met again, listed, ended.
//
//   - A session ends after one hour of silence and after twelve hours in any case (NIST
//     SP 800-63B-4 §2.2.3); on 「これは自分の端末」 the silence may last twelve hours.
//   - A token ends after a year at most; one that was made without an end, a year after it was.
//   - Only SHA-256 of a session's or a token's secret is stored; both have 256 random bits.
//   - Every request asks the store, so ending one works at once, by whomever. In memory is only
//     when a session was last seen, so that a read needs no write.
//
// Timers use the wall's clock always. Threads: any.

#include "core/random.h"
#include "core/result.h"
#include "identity/identity.h"
#include "store/store.h"

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::identity {

/// The longest a token lasts.
inline constexpr std::chrono::days token_length_max{365};

class Sessions {
public:
    /// All must outlive this.
    Sessions(store::Store& store, const Clock& wall, Random& random)
        : store_{store}, wall_{wall}, random_{random} {}

    /// 64 hexadecimal digits from 256 random bits.
    std::string new_secret();

    /// The session of `secret`, as part of the write that proves who it is. It begins as renewed
    /// only where the proof is fresh.
    Result<> open(store::Write& db, std::string_view secret, const Proof& proof,
                  const Device& device);
    /// Who holds this cookie; marks the session as used. Errors: `unauthenticated`.
    Result<Identity> session(std::string_view secret);
    /// Asked again for the password, and for the second factor where one is enrolled.
    Result<> renew(store::Write& db, const Hash& session);
    /// A second factor was given in it.
    static Result<> note_second(store::Write& db, const Hash& session);
    /// Whether the session or token still stands. Unlike `session`, it does not count as use, so
    /// that what only listens (an event stream) keeps nobody signed in.
    Result<bool> still_stands(const Identity& identity);

    /// Gives the secret, which is shown once. Errors: `invalid` for an end that is past or later
    /// than a year from now.
    Result<std::string> make_token(store::Write& db, const TokenWish& wish);
    /// Errors: `unauthenticated`.
    Result<Identity> token(std::string_view secret);

    /// Sessions and tokens of a person that still stand; the one used last comes first.
    Result<std::vector<Seat>> of(const PersonId& person);
    /// Ends one of them. Errors: `not_found`.
    Result<> end(const PersonId& person, const Hash& seat);
    /// Ends every session of a person but `kept`. Tokens stay: they are not the person's password.
    /// Where somebody else takes the account in hand, `end_tokens` goes along.
    static Result<> end_others(store::Write& db, const PersonId& person,
                               const std::optional<Hash>& kept);
    static Result<> end_tokens(store::Write& db, const PersonId& person);
    /// Ends every session and token there is.
    static Result<> end_all(store::Write& db);

private:
    struct Met {
        Time seen;
        Time written;
    };
    /// When it was last seen, by the store or since.
    Time last_seen(const Hash& hash, Time stored);
    /// Gives whether the store should learn of it.
    bool meet(const Hash& hash, Time now);

    store::Store& store_;
    const Clock& wall_;
    Random& random_;
    std::mutex mutex_;
    std::map<Hash, Met> met_;
};

} // namespace sokuo::identity
