// The routes of the provider, with one that is dead: where a browser ends then. The journey itself
// is in identity/provider.test.cc, and by a real one in tests/system/test_provider.py.

#include "team/provider_api.h"

#include "team/session_api.h"
#include "team/sign_in.h"
#include "team/team_test.h"

namespace sokuo::team {
namespace {

using http::Method;

constexpr Message dead{"test.dead", "つながりません。", "It does not answer."};

struct Office : City {
    explicit Office(bool with_provider = true) {
        sato = add("sato", "soumu-bucho");
        const TeamApi api{*store,
                          *journal,
                          *book,
                          accounts,
                          {.directory = nullptr, .provider = with_provider ? &provider : nullptr}};
        serve(session_routes(api, ""));
        serve(provider_routes(api));
    }
    std::string home_from(const std::string& path) {
        const auto answer = ask({.path = path});
        CHECK(answer.status == 303);
        CHECK(header(answer, "Set-Cookie").starts_with("sokuo-journey=; Path=/; Max-Age=0"));
        return header(answer, "Location");
    }
    PersonId sato;
    identity::Provider provider{{.issuer = "https://login.mihon.example",
                                 .client_id = "sokuo",
                                 .client_secret = {},
                                 .return_url = "https://sokuo.mihon.example/back",
                                 .also = {},
                                 .second_factor = {},
                                 .label_ja = "庁内アカウント",
                                 .label_en = "City account"},
                                [](const http::FetchQuestion&) -> Result<http::Answer> {
                                    return failure(Errc::unavailable, dead);
                                },
                                wall,
                                random};
};

TEST_CASE("a stranger is told which ways there are") {
    Office office;
    const auto ways = office.json({.path = "/api/v1/session/ways"});
    CHECK(!ways["directory"].boolean_or(true));
    CHECK(ways["provider"]["label_ja"].text_or("") == "庁内アカウント");
    CHECK(ways["provider"]["label_en"].text_or("") == "City account");
    Office alone{false};
    CHECK(alone.json({.path = "/api/v1/session/ways"})["provider"].is_null());
}

TEST_CASE("whatever happens, a browser ends at home, with a word of ours") {
    Office office;
    CHECK(office.home_from("/api/v1/session/oidc") == "/?sign-in=silent");
    for (const auto* query :
         {"", "?code=a&state=b", "?error=//evil.example&state=x", "?state=https://evil.example"})
        CHECK(office.home_from(std::string{"/api/v1/session/oidc/return"} + query) ==
              "/?sign-in=again");
}

TEST_CASE("where there is no provider there is no way to it") {
    Office office{false};
    for (const auto* path : {"/api/v1/session/oidc", "/api/v1/session/oidc/return"})
        CHECK(office.json({.path = path}, 400)["code"].text_or("") == "team.no_provider_here");
}

TEST_CASE(
    "the ticket for the second step may come in a cookie, and is good there only for a step") {
    Office office;
    const auto refused = office.ask({.method = Method::post,
                                     .path = "/api/v1/session/second-factor",
                                     .body = R"({"code":"123456"})",
                                     .headers = {{"cookie", "sokuo-step=abc"}}});
    CHECK(refused.body.find("identity.sign_in_again") != std::string::npos);
}

TEST_CASE("a second factor that the provider asked is not asked once more by the charter") {
    Office office;
    const auto& charter = office.book->current().charter;
    auto strict = charter;
    strict.second_factor = {"head"};
    const auto standing = office.store
                              ->read_for([&](store::Read& db) {
                                  return standing_of(db, strict, office.sato,
                                                     calendar::parse_date("2026-11-23").value());
                              })
                              .value();
    identity::Identity identity{.person = office.sato};
    CHECK(!owed(strict, standing, identity).empty());
    identity.gave_second = true;
    CHECK(owed(strict, standing, identity).empty());
}

} // namespace
} // namespace sokuo::team
