#pragma once

// Ed25519 signatures (RFC 8032), by libsodium.

#include "core/bytes.h"
#include "core/random.h"

#include <array>

namespace sokuo {

using PublicKey = std::array<std::byte, 32>;
using Signature = std::array<std::byte, 64>;

struct SigningKey {
    std::array<std::byte, 32> seed{};

    [[nodiscard]] static SigningKey make(Random& random);
    [[nodiscard]] PublicKey public_key() const;
    [[nodiscard]] Signature sign(ByteView message) const;
};

[[nodiscard]] bool is_signed_by(const PublicKey& key, ByteView message, const Signature& signature);

} // namespace sokuo
