#include "identity/totp.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace sokuo::identity {
namespace {

using namespace std::chrono_literals;

TotpSecret secret_of(std::string_view text) {
    TotpSecret secret{};
    std::ranges::copy(as_bytes(text), secret.begin());
    return secret;
}

const auto secret = secret_of("12345678901234567890");

Time at_second(std::int64_t seconds) {
    return Time{std::chrono::seconds{seconds}};
}

TEST_CASE("the codes are those of RFC 6238, appendix B") {
    struct Row {
        std::int64_t seconds;
        std::string_view code;
    };
    for (const auto& row : {Row{59, "94287082"}, Row{1'111'111'109, "07081804"},
                            Row{1'111'111'111, "14050471"}, Row{1'234'567'890, "89005924"},
                            Row{2'000'000'000, "69279037"}, Row{20'000'000'000, "65353130"}}) {
        CHECK(totp_code(secret, totp_step(at_second(row.seconds)), 8) == row.code);
        CHECK(totp_code(secret, totp_step(at_second(row.seconds))) == row.code.substr(2));
    }
}

TEST_CASE("a code is good half a minute early and late, and no further") {
    const auto now = at_second(1'800'000'000);
    const auto step = totp_step(now);
    const auto is_good = [&](Duration away) {
        return totp_match(secret, totp_code(secret, totp_step(now + away)), now, 0).has_value();
    };
    CHECK(is_good(0s));
    CHECK(is_good(-30s));
    CHECK(is_good(30s));
    CHECK(!is_good(-60s));
    CHECK(!is_good(60s));
    CHECK(totp_match(secret, totp_code(secret, step + 1), now, 0) == step + 1);
}

TEST_CASE("a code that was used, and every one before it, is good no more") {
    const auto now = at_second(1'800'000'000);
    const auto step = totp_step(now);
    CHECK(!totp_match(secret, totp_code(secret, step), now, step));
    CHECK(!totp_match(secret, totp_code(secret, step - 1), now, step));
    CHECK(totp_match(secret, totp_code(secret, step + 1), now, step) == step + 1);
}

TEST_CASE("a code of another length is no code") {
    const auto now = at_second(1'800'000'000);
    const auto code = totp_code(secret, totp_step(now));
    CHECK(!totp_match(secret, code + "0", now, 0));
    CHECK(!totp_match(secret, code.substr(1), now, 0));
    CHECK(!totp_match(secret, "", now, 0));
}

TEST_CASE("base32 is that of RFC 4648, without its padding") {
    CHECK(base32(as_bytes("")).empty());
    CHECK(base32(as_bytes("f")) == "MY");
    CHECK(base32(as_bytes("fo")) == "MZXQ");
    CHECK(base32(as_bytes("foo")) == "MZXW6");
    CHECK(base32(as_bytes("foob")) == "MZXW6YQ");
    CHECK(base32(as_bytes("fooba")) == "MZXW6YTB");
    CHECK(base32(as_bytes("foobar")) == "MZXW6YTBOI");
}

TEST_CASE("the key for an app names the organisation and the account, in any script") {
    CHECK(otpauth_uri(secret, "みほん市", "sato k") ==
          "otpauth://totp/%E3%81%BF%E3%81%BB%E3%82%93%E5%B8%82:sato%20k"
          "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
          "&issuer=%E3%81%BF%E3%81%BB%E3%82%93%E5%B8%82&algorithm=SHA1&digits=6&period=30");
}

} // namespace
} // namespace sokuo::identity
