#pragma once

// For tests: a provider's private key, the JWK that goes with it, and tokens signed by it.

#include "core/json.h"
#include "identity/id_token.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace sokuo::identity {

class Signer {
public:
    explicit Signer(TokenAlgorithm algorithm, std::string id = "one");
    ~Signer();
    Signer(const Signer&) = delete;
    Signer& operator=(const Signer&) = delete;

    [[nodiscard]] Json jwk() const;
    /// A key set with this key and no other.
    [[nodiscard]] std::string key_set() const;
    /// With `alg` and `kid` as they should be.
    [[nodiscard]] Json header() const;
    [[nodiscard]] std::string token(const Json& header, const Json& payload) const;
    [[nodiscard]] std::string token(const Json& payload) const { return token(header(), payload); }

private:
    struct Key;
    TokenAlgorithm algorithm_;
    std::string id_;
    std::unique_ptr<Key> key_;
};

/// HMAC-SHA256, for a token that tries to pass a public key off as a secret.
[[nodiscard]] std::string hmac_token(const Json& header, const Json& payload,
                                     std::string_view secret);
/// Header and payload as they stand in front of the signature.
[[nodiscard]] std::string token_head(const Json& header, const Json& payload);

} // namespace sokuo::identity
