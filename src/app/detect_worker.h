#pragma once

// The zygote of detection, beside that of the parsers: it loads and compiles the rules before it is
// locked in, so that every worker is born with them and needs no file. Its workers are asked in
// jobs (detect/job): the bytes of a stranger in, matches out.

#include "sandbox/parser.h"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::app {

/// The word it is started with; behind it, the file of log sources and what holds rules, both as
/// they are named or `starter_word`: what comes with Sokuo.
inline constexpr std::string_view detect_zygote_word = "--zygote-detect";
inline constexpr std::string_view starter_word = "builtin";
inline constexpr std::string_view detect_parser = "detect";
inline constexpr std::string_view detect_catalogue_parser = "detect.catalogue";

/// For `Sandbox::start`, whose side runs none of them.
[[nodiscard]] std::span<const sandbox::Parser> detect_parsers();
/// The zygote: `words` are those behind its own. Gives the exit code.
int run_detect_zygote(std::span<const std::string_view> words);

} // namespace sokuo::app
