#include "app/bundle_settings.h"

#include "app/settings_file.h"
#include "charter/problem.h"
#include "charter/reader.h"
#include "core/yaml.h"
#include "incident/report.h"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace sokuo::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view file_name = "bundles.yaml";
constexpr std::string_view key_name = "bundle.key";

constexpr Message bad_mapping{"app.bundles_not_a_mapping", "「キー: 値」の形で書いてください。",
                              "Write it as `key: value` lines."};
constexpr Message bad_card{"app.bundles_card",
                           "card は、相手の機械の sokuo bundle key が出した1行です。",
                           "card is the line that `sokuo bundle key` printed on their machine."};
constexpr Message same_pair{"app.bundles_same_pair", "同じ相手と同じ向きの組が2つあります（{0}）。",
                            "Two pairs have the same name and direction ({0})."};
constexpr Message bad_channel{"app.bundles_channel", "「{0}」は受付経路の名前ではありません。",
                              "`{0}` is no channel."};
constexpr Message key_there{"app.bundle_key_there",
                            "{0} はもうあります。作り直すと、相手は前の名刺を"
                            "使えなくなります。",
                            "{0} is there already. With another one the others' cards of us are "
                            "void."};
constexpr Message bad_name{"app.bundle_name", "名前は、小文字の英数字とハイフンで40文字までです。",
                           "A name is up to 40 small letters, digits and hyphens."};
constexpr Message not_written{"app.bundle_key_not_written", "{0} に書けません。",
                              "{0} cannot be written."};

bundle::Pair read_pair(const Node& node, charter::Sheet& sheet) {
    charter::Reader in{node, sheet};
    bundle::Pair pair;
    const auto direction = in.choice("direction", bundle::direction_names);
    if (direction == "receive") pair.direction = bundle::Direction::receive;
    auto card = bundle::parse_card(in.text("card"));
    if (card.ok())
        pair.card = std::move(card).value();
    else
        sheet.add(charter::Level::error, in.line_of("card"), bad_card, bad_card);
    pair.files = in.optional_boolean("files", true);
    pair.personal = in.optional_boolean("personal", true);
    pair.channels = in.optional_texts("channels");
    for (const auto& channel : pair.channels) {
        const auto& names = incident::channel_names;
        if (std::ranges::find(names, channel) == names.end())
            sheet.add(charter::Level::error, in.line_of("channels"), bad_channel, bad_channel,
                      {channel});
    }
    in.finish();
    return pair;
}

} // namespace

Result<std::optional<bundle::Settings>> read_bundle_settings(const fs::path& directory) {
    const auto file = directory / file_name;
    std::error_code error;
    if (!fs::exists(file, error)) return std::optional<bundle::Settings>{};
    const auto text = TRY(read_text_file(file));
    const auto root = TRY(parse_yaml(text, file_name));
    if (root.kind != NodeKind::mapping)
        return at(failure(Errc::invalid, bad_mapping), std::string{file_name});
    charter::Sheet sheet{std::string{file_name}};
    charter::Reader in{root, sheet};
    static constexpr std::array<std::string_view, 1> formats{"sokuo-bundles/1"};
    in.choice("format", formats);
    bundle::Settings settings;
    for (const auto* node : in.mappings("pairs")) {
        auto pair = read_pair(*node, sheet);
        const auto is_twin = [&](const bundle::Pair& one) {
            return one.card.name == pair.card.name && one.direction == pair.direction;
        };
        if (std::ranges::any_of(settings.pairs, is_twin))
            sheet.add(charter::Level::error, node->line, same_pair, same_pair, {pair.card.name});
        settings.pairs.push_back(std::move(pair));
    }
    in.finish();
    if (!charter::is_loadable(sheet.problems())) return charter::first_error(sheet.problems());
    const auto secret = TRY(read_secret_file(directory / key_name));
    settings.secret = TRY(bundle::parse_secret(secret));
    return std::optional{std::move(settings)};
}

Result<bundle::Card> make_bundle_key(const fs::path& directory, std::string name, Random& random) {
    if (!bundle::is_name(name)) return at(failure(Errc::invalid, bad_name), "--name");
    const auto file = directory / key_name;
    const auto secret = bundle::Secret::make(std::move(name), random);
    const auto text = bundle::to_text(secret) + "\n";
    const int made =
        ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (made < 0 && errno == EEXIST) return failure(Errc::conflict, key_there, {file.string()});
    if (made < 0) return failure(Errc::unavailable, not_written, {file.string()});
    const bool is_whole =
        ::write(made, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
        ::fsync(made) == 0;
    ::close(made);
    if (!is_whole) return failure(Errc::unavailable, not_written, {file.string()});
    return secret.card();
}

} // namespace sokuo::app
