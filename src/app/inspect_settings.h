#pragma once

// `inspect.yaml` in the organisation's directory: the clamd the operator lets look at attachments,
// or no file and none. docs/operate/inspect.md describes it for operators.

#include "core/result.h"
#include "inspect/clamd.h"

#include <filesystem>
#include <optional>

namespace sokuo::app {

/// Errors: `invalid` with `where` = `file:line`; `unavailable`.
Result<std::optional<inspect::Clamd>> read_inspect_settings(const std::filesystem::path& directory);

} // namespace sokuo::app
