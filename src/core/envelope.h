#pragma once

// A secret for one receiver whom only their public key is known of: X25519 and XSalsa20-Poly1305
// with a key pair made for each envelope (libsodium's sealed boxes). Who sealed it is not in it.

#include "core/bytes.h"
#include "core/random.h"
#include "core/result.h"

#include <array>

namespace sokuo {

using EnvelopeKey = std::array<std::byte, 32>; ///< The public half.

struct EnvelopeSecret {
    std::array<std::byte, 32> seed{};

    [[nodiscard]] static EnvelopeSecret make(Random& random);
    [[nodiscard]] EnvelopeKey public_key() const;
    /// Errors: `corrupt` when it was sealed for somebody else, or altered.
    [[nodiscard]] Result<Bytes> open(ByteView envelope) const;
};

inline constexpr std::size_t envelope_overhead_bytes = 48;

[[nodiscard]] Bytes enclose(const EnvelopeKey& receiver, ByteView plain);

} // namespace sokuo
