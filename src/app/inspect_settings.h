#pragma once

// `inspect.yaml` in the organisation's directory: the clamd and the YARA rules the operator lets
// look at attachments, or no file and nothing. docs/operate/inspect.md describes it for operators.

#include "core/result.h"
#include "inspect/clamd.h"
#include "inspect/yara.h"

#include <filesystem>
#include <optional>

namespace sokuo::app {

struct InspectSettings {
    std::optional<inspect::Clamd> clamd{};
    std::optional<inspect::Yara> yara{}; ///< Compiled.
};

/// Reads the rules it names as well. Errors: `invalid` with `where` = `file:line`; `too_large`,
/// `unavailable`.
Result<InspectSettings> read_inspect_settings(const std::filesystem::path& directory);

} // namespace sokuo::app
