#include "team/break_glass.h"

#include "identity/throttle.h"
#include "identity/totp.h"
#include "team/account_api.h"
#include "team/break_glass_api.h"
#include "team/session_api.h"
#include "team/team_test.h"

// 非常用アカウント: two envelopes, every use an entry and on everybody's screen.

namespace sokuo::team {
namespace {

using namespace std::chrono_literals;

struct Night : City {
    Night() {
        add("admin", "system-kanri");
        add("head", "soumu-bucho");
        serve(session_routes({*store, *journal, *book, accounts}, ""));
        serve(break_glass_routes({*store, *journal, *book, accounts}));
        serve(account_routes({*store, *journal, *book, accounts}));
    }
    /// Seals as the administrator, with the password asked just before. Gives the whole password.
    std::string sealed() {
        sign_in("admin");
        const auto halves =
            json({.method = http::Method::post, .path = "/api/v1/team/break-glass"}, 201)["halves"];
        return std::string{halves.items().front().text_or("")} + "-" +
               std::string{halves.items().back().text_or("")};
    }
    /// The code of the refusal; `opened` where it lets in.
    std::string opens(const std::string& words) {
        secret.clear();
        const auto answer =
            ask({.method = http::Method::post,
                 .path = "/api/v1/session",
                 .body = to_text(Json::object({{"name", break_glass_name}, {"password", words}}))});
        if (answer.status != 201) return std::string{read(answer)["code"].text_or("")};
        const auto cookie = header(answer, "Set-Cookie");
        secret = cookie.substr(6, cookie.find(';') - 6);
        return "opened";
    }
    static Json read(const http::Response& answer) {
        auto body = parse_json(answer.body);
        REQUIRE(body.ok());
        return std::move(body).value();
    }
    PersonId itself() {
        const auto glass = store->read_for([](store::Read& db) { return break_glass(db); }).value();
        REQUIRE(glass.has_value());
        return glass->person;
    }
    bool head_is_told() {
        sign_in("head");
        return json({.path = "/api/v1/session"})["break_glass_opened_at"].text() != nullptr;
    }
};

TEST_CASE("one envelope opens nothing; both open it in the posts the charter names") {
    Night night;
    const auto whole = night.sealed();
    CHECK(night.opens(whole.substr(0, whole.size() / 2)) != "opened");
    CHECK(!night.head_is_told());
    REQUIRE(night.opens(whole) == "opened");
    const auto session = night.json({.path = "/api/v1/session"});
    CHECK(session["person"]["name"].text_or("") == "非常用アカウント");
    CHECK(session["person"]["posts"].items().size() == 2);
    CHECK(session["owes"].items().empty());
    CHECK(night.head_is_told());
}

TEST_CASE("sealed again, the old sheets open nothing and the announcement goes") {
    Night night;
    const auto before = night.sealed();
    REQUIRE(night.opens(before) == "opened");
    const auto stolen = night.secret;
    const auto after = night.sealed();
    CHECK(after != before);
    CHECK(night.opens(before) != "opened");
    night.secret = stolen;
    CHECK(night.ask({.path = "/api/v1/session"}).status != 200);
    CHECK(!night.head_is_told());
    CHECK(night.opens(after) == "opened");
}

TEST_CASE("it cannot seal itself, and the halves are told once") {
    Night night;
    const auto whole = night.sealed();
    CHECK(night.json({.path = "/api/v1/team/break-glass"})["halves"].is_null());
    REQUIRE(night.opens(whole) == "opened");
    const auto refused =
        night.ask({.method = http::Method::post, .path = "/api/v1/team/break-glass"});
    CHECK(Night::read(refused)["code"].text_or("") == "team.break_glass_by_itself");
}

TEST_CASE("an administrator alone gives it no password: that is what the two envelopes are for") {
    Night night;
    const auto whole = night.sealed();
    const auto refused =
        night.ask({.method = http::Method::post,
                   .path = "/api/v1/team/persons/" + night.itself().text() + "/account/password"});
    CHECK(Night::read(refused)["code"].text_or("") == "team.break_glass_sealed_apart");
    CHECK(night.opens(whole) == "opened");
}

TEST_CASE("nor binds it to somebody in the directory or at the provider") {
    Night night;
    const auto whole = night.sealed();
    for (const auto* source : {"directory", "oidc"}) {
        const auto refused =
            night.ask({.method = http::Method::put,
                       .path = "/api/v1/team/persons/" + night.itself().text() + "/account/link",
                       .body = to_text(Json::object({{"source", source}, {"subject", "7f3a"}}))});
        CHECK(Night::read(refused)["code"].text_or("") == "team.break_glass_sealed_apart");
    }
    CHECK(night.opens(whole) == "opened");
}

TEST_CASE("a stranger who knows its name shuts it neither for an hour nor for good") {
    Night night;
    const auto whole = night.sealed();
    for (int attempt = 0; attempt < identity::failures_in_row_max + 10; ++attempt) {
        CHECK(night.opens("not the password") == "identity.wrong_credentials");
        if (attempt % 12 == 11) night.wall.advance_to(night.wall.now() + 16min);
    }
    for (int attempt = 0; attempt < identity::failures_max; ++attempt)
        night.opens("not the password");
    CHECK(night.opens(whole) == "opened");

    // Nor does it keep those inside from declaring, which asks for the password again.
    const auto inside = night.secret;
    for (int attempt = 0; attempt < identity::failures_max; ++attempt)
        night.opens("not the password");
    night.secret = inside;
    CHECK(night
              .ask({.method = http::Method::post,
                    .path = "/api/v1/session/renewal",
                    .body = to_text(Json::object({{"password", whole}}))})
              .status == 200);
    night.sign_in("admin");
    const auto account = "/api/v1/team/persons/" + night.itself().text() + "/account";
    CHECK(!night.json({.path = account})["locked"].boolean_or(true));
}

TEST_CASE("whoever opened it makes it nobody's own: its keys stay those of the two envelopes") {
    Night night;
    const auto whole = night.sealed();
    REQUIRE(night.opens(whole) == "opened");
    const std::string account = "/api/v1/account";
    CHECK(night.json({.path = account})["sealed"].boolean_or(false));
    const auto refused = [&](http::Method method, const std::string& path, const Json& body) {
        const auto answer =
            night.ask({.method = method, .path = account + path, .body = to_text(body)});
        CHECK(Night::read(answer)["code"].text_or("") == "team.break_glass_keeps_its_keys");
    };
    const std::string session{
        night.json({.path = account})["sessions"].items().front()["id"].text_or("")};
    refused(http::Method::post, "/password",
            Json::object({{"old_password", whole}, {"new_password", "seven blue lighthouses"}}));
    refused(http::Method::post, "/second-factor", Json::object());
    refused(http::Method::post, "/second-factor/confirmation", Json::object({{"code", "123456"}}));
    refused(http::Method::remove, "/second-factor", Json::object());
    refused(http::Method::post, "/recovery-codes", Json::object());
    refused(http::Method::remove, "/sessions/" + session, Json::object());
    CHECK(night.opens(whole) == "opened");
}

// Before, it could enrol an app; a directory may have such an account still.
TEST_CASE("fresh sheets ask for nothing that is in no envelope, and end what was made before") {
    Night night;
    REQUIRE(night.opens(night.sealed()) == "opened");
    const auto who = night.itself();
    const auto key = night.accounts.offer_second(who).value();
    const auto code = identity::totp_code(key, identity::totp_step(night.wall.now()));
    REQUIRE(night.accounts.confirm_second({.person = who}, code).ok());
    const auto token = night.token_of(who);
    CHECK(night.opens(night.sealed()) == "opened");
    CHECK(!night.accounts.token(token).ok());
}

TEST_CASE("a name somebody else signs in with is not taken from them") {
    Night night;
    night.add("Ｂｒｅａｋ－Ｇｌａｓｓ", "");
    night.sign_in("admin");
    const auto refused =
        night.ask({.method = http::Method::post, .path = "/api/v1/team/break-glass"});
    CHECK(Night::read(refused)["code"].text_or("") == "team.break_glass_name_taken");
}

TEST_CASE("no other person acts in its posts, and nobody does before it was sealed") {
    Night night;
    const auto nobody = night.add("nobody", "");
    const auto standing = night.store->read_for([&](store::Read& db) {
        return standing_at(db, night.book->current().charter, nobody, night.clock.now());
    });
    REQUIRE(standing.ok());
    CHECK(standing.value().posts.empty());
    CHECK(!standing.value().is_break_glass);
}

} // namespace
} // namespace sokuo::team
