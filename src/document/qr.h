#pragma once

#include "core/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::document {

/// Where a QR code will be read from. A screen has no scratches, and fewer, larger squares are read
/// sooner (level L). Paper is torn, wet and pinned through (level Q: a quarter of it may be lost).
enum class QrFor : std::uint8_t { screen, paper };

/// A QR code as rows of `1` (dark) and `0`, square, without the quiet zone of four around it.
/// Errors: `too_large` beyond what a QR code holds (2,953 bytes on a screen, 1,663 on paper).
[[nodiscard]] Result<std::vector<std::string>> qr_rows(std::string_view text,
                                                       QrFor use = QrFor::screen);

} // namespace sokuo::document
