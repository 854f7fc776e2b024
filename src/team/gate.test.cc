#include "team/gate.h"

#include "team/testing.h"

#include <doctest/doctest.h>

namespace sokuo::team {
namespace {

using testing::Office;
using testing::sure;

constexpr auto* password = "赤い自転車で市役所へ行く朝七時";

http::Response as_problem(const Error& error, Language language) {
    auto body = Json::object(
        {{"code", error.message->code()}, {"language", language == Language::ja ? "ja" : "en"}});
    return http::json_response(error.code == Errc::stale ? 412 : 400, body);
}

// 佐藤 is the head of the information section; everybody comes through the gate.
struct Counter {
    Counter() {
        sato = office.person("佐藤");
        office.assign("joho-kacho", sato, "2026-04-01");
        const auto hash = sure(office.accounts->hash_password(password));
        sure(office.store->write_for([&](store::Write& db) -> Result<> {
            return identity::Accounts::create(db, sato, "sato", hash, office.clock.now());
        }));
        cookie =
            std::get<identity::Opened>(sure(office.accounts->sign_in("sato", password, {}))).secret;
        // Long enough ago that the password would have to be asked again.
        REQUIRE(office.clock.advance_to(office.clock.now() + std::chrono::minutes{15}));
    }

    [[nodiscard]] http::Request post() const {
        http::Request request;
        request.method = http::Method::post;
        request.path = "/api/v1/incidents";
        request.headers = {{"host", "localhost:8080"},
                           {"origin", "http://localhost:8080"},
                           {"content-type", "application/json"},
                           {"cookie", "sokuo=" + cookie}};
        request.body = "{}";
        return request;
    }
    static void set(http::Request& request, const std::string& name, const std::string& value) {
        std::erase_if(request.headers, [&](const auto& header) { return header.first == name; });
        if (!value.empty()) request.headers.emplace_back(name, value);
    }

    /// The code of the problem, or `in` with what the handler saw.
    std::string ask(const http::Request& request, Route route) {
        route.method = request.method;
        route.path = request.path;
        if (!route.handle)
            route.handle = [this](const Call& call) -> Result<http::Response> {
                seen_post = call.actor.post;
                seen_assurance = call.actor.assurance;
                return http::json_response(200, Json::object({{"code", "in"}}));
            };
        const auto response = gate.guard(route).handler(request);
        answer = parse_json(response.body).value();
        return std::string{answer["code"].text_or("")};
    }
    std::string token(const std::vector<std::string>& actions) {
        const identity::TokenWish wish{
            .person = sato, .label = "監視", .ends = {}, .actions = actions};
        return sure(office.store->write_for(
            [&](store::Write& db) { return office.accounts->make_token(db, wish); }));
    }
    std::string ask(const http::Request& request, const std::string& action) {
        Route route;
        route.action = action;
        return ask(request, route);
    }

