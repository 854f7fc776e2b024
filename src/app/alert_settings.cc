#include "app/alert_settings.h"

#include "app/settings_file.h"
#include "charter/problem.h"
#include "charter/reader.h"
#include "core/yaml.h"
#include "journal/base64.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sokuo::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view file_name = "alerts.yaml";
constexpr std::size_t secret_bytes_min = 24;

constexpr Message bad_mapping{"app.alerts_not_a_mapping", "「キー: 値」の形で書いてください。",
                              "Write it as `key: value` lines."};
constexpr Message same_name{"app.alerts_same_name", "同じ name のフックが2つあります（{0}）。",
                            "Two hooks are named {0}."};
constexpr Message bad_pointer{"app.alerts_pointer", "「{0}」は / で始まる場所ではありません。",
                              "`{0}` is no place that begins with a slash."};
constexpr Message write_pointer{"app.alerts_write_pointer",
                                "/rule/description のように、本文の中の場所を書いてください。",
                                "Write a place in the body, such as /rule/description."};
constexpr Message bad_level{"app.alerts_level", "「{0}」は重大さの名前ではありません。",
                            "`{0}` is no severity."};
constexpr Message write_level{"app.alerts_write_level",
                              "critical、high、medium、low、info のどれかにしてください。",
                              "Write critical, high, medium, low or info."};
constexpr Message short_secret{"app.alerts_short_secret",
                               "{0} の鍵が短すぎます。24文字以上にしてください。",
                               "The secret in {0} is too short. Use 24 characters or more."};

/// A hook as it was written; its secret still in its file.
struct Written {
    alert::Hook hook{};
    std::string secret_file{};
};

std::string pointer(charter::Reader& in, std::string_view key) {
    auto text = in.optional_text(key);
    if (!text.empty() && !text.starts_with('/'))
        in.sheet().add(charter::Level::error, in.line_of(key), bad_pointer, write_pointer, {text});
    return text;
}

void read_levels(const Node& node, charter::Sheet& sheet, alert::FieldMap& map) {
    charter::Reader in{node, sheet};
    for (const auto level : alert::severity_names) {
        if (const auto from = in.optional_integer(level, -1'000'000, 1'000'000))
            map.numbers.emplace(level, *from);
    }
    in.finish();
}

void read_words(const Node& node, charter::Sheet& sheet, alert::FieldMap& map) {
    for (const auto& [word, level] : node.members) {
        const auto& names = alert::severity_names;
        if (std::ranges::find(names, level.text) == names.end())
            sheet.add(charter::Level::error, level.line, bad_level, write_level, {level.text});
        map.words.emplace(word, level.text);
    }
}

alert::FieldMap read_fields(const Node& node, charter::Sheet& sheet) {
    charter::Reader in{node, sheet};
    alert::FieldMap map;
    map.reference = pointer(in, "reference");
    map.rule = pointer(in, "rule");
    map.title = pointer(in, "title");
    map.description = pointer(in, "description");
    map.severity = pointer(in, "severity");
    map.host = pointer(in, "host");
    map.at = pointer(in, "at");
    map.observables = in.optional_texts("observables");
    if (const auto* levels = in.optional_mapping("severity_from"); levels != nullptr)
        read_levels(*levels, sheet, map);
    if (const auto* words = in.optional_mapping("severity_words"); words != nullptr)
        read_words(*words, sheet, map);
    in.finish();
    return map;
}

Written read_hook(const Node& node, charter::Sheet& sheet) {
    static constexpr std::array<std::string_view, 2> ways{"standard", "sha256"};
    charter::Reader in{node, sheet};
    Written written;
    written.hook.name = in.code("name");
    written.hook.source = in.optional_text("source");
    if (written.hook.source.empty()) written.hook.source = written.hook.name;
    written.secret_file = in.text("secret_file");
    if (in.choice("signature", ways) == "sha256") written.hook.signing = alert::Signing::sha256;
    if (const auto* fields = in.optional_mapping("fields"); fields != nullptr)
        written.hook.fields = read_fields(*fields, sheet);
    in.finish();
    return written;
}

// `whsec_…` is how Standard Webhooks hands a secret out: base64 behind a mark.
Result<Bytes> secret_of(const fs::path& file) {
    const auto text = TRY(read_secret_file(file));
    if (text.size() < secret_bytes_min)
        return failure(Errc::invalid, short_secret, {file.string()});
    if (text.starts_with("whsec_")) {
        if (auto decoded = journal::from_base64(text.substr(6))) return std::move(*decoded);
    }
    const auto bytes = as_bytes(text);
    return Bytes{bytes.begin(), bytes.end()};
}

} // namespace

Result<std::vector<alert::Hook>> read_alert_settings(const fs::path& directory) {
    const auto file = directory / file_name;
    std::vector<alert::Hook> hooks;
    std::error_code error;
    if (!fs::exists(file, error)) return hooks;
    const auto text = TRY(read_text_file(file));
    const auto root = TRY(parse_yaml(text, file_name));
    if (root.kind != NodeKind::mapping)
        return at(failure(Errc::invalid, bad_mapping), std::string{file_name});
    charter::Sheet sheet{std::string{file_name}};
    charter::Reader in{root, sheet};
    static constexpr std::array<std::string_view, 1> formats{"sokuo-alerts/1"};
    in.choice("format", formats);
    std::vector<Written> all;
    for (const auto* node : in.mappings("hooks")) {
        all.push_back(read_hook(*node, sheet));
        const auto& name = all.back().hook.name;
        const auto twins =
            std::ranges::count_if(all, [&](const Written& one) { return one.hook.name == name; });
        if (twins > 1) sheet.add(charter::Level::error, node->line, same_name, same_name, {name});
    }
    in.finish();
    if (!charter::is_loadable(sheet.problems())) return charter::first_error(sheet.problems());
    for (auto& written : all) {
        written.hook.secret = TRY(secret_of(directory / written.secret_file));
        hooks.push_back(std::move(written.hook));
    }
    return hooks;
}

} // namespace sokuo::app
