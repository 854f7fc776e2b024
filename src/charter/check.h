#pragma once

// What `sokuo charter check` says: everything that keeps a file from being loaded, with its line
// and what to write instead; what somebody should look at; and what the charter leaves open
// (要綱の空白), found by rule.

#include "charter/charter.h"
#include "charter/pack.h"
#include "charter/problem.h"
#include "charter/source_file.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::charter {

struct CheckedCharter {
    Charter charter; ///< What could be read; for use only when `is_loadable(problems)`.
    std::vector<Problem> problems;
};

/// `file` is only for messages.
[[nodiscard]] CheckedCharter check_charter(std::string_view yaml, std::string_view file);

/// What the text leaves open. `root` (may be null) is the tree the charter was read from, for the
/// lines.
[[nodiscard]] std::vector<Problem> gaps(const Charter& charter, std::string_view file,
                                        const Node* root = nullptr);
/// Names in the text that are no longer those of `day`, by the pack's organisations.
[[nodiscard]] std::vector<Problem> outdated_names(const Charter& charter, std::string_view file,
                                                  const Pack& pack, Date day);

/// What keeps a pack from being loaded, or should be looked at.
struct CheckedPack {
    Pack pack;
    std::vector<Problem> problems;
};
/// `files`: the pack's YAML files.
[[nodiscard]] CheckedPack check_pack(std::span<const SourceFile> files);

} // namespace sokuo::charter
