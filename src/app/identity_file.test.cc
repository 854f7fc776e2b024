#include "app/identity_file.h"

#include "app/api_test.h"

#include <fstream>

namespace sokuo::app {
namespace {

namespace fs = std::filesystem;

constexpr auto* good = R"(format: sokuo-identity/1
directory:
  url: ldaps://ad.mihon.example
  ca: ca.pem
  base_dn: dc=mihon,dc=example
  filter: (&(objectClass=user)(sAMAccountName={name}))
  name_attribute: sAMAccountName
  bind_dn: cn=sokuo,dc=mihon,dc=example
  password_file: secret
)";

struct Machine {
    Machine() {
        write("ca.pem", "a certificate");
        write("secret", "the word of the service\nand more");
        fs::permissions(folder.path() / "secret", fs::perms::owner_read);
    }
    void write(const std::string& name, std::string_view text) {
        fs::remove(folder.path() / name);
        std::ofstream{folder.path() / name} << text;
    }
    Result<IdentityFile> read() { return read_identity_file(folder.path()); }
    /// What is said of `good` with one line written otherwise.
    std::string wrong(const std::string& line, const std::string& otherwise) {
        std::string text{good};
        const auto at = text.find(line);
        REQUIRE(at != std::string::npos);
        write("identity.yaml", text.replace(at, line.size(), otherwise));
        const auto file = read();
        if (file.ok()) return {};
        return file.error().where + " " + std::string{file.error().message->code()};
    }
    Folder folder;
};

TEST_CASE("without a file nobody else is asked") {
    Machine machine;
    const auto file = machine.read();
    REQUIRE(file.ok());
    CHECK(!file.value().directory);
}

TEST_CASE("a directory is read whole, with the files it names") {
    Machine machine;
    machine.write("identity.yaml", good);
    const auto file = machine.read();
    INFO((file.ok() ? "" : describe(file.error())));
    REQUIRE(file.ok());
    const auto& directory = file.value().directory.value();
    CHECK(directory.place.url == "ldaps://ad.mihon.example");
    CHECK(directory.place.ca == machine.folder.path() / "ca.pem");
    CHECK(directory.place.time_max == std::chrono::seconds{5});
    CHECK(directory.rules.filter == "(&(objectClass=user)(sAMAccountName={name}))");
    CHECK(directory.rules.bind_password == "the word of the service");
}

TEST_CASE("what is wrong is said with its line") {
    Machine machine;
    CHECK(machine.wrong("sokuo-identity/1", "sokuo-identity/2") ==
          "identity.yaml:1 charter.write_choice");
    CHECK(machine.wrong("ldaps://", "ldap://") == "identity.yaml:3 identity.directory_plain");
    CHECK(machine.wrong("  ca: ca.pem\n", "") == "identity.yaml:3 identity.directory_ca");
    CHECK(machine.wrong("ca.pem", "nowhere.pem") == "identity.yaml:4 app.identity_no_file");
    CHECK(machine.wrong("{name}", "name") == "identity.yaml:6 app.identity_filter");
    CHECK(machine.wrong("  bind_dn: cn=sokuo,dc=mihon,dc=example\n", "")
              .ends_with(" app.identity_bind_dn"));
    CHECK(machine.wrong("  url:", "  nonsense: x\n  url:") ==
          "identity.yaml:3 charter.use_known_key");
    machine.write("secret", "\n");
    fs::permissions(machine.folder.path() / "secret", fs::perms::owner_read);
    CHECK(machine.wrong("url", "url") == "identity.yaml:9 app.identity_secret_missing");
}

constexpr auto* provider = R"(format: sokuo-identity/1
provider:
  issuer: https://login.mihon.example
  client_id: sokuo
  client_secret_file: secret
  own_url: https://sokuo.mihon.example
  label_ja: 庁内アカウント
  label_en: City account
  also: [https://keys.mihon.example]
  second_factor: [mfa]
)";

TEST_CASE("a provider is read whole, and only with addresses that can be called") {
    Machine machine;
    machine.write("identity.yaml", provider);
    const auto file = machine.read();
    INFO((file.ok() ? "" : describe(file.error())));
    REQUIRE(file.ok());
    const auto& rules = file.value().provider.value().rules;
    CHECK(rules.client_secret == "the word of the service");
    CHECK(rules.return_url == "https://sokuo.mihon.example/api/v1/session/oidc/return");
    CHECK(rules.also == std::vector<std::string>{"https://keys.mihon.example"});
    CHECK(rules.second_factor == std::vector<std::string>{"mfa"});
    const auto wrong = [&](std::string_view line, std::string_view otherwise) {
        std::string text{provider};
        const auto at = text.find(line);
        REQUIRE(at != std::string::npos);
        machine.write("identity.yaml", text.replace(at, line.size(), otherwise));
        const auto read = machine.read();
        return read.ok() ? std::string{} : read.error().where;
    };
    CHECK(wrong("https://login", "http://login") == "identity.yaml:3");
    CHECK(wrong("https://login", "login") == "identity.yaml:3");
    CHECK(wrong("https://sokuo.mihon.example", "https://sokuo.mihon.example/") ==
          "identity.yaml:6");
    CHECK(wrong("https://sokuo.mihon.example", "http://sokuo.mihon.example") == "identity.yaml:6");
    CHECK(wrong("https://sokuo.mihon.example", "http://localhost:8080").empty());
    CHECK(wrong("https://keys.mihon.example", "keys.mihon.example") == "identity.yaml:9");
}

TEST_CASE("a password that everybody on the machine can read is refused") {
    Machine machine;
    fs::permissions(machine.folder.path() / "secret",
                    fs::perms::owner_read | fs::perms::others_read);
    CHECK(machine.wrong("url", "url") == "identity.yaml:9 app.identity_secret_open");
}

} // namespace
} // namespace sokuo::app
