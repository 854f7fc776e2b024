#include "identity/provider.h"

#include "identity/base64url.h"
#include "identity/identity_test.h"
#include "identity/signer_test.h"

#include "http/target.h"

#include <algorithm>
#include <map>

namespace sokuo::identity {
namespace {

using namespace std::chrono_literals;

constexpr Message dead{"test.dead", "つながりません。", "It does not answer."};
const std::string issuer = "https://login.mihon.example";

std::int64_t seconds(Time time) {
    return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

// A provider that gives a code to whoever is sent, once, and a token for the code with the verifier
// the challenge was made of.
struct Login {
    explicit Login(const Clock& wall) : clock{wall} {}

    struct Visit {
        std::string nonce;
        std::string challenge;
    };
    std::map<std::string, std::string> query_of(std::string_view url) {
        const auto pairs = http::parse_urlencoded(url.substr(url.find('?') + 1), 20);
        REQUIRE(pairs.has_value());
        return {pairs->begin(), pairs->end()};
    }
    /// What a browser does that was sent to `url`.
    Return visit(std::string_view url) {
        REQUIRE(url.starts_with(issuer + "/auth?"));
        auto query = query_of(url);
        CHECK(query["response_type"] == "code");
        CHECK(query["scope"] == "openid");
        CHECK(query["client_id"] == "sokuo");
        CHECK(query["redirect_uri"] == "https://sokuo.mihon.example/back");
        CHECK(query["code_challenge_method"] == "S256");
        last = query;
        const auto code = "code-" + std::to_string(++visits_made);
        visits[code] = {query["nonce"], query["code_challenge"]};
        return {.code = code, .state = query["state"], .issuer = {}, .error = {}};
    }
    Result<http::Answer> answer(const http::FetchQuestion& question) {
        asked.push_back(question.url);
        if (is_dead) return failure(Errc::unavailable, dead);
        const auto json = [](int status, const Json& body) {
            return http::Answer{.status = status, .headers = {}, .body = to_text(body)};
        };
        if (question.url == issuer + "/.well-known/openid-configuration")
            return json(200, discovery);
        if (question.url == issuer + "/keys")
            return http::Answer{.status = 200, .headers = {}, .body = signer->key_set()};
        REQUIRE(question.url == issuer + "/token");
        CHECK(question.user == "sokuo");
        CHECK(question.password == "of%20the%20client");
        auto form = query_of(question.body);
        const auto visit = visits.find(form["code"]);
        const bool is_right =
            visit != visits.end() &&
            visit->second.challenge == to_base64url(sha256(as_bytes(form["code_verifier"])));
        if (!is_right) return json(400, Json::object({{"error", "invalid_grant"}}));
        const auto nonce = other_nonce.empty() ? visit->second.nonce : other_nonce;
        visits.erase(visit);
        auto payload = Json::object({{"iss", issuer},
                                     {"aud", "sokuo"},
                                     {"sub", subject},
                                     {"nonce", nonce},
                                     {"iat", seconds(clock.now())},
                                     {"exp", seconds(clock.now() + 5min)}});
        if (!methods.items().empty()) payload.set("amr", methods);
        if (proved) payload.set("auth_time", seconds(*proved));
        return json(200, Json::object({{"id_token", signer->token(payload)}}));
    }

    const Clock& clock;
    std::unique_ptr<Signer> signer = std::make_unique<Signer>(TokenAlgorithm::es256);
    Json discovery = Json::object({{"issuer", issuer},
                                   {"authorization_endpoint", issuer + "/auth"},
                                   {"token_endpoint", issuer + "/token"},
                                   {"jwks_uri", issuer + "/keys"}});
    std::string subject = "7f3a";
    Json methods = Json::array();
    std::optional<Time> proved;
    std::string other_nonce;
    bool is_dead = false;
    std::vector<std::string> asked;
    std::map<std::string, Visit> visits;
    std::map<std::string, std::string> last;
    int visits_made = 0;
};

struct Hall {
    static ProviderRules rules() {
        return {.issuer = issuer,
                .client_id = "sokuo",
                .client_secret = "of the client",
                .return_url = "https://sokuo.mihon.example/back",
                .also = {},
                .second_factor = {"mfa"},
                .label_ja = "庁内アカウント",
                .label_en = "City account"};
    }
    void link(const std::string& subject) {
        REQUIRE(office.store
                    ->write([&](store::Write& db) {
                        return Accounts::link(
                            db, office.sato,
                            {.source = Source::provider, .issuer = issuer, .subject = subject},
                            office.clock.now());
                    })
                    .ok());
    }
    Result<Arrival> go(const Wish& wish = {}) {
        const auto departure = provider.depart(wish);
        if (!departure.ok()) return departure.error();
        return provider.arrive(login.visit(departure.value().url), departure.value().cookie);
    }
    Result<Entered> enter() {
        const auto arrival = go();
        if (!arrival.ok()) return arrival.error();
        return office.accounts.arrive(arrival.value(), {});
    }

    Office office;
    Login login{office.clock};
    std::vector<std::string> said;
    Provider provider{rules(), [this](const http::FetchQuestion& one) { return login.answer(one); },
                      office.clock, office.random,
                      [this](const Error& error) { said.push_back(describe(error)); }};
};

std::string code(const Error& error) {
    return std::string{error.message->code()};
}

TEST_CASE("who is bound to a subject of the provider comes in as that person") {
    Hall hall;
    hall.link("7f3a");
    const auto entered = hall.enter();
    REQUIRE(entered.ok());
    const auto& opened = std::get<Opened>(entered.value());
    CHECK(opened.identity.person == hall.office.sato);
    CHECK(!opened.identity.gave_second);
    CHECK(hall.office.accounts.session(opened.secret).ok());
    // The password they had is no way in any more, and says what every wrong one does.
    CHECK(hall.office.said("sato", good_password) == hall.office.said("nobody", good_password));
}

TEST_CASE("nobody is let in who is not bound, also not by an address or another's subject") {
    Hall hall;
    hall.login.subject = "sato";
    for (const auto* subject : {"7f3a", "SATO", "ｓａｔｏ", "sato "}) {
        hall.link(subject);
        const auto entered = hall.enter();
        REQUIRE(!entered.ok());
        CHECK(code(entered.error()) == "identity.not_linked");
        CHECK(entered.error().code == Errc::forbidden);
    }
}

TEST_CASE("an arrival is good once") {
    Hall hall;
    hall.link("7f3a");
    const auto departure = hall.provider.depart({}).value();
    const auto back = hall.login.visit(departure.url);
    const auto arrival = hall.provider.arrive(back, departure.cookie);
    REQUIRE(arrival.ok());
    CHECK(hall.office.accounts.arrive(arrival.value(), {}).ok());
    const auto twice = hall.office.accounts.arrive(arrival.value(), {});
    REQUIRE(!twice.ok());
    CHECK(twice.error().code == Errc::stale);
    // The code again, with the cookie that went with it.
    const auto replayed = hall.provider.arrive(back, departure.cookie);
    REQUIRE(!replayed.ok());
    CHECK(code(replayed.error()) == "identity.provider_refused");
}

TEST_CASE("who comes back must be who left, in time") {
    Hall hall;
    const auto mine = hall.provider.depart({}).value();
    const auto theirs = hall.provider.depart({}).value();
    const auto back = hall.login.visit(mine.url);
    for (const auto& cookie : {std::string{}, std::string{"x"}, theirs.cookie,
                               mine.cookie.substr(1), std::string(3000, 'A')}) {
        const auto arrival = hall.provider.arrive(back, cookie);
        REQUIRE(!arrival.ok());
        CHECK(code(arrival.error()) == "identity.journey_over");
    }
    auto without_state = back;
    without_state.state.clear();
    CHECK(!hall.provider.arrive(without_state, mine.cookie).ok());
    Hall another; // Another server, or this one after a restart: another key.
    CHECK(!another.provider.arrive(back, mine.cookie).ok());
    hall.office.clock.pass(10min);
    const auto late = hall.provider.arrive(back, mine.cookie);
    REQUIRE(!late.ok());
    CHECK(late.error().code == Errc::stale);
    CHECK(std::ranges::count(hall.login.asked, issuer + "/token") == 0);
}

TEST_CASE("a token with another's nonce, an error and another issuer are refused") {
    Hall hall;
    hall.link("7f3a");
    hall.login.other_nonce = "of somebody else";
    const auto wrong = hall.go();
    REQUIRE(!wrong.ok());
    CHECK(code(wrong.error()) == "identity.token_refused");
    CHECK(wrong.error().detail == "nonce");
    hall.login.other_nonce.clear();
    const auto departure = hall.provider.depart({}).value();
    auto back = hall.login.visit(departure.url);
    back.issuer = "https://evil.example";
    CHECK(code(hall.provider.arrive(back, departure.cookie).error()) ==
          "identity.provider_refused");
    back.issuer = issuer;
    auto denied = back;
    denied.error = "access_denied";
    CHECK(!hall.provider.arrive(denied, departure.cookie).ok());
    CHECK(hall.provider.arrive(back, departure.cookie).ok());
}

TEST_CASE("a second factor of ours is asked behind it, unless the provider is trusted to have") {
    Hall hall;
    hall.office.enrol(hall.office.sign_in().identity);
    hall.link("7f3a");
    const auto entered = hall.enter();
    REQUIRE(entered.ok());
    const auto& step = std::get<SecondStep>(entered.value());
    const auto opened = hall.office.accounts.finish_sign_in(step.ticket, hall.office.code());
    REQUIRE(opened.ok());
    CHECK(opened.value().identity.gave_second);

    hall.login.methods = Json{Json::Array{"pwd", "otp"}};
    CHECK(std::holds_alternative<SecondStep>(hall.enter().value()));
    hall.login.methods = Json{Json::Array{"pwd", "mfa"}};
    const auto trusted = hall.enter();
    REQUIRE(trusted.ok());
    CHECK(std::get<Opened>(trusted.value()).identity.gave_second);
}

TEST_CASE("wrong codes behind it count, however often one comes by the provider") {
    Hall hall;
    hall.office.enrol(hall.office.sign_in().identity);
    hall.link("7f3a");
    int refused = 0;
    for (int attempt = 0; attempt < 12; ++attempt) {
        const auto ticket = std::get<SecondStep>(hall.enter().value()).ticket;
        refused += hall.office.accounts.finish_sign_in(ticket, "000000").ok() ? 0 : 1;
    }
    CHECK(refused == 12);
    const auto ticket = std::get<SecondStep>(hall.enter().value()).ticket;
    CHECK(!hall.office.accounts.finish_sign_in(ticket, hall.office.code()).ok());
}

TEST_CASE("to prove anew who one is, one must have") {
    Hall hall;
    const auto stale = hall.go({.own_device = false, .again = true, .session = "ab"});
    REQUIRE(!stale.ok());
    CHECK(stale.error().detail == "auth_time");
    CHECK(hall.login.last["prompt"] == "login");
    CHECK(hall.login.last["max_age"] == "0");
    hall.login.proved = hall.office.clock.now();
    const auto anew = hall.go({.own_device = true, .again = true, .session = "ab"});
    REQUIRE(anew.ok());
    CHECK(anew.value().wish.own_device);
    CHECK(anew.value().wish.session == "ab");
}

TEST_CASE("who was only sent through has not proved it anew, with our code behind it or without") {
    Hall hall;
    hall.link("7f3a");
    auto& accounts = hall.office.accounts;
    const auto is_renewed = [&](const Opened& opened) {
        CHECK(accounts.session(opened.secret).value().is_renewed == opened.identity.is_renewed);
        return opened.identity.is_renewed;
    };
    const auto arrived = [&](bool again) {
        hall.login.proved = hall.office.clock.now() - (again ? 0h : 9h);
        const auto arrival = hall.go({.own_device = false, .again = again, .session = {}});
        REQUIRE(arrival.ok());
        return accounts.arrive(arrival.value(), {}).value();
    };
    CHECK(!is_renewed(std::get<Opened>(arrived(false))));
    CHECK(is_renewed(std::get<Opened>(arrived(true))));

    hall.office.enrol(std::get<Opened>(arrived(true)).identity);
    const auto with_code = [&](bool again) {
        const auto ticket = std::get<SecondStep>(arrived(again)).ticket;
        auto opened = accounts.finish_sign_in(ticket, hall.office.code());
        REQUIRE(opened.ok());
        hall.office.clock.pass(1min);
        return std::move(opened).value();
    };
    CHECK(!is_renewed(with_code(false)));
    CHECK(is_renewed(with_code(true)));
}

TEST_CASE("new keys of the provider are fetched, at most once a minute") {
    Hall hall;
    CHECK(hall.go().ok());
    const auto times = [&] { return std::ranges::count(hall.login.asked, issuer + "/keys"); };
    CHECK(times() == 1);
    CHECK(hall.go().ok());
    CHECK(times() == 1);
    hall.login.signer = std::make_unique<Signer>(TokenAlgorithm::es256, "two");
    CHECK(!hall.go().ok());
    CHECK(!hall.go().ok());
    CHECK(times() == 1);
    hall.office.clock.pass(1min);
    CHECK(hall.go().ok());
    CHECK(times() == 2);
    CHECK(std::ranges::count(hall.login.asked, issuer + "/.well-known/openid-configuration") == 1);
}

TEST_CASE("nobody is called at a place the operator did not name") {
    for (const auto* name : {"authorization_endpoint", "token_endpoint", "jwks_uri"}) {
        for (const auto* place : {"https://evil.example/x", "http://login.mihon.example/x",
                                  "https://login.mihon.example@evil.example/x", "", "file:///x",
                                  "https://login.mihon.example:444/x"}) {
            Hall hall;
            hall.login.discovery.set(name, place);
            CHECK_MESSAGE(!hall.provider.greet().ok(), name << " " << place);
            REQUIRE(hall.login.asked.size() == 1);
        }
    }
    Hall hall;
    hall.login.discovery.set("issuer", "https://evil.example");
    CHECK(!hall.provider.greet().ok());
}

TEST_CASE("while the provider is dead it is said at once, and the operator hears of it once") {
    Hall hall;
    hall.login.is_dead = true;
    for (int attempt = 0; attempt < 5; ++attempt) {
        const auto departure = hall.provider.depart({});
        REQUIRE(!departure.ok());
        CHECK(departure.error().code == Errc::unavailable);
    }
    CHECK(hall.login.asked.size() == 1);
    CHECK(hall.said.size() == 1);
    CHECK(hall.office.said("sato", good_password).empty());
    hall.login.is_dead = false;
    hall.office.clock.pass(11s);
    CHECK(hall.provider.depart({}).ok());
}

TEST_CASE("who signs in by the provider renews by it") {
    Hall hall;
    hall.link("7f3a");
    const auto entered = hall.enter();
    const auto identity = std::get<Opened>(entered.value()).identity;
    const auto refused = hall.office.accounts.renew(identity, good_password);
    REQUIRE(!refused.ok());
    CHECK(code(refused.error()) == "identity.renew_at_provider");
}

} // namespace
} // namespace sokuo::identity
