#include "identity/id_token.h"

#include "identity/base64url.h"
#include "identity/signer_test.h"

#include <doctest/doctest.h>

namespace sokuo::identity {
namespace {

using namespace std::chrono_literals;

const Time noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 27} + 12h};

std::int64_t seconds(Time time) {
    return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

// A provider's key and what it says of 佐藤, at noon.
struct Desk {
    explicit Desk(TokenAlgorithm algorithm = TokenAlgorithm::es256) : signer{algorithm} {}

    [[nodiscard]] Json payload() const {
        return Json::object({{"iss", "https://login.mihon.example"},
                             {"aud", "sokuo"},
                             {"sub", "7f3a"},
                             {"nonce", "once"},
                             {"iat", seconds(noon)},
                             {"exp", seconds(noon + 5min)}});
    }
    [[nodiscard]] Json with(std::string_view name, Json value) const {
        return payload().set(name, std::move(value));
    }
    /// Empty when it holds; otherwise the operator's words.
    [[nodiscard]] std::string wrong(const std::string& token, Time now = noon) const {
        const auto keys = read_key_set(signer.key_set());
        REQUIRE(keys.ok());
        const auto claims = check_id_token(token, keys.value(), expected, now);
        return claims.ok() ? std::string{} : claims.error().detail;
    }
    [[nodiscard]] std::string wrong(const Json& said, Time now = noon) const {
        return wrong(signer.token(said), now);
    }
    [[nodiscard]] std::string wrong_header(std::string_view name, Json value) const {
        return wrong(signer.token(signer.header().set(name, std::move(value)), payload()));
    }

    Signer signer;
    Expected expected{.issuer = "https://login.mihon.example",
                      .client_id = "sokuo",
                      .nonce = "once",
                      .proved_since = {}};
};

TEST_CASE("a token that is right says who somebody is, by either algorithm") {
    for (const auto algorithm : {TokenAlgorithm::rs256, TokenAlgorithm::es256}) {
        const Desk desk{algorithm};
        const auto keys = read_key_set(desk.signer.key_set()).value();
        auto payload = desk.payload();
        payload.set("amr", Json{Json::Array{"pwd", "mfa"}}).set("acr", "urn:gold");
        const auto claims = check_id_token(desk.signer.token(payload), keys, desk.expected, noon);
        REQUIRE(claims.ok());
        CHECK(claims.value().issuer == "https://login.mihon.example");
        CHECK(claims.value().subject == "7f3a");
        CHECK(claims.value().methods == std::vector<std::string>{"pwd", "mfa", "urn:gold"});
    }
}

TEST_CASE("what is no token is refused") {
    const Desk desk;
    const auto token = desk.signer.token(desk.payload());
    for (const auto& text :
         {std::string{}, std::string{"."}, std::string{".."}, std::string{"..."}, token + ".",
          token + ".x", "." + token, token.substr(0, token.rfind('.')),
          token.substr(0, token.rfind('.') + 1), " " + token, token + "=", token + "\n",
          std::string(token_bytes_max + 1, 'a'), std::string{"e30.e30.e30"}})
        CHECK_MESSAGE(!desk.wrong(text).empty(), text.substr(0, 40));
    CHECK(!desk.wrong(desk.signer.token(Json{"text"}, desk.payload())).empty());
    CHECK(!desk.wrong(desk.signer.token(desk.signer.header(), Json::array())).empty());
}

TEST_CASE("one changed letter anywhere is found") {
    for (const auto algorithm : {TokenAlgorithm::rs256, TokenAlgorithm::es256}) {
        const Desk desk{algorithm};
        const auto token = desk.signer.token(desk.payload());
        REQUIRE(desk.wrong(token).empty());
        for (std::size_t at = 0; at < token.size(); ++at) {
            auto changed = token;
            changed[at] = changed[at] == 'A' ? 'B' : 'A';
            CHECK_MESSAGE(!desk.wrong(changed).empty(), at);
        }
    }
}

TEST_CASE("no signature, and a public key passed off as a secret, are no algorithms") {
    const Desk desk{TokenAlgorithm::rs256};
    const auto payload = desk.payload();
    auto header = desk.signer.header();
    for (const auto* name : {"none", "None", "NONE", "HS256", "RS384", "PS256", "EdDSA", ""}) {
        header.set("alg", name);
        CHECK(desk.wrong(desk.signer.token(header, payload)) == "alg");
    }
    header.set("alg", "none");
    CHECK(!desk.wrong(token_head(header, payload) + ".").empty());
    header.set("alg", "HS256");
    CHECK(desk.wrong(hmac_token(header, payload, desk.signer.key_set())) == "alg");
    // An algorithm that does not fit the key names no key.
    CHECK(desk.wrong_header("alg", "ES256") == "no such key");
}

TEST_CASE("headers that are not understood are refused") {
    const Desk desk;
    CHECK(desk.wrong_header("crit", Json{Json::Array{"exp"}}) == "a critical header");
    CHECK(desk.wrong_header("typ", "at+jwt") == "typ");
    CHECK(desk.wrong_header("kid", 1) == "kid");
}

TEST_CASE("an unknown key is told apart, so that newer ones are fetched") {
    const Desk desk;
    const Signer other{TokenAlgorithm::es256, "two"};
    const auto keys = read_key_set(desk.signer.key_set()).value();
    const auto unknown = check_id_token(other.token(desk.payload()), keys, desk.expected, noon);
    REQUIRE(!unknown.ok());
    CHECK(unknown.error().code == Errc::not_found);
    // Another's key under a known name.
    const Signer same_name{TokenAlgorithm::es256, "one"};
    const auto forged = check_id_token(same_name.token(desk.payload()), keys, desk.expected, noon);
    REQUIRE(!forged.ok());
    CHECK(forged.error().code == Errc::unauthenticated);
    CHECK(forged.error().detail == "signature");
    CHECK(!check_id_token(desk.signer.token(desk.payload()), {}, desk.expected, noon).ok());
}

TEST_CASE("without a name, the only key that fits is taken, and of two none") {
    const Signer first{TokenAlgorithm::es256, "one"};
    const Signer second{TokenAlgorithm::es256, "two"};
    const Desk desk;
    const auto header = Json::object({{"alg", "ES256"}});
    const auto token = first.token(header, desk.payload());
    const auto one = read_key_set(first.key_set()).value();
    CHECK(check_id_token(token, one, desk.expected, noon).ok());
    auto two = one;
    two.push_back(read_key_set(second.key_set()).value().front());
    CHECK(!check_id_token(token, two, desk.expected, noon).ok());
}

TEST_CASE("who says it, for whom, and in answer to what must be as expected") {
    const Desk desk;
    const auto both = Json{Json::Array{"sokuo", "another"}};
    CHECK(desk.wrong(desk.with("iss", "https://login.mihon.example/")) == "iss");
    CHECK(desk.wrong(desk.with("iss", nullptr)) == "iss");
    CHECK(desk.wrong(desk.with("aud", "another")) == "aud");
    CHECK(desk.wrong(desk.with("aud", Json::array())) == "aud");
    CHECK(desk.wrong(desk.with("aud", nullptr)) == "aud");
    CHECK(desk.wrong(desk.with("aud", Json{Json::Array{"sokuo"}})).empty());
    CHECK(desk.wrong(desk.with("aud", both)) == "azp");
    CHECK(desk.wrong(desk.with("aud", both).set("azp", "sokuo")).empty());
    CHECK(desk.wrong(desk.with("azp", "another")) == "azp");
    CHECK(desk.wrong(desk.with("nonce", "another")) == "nonce");
    CHECK(desk.wrong(desk.with("nonce", nullptr)) == "nonce");
    auto careless = desk.expected;
    careless.nonce.clear();
    const auto keys = read_key_set(desk.signer.key_set()).value();
    CHECK(!check_id_token(desk.signer.token(desk.with("nonce", "")), keys, careless, noon).ok());
}

TEST_CASE("two minutes are forgiven, and no more") {
    const Desk desk;
    CHECK(desk.wrong(desk.payload(), noon + 6min + 59s).empty());
    CHECK(desk.wrong(desk.payload(), noon + 7min) == "exp");
    CHECK(desk.wrong(desk.payload(), noon - 2min).empty());
    CHECK(desk.wrong(desk.payload(), noon - 2min - 1s) == "iat");
    CHECK(desk.wrong(desk.with("nbf", seconds(noon + 2min))).empty());
    CHECK(desk.wrong(desk.with("nbf", seconds(noon + 3min))) == "nbf");
    CHECK(desk.wrong(desk.with("nbf", "soon")) == "nbf");
    // A token that is good for a year is no older than ten minutes all the same.
    const auto lasting = desk.with("exp", seconds(noon + 24h * 365));
    CHECK(desk.wrong(lasting, noon + 12min).empty());
    CHECK(desk.wrong(lasting, noon + 12min + 1s) == "iat");
    for (const Json& odd : {Json{nullptr}, Json{"2026"}, Json{-1}, Json{1e300}, Json{true}}) {
        CHECK(desk.wrong(desk.with("exp", odd)) == "exp");
        CHECK(desk.wrong(desk.with("iat", odd)) == "iat");
    }
    CHECK(desk.wrong(desk.with("exp", static_cast<double>(seconds(noon + 1min)) + 0.5)).empty());
}

TEST_CASE("who was to prove it anew must have") {
    Desk desk;
    desk.expected.proved_since = noon - 1min;
    CHECK(desk.wrong(desk.payload()) == "auth_time");
    CHECK(desk.wrong(desk.with("auth_time", seconds(noon - 1min))).empty());
    CHECK(desk.wrong(desk.with("auth_time", seconds(noon - 3min))).empty());
    CHECK(desk.wrong(desk.with("auth_time", seconds(noon - 4min))) == "auth_time");
}

TEST_CASE("a subject is a text that can be one") {
    const Desk desk;
    for (const Json& odd : {Json{nullptr}, Json{7}, Json{""}, Json{"  "}, Json{"a\nb\x01"},
                            Json{std::string(256, 'a')}})
        CHECK(desk.wrong(desk.with("sub", odd)) == "sub");
    CHECK(desk.wrong(desk.with("sub", std::string(255, 'a'))).empty());
}

TEST_CASE("of a key set only what can be used is read") {
    const Signer rsa{TokenAlgorithm::rs256};
    const Signer elliptic{TokenAlgorithm::es256};
    const auto kept = [](const Json& jwk) {
        const auto set = to_text(Json::object({{"keys", Json{Json::Array{jwk}}}}));
        return read_key_set(set).value().size();
    };
    CHECK(kept(rsa.jwk()) == 1);
    CHECK(kept(elliptic.jwk()) == 1);
    CHECK(kept(rsa.jwk().set("use", "enc")) == 0);
    CHECK(kept(rsa.jwk().set("alg", "RS512")) == 0);
    CHECK(kept(rsa.jwk().set("e", "AQ")) == 0);                    // 1
    CHECK(kept(rsa.jwk().set("n", std::string(170, 'q'))) == 0);   // 1,020 bits
    CHECK(kept(rsa.jwk().set("n", std::string(1'400, 'q'))) == 0); // 8,400 bits
    CHECK(kept(rsa.jwk().set("kty", "oct").set("k", "c2VjcmV0")) == 0);
    CHECK(kept(elliptic.jwk().set("crv", "P-384")) == 0);
    CHECK(kept(elliptic.jwk().set("x", "AQAB")) == 0);
    CHECK(kept(Json{"text"}) == 0);
    CHECK(!read_key_set("").ok());
    CHECK(!read_key_set("{}").ok());
    CHECK(!read_key_set(R"({"keys":{}})").ok());
    CHECK(!read_key_set(to_text(Json::object({{"keys", Json{Json::Array(51, Json{})}}}))).ok());
}

TEST_CASE("a point off the curve verifies nothing") {
    const Signer elliptic{TokenAlgorithm::es256};
    auto jwk = elliptic.jwk();
    jwk.set("y", jwk["x"]);
    const auto set = to_text(Json::object({{"keys", Json{Json::Array{jwk}}}}));
    const auto keys = read_key_set(set).value();
    REQUIRE(keys.size() == 1);
    const Desk desk;
    const auto claims = check_id_token(elliptic.token(desk.payload()), keys, desk.expected, noon);
    REQUIRE(!claims.ok());
    CHECK(claims.error().detail == "signature");
}

TEST_CASE("base64url has one form for each bytes") {
    const std::string text{"\xfb\xff\xfe\x00", 4};
    CHECK(to_base64url(as_bytes(text)) == "-__-AA");
    CHECK(as_text(from_base64url("-__-AA").value()) == text);
    CHECK(from_base64url("").value().empty());
    for (const auto* odd : {"-__-AA==", "+//+AA", "-__-AB", "A", "AAAAA", "AA A", "AA\n"})
        CHECK_MESSAGE(!from_base64url(odd), odd);
}

} // namespace
} // namespace sokuo::identity
