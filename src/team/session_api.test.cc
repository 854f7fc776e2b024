#include "team/session_api.h"

#include "team/team_test.h"

namespace sokuo::team {
namespace {

using http::Method;
using namespace std::chrono_literals;

// The head of the CSIRT is in the office.
struct Office : City {
    Office() {
        sato = add("sato", "soumu-bucho");
        const TeamApi api{*store, *journal, *book, accounts};
        serve(session_routes(api, "https://mihon.example/report"));
    }

    static Ask sign_in_as(std::string_view name, std::string_view word) {
        const auto body = Json::object({{"name", name}, {"password", word}});
        return {.method = Method::post, .path = "/api/v1/session", .body = to_text(body)};
    }

    PersonId sato;
};

std::string secret_in(const std::string& cookie) {
    const auto start = cookie.find('=') + 1;
    return cookie.substr(start, cookie.find(';') - start);
}

TEST_CASE("whoever signs in is told who they are and what they may do") {
    Office office;
    const auto answer = office.ask(Office::sign_in_as("sato", City::password));
    REQUIRE(answer.status == 201);
    const auto session = parse_json(answer.body).value();
    CHECK(session["person"]["id"].text_or("") == office.sato.text());
    CHECK(session["person"]["name"].text_or("") == "sato");
    CHECK(session["person"]["posts"].items().at(0)["name"].text_or("") == "総務部長");
    CHECK(session["person"]["posts"].items().at(0)["role_name"].text_or("") == "ＣＳＩＲＴ責任者");
    CHECK(session["organisation"]["name"].text_or("") == "みほん市");
    CHECK(session["organisation"]["fictional"].boolean_or(false));
    CHECK(session["organisation"]["simulated"].boolean_or(false));
    CHECK(session["organisation"]["public_url"].text_or("") == "https://mihon.example/report");
    CHECK(session["renewed"].boolean_or(false));
    const auto& may = session["may"].items();
    CHECK(std::ranges::find(may, Json{"incident.converge"}) != may.end());
    CHECK(std::ranges::find(may, Json{"clock.set"}) == may.end());

    office.secret = secret_in(header(answer, "Set-Cookie"));
    CHECK(office.json({.path = "/api/v1/session"})["person"] == session["person"]);
}

TEST_CASE("the cookie is bound to the host over TLS, and plain on loopback") {
    Office office;
    auto ask = Office::sign_in_as("sato", City::password);
    const auto plain = header(office.ask(ask), "Set-Cookie");
    CHECK(plain.starts_with("sokuo="));
    CHECK(plain.ends_with("; Path=/; HttpOnly; SameSite=Strict"));
    ask.is_secure = true;
    const auto secure = header(office.ask(ask), "Set-Cookie");
    CHECK(secure.starts_with("__Host-sokuo="));
    CHECK(secure.ends_with("; Path=/; Secure; HttpOnly; SameSite=Strict"));
}

TEST_CASE("on one's own device the cookie outlives the browser, for as long as a session may") {
    Office office;
    auto ask = Office::sign_in_as("sato", City::password);
    ask.body = ask.body.substr(0, ask.body.size() - 1) + R"(,"own_device":true})";
    const auto answer = office.ask(ask);
    REQUIRE(answer.status == 201);
    CHECK(header(answer, "Set-Cookie").find("Max-Age=43200") != std::string::npos);
    CHECK(parse_json(answer.body).value()["own_device"].boolean_or(false));
}

TEST_CASE("a wrong name and a wrong password cannot be told apart, and set no cookie") {
    Office office;
    const auto name = office.ask(Office::sign_in_as("nobody", City::password));
    const auto word = office.ask(Office::sign_in_as("sato", "a wrong password here"));
    CHECK(name.body == word.body);
    CHECK(name.body.find("identity.wrong_credentials") != std::string::npos);
    CHECK(header(name, "Set-Cookie").empty());
}

TEST_CASE("a password counts as it was typed, spaces and all") {
    Office office;
    const auto padded = " " + std::string{City::password};
    CHECK(office.ask(Office::sign_in_as("sato", padded)).status == 400);
    const auto missing = office.json(
        {.method = Method::post, .path = "/api/v1/session", .body = R"({"name":"sato"})"}, 400);
    CHECK(missing["field"].text_or("") == "/password");
}

TEST_CASE("signing out ends the session and takes the cookie back") {
    Office office;
    office.sign_in("sato");
    const auto answer = office.ask({.method = Method::remove, .path = "/api/v1/session"});
    CHECK(answer.status == 204);
    CHECK(header(answer, "Set-Cookie").starts_with("sokuo=; Path=/; Max-Age=0"));
    CHECK(office.ask({.path = "/api/v1/session"}).status == 400);
}

TEST_CASE("a session is renewed by its own password and by nothing else") {
    Office office;
    office.sign_in("sato");
    office.wall.advance_to(office.wall.now() + 11min);
    CHECK(!office.json({.path = "/api/v1/session"})["renewed"].boolean_or(true));
    Ask renewal{.method = Method::post, .path = "/api/v1/session/renewal", .body = {}};
    renewal.body = R"({"password":"a wrong password here"})";
    CHECK(office.ask(renewal).status == 400);
    CHECK(!office.json({.path = "/api/v1/session"})["renewed"].boolean_or(true));
    renewal.body = to_text(Json::object({{"password", City::password}}));
    CHECK(office.json(renewal)["renewed"].boolean_or(false));
    CHECK(office.json({.path = "/api/v1/session"})["renewed"].boolean_or(false));
}

} // namespace
} // namespace sokuo::team
