#include "app/detect_settings.h"

#include "app/detect_worker.h"
#include "app/settings_file.h"
#include "charter/problem.h"
#include "charter/reader.h"
#include "core/yaml.h"

#include <array>
#include <utility>

namespace sokuo::app {
namespace {

namespace fs = std::filesystem;

constexpr Message bad_mapping{"app.detection_not_a_mapping", "「キー: 値」の形で書いてください。",
                              "Write it as `key: value` lines."};
constexpr Message no_rules{
    "app.detection_no_rules",
    "rules に、builtin（付属のルール）かルールのあるフォルダーを書いてください。"
    "使わないときは enabled: no と書きます。",
    "Name builtin (the rules that come with it) or a folder under rules; "
    "write enabled: no to detect nothing."};
constexpr std::array<std::string_view, 4> answers{"yes", "no", "true", "false"};
constexpr Message unknown_log{"app.detection_watch", "「{0}」は見られません。",
                              "`{0}` cannot be watched."};
constexpr Message write_log{"app.detection_write_watch",
                            "text（syslog の行）か json（EVE などの JSON の行）と書いてください。",
                            "Write text (lines of syslog) or json (lines of JSON, like EVE)."};
constexpr std::array<std::string_view, 5> levels{"informational", "low", "medium", "high",
                                                 "critical"};

void read_level(charter::Reader& in, std::string_view key, detect::Level& into) {
    if (const auto* node = in.take(key); node == nullptr) return;
    if (const auto level = detect::level_of(in.choice(key, levels))) into = *level;
}

void read_watch(charter::Reader& in, DetectSettings& settings) {
    if (in.take("watch") == nullptr) return;
    settings.watches_text = settings.watches_json = false;
    for (const auto& word : in.optional_texts("watch")) {
        if (word == "text")
            settings.watches_text = true;
        else if (word == "json")
            settings.watches_json = true;
        else
            in.sheet().add(charter::Level::error, in.line_of("watch"), unknown_log, write_log,
                           {word});
    }
}

void read_rules(charter::Reader& in, const fs::path& directory, DetectSettings& settings) {
    if (in.take("rules") == nullptr) return;
    settings.has_starter_rules = false;
    for (const auto& name : in.optional_texts("rules")) {
        if (name == starter_word)
            settings.has_starter_rules = true;
        else
            settings.rules.push_back(directory / name); // an absolute one stays as it is
    }
}

// A folder's own map counts where nobody names one.
fs::path log_sources_of(const DetectSettings& settings) {
    if (settings.rules.empty()) return {};
    auto map = settings.rules.front() / "logsources.yml";
    std::error_code error;
    return fs::exists(map, error) ? map : fs::path{};
}

} // namespace

Result<DetectSettings> read_detect_settings(const fs::path& directory) {
    const auto file = directory / detect_settings_name;
    std::error_code error;
    if (!fs::exists(file, error)) return DetectSettings{};
    const auto text = TRY(read_text_file(file));
    const auto root = TRY(parse_yaml(text, detect_settings_name));
    if (root.kind != NodeKind::mapping)
        return at(failure(Errc::invalid, bad_mapping), std::string{detect_settings_name});
    charter::Sheet sheet{std::string{detect_settings_name}};
    charter::Reader in{root, sheet};
    static constexpr std::array<std::string_view, 1> formats{"sokuo-detection/1"};
    in.choice("format", formats);
    DetectSettings settings;
    if (in.take("enabled") != nullptr) {
        const auto answer = in.choice("enabled", answers);
        settings.is_off = answer == "no" || answer == "false";
    }
    read_rules(in, directory, settings);
    const auto sources = in.optional_text("log_sources");
    read_level(in, "alert_level", settings.alert_level);
    read_level(in, "hunt_level", settings.hunt_level);
    read_watch(in, settings);
    in.finish();
    if (!charter::is_loadable(sheet.problems())) return charter::first_error(sheet.problems());
    if (settings.rules.empty() && !settings.has_starter_rules && !settings.is_off)
        return at(failure(Errc::invalid, no_rules), std::string{detect_settings_name});
    settings.log_sources = sources.empty() ? log_sources_of(settings) : directory / sources;
    return settings;
}

} // namespace sokuo::app
