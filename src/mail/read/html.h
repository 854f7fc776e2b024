#pragma once

// HTML of a mail as plain text, for reading: paragraphs and rows on lines, a link with its address
// behind it, `[…]` for the words of a picture. No markup, script or style is left, and nothing is
// fetched. Reads in one pass whatever stands there.

#include <cstddef>
#include <string>
#include <string_view>

namespace sokuo::mail {

/// Requires UTF-8. Ends at `bytes_max`, between two signs; `is_cut` says so.
[[nodiscard]] std::string html_as_text(std::string_view html, std::size_t bytes_max, bool& is_cut);

} // namespace sokuo::mail
