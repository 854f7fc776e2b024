#include "app/detect_settings.h"

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
constexpr Message no_rules{"app.detection_no_rules",
                           "rules に、ルールのあるフォルダーを 1 つ以上書いてください。",
                           "Name at least one folder of rules under rules."};
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

} // namespace

Result<std::optional<DetectSettings>> read_detect_settings(const fs::path& directory) {
    const auto file = directory / detect_settings_name;
    std::error_code error;
    if (!fs::exists(file, error)) return std::optional<DetectSettings>{};
    const auto text = TRY(read_text_file(file));
    const auto root = TRY(parse_yaml(text, detect_settings_name));
    if (root.kind != NodeKind::mapping)
        return at(failure(Errc::invalid, bad_mapping), std::string{detect_settings_name});
    charter::Sheet sheet{std::string{detect_settings_name}};
    charter::Reader in{root, sheet};
    static constexpr std::array<std::string_view, 1> formats{"sokuo-detection/1"};
    in.choice("format", formats);
    DetectSettings settings;
    for (const auto& name : in.texts("rules"))
        settings.rules.push_back(directory / name); // an absolute one stays as it is
    const auto sources = in.optional_text("log_sources");
    read_level(in, "alert_level", settings.alert_level);
    read_level(in, "hunt_level", settings.hunt_level);
    read_watch(in, settings);
    in.finish();
    if (!charter::is_loadable(sheet.problems())) return charter::first_error(sheet.problems());
    if (settings.rules.empty())
        return at(failure(Errc::invalid, no_rules), std::string{detect_settings_name});
    settings.log_sources =
        sources.empty() ? settings.rules.front() / "logsources.yml" : directory / sources;
    return std::optional{std::move(settings)};
}

} // namespace sokuo::app
