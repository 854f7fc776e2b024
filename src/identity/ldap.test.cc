// What needs no directory; tests/system/test_directory.py asks a real one.

#include "identity/ldap.h"

#include <doctest/doctest.h>

#include <arpa/inet.h>
#include <csignal>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

namespace sokuo::identity {
namespace {

std::string wrong_with(const LdapPlace& place) {
    const auto checked = check_place(place);
    return checked.ok() ? std::string{} : std::string{checked.error().message->code()};
}

TEST_CASE("a directory is reached encrypted, or on this very machine") {
    const std::string ca = "/etc/sokuo/ca.pem";
    CHECK(wrong_with({.url = "ldaps://ad.mihon.example", .ca = ca}).empty());
    CHECK(wrong_with({.url = "ldaps://ad.mihon.example:3269", .ca = ca}).empty());
    CHECK(wrong_with({.url = "ldaps://[2001:db8::1]:636", .ca = ca}).empty());
    CHECK(wrong_with({.url = "ldap://ad.mihon.example", .start_tls = true, .ca = ca}).empty());
    CHECK(wrong_with({.url = "ldap://127.0.0.1:389", .ca = {}}).empty());
    CHECK(wrong_with({.url = "ldap://[::1]", .ca = {}}).empty());
    CHECK(wrong_with({.url = "ldap://ad.mihon.example", .ca = ca}) == "identity.directory_plain");
    CHECK(wrong_with({.url = "ldaps://ad.mihon.example", .ca = {}}) == "identity.directory_ca");
    CHECK(wrong_with({.url = "ldaps://ad.example", .start_tls = true, .ca = ca}) ==
          "identity.directory_both");
    for (const auto* url :
         {"", "ad.mihon.example", "http://ad.mihon.example", "ldaps://", "ldaps://ad.example/dc=x",
          "ldaps://ad.example?x", "ldaps://a b", "ldaps://ad.example:", "ldaps://ad.example:x",
          "ldaps://[::1", "ldapi:///", "ldaps://a.example ldaps://b.example"})
        CHECK_MESSAGE(wrong_with({.url = url, .ca = ca}) == "identity.directory_url", url);
}

// Takes a connection and says nothing.
struct Mute {
    Mute() {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        auto* plain = reinterpret_cast<sockaddr*>(&address);
        socklen_t length = sizeof(address);
        REQUIRE(bind(socket_, plain, length) == 0);
        REQUIRE(listen(socket_, 8) == 0);
        REQUIRE(getsockname(socket_, plain, &length) == 0);
        port = std::to_string(ntohs(address.sin_port));
    }
    ~Mute() { close(socket_); }
    Mute(const Mute&) = delete;
    Mute& operator=(const Mute&) = delete;
    std::string port;

private:
    int socket_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
};

TEST_CASE("a directory that says nothing is given up in time, in each way of calling it") {
    std::signal(SIGPIPE, SIG_IGN);
    const Mute mute;
    using std::chrono::steady_clock;
    const std::string ca = "/etc/ssl/certs/ca-certificates.crt";
    for (const LdapPlace& place :
         {LdapPlace{.url = "ldap://127.0.0.1:" + mute.port, .ca = {}},
          LdapPlace{.url = "ldap://127.0.0.1:" + mute.port, .start_tls = true, .ca = ca},
          LdapPlace{.url = "ldaps://127.0.0.1:" + mute.port, .ca = ca}}) {
        auto quick = place;
        quick.time_max = std::chrono::milliseconds{300};
        const auto begun = steady_clock::now();
        const auto call = ldap_caller(quick);
        auto line = call();
        const auto bound = line.ok() ? line.value()->bind("cn=a", "b") : Result<bool>{line.error()};
        REQUIRE(!bound.ok());
        CHECK(bound.error().code == Errc::unavailable);
        CHECK(steady_clock::now() - begun < std::chrono::seconds{3});
    }
}

TEST_CASE("where nothing listens it is said at once") {
    const auto call = ldap_caller({.url = "ldap://127.0.0.1:1", .ca = {}});
    const auto line = call();
    REQUIRE(!line.ok());
    CHECK(line.error().code == Errc::unavailable);
    CHECK(line.error().detail.find("127.0.0.1") != std::string::npos);
}

} // namespace
} // namespace sokuo::identity
