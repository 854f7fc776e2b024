#pragma once

#include "core/bytes.h"

#include <optional>
#include <string_view>

namespace sokuo::journal {

/// RFC 4648 §4 with padding; only the very text `to_base64` writes.
[[nodiscard]] std::optional<Bytes> from_base64(std::string_view text);

} // namespace sokuo::journal
