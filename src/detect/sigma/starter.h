#pragma once

// The rules that come with Sokuo (the folder rules/), inside the program: what is asked when nobody
// names others. tools/embed_rules.py puts them there while building.

#include "detect/sigma/log_sources.h"
#include "detect/sigma/read.h"

#include <span>
#include <string_view>

namespace sokuo::detect {

struct StarterFile {
    std::string_view path; ///< `rules/windows/logon/….yml`
    std::string_view text;
};
/// In the order of their paths; the map of log sources among them.
[[nodiscard]] std::span<const StarterFile> starter_files();

[[nodiscard]] Rules starter_rules(const Placeholders& placeholders);

/// `rules/logsources.yml`: the map for whoever names no other.
[[nodiscard]] LogSources starter_log_sources();

} // namespace sokuo::detect
