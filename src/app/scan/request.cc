#include "app/scan/request.h"

#include "core/random.h"
#include "detect/input/stream.h"
#include "detect/report/when.h"
#include "detect/report/words.h"
#include "detect/sigma/cache.h"
#include "detect/sigma/load.h"
#include "detect/sigma/starter.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <thread>
#include <utility>

namespace sokuo::app {
namespace {

using namespace detect;

constexpr std::size_t threads_max = 256;
constexpr std::size_t settings_bytes_max = std::size_t{1} << 20U;

constexpr Message language_unknown{"scan.language_unknown", "--lang は ja か en です（{0}）。",
                                   "--lang is ja or en, not {0}."};
constexpr Message level_unknown{
    "scan.level_unknown",
    "--min-level は informational・low・medium・high・critical のどれかです（{0}）。",
    "--min-level is informational, low, medium, high or critical, not {0}."};
constexpr Message threads_wrong{"scan.threads_wrong", "--threads は 1 から {1} の数です（{0}）。",
                                "--threads is a number from 1 to {1}, not {0}."};
constexpr Message both_zones{"scan.both_zones", "--utc と --jst は、どちらかだけを使ってください。",
                             "Use either --utc or --jst."};
constexpr Message ends_before{"scan.ends_before", "--to が --from より前です。",
                              "--to is before --from."};
constexpr Message settings_too_large{"scan.settings_too_large",
                                     "{0} が大きすぎます（上限 {1} バイト）。",
                                     "{0} is too large (at most {1} bytes)."};
constexpr Message rules_within{"scan.rules_within", "Sokuo に付いているルール",
                               "the rules that come with Sokuo"};

Result<report::Zone> zone_of(const Words& words) {
    if (words.has("--utc") && words.has("--jst")) return failure(Errc::invalid, both_zones);
    if (words.has("--utc")) return report::Zone::utc();
    return report::Zone::named("Asia/Tokyo");
}

Result<std::size_t> threads_of(const Words& words) {
    const auto given = words.value("--threads");
    if (!given) return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, threads_max);
    std::size_t number = 0;
    const auto* const end = given->data() + given->size();
    const auto read = std::from_chars(given->data(), end, number);
    if (read.ec != std::errc{} || read.ptr != end || number == 0 || number > threads_max)
        return failure(Errc::invalid, threads_wrong,
                       {std::string{*given}, std::to_string(threads_max)});
    return number;
}

std::optional<Source> source_of(const Words& words) {
    const auto product = words.value("--product");
    const auto service = words.value("--service");
    const auto category = words.value("--category");
    if (!product && !service && !category) return std::nullopt;
    Source source;
    if (product) source.product = *product;
    if (service) source.services.emplace_back(*service);
    if (category) source.categories.emplace_back(*category);
    return source;
}

std::optional<std::string> text_of(const Words& words, std::string_view option) {
    const auto given = words.value(option);
    return given ? std::optional{std::string{*given}} : std::nullopt;
}

std::uint64_t new_secret() {
    SystemRandom random;
    std::uint64_t secret = 0;
    random.fill(std::as_writable_bytes(std::span{&secret, 1}));
    return secret;
}

// Where rules that were read are kept for the next start; nowhere when nobody has a home.
std::filesystem::path cache_folder() {
    const auto below = [](const char* base, const char* rest) {
        return std::filesystem::path{base} / rest;
    };
    if (const char* const cache = std::getenv("XDG_CACHE_HOME"); cache != nullptr && *cache == '/')
        return below(cache, "sokuo");
    if (const char* const home = std::getenv("HOME"); home != nullptr && *home == '/')
        return below(home, ".cache/sokuo");
    return {};
}

} // namespace

Result<Language> language_of(const Words& words) {
    if (const auto given = words.value("--lang")) {
        if (*given == "ja") return Language::ja;
        if (*given == "en") return Language::en;
        return failure(Errc::invalid, language_unknown, {std::string{*given}});
    }
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* const value = std::getenv(name);
        if (value != nullptr && *value != '\0')
            return std::string_view{value}.starts_with("en") ? Language::en : Language::ja;
    }
    return Language::ja;
}

Result<std::string> read_text(const std::string& path, std::size_t bytes_max) {
    const auto stream = TRY(open_file(path));
    const auto bytes = TRY(take_head(*stream, bytes_max + 1));
    if (bytes.size() > bytes_max)
        return failure(Errc::too_large, settings_too_large, {path, std::to_string(bytes_max)});
    return std::string{as_text(bytes)};
}

Result<RuleChoice> choose_rules(const Words& words, Language language) {
    RuleChoice choice;
    if (const auto path = text_of(words, "--placeholders")) {
        const auto text = TRY(read_text(*path, settings_bytes_max));
        choice.placeholders = TRY(read_placeholders(text, *path));
    }
    if (const auto path = text_of(words, "--logsources")) {
        const auto text = TRY(read_text(*path, settings_bytes_max));
        choice.sources = TRY(LogSources::read(text, *path));
    } else {
        choice.sources = starter_log_sources();
    }
    const auto given = words.values("--rules");
    if (given.empty()) {
        choice.rules = starter_rules(choice.placeholders);
        choice.from.push_back(report::say(rules_within, language));
        return choice;
    }
    const std::vector<std::filesystem::path> paths{given.begin(), given.end()};
    const auto cache = cache_folder();
    choice.rules = TRY(cache.empty() ? load_rules(paths, choice.placeholders)
                                     : load_rules_cached(paths, choice.placeholders, cache));
    choice.from.assign(given.begin(), given.end());
    return choice;
}

std::uint64_t usable_rules(const Program& program) {
    const auto& counting = program.counting;
    return static_cast<std::uint64_t>(std::ranges::count(counting.is_silent, false) +
                                      std::ranges::count(counting.is_silent_correlation, false));
}

Result<ScanRequest> read_request(const Words& words, Language language) {
    ScanRequest request;
    request.language = language;
    request.zone = TRY(zone_of(words));
    request.paths.assign(words.plain().begin(), words.plain().end());
    request.scan.threads = TRY(threads_of(words));
    request.scan.secret = new_secret();
    if (const auto given = words.value("--min-level")) {
        const auto level = level_of(*given);
        if (!level) return failure(Errc::invalid, level_unknown, {std::string{*given}});
        request.scan.level_min = *level;
    }
    if (const auto given = words.value("--from"))
        request.scan.from = TRY(report::parse_when(*given, request.zone, report::DayEdge::first));
    if (const auto given = words.value("--to"))
        request.scan.to = TRY(report::parse_when(*given, request.zone, report::DayEdge::last));
    if (request.scan.from && request.scan.to && *request.scan.to < *request.scan.from)
        return failure(Errc::invalid, ends_before);
    request.collect.hints.source = source_of(words);
    request.collect.is_carved = words.has("--carve");
    request.jsonl = text_of(words, "--jsonl");
    request.csv = text_of(words, "--csv");
    request.timesketch = text_of(words, "--timesketch");
    request.html = text_of(words, "--html");
    request.is_quiet = words.has("--quiet");
    request.is_verbose = words.has("--verbose");
    return request;
}

} // namespace sokuo::app
