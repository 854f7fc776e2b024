#pragma once

// `alerts.yaml` in the organisation's directory: the webhooks the operator let in, or no file and
// none. docs/operate/alerts.md describes it for operators.

#include "alert/hook.h"
#include "core/result.h"

#include <filesystem>
#include <vector>

namespace sokuo::app {

/// Errors: `invalid` with `where` = `file:line`; `forbidden` (a secret anybody can read);
/// `unavailable`.
Result<std::vector<alert::Hook>> read_alert_settings(const std::filesystem::path& directory);

} // namespace sokuo::app
