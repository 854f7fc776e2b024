#pragma once

// HMAC-SHA256 (RFC 2104): who knows the key wrote the message.

#include "core/bytes.h"
#include "core/sha256.h"

namespace sokuo {

[[nodiscard]] Hash hmac_sha256(ByteView key, ByteView message);

/// Takes as long whatever differs. Texts of different lengths are different.
[[nodiscard]] bool is_same_secretly(ByteView one, ByteView other);

} // namespace sokuo
