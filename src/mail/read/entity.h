#pragma once

#include <string>
#include <string_view>

namespace sokuo::mail {

/// Text of HTML with `&amp;`, `&#12354;`, `&#x3042;` and the names mail uses as signs. What is not
/// one stays. Controls become nothing, so do signs that have no width (soft hyphens, joiners).
[[nodiscard]] std::string with_entities(std::string_view text);

} // namespace sokuo::mail
