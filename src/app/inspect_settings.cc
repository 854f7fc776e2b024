#include "app/inspect_settings.h"

#include "app/settings_file.h"
#include "charter/problem.h"
#include "charter/reader.h"
#include "core/yaml.h"

#include <array>
#include <utility>
#include <vector>

namespace sokuo::app {
namespace {

constexpr std::string_view file_name = "inspect.yaml";
constexpr int seconds_max = 300;
constexpr int seconds_usual = 30;
constexpr int rules_seconds_max = 60;
constexpr int rules_seconds_usual = 10;

constexpr Message bad_mapping{"app.inspect_not_a_mapping", "「キー: 値」の形で書いてください。",
                              "Write it as `key: value` lines."};
constexpr Message many_rules{"app.inspect_many_rules", "YARA のルールのファイルは 100 個までです。",
                             "At most 100 files of YARA rules."};

} // namespace

Result<InspectSettings> read_inspect_settings(const std::filesystem::path& directory) {
    const auto file = directory / file_name;
    std::error_code error;
    InspectSettings settings;
    if (!std::filesystem::exists(file, error)) return settings;
    const auto text = TRY(read_text_file(file));
    const auto root = TRY(parse_yaml(text, file_name));
    if (root.kind != NodeKind::mapping)
        return at(failure(Errc::invalid, bad_mapping), std::string{file_name});
    charter::Sheet sheet{std::string{file_name}};
    charter::Reader in{root, sheet};
    static constexpr std::array<std::string_view, 1> formats{"sokuo-inspect/1"};
    in.choice("format", formats);
    const auto socket = in.optional_text("clamd");
    const auto seconds = in.optional_integer("timeout_seconds", 1, seconds_max);
    const auto rules = in.optional_texts("yara");
    const auto rules_seconds = in.optional_integer("yara_timeout_seconds", 1, rules_seconds_max);
    in.finish();
    if (!charter::is_loadable(sheet.problems())) return charter::first_error(sheet.problems());
    if (!socket.empty())
        settings.clamd = {.socket = socket,
                          .deadline = std::chrono::seconds{seconds.value_or(seconds_usual)}};
    if (rules.empty()) return settings;
    if (rules.size() > inspect::rule_files_max)
        return at(failure(Errc::invalid, many_rules), std::string{file_name});
    std::vector<std::filesystem::path> files;
    files.reserve(rules.size());
    for (const auto& name : rules)
        files.push_back(directory / name); // an absolute one stays as it is
    auto compiled = TRY(inspect::compiled_rules(files));
    settings.yara = {.compiled = std::move(compiled),
                     .timeout = std::chrono::seconds{rules_seconds.value_or(rules_seconds_usual)}};
    return settings;
}

} // namespace sokuo::app
