#include "app/mail_settings.h"

#include "app/api_test.h"

#include <fstream>

namespace sokuo::app {
namespace {

struct Files {
    void write(const std::string& name, const std::string& text) const {
        std::ofstream{folder.path() / name} << text;
    }
    [[nodiscard]] Result<std::optional<MailSettings>> read(bool only_loopback = false) const {
        return read_mail_settings(folder.path(), only_loopback);
    }
    Folder folder;
};

constexpr std::string_view plain = "server: mail.mihon.example\nport: 587\ntls: starttls\n"
                                   "from: csirt@mihon.example\n";

TEST_CASE("without a file there is no mail, and that is no error") {
    const Files files;
    const auto read = files.read();
    REQUIRE(read.ok());
    CHECK_FALSE(read.value().has_value());
}

TEST_CASE("what the file says is what is used") {
    const Files files;
    files.write("mail.password", "川沿いの道\n二行目\n");
    std::filesystem::permissions(files.folder.path() / "mail.password",
                                 std::filesystem::perms{0600});
    files.write("mail.yaml", std::string{plain} + "user: csirt\npassword_file: mail.password\n"
                                                  "charset: iso-2022-jp\n");
    const auto read = files.read();
    INFO((read.ok() ? "" : describe(read.error())));
    REQUIRE(read.ok());
    const auto& settings = read.value().value();
    CHECK(settings.server.host == "mail.mihon.example");
    CHECK(settings.server.tls == mail::Tls::starttls);
    CHECK(settings.server.password == "川沿いの道");
    CHECK(settings.charset == mail::Charset::iso_2022_jp);
    CHECK_FALSE(settings.server.only_loopback);
}

TEST_CASE("what is wrong is named with its line") {
    const Files files;
    files.write("mail.yaml", std::string{plain} + "sever: x\n");
    const auto read = files.read();
    REQUIRE_FALSE(read.ok());
    CHECK(read.error().code == Errc::invalid);
    CHECK(read.error().where == "mail.yaml:5");
    files.write("mail.yaml", "server: a\nport: 99999\ntls: maybe\nfrom: nobody\n");
    CHECK_FALSE(files.read().ok());
    files.write("mail.yaml", "- a\n");
    CHECK_FALSE(files.read().ok());
}

TEST_CASE("a password anybody can read, and one that is not there, are refused") {
    const Files files;
    files.write("mail.yaml", std::string{plain} + "user: csirt\npassword_file: mail.password\n");
    CHECK(files.read().error().code == Errc::unavailable);
    files.write("mail.password", "川沿いの道\n");
    std::filesystem::permissions(files.folder.path() / "mail.password",
                                 std::filesystem::perms{0644});
    CHECK(files.read().error().code == Errc::forbidden);
}

TEST_CASE("a demo and a drill take a server on this machine only; so does a server without TLS") {
    const Files files;
    files.write("mail.yaml", std::string{plain});
    CHECK(files.read(true).error().message->code() == "app.mail_demo_elsewhere");
    files.write("mail.yaml", "server: mail.mihon.example\nport: 25\ntls: none\n"
                             "from: csirt@mihon.example\n");
    CHECK(files.read().error().message->code() == "app.mail_needs_tls");
    files.write("mail.yaml", "server: 127.0.0.1\nport: 25\ntls: none\nfrom: csirt@mihon.example\n");
    const auto read = files.read(true);
    REQUIRE(read.ok());
    CHECK(read.value()->server.only_loopback);
}

} // namespace
} // namespace sokuo::app
