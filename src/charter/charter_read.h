#pragma once

// From the YAML tree to the value, and nothing more: what a charter must mean is check.h's.

#include "charter/charter.h"
#include "charter/problem.h"
#include "charter/reader.h"

namespace sokuo::charter {

/// The first line of every charter: `format: sokuo-charter/1`.
inline constexpr std::string_view charter_format = "sokuo-charter/1";

/// What could be read; what could not is on the sheet.
[[nodiscard]] Charter read_charter_tree(const Node& root, Sheet& sheet);

/// Shared with the pack's categories.
[[nodiscard]] Category read_category(const Node& node, Sheet& sheet);

} // namespace sokuo::charter
