#pragma once

// HTML as a page (page.h): its visible lines, what is hidden, what it draws in. In a worker of the
// sandbox only, but pure, so that it can be tested and fuzzed without one. Reads whatever stands
// there in one pass; nothing is fetched, no style sheet or script is known.

#include "monitor/page.h"
#include "monitor/selector.h"

#include <string>
#include <string_view>
#include <vector>

namespace sokuo::monitor {

struct ReadRules {
    std::string charset{};            ///< As the header said it; blank: as the page says it.
    std::vector<Selector> left_out{}; ///< What is in these is not read at all.
};

[[nodiscard]] Page read_page(std::string_view bytes, const ReadRules& rules);

} // namespace sokuo::monitor
