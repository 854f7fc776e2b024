#pragma once

// What the words of `sokuo scan` and `sokuo rules …` ask for.

#include "app/verbs.h"
#include "detect/engine/program.h"
#include "detect/report/zone.h"
#include "detect/scan/collect.h"
#include "detect/scan/scan.h"

#include <optional>
#include <string>
#include <vector>

namespace sokuo::app {

/// `--lang`, or else English where the environment asks for it, or else Japanese. Errors:
/// `invalid`.
Result<Language> language_of(const Words& words);

/// Rules and the map of log sources: those of `--rules`, `--logsources` and `--placeholders`, or
/// those that come with the program.
struct RuleChoice {
    detect::Rules rules{};
    detect::LogSources sources{};
    detect::Placeholders placeholders{};
    std::vector<std::string> from{}; ///< Where they are from, for people.
};
Result<RuleChoice> choose_rules(const Words& words, Language language);
/// How many rules can give a match: parts of correlations that do not are not counted.
[[nodiscard]] std::uint64_t usable_rules(const detect::Program& program);

struct ScanRequest {
    Language language = Language::ja;
    detect::report::Zone zone = detect::report::Zone::utc();
    std::vector<std::string> paths{};
    detect::ScanOptions scan{};
    detect::CollectOptions collect{};
    std::optional<std::string> jsonl{}; ///< `-`: standard output, and nothing else there.
    std::optional<std::string> csv{};
    std::optional<std::string> timesketch{};
    std::optional<std::string> html{};
    bool is_quiet = false;
    bool is_verbose = false;
};
/// Errors: `invalid`.
Result<ScanRequest> read_request(const Words& words, Language language);

/// Reads a file of settings. Errors: `not_found`, `unavailable`, `too_large`.
Result<std::string> read_text(const std::string& path, std::size_t bytes_max);

} // namespace sokuo::app