    Office office;
    PersonId sato;
    std::string cookie;
    Gate gate{*office.store, *office.book, *office.accounts, *office.journal, as_problem};
    PostId seen_post;
    journal::Assurance seen_assurance{};
    Json answer;
};

TEST_CASE("who is signed in and may, comes in, in the post that allows it") {
    Counter counter;
    CHECK(counter.ask(counter.post(), "incident.declare") == "in");
    CHECK(counter.seen_post == charter::post_id("joho-kacho"));
    CHECK(counter.seen_assurance == journal::Assurance::password);
    CHECK(counter.ask(counter.post(), "incident.converge") == "team.needs_role");
    CHECK(counter.ask(counter.post(), "incident.sing") == "team.needs_role");
}

TEST_CASE("without a cookie, or with a wrong one, nobody comes in") {
    Counter counter;
    auto request = counter.post();
    Counter::set(request, "cookie", "");
    CHECK(counter.ask(request, "incident.declare") == "team.not_signed_in");
    Counter::set(request, "cookie", "sokuo=" + std::string(43, 'A'));
    CHECK(counter.ask(request, "incident.declare") != "in");
    CHECK(counter.ask(request, std::string{open_to_all}) == "in");
}

TEST_CASE("a token comes in without a cookie and from anywhere") {
    Counter counter;
    const auto token = counter.token({});
    auto request = counter.post();
    Counter::set(request, "cookie", "");
    Counter::set(request, "origin", "");
    Counter::set(request, "authorization", "Bearer " + token);
    CHECK(counter.ask(request, "incident.declare") == "in");
    CHECK(counter.seen_assurance == journal::Assurance::token);
    Counter::set(request, "authorization", "Bearer " + token + "x");
    CHECK(counter.ask(request, "incident.declare") != "in");
}

TEST_CASE("a token that was cut does what it was made for and nothing its person may besides") {
    Counter counter;
    auto request = counter.post();
    Counter::set(request, "cookie", "");
    Counter::set(request, "authorization", "Bearer " + counter.token({"report.record"}));
    CHECK(counter.ask(request, "report.record") == "in");
    CHECK(counter.ask(request, "incident.declare") == "team.token_may_not");
    CHECK(counter.ask(request, std::string{signed_in}) == "team.token_may_not");
    request.method = http::Method::get;
    CHECK(counter.ask(request, std::string{signed_in}) == "in");
    CHECK(counter.ask(request, "incident.read") == "team.token_may_not");
    // Named or not, it may nothing its person may not.
    Counter::set(request, "authorization", "Bearer " + counter.token({"incident.converge"}));
    CHECK(counter.ask(request, "incident.converge") == "team.needs_role");
}

TEST_CASE("another site's page cannot act with our cookie, but following a link is reading") {
    Counter counter;
    auto request = counter.post();
    Counter::set(request, "origin", "https://evil.example");
    CHECK(counter.ask(request, "incident.declare") == "team.foreign_origin");
    Counter::set(request, "origin", "null");
    CHECK(counter.ask(request, "incident.declare") == "team.foreign_origin");
    Counter::set(request, "origin", "http://localhost:8080.evil.example");
    CHECK(counter.ask(request, "incident.declare") == "team.foreign_origin");
    Counter::set(request, "origin", "http://localhost:8080");
    Counter::set(request, "sec-fetch-site", "cross-site");
    CHECK(counter.ask(request, "incident.declare") == "team.foreign_origin");
    Counter::set(request, "sec-fetch-site", "same-site");
    CHECK(counter.ask(request, "incident.declare") == "team.foreign_origin");
    Counter::set(request, "sec-fetch-site", "same-origin");
    CHECK(counter.ask(request, "incident.declare") == "in");

    // Signing in is open to all, and just as little another site's business.
    Counter::set(request, "sec-fetch-site", "cross-site");
    CHECK(counter.ask(request, std::string{open_to_all}) == "team.foreign_origin");

    request.method = http::Method::get;
    CHECK(counter.ask(request, "incident.read") == "in");
}

TEST_CASE("an act that ends an incident wants the password again") {
    Counter counter;
    Route route;
    route.action = "incident.declare";
    route.needs_renewal = true;
    CHECK(counter.ask(counter.post(), route) == "team.renewal_needed");
    const auto identity = sure(counter.office.accounts->session(counter.cookie));
    sure(counter.office.accounts->renew(identity, password));
    CHECK(counter.ask(counter.post(), route) == "in");
    CHECK(counter.seen_assurance == journal::Assurance::renewed);
    // Who may not is not asked for a password first.
    route.action = "incident.converge";
    CHECK(counter.ask(counter.post(), route) == "team.needs_role");
}

TEST_CASE(
    "of a route that is such an act only sometimes, the handler asks; a token cannot be asked") {
    Counter counter;
    Route route;
    route.action = "report.judge";
    route.handle = [](const Call& call) -> Result<http::Response> {
        TRY(call.must_be_renewed());
        return http::json_response(200, Json::object({{"code", "in"}}));
    };
    CHECK(counter.ask(counter.post(), route) == "team.renewal_needed");
    const auto identity = sure(counter.office.accounts->session(counter.cookie));
    sure(counter.office.accounts->renew(identity, password));
    CHECK(counter.ask(counter.post(), route) == "in");
    auto request = counter.post();
    Counter::set(request, "cookie", "");
    Counter::set(request, "authorization", "Bearer " + counter.token({}));
    CHECK(counter.ask(request, route) == "team.not_by_a_token");
}

TEST_CASE("who hands the post over in April keeps the session and loses the right") {
    Counter counter;
    counter.office.assign("joho-kacho", counter.office.person("鈴木"), "2026-11-24");
    CHECK(counter.ask(counter.post(), "incident.declare") == "team.needs_role");
    CHECK(counter.ask(counter.post(), std::string{signed_in}) == "in");
}

TEST_CASE("the revision stands in If-Match, as the ETag gave it") {
    Counter counter;
    const auto rev = [&](const std::string& text) {
        auto request = counter.post();
        Counter::set(request, "if-match", text);
        const Call call{request, counter.office.book->current(), {}, {}, {}, Language::ja};
        const auto read = call.expected_rev();
        return read.ok() ? read.value() : -1;
    };
    CHECK(rev(etag(12)) == 12);
    CHECK(rev("W/\"12\"") == 12);
    for (const auto* wrong : {"", "12", R"("")", R"("12)", R"("1 2")", R"("x")", "*",
                              R"("12", "13")", R"("99999999999999999999")"})
        CHECK(rev(wrong) == -1);
}

TEST_CASE("who comes second gets the newest state with the refusal") {
    constexpr static Message moved{"test.moved", "変わりました。", "It moved."};
    Counter counter;
    Route route;
    route.action = "incident.declare";
    route.handle = [](const Call&) -> Result<http::Response> {
        return failure(Errc::stale, moved);
    };
    CHECK(counter.ask(counter.post(), route) == "test.moved");
    CHECK(counter.answer["current"].is_null());
    route.current = [](const Call&) -> Result<http::Response> {
        return http::json_response(200, Json::object({{"rev", 13}}));
    };
    CHECK(counter.ask(counter.post(), route) == "test.moved");
    CHECK(counter.answer["current"]["rev"] == Json{13});
}

TEST_CASE("a refusal is in the language of the screen") {
    Counter counter;
    auto request = counter.post();
    const auto language = [&] {
        counter.ask(request, "incident.converge");
        return std::string{counter.answer["language"].text_or("")};
    };
    CHECK(language() == "ja");
    Counter::set(request, "accept-language", "en-US,en;q=0.9");
    CHECK(language() == "en");
    Counter::set(request, "cookie", "lang=ja; sokuo=" + counter.cookie);
    CHECK(language() == "ja");
    Counter::set(request, "accept-language", "ja");
    Counter::set(request, "cookie", "sokuo=" + counter.cookie + "; lang=en");
    CHECK(language() == "en");
}

} // namespace
} // namespace sokuo::team
