#pragma once

// Bytes in a charset as UTF-8, by ICU. The label is what a mail says, in any spelling; where it is
// wrong, missing or unknown the charset is guessed, which only ever finds UTF-8, ISO-2022-JP,
// Shift_JIS, EUC-JP or, when all else fails, Windows-1252.
//
// The Japanese charsets are read as Windows writes them: ISO-2022-JP with ①㈱髙﨑 and half-width
// kana (CP50220, CP50221, -MS), Shift_JIS as CP932, EUC-JP as CP51932. ～ is U+FF5E.

#include <string>
#include <string_view>

namespace sokuo::mail {

struct Decoded {
    std::string text{}; ///< Valid UTF-8, controls and all.
    std::string charset{};
    bool is_guessed = false;
    bool is_broken = false; ///< U+FFFD stands where something could not be read.
};

/// Opens every table, so that `decode` opens no file later.
void warm_up_charsets();

[[nodiscard]] Decoded decode(std::string_view bytes, std::string_view label);

/// Without controls but tab and line feed: CR LF becomes line feed, zero bytes U+FFFD, others go.
/// Says by `had_nul` whether there was a zero byte.
[[nodiscard]] std::string without_controls(std::string_view text, bool& had_nul);

} // namespace sokuo::mail
