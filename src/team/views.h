#pragma once

// Every view of this module, in the order they are applied. List them after due_view and before
// those of the modules above, which write to some of them.

#include "journal/view.h"

#include <vector>

namespace sokuo::team {

[[nodiscard]] std::vector<journal::View> views();
/// `first`, then those of this module, then `rest`.
[[nodiscard]] std::vector<journal::View> views(std::vector<journal::View> first,
                                               const std::vector<journal::View>& rest);

} // namespace sokuo::team
