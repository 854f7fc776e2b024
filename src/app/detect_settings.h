#pragma once

// `detection.yaml` in the organisation's directory: which Sigma rules are used, from which level
// they raise alerts, and on what. Without it the rules that come with Sokuo are used, as usual.
// docs/operate/detection.md describes it for operators.

#include "core/result.h"
#include "detect/match.h"

#include <filesystem>
#include <vector>

namespace sokuo::app {

struct DetectSettings {
    bool is_off = false;                        ///< Nothing is detected.
    bool has_starter_rules = true;              ///< Those that come with Sokuo …
    std::vector<std::filesystem::path> rules{}; ///< … and these folders and files.
    std::filesystem::path log_sources{}; ///< Which logs a rule means; empty: Sokuo's own map.
    detect::Level alert_level = detect::Level::medium;       ///< Of what raises an alert …
    detect::Level hunt_level = detect::Level::informational; ///< … and of what a hunt shows.
    bool watches_text = true; ///< Lines that came by syslog, as words …
    bool watches_json = true; ///< … and those that are JSON (EVE and others).
};

inline constexpr std::string_view detect_settings_name = "detection.yaml";

/// As usual when there is no file. Relative names are from `directory`. Errors: `invalid` with
/// `where` = `file:line`; `unavailable`.
Result<DetectSettings> read_detect_settings(const std::filesystem::path& directory);

} // namespace sokuo::app
