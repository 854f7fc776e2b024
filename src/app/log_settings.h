#pragma once

// `syslog.yaml` in the organisation's directory: where machines' logs come in, who may send them,
// how long they are kept and which lines are worth an alert; or no file and nothing listens.
// docs/operate/syslog.md describes it for operators.

#include "core/result.h"
#include "syslog/listening.h"
#include "syslog/log_store.h"
#include "syslog/selection.h"

#include <filesystem>
#include <optional>

namespace sokuo::app {

struct LogSettings {
    syslog::ListenRules listen{};
    syslog::Keep keep{};
    syslog::Selection raise{};
};

/// Nothing when there is no file. `only_loopback`: a demo or a drill; every door must then be on
/// this machine. Errors: `invalid` with `where` = `file:line`; `forbidden`; `unavailable`.
Result<std::optional<LogSettings>> read_log_settings(const std::filesystem::path& directory,
                                                     bool only_loopback);

} // namespace sokuo::app
