#pragma once

// Text in the head of a mail: encoded words (RFC 2047), display names, names of files (RFC 2231),
// the date. Everything comes out as ASCII, folded, and without a line break that is not followed by
// a space. Pure.

#include "core/time.h"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace sokuo::mail {

/// How the bytes of a text are made for a charset.
struct HeadCharset {
    std::string_view name; ///< `UTF-8`, `ISO-2022-JP`.
    std::function<std::string(std::string_view)> encode;
};

/// `column`: how much stands before it in its line. Requires UTF-8 without line breaks.
[[nodiscard]] std::string head_text(std::string_view text, const HeadCharset& charset,
                                    std::size_t column);

/// `sato@mihon.example`, or with a name `"Sato" <sato@mihon.example>`.
[[nodiscard]] std::string head_mailbox(std::string_view address, std::string_view name,
                                       const HeadCharset& charset, std::size_t column);

/// `; name="…"` with encoded words inside the quotes, which is no standard, but what old programs
/// write and look for.
[[nodiscard]] std::string head_old_parameter(std::string_view name, std::string_view value,
                                             const HeadCharset& charset);

/// `; filename=…`: plain where the name is, else `filename*0*=UTF-8''%E8…` in as many parts as it
/// takes.
[[nodiscard]] std::string head_parameter(std::string_view name, std::string_view value);

/// `Sat, 28 Nov 2026 17:00:00 +0000`.
[[nodiscard]] std::string head_date(Time time);

} // namespace sokuo::mail
