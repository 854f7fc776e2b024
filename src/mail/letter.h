#pragma once

// A short text as a mail: headers and body as bytes, ready for a server (RFC 5322, 2047). For texts
// of a line or two; no attachments, no HTML, one recipient. Pure.
//
// Written in UTF-8, or in ISO-2022-JP for gateways that know nothing newer. That one has JIS X 0208
// only: half-width kana become full-width, ～ － ― ‖ their twins; a text with anything else it has
// no sign for (①, ㈱, 髙) goes out in UTF-8 after all, rather than with a sign missing.
//
// What is put into a header must be a plain address or a text without line breaks and controls:
// everything else is refused, never mended.

#include "core/result.h"
#include "core/time.h"
#include "mail/address.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sokuo::mail {

enum class Charset : std::uint8_t { utf8, iso_2022_jp };

inline constexpr std::size_t subject_length_max = 200; ///< Code points.
inline constexpr std::size_t body_bytes_max = 16'384;

struct Letter {
    std::string from; ///< name@example.jp, nothing around it.
    std::string to;
    std::string subject;
    std::string body;
    Time at{};
    std::string id; ///< Letters, digits and hyphens; must tell nothing of what the mail is about.
    Charset charset = Charset::utf8;
};

/// The mail, with CRLF. Errors: `invalid` (an address, a line break in the subject, not UTF-8),
/// `too_large`.
[[nodiscard]] Result<std::string> written(const Letter& letter);

} // namespace sokuo::mail
