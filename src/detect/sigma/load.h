#pragma once

// Rules from files and folders of the machine.

#include "core/result.h"
#include "detect/sigma/read.h"

#include <filesystem>
#include <span>

namespace sokuo::detect {

/// Reads each file, and each `.yml` and `.yaml` below each folder, in the order of their paths.
/// What cannot be used is among `Rules::refused`. A rule that names no licence has that of the
/// nearest LICENSE above it, as far as two folders above the one that was asked for (where a
/// repository of rules has its own). Errors: `not_found`, `unavailable`; `too_large` above 100,000
/// files.
Result<Rules> load_rules(std::span<const std::filesystem::path> paths,
                         const Placeholders& placeholders);

} // namespace sokuo::detect
