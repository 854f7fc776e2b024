#pragma once

// `monitors.yaml` in the organisation's directory: what the operator wants looked at, or no file
// and nobody is called. docs/operate/monitors.md describes it for operators.

#include "core/result.h"
#include "monitor/target.h"

#include <filesystem>
#include <vector>

namespace sokuo::app {

/// Empty when there is no file. `only_loopback`: a fictional charter; every target must then be on
/// this machine. Errors: `invalid` with `where` = `file:line`; `forbidden`; `unavailable`.
Result<std::vector<monitor::Target>> read_monitor_settings(const std::filesystem::path& directory,
                                                           bool only_loopback);

} // namespace sokuo::app
