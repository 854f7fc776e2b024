#include "app/identity_file.h"

#include "charter/reader.h"
#include "core/text.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

namespace sokuo::app {
namespace {

namespace fs = std::filesystem;
using charter::Level;
using charter::Reader;
using charter::Sheet;

constexpr std::string_view file_name = "identity.yaml";
constexpr std::size_t file_bytes_max = std::size_t{64} * 1024;
constexpr std::size_t secret_bytes_max = 1000;

constexpr Message not_a_mapping{
    "app.identity_not_a_mapping",
    "ファイルの全体が「キー: 値」の形になっていません。docs/operate/identity.md "
    "の例を写して、書き換えてください。",
    "The file as a whole is not made of `key: value` lines. Start from the example in "
    "docs/operate/identity.md."};
constexpr Message secret_missing{
    "app.identity_secret_missing",
    "「{0}」のファイルが読めないか、空です。パスワードを一行だけ書いたファイルを指定してください。",
    "The file of `{0}` cannot be read, or is empty. It holds the password in one line."};
constexpr Message secret_open{
    "app.identity_secret_open",
    "「{0}」のファイルを、この機械のだれもが読めます。chmod 600 をしてください。",
    "Everybody on this machine can read the file of `{0}`. Use chmod 600 on it."};
constexpr Message no_such_file{"app.identity_no_file",
                               "「{0}」のファイルがありません。場所を確かめてください。",
                               "There is no file where `{0}` says. Check the path."};
constexpr Message name_nowhere{
    "app.identity_filter",
    "「{0}」に {name} がありません。(uid={name}) のように、探す名前が入る所を書いてください。",
    "`{0}` has no {name}. Write where the name goes, as in (uid={name})."};
constexpr Message not_a_url{"app.identity_url", "「{0}」は https:// で始まる宛先にしてください。",
                            "Write `{0}` as an address that begins with https://."};
constexpr Message not_an_origin{
    "app.identity_origin",
    "「{0}」は https://sokuo.city.example の形で書いてください（後ろに / は付けません）。",
    "Write `{0}` as https://sokuo.city.example, with no slash behind it."};
constexpr Message one_without_other{"app.identity_bind_dn",
                                    "bind_dn と password_file は、両方書くか、両方省いてください。",
                                    "bind_dn and password_file go together: write both or none."};

/// Reads one mapping, and the files it names.
class Setting {
public:
    Setting(const Node& node, Sheet& sheet, const fs::path& directory)
        : in{node, sheet}, directory_{directory} {}

    fs::path file(std::string_view key) {
        const auto written = in.optional_text(key);
        if (written.empty()) return {};
        auto path = directory_ / written; // An absolute path stays what it is.
        std::error_code error;
        if (!fs::is_regular_file(path, error)) wrong(key, no_such_file);
        return path;
    }
    std::string secret(std::string_view key) {
        const auto path = file(key);
        if (path.empty()) return {};
        std::error_code error;
        const auto mode = fs::status(path, error).permissions();
        if ((mode & fs::perms::others_read) != fs::perms::none) wrong(key, secret_open);
        std::ifstream opened{path, std::ios::binary};
        std::string text;
        std::getline(opened, text);
        if (text.ends_with('\r')) text.pop_back();
        if (text.empty() || text.size() > secret_bytes_max) wrong(key, secret_missing);
        return text;
    }
    void wrong(std::string_view key, const Message& what) {
        in.sheet().add(Level::error, in.line_of(key), what, what, {std::string{key}});
    }

