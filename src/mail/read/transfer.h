#pragma once

// Transfer encodings of RFC 2045 §6, and uuencode. What is not of the encoding is passed over, as
// every reader of mail does, and reported.

#include "core/bytes.h"

#include <string_view>

namespace sokuo::mail {

struct Transferred {
    Bytes bytes{};
    bool is_known = true; ///< False: an encoding we do not have; `bytes` are as they came.
    bool is_broken = false;
};

/// `encoding` as the header says it, in any case; blank and the identities give the bytes.
[[nodiscard]] Transferred transferred(std::string_view bytes, std::string_view encoding);

[[nodiscard]] Transferred from_base64(std::string_view text);
[[nodiscard]] Transferred from_quoted_printable(std::string_view text);
[[nodiscard]] Transferred from_uuencode(std::string_view text);

} // namespace sokuo::mail
