#pragma once

// Sealed boxes: XChaCha20-Poly1305 (libsodium), a fresh random nonce in front of each box.
//
//     box = nonce (24 bytes) ‖ ciphertext ‖ tag (16 bytes)

#include "core/bytes.h"
#include "core/random.h"
#include "core/result.h"

#include <array>

namespace sokuo {

using SealKey = std::array<std::byte, 32>;

inline constexpr std::size_t seal_overhead_bytes = 24 + 16;

/// `context` is bound to the box: opening needs the same bytes, so that a box cannot be moved to
/// another place.
[[nodiscard]] Bytes seal(const SealKey& key, ByteView plain, ByteView context, Random& random);
/// Errors: `corrupt` when the key, the context or a byte of the box is not the one it was sealed
/// with.
[[nodiscard]] Result<Bytes> unseal(const SealKey& key, ByteView box, ByteView context);

} // namespace sokuo
