#include "app/mail_settings.h"

#include "charter/problem.h"
#include "charter/reader.h"
#include "charter/yaml.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

namespace sokuo::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view settings_name = "mail.yaml";

constexpr Message cannot_read{"app.mail_cannot_read", "{0} が読めません。", "Cannot read {0}."};
constexpr Message too_open{
    "app.mail_password_open",
    "{0} はだれでも読めます。chmod 600 で、動かしている利用者だけが読めるようにしてください。",
    "Anybody can read {0}. Make it readable for the user that runs Sokuo only (chmod 600)."};
constexpr Message must_be_here{
    "app.mail_demo_elsewhere",
    "架空の要綱や訓練のメールは、この機械の中のサーバー（127.0.0.1）にだけ渡せます。",
    "A fictional charter and a drill may hand mail to a server on this machine (127.0.0.1) only."};
constexpr Message needs_tls{
    "app.mail_needs_tls",
    "tls: none は、この機械の中のサーバー（127.0.0.1）にだけ使えます。starttls か implicit にして"
    "ください。",
    "tls: none is for a server on this machine (127.0.0.1). Use starttls or implicit."};
constexpr Message bad_mapping{"app.mail_not_a_mapping", "「キー: 値」の形で書いてください。",
                              "Write it as `key: value` lines."};

constexpr Message bad_charset{"app.mail_charset", "この文字コードは使えません。",
                              "This charset cannot be used."};
constexpr Message write_charset{"app.mail_write_charset",
                                "charset は utf-8 か iso-2022-jp にしてください。",
                                "Write utf-8 or iso-2022-jp as charset."};

Result<std::string> text_of(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{in}, {}};
    if (!in) return failure(Errc::unavailable, cannot_read, {file.string()});
    return text;
}

// The first line; a file made by an editor ends in a line break that is no part of the password.
Result<std::string> password_of(const fs::path& file) {
    std::error_code error;
    const auto rights = fs::status(file, error).permissions();
    if (error) return failure(Errc::unavailable, cannot_read, {file.string()});
    const bool is_open = (rights & fs::perms::others_all) != fs::perms::none;
    if (is_open) return failure(Errc::forbidden, too_open, {file.string()});
    auto text = TRY(text_of(file));
    text.resize(std::min(text.find_first_of("\r\n"), text.size()));
    return text;
}

bool is_loopback_name(const std::string& host) {
    return host == "localhost" || host == "::1" || host.starts_with("127.");
}

} // namespace

Result<std::optional<MailSettings>> read_mail_settings(const fs::path& directory,
                                                       bool only_loopback) {
    static constexpr std::array<std::string_view, 3> ways{"starttls", "implicit", "none"};
    const auto file = directory / settings_name;
    std::error_code error;
    if (!fs::exists(file, error)) return std::optional<MailSettings>{};
    const auto text = TRY(text_of(file));
    const auto root = TRY(charter::parse_yaml(text, settings_name));
    if (root.kind != charter::NodeKind::mapping)
        return at(failure(Errc::invalid, bad_mapping), std::string{settings_name});
    charter::Sheet sheet{std::string{settings_name}};
    charter::Reader in{root, sheet};
    MailSettings settings;
    auto& server = settings.server;
    server.host = in.text("server");
    server.port = static_cast<std::uint16_t>(in.integer("port", 1, 65'535));
    const auto way = in.choice("tls", ways);
    settings.from = in.mail_address("from");
    server.user = in.optional_text("user");
    const auto password_file = in.optional_text("password_file");
    server.ca_file = in.optional_text("ca_file");
    const auto charset = in.optional_text("charset");
    if (charset == "iso-2022-jp") settings.charset = mail::Charset::iso_2022_jp;
    const bool is_known = charset.empty() || charset == "utf-8" || charset == "iso-2022-jp";
    if (!is_known)
        sheet.add(charter::Level::error, in.line_of("charset"), bad_charset, write_charset);
    in.finish();
    if (!charter::is_loadable(sheet.problems())) return charter::first_error(sheet.problems());

    if (way == "implicit") server.tls = mail::Tls::implicit;
    if (way == "none") server.tls = mail::Tls::none;
    server.only_loopback = only_loopback;
    const bool is_here = is_loopback_name(server.host);
    if (only_loopback && !is_here) return failure(Errc::forbidden, must_be_here);
    if (server.tls == mail::Tls::none && !is_here) return failure(Errc::forbidden, needs_tls);
    if (!password_file.empty()) server.password = TRY(password_of(directory / password_file));
    return std::optional{std::move(settings)};
}

} // namespace sokuo::app
