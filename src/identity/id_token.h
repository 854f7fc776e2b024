#pragma once

// The ID token of a provider (OpenID Connect Core §3.1.3.7), checked whole or refused whole.
//
//   - Signed, by RS256 or ES256 with a key of the provider; `none` and HS256 (where the public key
//     would be the secret) are no algorithms here.
//   - Says what was expected: issuer, audience, nonce; not over, not from the future, made just
//     now. Two minutes are forgiven, by the clock that is given.
//   - What cannot be understood is refused: a critical header, a key twice, a text too long.
//
// Pure.

#include "core/result.h"
#include "core/time.h"
#include "identity/token_keys.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::identity {

inline constexpr std::size_t token_bytes_max = std::size_t{16} * 1024;
inline constexpr std::size_t subject_bytes_max = 255; ///< OpenID Connect Core §2.
inline constexpr std::chrono::minutes token_leeway{2};
/// How old a token may be: it comes straight from the provider.
inline constexpr std::chrono::minutes token_age_max{10};

struct Expected {
    std::string issuer;
    std::string client_id;
    std::string nonce;
    /// When somebody was sent to prove who they are anew; the proof must not be older.
    std::optional<Time> proved_since;
};

struct Claims {
    std::string issuer;
    std::string subject;
    std::vector<std::string> methods; ///< `amr`, and `acr`.
};

/// Errors: `not_found` when it is signed with a key that is not among `keys`, so that newer ones
/// may be fetched; `unauthenticated` for all else. The detail says what, for the operator.
[[nodiscard]] Result<Claims> check_id_token(std::string_view token,
                                            const std::vector<TokenKey>& keys,
                                            const Expected& expected, Time now);

} // namespace sokuo::identity
