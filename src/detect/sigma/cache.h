#pragma once

// Rules as they were read the last time, so that a scan starts at once: reading YAML is most of
// what a start costs. The file is the caller's own, beside nobody else's; one that was written by
// somebody else, is damaged or of another version is read over and made anew.

#include "core/result.h"
#include "detect/sigma/read.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sokuo::detect {

/// The same as `load_rules`, through a cache in `folder`, which is made when it is not there. Files
/// are known again by their path, size, inode and times of change. Rules that cannot be used are
/// read each time. Nothing that goes wrong with the cache is an error.
Result<Rules> load_rules_cached(std::span<const std::filesystem::path> paths,
                                const Placeholders& placeholders,
                                const std::filesystem::path& folder);

/// Rules, filters and correlations as bytes; those refused are left out.
[[nodiscard]] std::string pack_rules(const Rules& rules);
/// Nothing when the bytes are not what `pack_rules` gives.
[[nodiscard]] std::optional<Rules> unpack_rules(std::string_view bytes);

} // namespace sokuo::detect
