#include "app/inspect_settings.h"

#include "app/settings_file.h"
#include "charter/problem.h"
#include "charter/reader.h"
#include "charter/yaml.h"

#include <array>

namespace sokuo::app {
namespace {

constexpr std::string_view file_name = "inspect.yaml";
constexpr int seconds_max = 300;
constexpr int seconds_usual = 30;

constexpr Message bad_mapping{"app.inspect_not_a_mapping", "「キー: 値」の形で書いてください。",
                              "Write it as `key: value` lines."};

} // namespace

Result<std::optional<inspect::Clamd>>
read_inspect_settings(const std::filesystem::path& directory) {
    const auto file = directory / file_name;
    std::error_code error;
    if (!std::filesystem::exists(file, error)) return std::optional<inspect::Clamd>{};
    const auto text = TRY(read_text_file(file));
    const auto root = TRY(charter::parse_yaml(text, file_name));
    if (root.kind != charter::NodeKind::mapping)
        return at(failure(Errc::invalid, bad_mapping), std::string{file_name});
    charter::Sheet sheet{std::string{file_name}};
    charter::Reader in{root, sheet};
    static constexpr std::array<std::string_view, 1> formats{"sokuo-inspect/1"};
    in.choice("format", formats);
    inspect::Clamd clamd;
    clamd.socket = in.text("clamd");
    clamd.deadline = std::chrono::seconds{
        in.optional_integer("timeout_seconds", 1, seconds_max).value_or(seconds_usual)};
    in.finish();
    if (!charter::is_loadable(sheet.problems())) return charter::first_error(sheet.problems());
    return std::optional{clamd};
}

} // namespace sokuo::app
