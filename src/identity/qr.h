#pragma once

#include "core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace sokuo::identity {

/// A QR code as rows of `1` (dark) and `0`, square, without the quiet zone of four around it.
/// Errors: `too_large` beyond what a QR code holds (2,953 bytes).
[[nodiscard]] Result<std::vector<std::string>> qr_rows(std::string_view text);

} // namespace sokuo::identity
