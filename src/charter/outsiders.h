#pragma once

// 外部委託事業者, 外部の専門家, その他 (別表第３): whom the head asks in for one purpose. Their
// roles hold no post, and may what an engagement is made of and nothing else: see the parts that
// were named, answer what is asked (decision 24). A right beyond that would open every incident to
// every body that is engaged for any. Pure.

#include <algorithm>
#include <array>
#include <string_view>

namespace sokuo::charter {

inline constexpr std::array<std::string_view, 3> outsider_roles{"contractor", "expert", "other"};
inline constexpr std::array<std::string_view, 2> outsider_actions{"engagement.see", "ask.answer"};

[[nodiscard]] constexpr bool is_outsider_role(std::string_view role) {
    return std::ranges::find(outsider_roles, role) != outsider_roles.end();
}

/// Whether the role may be given the action at all.
[[nodiscard]] constexpr bool may_be_given(std::string_view role, std::string_view action) {
    return !is_outsider_role(role) ||
           std::ranges::find(outsider_actions, action) != outsider_actions.end();
}

} // namespace sokuo::charter
