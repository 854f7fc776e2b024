#pragma once

// `detection.yaml` in the organisation's directory: which Sigma rules are used, from which level
// they raise alerts, and on what; or no file and nothing is detected by rules.
// docs/operate/detection.md describes it for operators.

#include "core/result.h"
#include "detect/match.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace sokuo::app {

struct DetectSettings {
    std::vector<std::filesystem::path> rules{};              ///< Folders and files.
    std::filesystem::path log_sources{};                     ///< Which logs a rule means.
    detect::Level alert_level = detect::Level::medium;       ///< Of what raises an alert …
    detect::Level hunt_level = detect::Level::informational; ///< … and of what a hunt shows.
    bool watches_text = true; ///< Lines that came by syslog, as words …
    bool watches_json = true; ///< … and those that are JSON (EVE and others).
};

inline constexpr std::string_view detect_settings_name = "detection.yaml";

/// Nothing when there is no file. Relative names are from `directory`. Errors: `invalid` with
/// `where` = `file:line`; `unavailable`.
Result<std::optional<DetectSettings>> read_detect_settings(const std::filesystem::path& directory);

} // namespace sokuo::app
