#pragma once

// The lines of a text, none wider than a mail's should be (RFC 5322 §2.1.1): broken between words,
// and between Japanese signs where one may break (禁則処理: no 。 at the start of a line, no 「 at
// its end). Pure.

#include <cstddef>
#include <string_view>
#include <vector>

namespace sokuo::mail {

inline constexpr std::size_t columns_max = 78;

/// Parts of `text`, which must outlive them: without line breaks, CR LF and LF alike, and without
/// the space a line was broken at. ASCII takes a column, everything else two. A word that is longer
/// than a line, such as the address of a page, stays whole up to 900 bytes. Requires UTF-8.
[[nodiscard]] std::vector<std::string_view> folded(std::string_view text);

} // namespace sokuo::mail