    Reader in;

private:
    const fs::path& directory_;
};

DirectorySetting read_directory(const Node& node, Sheet& sheet, const fs::path& directory) {
    Setting setting{node, sheet, directory};
    auto& in = setting.in;
    DirectorySetting read;
    read.place.url = in.text("url");
    read.place.start_tls = in.optional_boolean("start_tls", false);
    read.place.ca = setting.file("ca");
    read.place.time_max =
        std::chrono::seconds{in.optional_integer("timeout_seconds", 1, 30).value_or(5)};
    read.rules.base_dn = in.text("base_dn");
    read.rules.filter = in.text("filter");
    read.rules.name_attribute = in.code("name_attribute");
    read.rules.bind_dn = in.optional_text("bind_dn");
    read.rules.bind_password = setting.secret("password_file");
    in.finish();
    const auto checked = identity::check_place(read.place);
    if (!checked.ok()) setting.wrong("url", *checked.error().message);
    if (!read.rules.filter.empty() && read.rules.filter.find("{name}") == std::string::npos)
        setting.wrong("filter", name_nowhere);
    if (read.rules.bind_dn.empty() != read.rules.bind_password.empty())
        setting.wrong("bind_dn", one_without_other);
    return read;
}

ProviderSetting read_provider(const Node& node, Sheet& sheet, const fs::path& directory) {
    Setting setting{node, sheet, directory};
    auto& in = setting.in;
    ProviderSetting read;
    auto& rules = read.rules;
    rules.issuer = in.text("issuer");
    rules.client_id = in.text("client_id");
    rules.client_secret = setting.secret("client_secret_file");
    rules.return_url = in.text("own_url");
    rules.also = in.optional_texts("also");
    rules.second_factor = in.optional_texts("second_factor");
    rules.label_ja = in.text("label_ja");
    rules.label_en = in.text("label_en");
    read.fetch.ca = setting.file("ca");
    read.fetch.may_be_private = in.optional_boolean("private", false);
    read.fetch.time_max =
        std::chrono::seconds{in.optional_integer("timeout_seconds", 1, 30).value_or(5)};
    in.finish();
    const auto origin = http::origin_of(rules.return_url);
    if (http::origin_of(rules.issuer).empty()) setting.wrong("issuer", not_a_url);
    if (origin.empty() || origin != rules.return_url) setting.wrong("own_url", not_an_origin);
    const auto is_origin = [](const std::string& one) { return http::origin_of(one) == one; };
    if (!std::ranges::all_of(rules.also, is_origin)) setting.wrong("also", not_an_origin);
    rules.return_url += "/api/v1/session/oidc/return";
    return read;
}

void say(const Error& error) {
    std::fprintf(stderr, "sokuo: %s\n", describe(error).c_str());
}

} // namespace

Result<IdentityFile> read_identity_file(const fs::path& directory) {
    IdentityFile read;
    std::error_code error;
    const auto path = directory / file_name;
    if (!fs::exists(path, error)) return read;
    std::ifstream opened{path, std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{opened}, {}};
    const auto tree = TRY(parse_yaml(text, file_name, {.bytes_max = file_bytes_max}));
    Sheet sheet{std::string{file_name}};
    if (tree.kind != NodeKind::mapping) {
        sheet.add(Level::error, tree.line, not_a_mapping, not_a_mapping);
        return first_error(sheet.problems());
    }
    static constexpr std::array formats{std::string_view{"sokuo-identity/1"}};
    Reader in{tree, sheet};
    in.choice("format", formats);
    if (const auto* node = in.optional_mapping("directory"); node != nullptr)
        read.directory = read_directory(*node, sheet, directory);
    if (const auto* node = in.optional_mapping("provider"); node != nullptr)
        read.provider = read_provider(*node, sheet, directory);
    in.finish();
    if (!is_loadable(sheet.problems())) return first_error(sheet.problems());
    return read;
}

Others open_others(IdentityFile file, const Clock& wall, Random& random) {
    Others others;
    if (file.directory) {
        others.directory = std::make_unique<identity::Directory>(
            std::move(file.directory->rules),
            identity::ldap_caller(std::move(file.directory->place)), wall, random, say);
    }
    if (file.provider) {
        const auto fetch = [rules = file.provider->fetch](const http::FetchQuestion& question) {
            return http::fetch(question, rules);
        };
        others.provider = std::make_unique<identity::Provider>(std::move(file.provider->rules),
                                                               fetch, wall, random, say);
    }
    return others;
}

} // namespace sokuo::app
