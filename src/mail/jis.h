#pragma once

// Text for ISO-2022-JP (RFC 1468), see letter.h for what becomes of signs it does not have.

#include <optional>
#include <string>
#include <string_view>

namespace sokuo::mail {

/// Bytes that begin and end in ASCII; nothing when a sign has no place in JIS X 0208. Requires
/// UTF-8. Line breaks are kept.
[[nodiscard]] std::optional<std::string> to_iso_2022_jp(std::string_view text);

} // namespace sokuo::mail
