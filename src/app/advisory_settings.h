#pragma once

// `advisories.yaml` in the organisation's directory: the feeds the operator named, or no file and
// nothing is asked of anybody. docs/operate/advisories.md describes it for operators.

#include "advisory/board.h"
#include "core/result.h"

#include <filesystem>
#include <vector>

namespace sokuo::app {

/// Empty when there is no file. `only_loopback`: a fictional charter; every feed must then be on
/// this machine. Errors: `invalid` with `where` = `file:line`; `forbidden`; `unavailable`.
Result<std::vector<advisory::Feed>> read_advisory_settings(const std::filesystem::path& directory,
                                                           bool only_loopback);

} // namespace sokuo::app
