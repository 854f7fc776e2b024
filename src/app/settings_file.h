#pragma once

// Files the operator writes beside the data: settings and secrets. What is wrong is said in the
// operator's words, with the path.

#include "core/result.h"

#include <filesystem>
#include <string>

namespace sokuo::app {

/// Errors: `unavailable`.
Result<std::string> read_text_file(const std::filesystem::path& file);

/// The first line of a file that only its owner (and group) can read; a file made by an editor ends
/// in a line break that is no part of the secret. Errors: `unavailable`; `forbidden` when anybody
/// can read it.
Result<std::string> read_secret_file(const std::filesystem::path& file);

} // namespace sokuo::app
