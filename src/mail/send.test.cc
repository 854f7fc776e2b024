#include "mail/send.h"

#include <doctest/doctest.h>

// What is refused before a packet leaves. That mail arrives is tested with a server that hears it:
// tests/system/test_mail.py.

namespace sokuo::mail {
namespace {

Letter letter() {
    return {.from = {.address = "csirt@mihon.example"},
            .to = {{.address = "sato@mihon.example"}},
            .subject = "要確認 R8-0012",
            .body = "要確認 R8-0012",
            .at = {},
            .id = "1"};
}

// 192.0.2.0/24 is nobody's (RFC 5737).
constexpr const char* elsewhere = "192.0.2.1";

TEST_CASE("a demo's mail goes to this machine or nowhere, whatever the settings say") {
    for (const auto tls : {Tls::starttls, Tls::implicit, Tls::none}) {
        const Server server{.host = elsewhere, .tls = tls, .only_loopback = true};
        const auto sent = send(server, letter());
        REQUIRE_FALSE(sent.ok());
        CHECK(sent.error().code == Errc::forbidden);
        CHECK(sent.error().message->code() == "mail.must_be_loopback");
    }
    const auto v6 = send({.host = "2001:db8::1", .only_loopback = true}, letter());
    REQUIRE_FALSE(v6.ok());
    CHECK(v6.error().code != Errc::conflict);
}

TEST_CASE("without TLS a server must be on this machine") {
    const auto sent = send({.host = elsewhere, .port = 25, .tls = Tls::none}, letter());
    REQUIRE_FALSE(sent.ok());
    CHECK(sent.error().code == Errc::forbidden);
}

TEST_CASE("a server that is not there is tried again later") {
    // Nothing listens on port 1 of this machine.
    const auto sent = send({.host = "127.0.0.1", .port = 1, .tls = Tls::none}, letter());
    REQUIRE_FALSE(sent.ok());
    CHECK(sent.error().code == Errc::unavailable);
    CHECK_FALSE(sent.error().detail.empty());
}

TEST_CASE("a name that is none and a letter that is none never reach the network") {
    for (const auto* host :
         {"", "mail.example/x", "mail.example:25@evil.example", "a b", "file:///", "-oProxy\n"}) {
        const auto sent = send({.host = host}, letter());
        REQUIRE_FALSE(sent.ok());
        CHECK_MESSAGE(sent.error().code != Errc::conflict, host);
    }
    auto wrong = letter();
    wrong.subject = "a\r\nBcc: eve@mihon.example";
    const auto sent = send({.host = "127.0.0.1", .tls = Tls::none}, wrong);
    REQUIRE_FALSE(sent.ok());
    CHECK(sent.error().code == Errc::invalid);
}

} // namespace
} // namespace sokuo::mail
