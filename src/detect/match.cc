#include "detect/match.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace sokuo::detect {

namespace {

constexpr std::array<std::string_view, 5> names{"informational", "low", "medium", "high",
                                                "critical"};

} // namespace

std::string_view to_string(Level level) {
    return names[static_cast<std::size_t>(level)];
}

std::optional<Level> level_of(std::string_view name) {
    const auto* const found = std::ranges::find(names, name);
    if (found == names.end()) return std::nullopt;
    return static_cast<Level>(found - names.begin());
}

} // namespace sokuo::detect
