#pragma once

// From the YAML trees of a pack's files to the value. A file may hold any of the sections; which
// file holds which is for people.

#include "charter/pack.h"
#include "charter/problem.h"
#include "charter/reader.h"

namespace sokuo::charter {

/// Stands in `pack.yaml`: `format: sokuo-pack/1`.
inline constexpr std::string_view pack_format = "sokuo-pack/1";

/// Adds what one file says. Gives the sections it holds.
std::vector<std::string> read_pack_tree(const Node& root, Sheet& sheet, Pack& pack);

} // namespace sokuo::charter
