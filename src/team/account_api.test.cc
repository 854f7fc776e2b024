#include "team/account_api.h"

#include "identity/totp.h"
#include "team/session_api.h"
#include "team/team_test.h"

#include <algorithm>

namespace sokuo::team {
namespace {

using http::Method;
using namespace std::chrono_literals;

constexpr auto* firefox = "Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0";

// The head of the CSIRT, a member and the administrator are in the office.
struct Office : City {
    Office() {
        sato = add("sato", "soumu-bucho");
        member = add("suzuki", "joho-kakari");
        admin = add("admin", "system-kanri");
        const TeamApi api{*store, *journal, *book, accounts};
        auto all = session_routes(api, "");
        for (auto& route : account_routes(api))
            all.push_back(std::move(route));
        for (auto& route : team_routes(api))
            all.push_back(std::move(route));
        serve(std::move(all));
    }

    Json post(std::string path, const Json& body, int status = 200) {
        return json({.method = Method::post, .path = std::move(path), .body = to_text(body)},
                    status);
    }
    int remove(std::string path) {
        return ask({.method = Method::remove, .path = std::move(path)}).status;
    }
    Json account() { return json({.path = "/api/v1/account"}); }
    Json session() { return json({.path = "/api/v1/session"}); }

    /// Whoever is signed in enrols an app. Gives the recovery codes.
    Json enrol() {
        const auto offer = post("/api/v1/account/second-factor", Json::object(), 201);
        key = offer["key"].text_or("");
        return post("/api/v1/account/second-factor/confirmation",
                    Json::object({{"code", next_code()}}));
    }
    /// What the app shows half a minute later: never the same twice.
    std::string next_code() {
        wall.advance_to(wall.now() + 30s);
        identity::TotpSecret bytes{};
        unsigned held = 0;
        unsigned bits = 0;
        std::size_t made = 0;
        for (const char letter : key) {
            const auto value = letter >= 'A' ? letter - 'A' : letter - '2' + 26;
            held = held << 5 | static_cast<unsigned>(value);
            bits += 5;
            if (bits < 8) continue;
            bits -= 8;
            bytes.at(made++) = static_cast<std::byte>(held >> bits & 0xFFU);
        }
        return identity::totp_code(bytes, identity::totp_step(wall.now()));
    }
    /// Signs in through the door; what follows is asked in that session.
    http::Response enter(std::string_view name, std::string_view word = City::password) {
        secret.clear();
        return ask({.method = Method::post,
                    .path = "/api/v1/session",
                    .body = to_text(Json::object({{"name", name}, {"password", word}})),
                    .headers = {{"user-agent", firefox}}});
    }
    Json keep(const http::Response& answer) {
        REQUIRE(answer.status == 201);
        const auto cookie = header(answer, "Set-Cookie");
        const auto start = cookie.find('=') + 1;
        secret = cookie.substr(start, cookie.find(';') - start);
        return parse_json(answer.body).value();
    }
    http::Response second_step(const http::Response& first, const std::string& code) {
        REQUIRE(first.status == 202);
        const auto ticket = parse_json(first.body).value()["ticket"];
        return ask({.method = Method::post,
                    .path = "/api/v1/session/second-factor",
                    .body = to_text(Json::object({{"ticket", ticket}, {"code", code}}))});
    }
    /// From now on the charter asks whoever holds a post of `role` for a second factor.
    void ask_second_of(const std::string& role) {
        const auto& edition = book->current();
        auto files = edition.files;
        auto& text = files.front().text;
        const std::string_view nobody = "second_factor: []";
        text.replace(text.find(nobody), nobody.size(), "second_factor: [" + role + "]");
        REQUIRE(book->load({}, edition.number, std::move(files), "").ok());
    }
    std::vector<std::string> entries_of(const PersonId& who) {
        std::vector<std::string> types;
        const auto look = [&](store::Read& db) {
            return journal->stream(db, {"person", who.value});
        };
        const auto entries = store->read_for(look).value();
        for (const auto& entry : entries)
            types.push_back(entry.type);
        return types;
    }

