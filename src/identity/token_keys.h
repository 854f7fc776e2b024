#pragma once

// The public keys a provider signs its tokens with (a JWK set, RFC 7517), and checking a signature
// by one: RS256 with RSA of 2048 to 8192 bits, ES256 with P-256. By OpenSSL; nothing of it is seen
// here. A key of another kind or use is passed over, not refused: providers list them together.
//
// Pure: values, no clock, no network.

#include "core/bytes.h"
#include "core/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::identity {

inline constexpr std::size_t key_set_bytes_max = std::size_t{256} * 1024;
inline constexpr std::size_t keys_max = 50;

enum class TokenAlgorithm : std::uint8_t { rs256, es256 };

struct TokenKey {
    TokenAlgorithm algorithm = TokenAlgorithm::rs256;
    std::string id; ///< `kid`; may be empty.
    Bytes first;    ///< The modulus, or x.
    Bytes second;   ///< The exponent, or y.
};

/// Errors: `invalid` for what is no key set; `too_large`.
[[nodiscard]] Result<std::vector<TokenKey>> read_key_set(std::string_view json);

/// False as well for a key that is none (a point off the curve).
[[nodiscard]] bool is_signed_by(const TokenKey& key, std::string_view text, ByteView signature);

} // namespace sokuo::identity
