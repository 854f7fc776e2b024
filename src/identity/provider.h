#pragma once

// Signing in by the organisation's provider (OpenID Connect): the browser is sent there and comes
// back with a code, which is exchanged for an ID token (authorization code with PKCE, RFC 7636).
//
//   - Who somebody is there is (issuer, subject), and never a mail address. An administrator bound
//     it to an account; nobody is added at the door.
//   - What was sent along (state, nonce, verifier) is sealed in a cookie of that browser for ten
//     minutes: who comes back must be who left. A restart forgets those under way.
//   - The provider's addresses are read from its discovery document, and must lie where the
//     operator said. Its keys are kept; a token with an unknown one has them fetched anew, at most
//     once a minute.
//
// Blocking. Threads: any.

#include "core/message.h"
#include "core/random.h"
#include "core/result.h"
#include "core/seal.h"
#include "core/sha256.h"
#include "core/time.h"
#include "http/fetch.h"
#include "identity/id_token.h"
#include "identity/identity.h"
#include "identity/silence.h"

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::identity {

/// How long somebody may take over there.
inline constexpr std::chrono::minutes journey_length{10};

struct ProviderRules {
    std::string issuer;
    std::string client_id;
    std::string client_secret; ///< Empty: none was given out.
    std::string return_url;
    std::vector<std::string> also; ///< Origins besides the issuer's that its addresses may have.
    /// Values of `amr` or `acr` that count as two factors; empty: ours is asked as always.
    std::vector<std::string> second_factor;
    std::string label_ja;
    std::string label_en;
};

using FetchPage = std::function<Result<http::Answer>(const http::FetchQuestion&)>;

/// What goes along and comes back.
struct Wish {
    bool own_device = false;
    bool again = false;  ///< To prove anew who one is, though signed in over there.
    std::string session; ///< The one this takes the place of, if any: hex of its hash.
};

struct Departure {
    std::string url;
    std::string cookie;
};

/// The query the browser comes back with.
struct Return {
    std::string code;
    std::string state;
    std::string issuer;
    std::string error;
};

struct Arrival {
    Link link;
    bool has_second = false; ///< The provider says so, and is trusted to.
    bool is_fresh = false;   ///< Proved anew on this journey, by `auth_time`.
    Hash nonce{};            ///< Good once: `Accounts::arrive`.
    Time ends;               ///< When it would be refused in any case.
    Wish wish;
};

class Provider {
public:
    /// `wall` and `random` must outlive this. `say` hears when the provider falls silent.
    Provider(ProviderRules rules, FetchPage fetch, const Clock& wall, Random& random,
             std::function<void(const Error&)> say = {});

    /// Errors: `unavailable`.
    Result<Departure> depart(const Wish& wish);
    /// Errors: `stale` for a journey that is not this browser's or took too long; `unauthenticated`
    /// for what the provider refuses or what does not hold; `unavailable`.
    Result<Arrival> arrive(const Return& back, std::string_view cookie);
    /// Whether it answers as it should. Errors: `unavailable`, saying what is odd.
    Result<> greet();

    [[nodiscard]] const std::string& issuer() const { return rules_.issuer; }
    [[nodiscard]] const std::string& label(Language language) const {
        return language == Language::ja ? rules_.label_ja : rules_.label_en;
    }

private:
    struct Addresses {
        std::string authorization;
        std::string token;
        std::string keys;
        bool says_issuer = false; ///< RFC 9207.
        bool secret_in_body = false;
    };
    struct Journey;

    std::string secret();
    Result<Json> page(const http::FetchQuestion& question, std::string_view what);
    Result<Addresses> addresses();
    [[nodiscard]] Result<std::string> address(const Json& document, std::string_view name) const;
    Result<std::vector<TokenKey>> keys(bool newer);
    Result<std::string> token_for(const Addresses& at, const std::string& code,
                                  const std::string& verifier);
    Result<Claims> check(const std::string& token, const Expected& expected);
    Result<Arrival> exchange(const Return& back, const Journey& journey);
    Result<Journey> open(std::string_view cookie, std::string_view state) const;

    ProviderRules rules_;
    FetchPage fetch_;
    const Clock& wall_;
    Random& random_;
    Silence silence_;
    SealKey seal_key_{};

    std::mutex mutex_; ///< Of what follows.
    std::optional<Addresses> addresses_;
    Time addresses_read_{};
    std::optional<std::vector<TokenKey>> keys_;
    Time keys_read_{};
};

} // namespace sokuo::identity
