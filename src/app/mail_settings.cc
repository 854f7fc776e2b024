#include "app/mail_settings.h"

#include "app/settings_file.h"
#include "charter/problem.h"
#include "charter/reader.h"
#include "core/yaml.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sokuo::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view settings_name = "mail.yaml";

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
constexpr Message one_way{"app.mail_one_way",
                          "receive には lmtp、imap、maildir のうち1つだけを書いてください。",
                          "Write one of lmtp, imap and maildir under receive."};
constexpr Message same_name{"app.mail_same_name", "同じ name のアカウントが2つあります（{0}）。",
                            "Two accounts are named {0}."};

bool is_loopback_name(const std::string& host) {
    return host == "localhost" || host == "::1" || host.starts_with("127.");
}

/// What a mapping says of a server; the password is read when the whole file was understood.
struct Named {
    mail::Server server{};
    std::string password_file{};
};

Named read_server(charter::Reader& in) {
    static constexpr std::array<std::string_view, 3> ways{"starttls", "implicit", "none"};
    Named named;
    named.server.host = in.text("server");
    named.server.port = static_cast<std::uint16_t>(in.integer("port", 1, 65'535));
    const auto way = in.choice("tls", ways);
    if (way == "implicit") named.server.tls = mail::Tls::implicit;
    if (way == "none") named.server.tls = mail::Tls::none;
    named.server.user = in.optional_text("user");
    named.password_file = in.optional_text("password_file");
    named.server.ca_file = in.optional_text("ca_file");
    return named;
}

mail::Charset read_charset(charter::Reader& in) {
    const auto charset = in.optional_text("charset");
    if (charset == "iso-2022-jp") return mail::Charset::iso_2022_jp;
    if (!charset.empty() && charset != "utf-8")
        in.sheet().add(charter::Level::error, in.line_of("charset"), bad_charset, write_charset);
    return mail::Charset::utf8;
}

Result<> complete(const fs::path& directory, bool only_loopback, const Named& named,
                  mail::Server& into) {
    into = named.server;
    into.only_loopback = only_loopback;
    const bool is_here = is_loopback_name(into.host);
    if (only_loopback && !is_here) return failure(Errc::forbidden, must_be_here);
    if (into.tls == mail::Tls::none && !is_here) return failure(Errc::forbidden, needs_tls);
    if (!named.password_file.empty())
        into.password = TRY(read_secret_file(directory / named.password_file));
    return Done{};
}

// -- Accounts ------------------------------------------------------------------------------------

/// An account as it was written; servers still without their passwords.
struct Written {
    MailAccount account{};
    std::optional<Named> sends{};
    std::optional<Named> fetches{};
};

mail::Door read_door(charter::Reader& in, const std::string& address) {
    static constexpr std::array<std::string_view, 2> protocols{"lmtp", "smtp"};
    mail::Door door;
    door.address = in.text("lmtp");
    door.peers = in.optional_texts("peers");
    door.host.recipients = in.optional_texts("recipients");
    if (door.host.recipients.empty()) door.host.recipients = {address};
    door.host.name = address.substr(address.find('@') + 1);
    const auto protocol = in.optional_text("protocol");
    if (!protocol.empty() && in.choice("protocol", protocols) == "smtp")
        door.host.protocol = mail::Protocol::smtp;
    return door;
}

Named read_folder(const Node& node, charter::Sheet& sheet, mail::RemoteFolder& folder) {
    static constexpr std::array<std::string_view, 3> afterwards{"nothing", "seen", "moved"};
    charter::Reader in{node, sheet};
    auto named = read_server(in);
    const auto name = in.optional_text("folder");
    if (!name.empty()) folder.folder = name;
    folder.moved_to = in.optional_text("moved_to");
    const auto after = in.choice("afterwards", afterwards);
    if (after == "seen") folder.afterwards = mail::Afterwards::seen;
    if (after == "moved") folder.afterwards = mail::Afterwards::moved;
    in.finish();
    return named;
}

void read_receive(const Node& node, charter::Sheet& sheet, Written& written) {
    charter::Reader in{node, sheet};
    auto& account = written.account;
    if (node.find("lmtp") != nullptr) account.door = read_door(in, account.account.address);
    if (const auto* imap = in.optional_mapping("imap"); imap != nullptr) {
        account.folder.emplace();
        written.fetches = read_folder(*imap, sheet, *account.folder);
    }
    const auto maildir = in.optional_text("maildir");
    if (!maildir.empty()) account.maildir = mail::Maildir{.path = maildir};
    in.finish();
    const int ways = int{account.door.has_value()} + int{account.folder.has_value()} +
                     int{account.maildir.has_value()};
    if (ways != 1) sheet.add(charter::Level::error, node.line, one_way, one_way);
}

Written read_account(const Node& node, charter::Sheet& sheet) {
    static constexpr std::array<std::string_view, 2> networks{"internet", "lgwan"};
    charter::Reader in{node, sheet};
    Written written;
    auto& account = written.account.account;
    account.name = in.text("name");
    account.network =
        in.choice("network", networks) == "lgwan" ? mail::Network::lgwan : mail::Network::internet;
    account.address = in.mail_address("address");
    account.acknowledges = in.optional_boolean("acknowledge", false);
    account.charset = read_charset(in);
    if (const auto* receive = in.optional_mapping("receive"); receive != nullptr)
        read_receive(*receive, sheet, written);
    if (const auto* send = in.optional_mapping("send"); send != nullptr) {
        charter::Reader server{*send, sheet};
        written.sends = read_server(server);
        server.finish();
    }
    in.finish();
    const mail::Account taken{.name = account.name, .network = account.network};
    if (written.account.door) written.account.door->host.account = taken;
    if (written.account.folder) written.account.folder->account = taken;
    if (written.account.maildir) written.account.maildir->account = taken;
    return written;
}

Result<MailAccount> complete(const fs::path& directory, bool only_loopback, Written written) {
    if (written.sends) {
        auto& server = written.account.account.server.emplace();
        TRY(complete(directory, only_loopback, *written.sends, server));
    }
    auto& folder = written.account.folder;
    if (written.fetches && folder)
        TRY(complete(directory, only_loopback, *written.fetches, folder->server));
    return std::move(written.account);
}

void want_names_apart(const std::vector<Written>& all, charter::Sheet& sheet, std::size_t line) {
    for (std::size_t one = 0; one < all.size(); ++one) {
        for (std::size_t other = 0; other < one; ++other) {
            const auto& name = all[one].account.account.name;
            if (all[other].account.account.name == name)
                sheet.add(charter::Level::error, line, same_name, same_name, {name});
        }
    }
}

} // namespace

Result<std::optional<MailSettings>> read_mail_settings(const fs::path& directory,
                                                       bool only_loopback) {
    const auto file = directory / settings_name;
    std::error_code error;
    if (!fs::exists(file, error)) return std::optional<MailSettings>{};
    const auto text = TRY(read_text_file(file));
    const auto root = TRY(parse_yaml(text, settings_name));
    if (root.kind != NodeKind::mapping)
        return at(failure(Errc::invalid, bad_mapping), std::string{settings_name});
    charter::Sheet sheet{std::string{settings_name}};
    charter::Reader in{root, sheet};
    MailSettings settings;
    std::optional<Named> wakes;
    std::vector<Written> accounts;
    for (const auto* node : in.optional_mappings("accounts"))
        accounts.push_back(read_account(*node, sheet));
    want_names_apart(accounts, sheet, in.line_of("accounts"));
    if (accounts.empty() || root.find("server") != nullptr) {
        wakes = read_server(in);
        settings.from = in.mail_address("from");
    }
    settings.charset = read_charset(in);
    in.finish();
    if (!charter::is_loadable(sheet.problems())) return charter::first_error(sheet.problems());

    if (wakes) TRY(complete(directory, only_loopback, *wakes, settings.server));
    for (auto& written : accounts)
        settings.accounts.push_back(TRY(complete(directory, only_loopback, std::move(written))));
    return std::optional{std::move(settings)};
}

} // namespace sokuo::app
