#pragma once

// A number for a set of files that changes when one of them does: another time, size or name.
// Nothing is read of them.

#include <cstdint>
#include <filesystem>
#include <vector>

namespace sokuo::app {

/// `paths`: files, or folders with all that lies below them.
[[nodiscard]] std::uint64_t stamp_of(const std::vector<std::filesystem::path>& paths);

} // namespace sokuo::app