    PersonId sato;
    PersonId member;
    PersonId admin;
    std::string key;
};

TEST_CASE("enrolling shows a key in three forms, and ten recovery codes once it was confirmed") {
    Office office;
    office.keep(office.enter("sato"));
    CHECK(office.account()["second_factor"]["enrolled_at"].is_null());
    const auto offer = office.post("/api/v1/account/second-factor", Json::object(), 201);
    CHECK(offer["key"].text_or("").size() == 32);
    CHECK(offer["uri"].text_or("").starts_with("otpauth://totp/"));
    CHECK(offer["uri"].text_or("").find(":sato?secret=" + std::string{offer["key"].text_or("")}) !=
          std::string::npos);
    CHECK(offer["qr"].items().size() == offer["qr"].items().at(0).text_or("").size());
    CHECK(office.account()["second_factor"]["enrolled_at"].is_null());

    CHECK(office.enrol()["recovery_codes"].items().size() == 10);
    const auto second = office.account()["second_factor"];
    CHECK(!second["enrolled_at"].is_null());
    CHECK(second["recovery_codes_left"].integer_or(0) == 10);
    CHECK(office.account()["password_length_min"].integer_or(0) == 8);
    CHECK(office.session()["second_factor"].boolean_or(false));
}

TEST_CASE("signing in then takes two steps, and only the second sets the cookie") {
    Office office;
    office.keep(office.enter("sato"));
    office.enrol();
    const auto first = office.enter("sato");
    CHECK(first.status == 202);
    CHECK(header(first, "Set-Cookie").empty());
    const auto session = office.keep(office.second_step(first, office.next_code()));
    CHECK(session["person"]["name"].text_or("") == "sato");
    CHECK(office.account()["sessions"].items().at(0)["second_factor"].boolean_or(false));
}

TEST_CASE("a code that is wrong is said to be so, at its field") {
    Office office;
    office.keep(office.enter("sato"));
    office.enrol();
    const auto first = office.enter("sato");
    const auto said = [&](const std::string& code) {
        return parse_json(office.second_step(first, code).body).value();
    };
    CHECK(said("12345")["code"].text_or("") == "identity.no_code");
    CHECK(said("abcdef")["code"].text_or("") == "identity.no_code");
    CHECK(said("")["field"].text_or("") == "/code");
    const auto wrong = office.next_code() == "000000" ? "111111" : "000000";
    CHECK(said(wrong)["code"].text_or("") == "identity.wrong_code");
    CHECK(said(wrong)["field"].text_or("") == "/code");
}

TEST_CASE("acts that need it ask for the password and the code") {
    Office office;
    office.keep(office.enter("sato"));
    office.enrol();
    office.wall.advance_to(office.wall.now() + 11min);
    const auto codes =
        Ask{.method = Method::post, .path = "/api/v1/account/recovery-codes", .body = "{}"};
    CHECK(office.json(codes, 400)["code"].text_or("") == "team.renewal_needed");
    auto again = Json::object({{"password", City::password}});
    CHECK(office.post("/api/v1/session/renewal", again, 400)["code"].text_or("") ==
          "identity.code_missing");
    again.set("code", office.next_code());
    CHECK(office.post("/api/v1/session/renewal", again)["renewed"].boolean_or(false));
    CHECK(office.json(codes)["recovery_codes"].items().size() == 10);
}

TEST_CASE("a second factor is enrolled and removed with the password asked just before") {
    Office office;
    office.keep(office.enter("sato"));
    office.wall.advance_to(office.wall.now() + 11min);
    CHECK(office.post("/api/v1/account/second-factor", Json::object(), 400)["code"].text_or("") ==
          "team.renewal_needed");
    CHECK(office.remove("/api/v1/account/second-factor") == 400);
    office.post("/api/v1/session/renewal", Json::object({{"password", City::password}}));
    office.enrol();
    CHECK(office.remove("/api/v1/account/second-factor") == 204);
    CHECK(office.enter("sato").status == 201);
}

TEST_CASE("whoever gave a second factor acts with the highest assurance") {
    Office office;
    office.keep(office.enter("admin"));
    const auto add = [&](std::string_view name) {
        office.post(
            "/api/v1/team/persons",
            Json::object(
                {{"name", name}, {"sign_in_name", name}, {"password", "twelve paper lanterns"}}),
            201);
        const auto look = [&](store::Read& db) {
            return office.journal->read(db, office.journal->head(db).value() - 1, 1);
        };
        return office.store->read_for(look).value().at(0).actor.assurance;
    };
    CHECK(add("one") == journal::Assurance::renewed);
    office.enrol();
    CHECK(add("two") == journal::Assurance::second);
    office.wall.advance_to(office.wall.now() + 11min);
    CHECK(add("three") == journal::Assurance::second);
}

TEST_CASE("one's sessions are listed with this one marked, and each can be ended") {
    Office office;
    const auto other_secret = [&] {
        office.keep(office.enter("sato"));
        return office.secret;
    }();
    office.keep(office.enter("sato"));
    const auto rows = office.account()["sessions"].items();
    REQUIRE(rows.size() == 2);
    const bool is_first = rows[0]["current"].boolean_or(false);
    CHECK(is_first != rows[1]["current"].boolean_or(false));
    const auto& other = rows[is_first ? 1 : 0];
    CHECK(other["name"].text_or("") == "Firefox, Windows");
    CHECK(other["kind"].text_or("") == "session");
    const std::string path{"/api/v1/account/sessions/"};
    CHECK(office.remove(path + std::string{other["id"].text_or("")}) == 204);
    CHECK(office.account()["sessions"].items().size() == 1);
    CHECK(office.remove(path + std::string{other["id"].text_or("")}) == 400);
    CHECK(office.remove(path + "x") == 400);
    office.secret = other_secret;
    CHECK(office.ask({.path = "/api/v1/session"}).status == 400);
}

TEST_CASE("a password is changed with the old one, and refused when it says who one is") {
    Office office;
    office.keep(office.enter("sato"));
    const auto change = [&](std::string_view from, std::string_view to) {
        const auto answer = office.ask(
            {.method = Method::post,
             .path = "/api/v1/account/password",
             .body = to_text(Json::object({{"old_password", from}, {"new_password", to}}))});
        return answer.status == 204
                   ? std::string{}
                   : std::string{parse_json(answer.body).value()["code"].text_or("")};
    };
    CHECK(change("wrong", "twelve paper lanterns") == "identity.wrong_old_password");
    CHECK(change(City::password, "short") == "identity.password_short");
    CHECK(change(City::password, "みほん市役所 sato sato") == "identity.password_of_names");
    CHECK(change(City::password, std::string(1001, 'x')) == "team.password_unread");
    CHECK(change(City::password, "twelve paper lanterns").empty());
    CHECK(office.enter("sato", "twelve paper lanterns").status == 201);
}

TEST_CASE("an initial password leads to a new one, and to nothing else") {
    Office office;
    office.keep(office.enter("admin"));
    const auto path = "/api/v1/team/persons/" + office.sato.text() + "/account";
    const auto initial = office.post(path + "/password", Json::object())["initial_password"];
    CHECK(office.entries_of(office.sato).back() == "person.password_reset");
    CHECK(office.json({.path = path})["must_change_password"].boolean_or(false));

    CHECK(office.enter("sato").status == 400);
    const auto session = office.keep(office.enter("sato", initial.text_or("")));
    CHECK(session["owes"].items() == Json::Array{Json{"change_password"}});
    CHECK(office.json({.path = "/api/v1/team"}, 400)["code"].text_or("") ==
          "team.password_to_change");
    CHECK(!office.account()["asks_old_password"].boolean_or(true));
    const auto inside = office.secret;
    CHECK(office.enter("sato", initial.text_or("")).status == 400);
    office.secret = inside;
    CHECK(office
              .ask({.method = Method::post,
                    .path = "/api/v1/account/password",
                    .body = to_text(Json::object({{"new_password", City::password}}))})
              .status == 204);
    CHECK(office.account()["asks_old_password"].boolean_or(false));
    CHECK(office.session()["owes"].items().empty());
    CHECK(office.json({.path = "/api/v1/team"})["persons"].items().size() == 3);
}

TEST_CASE("who came by a reshuffle is given a name to sign in with, once") {
    Office office;
    office.keep(office.enter("admin"));
    const auto moves = Json::array().push(
        Json::object({{"post", "zeimu-kacho"}, {"name", "新任 一葉"}, {"reading", ""}}));
    office.post("/api/v1/team/reshuffle", Json::object({{"from", "2026-04-01"}, {"moves", moves}}),
                201);
    const auto persons = office.json({.path = "/api/v1/team"})["persons"].items();
    const auto newcomer = std::ranges::find_if(
        persons, [](const Json& one) { return one["name"].text_or("") == "新任 一葉"; });
    REQUIRE(newcomer != persons.end());
    const auto id = PersonId::parse((*newcomer)["id"].text_or("")).value();
    const auto path = "/api/v1/team/persons/" + id.text() + "/account";
    const auto name = [](std::string_view text) { return Json::object({{"sign_in_name", text}}); };
    CHECK(office.post(path, name("ＳＡＴＯ"), 400)["field"].text_or("") == "/sign_in_name");
    const auto given = office.post(path, name("shinnin"), 201);
    CHECK(given["sign_in_name"].text_or("") == "shinnin");
    CHECK(office.entries_of(id) ==
          std::vector<std::string>{"person.added", "person.sign_in_given"});
    CHECK(office.post(path, name("shinnin2"), 400)["code"].text_or("") == "team.has_sign_in_name");

    const auto session =
        office.keep(office.enter("shinnin", given["initial_password"].text_or("")));
    CHECK(session["owes"].items() == Json::Array{Json{"change_password"}});
    CHECK(session["person"]["posts"].items().at(0)["name"].text_or("") == "税務課長");
}

TEST_CASE(
    "neither an outsider nor whoever is nobody here is given one; sent twice, it is told once") {
    Office office;
    office.keep(office.enter("admin"));
    const auto guest = PersonId::make(office.clock.now(), office.random);
    const auto clerk = PersonId::make(office.clock.now(), office.random);
    REQUIRE(office.store
                ->write([&](store::Write& db) -> Result<> {
                    TRY(add_outsider(db, *office.journal, {}, guest, "見本 保子", ""));
                    TRY(add_person(db, *office.journal, {}, clerk, "新任 一葉", ""));
                    return Done{};
                })
                .ok());
    const auto give = [&](const PersonId& who) {
        return Ask{.method = Method::post,
                   .path = "/api/v1/team/persons/" + who.text() + "/account",
                   .body = R"({"sign_in_name":"shinnin"})",
                   .headers = {{"idempotency-key", "the-same-key"}}};
    };
    CHECK(office.json(give(guest), 400)["code"].text_or("") == "team.no_account_for_them");
    CHECK(office.json(give(PersonId{}), 400)["code"].text_or("") == "team.nothing_here");
    CHECK(office.json(give(clerk), 201)["initial_password"].text() != nullptr);
    const auto again = office.json(give(clerk), 201);
    CHECK(again["sign_in_name"].text_or("") == "shinnin");
    CHECK(again["initial_password"].text() == nullptr);
}

TEST_CASE("an administrator resets a lost phone and ends sessions; the journal says so") {
    Office office;
    office.keep(office.enter("sato"));
    office.enrol();
    const auto lost = office.secret;
    office.keep(office.enter("admin"));
    const auto path = "/api/v1/team/persons/" + office.sato.text() + "/account";
    const auto account = office.json({.path = path});
    CHECK(account["sign_in_name"].text_or("") == "sato");
    const std::string id{account["sessions"].items().at(0)["id"].text_or("")};
    CHECK(office.remove(path + "/sessions/" + id) == 204);
    CHECK(office.remove(path + "/second-factor") == 204);
    CHECK(office.entries_of(office.sato) == std::vector<std::string>{"person.added",
                                                                     "person.session_ended",
                                                                     "person.second_factor_reset"});
    CHECK(office.enter("sato").status == 201);
    office.secret = lost;
    CHECK(office.ask({.path = "/api/v1/session"}).status == 400);
}

TEST_CASE("nobody else resets anything, and a token touches nobody's keys") {
    Office office;
    office.keep(office.enter("suzuki"));
    const auto path = "/api/v1/team/persons/" + office.sato.text() + "/account";
    CHECK(office.json({.path = path}, 400)["code"].text_or("") == "team.needs_role");
    CHECK(office.post(path + "/password", Json::object(), 400)["code"].text_or("") ==
          "team.needs_role");
    CHECK(office.remove(path + "/second-factor") == 400);

    office.secret.clear();
    const auto token = office.token_of(office.admin);
    const std::vector<http::Header> bearer{{"authorization", "Bearer " + token}};
    CHECK(office.json({.path = "/api/v1/account", .headers = bearer}, 400)["code"].text_or("") ==
          "team.not_for_programs");
    CHECK(office.json({.path = path, .headers = bearer}, 400)["code"].text_or("") ==
          "team.not_for_programs");
}

TEST_CASE("whose role needs a second factor is led to enrol one, and may do nothing else") {
    Office office;
    office.keep(office.enter("sato"));
    CHECK(office.session()["owes"].items().empty());
    office.ask_second_of("head");
    CHECK(office.session()["owes"].items() == Json::Array{Json{"enrol_second_factor"}});
    CHECK(office.account()["second_factor"]["required"].boolean_or(false));
    CHECK(office.json({.path = "/api/v1/team"}, 400)["code"].text_or("") == "team.second_to_enrol");

    office.enrol();
    CHECK(office.session()["owes"].items().empty());
    CHECK(office.ask({.path = "/api/v1/team"}).status == 200);
    CHECK(
        office
            .json({.method = Method::remove, .path = "/api/v1/account/second-factor"}, 400)["code"]
            .text_or("") == "team.role_needs_second");

    office.keep(office.enter("suzuki"));
    CHECK(office.ask({.path = "/api/v1/team"}).status == 200);
}

TEST_CASE("what a password must not be made of is known in whole and in parts") {
    Office office;
    const auto names = known_names(office.book->current().charter, {"佐藤　一郎", "sato"});
    const auto has = [&](std::string_view name) {
        return std::ranges::find(names, name) != names.end();
    };
    CHECK(has("みほん市"));
    CHECK(has("mihon.example"));
    CHECK(has("佐藤　一郎"));
    CHECK(has("佐藤"));
    CHECK(has("一郎"));
    CHECK(has("sato"));
}

} // namespace
} // namespace sokuo::team
