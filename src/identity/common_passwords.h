#pragma once

#include <string_view>

namespace sokuo::identity {

/// Passwords everybody thinks of, and those made of one thing repeated or counted up. A word list
/// of the operating system joins them in a later release.
[[nodiscard]] bool is_common_password(std::string_view password);

} // namespace sokuo::identity
