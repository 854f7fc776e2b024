#pragma once

// What the words of `sokuo watch` ask for.

#include "app/verbs.h"
#include "app/watch/streams.h"
#include "detect/logs/hints.h"
#include "detect/report/zone.h"
#include "detect/stream/lookout.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace sokuo::app {

struct WatchRequest {
    Language language = Language::ja;
    detect::report::Zone zone = detect::report::Zone::utc();
    StreamRules streams{};
    detect::LookoutOptions lookout{};
    detect::logs::Hints hints{};
    std::optional<std::string> jsonl{}; ///< `-`: standard output, and nothing else there.
    /// What is looked at for changes: rules, log sources, placeholders.
    std::vector<std::filesystem::path> rule_files{};
    bool is_quiet = false;
    bool is_verbose = false;
};
/// Errors: `invalid`.
Result<WatchRequest> read_watch_request(const Words& words, Language language);

} // namespace sokuo::app
