#pragma once

#include "core/bytes.h"

#include <optional>
#include <string>
#include <string_view>

namespace sokuo::identity {

/// RFC 4648 §5, without padding.
[[nodiscard]] std::string to_base64url(ByteView bytes);
/// Only the very text `to_base64url` writes.
[[nodiscard]] std::optional<Bytes> from_base64url(std::string_view text);

} // namespace sokuo::identity
