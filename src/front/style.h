#pragma once

// The one stylesheet of the public pages, and the icon. No fonts, no script, no image from outside.

#include <string>
#include <string_view>

namespace sokuo::front {

[[nodiscard]] std::string_view style_css();
/// `/poc/style-HASH.css`: another text, another address, so it may be kept for good.
[[nodiscard]] const std::string& style_path();
[[nodiscard]] std::string_view favicon_svg();

} // namespace sokuo::front
