#include "team/team_api.h"

#include "team/session_api.h"
#include "team/team_test.h"

namespace sokuo::team {
namespace {

using http::Method;

// The head, who manages the team, and a handler, who only reads it.
struct Office : City {
    Office() {
        sato = add("sato", "soumu-bucho");
        tanaka = add("tanaka", "joho-kacho");
        const TeamApi api{*store, *journal, *book, accounts};
        serve(team_routes(api));
        serve(session_routes(api, {}));
        City::sign_in("sato");
    }

    static Ask new_person(std::string_view sign_in_name,
                          std::string_view word = "川沿いの道を毎朝三キロ走ります") {
        const auto body = Json::object({{"name", "鈴木　一郎"},
                                        {"reading", "すずき　いちろう"},
                                        {"sign_in_name", sign_in_name},
                                        {"password", word}});
        return {.method = Method::post, .path = "/api/v1/team/persons", .body = to_text(body)};
    }

    static Ask tenure(std::string_view post, const PersonId& person, std::string_view from) {
        const auto body = Json::object({{"post", post}, {"person", person.text()}, {"from", from}});
        return {.method = Method::post, .path = "/api/v1/team/tenures", .body = to_text(body)};
    }

    PersonId sato;
    PersonId tanaka;
};

const Json& row_with(const Json& rows, std::string_view key, std::string_view value) {
    const auto& items = rows.items();
    const auto found =
        std::ranges::find_if(items, [&](const Json& row) { return row[key].text_or("") == value; });
    REQUIRE(found != items.end());
    return *found;
}

TEST_CASE("the team shows every post of the charter and who holds it today") {
    Office office;
    const auto team = office.json({.path = "/api/v1/team"});
    CHECK(team["posts"].items().size() == office.book->current().charter.posts.size());
    const auto& head = row_with(team["posts"], "code", "soumu-bucho");
    CHECK(head["role_name"].text_or("") == "ＣＳＩＲＴ責任者");
    CHECK(head["holder"]["id"].text_or("") == office.sato.text());
    CHECK(head["tenures"].items().at(0)["from"].text_or("") == "2026-04-01");
    CHECK(row_with(team["posts"], "code", "zaisei-kacho").find("holder") == nullptr);
    CHECK(row_with(team["persons"], "name", "sato")["sign_in_name"].text_or("") == "sato");
}

TEST_CASE("only who manages the team sees the names people sign in with") {
    Office office;
    office.City::sign_in("tanaka");
    const auto team = office.json({.path = "/api/v1/team"});
    CHECK(row_with(team["persons"], "name", "sato").find("sign_in_name") == nullptr);
    const auto refused = office.json(Office::new_person("suzuki"), 400);
    CHECK(refused["code"].text_or("") == "team.needs_role");
}

TEST_CASE("a person who was added can sign in, and may do nothing without a post") {
    Office office;
    const auto made = office.json(Office::new_person("suzuki"), 201);
    CHECK(made["name"].text_or("") == "鈴木　一郎");
    CHECK(made["sign_in_name"].text_or("") == "suzuki");
    const auto entered = office.accounts.sign_in("suzuki", "川沿いの道を毎朝三キロ走ります", {});
    REQUIRE(entered.ok());
    const auto& opened = std::get<identity::Opened>(entered.value());
    CHECK(opened.identity.person.text() == made["id"].text_or(""));
    office.secret = opened.secret;
    CHECK(office.json({.path = "/api/v1/session"})["may"].items().empty());
    CHECK(office.ask({.path = "/api/v1/team"}).status == 400);
}

TEST_CASE("a request sent twice adds one person") {
    Office office;
    auto ask = Office::new_person("suzuki");
    ask.headers = {{"idempotency-key", "the-same-key"}};
    const auto first = office.json(ask, 201);
    const auto second = office.json(ask, 201);
    CHECK(first["id"] == second["id"]);
    CHECK(office.json({.path = "/api/v1/team"})["persons"].items().size() == 3);
}

TEST_CASE("a name that is taken or a weak password adds nobody") {
    Office office;
    CHECK(office.json(Office::new_person("TANAKA"), 400)["field"].text_or("") == "/sign_in_name");
    CHECK(office.json(Office::new_person("suzuki", "short"), 400)["field"].text_or("") ==
          "/password");
    CHECK(office.json({.path = "/api/v1/team"})["persons"].items().size() == 2);
}

TEST_CASE(
    "a namesake is registered by whoever says that it is another person, and never by itself") {
    Office office;
    office.json(Office::new_person("suzuki"), 201);
    auto again = Office::new_person("suzuki2");
    auto body = parse_json(again.body).value();
    body.set("name", "鈴木一郎"); // The same name, written another way.
    again.body = to_text(body);
    const auto refused = office.json(again, 400);
    CHECK(refused["code"].text_or("") == "team.namesake");
    CHECK(refused["field"].text_or("") == "/name");
    CHECK(office.json({.path = "/api/v1/team"})["persons"].items().size() == 3);
    again.body = to_text(body.set("namesake", true));
    office.json(again, 201);
    CHECK(office.json({.path = "/api/v1/team"})["persons"].items().size() == 4);
}

TEST_CASE(
    "a reshuffle neither doubles one of the staff nor takes them for somebody of their name") {
    Office office;
    office.json(Office::new_person("suzuki"), 201);
    const auto reshuffle = [&](const Json& moves, int status) {
        const auto body = Json::object({{"from", "2027-04-01"}, {"moves", moves}});
        return office.json(
            {.method = Method::post, .path = "/api/v1/team/reshuffle", .body = to_text(body)},
            status);
    };
    const auto move = [](std::string_view post, std::string_view reading) {
        return Json::object({{"post", post}, {"name", "鈴木 一郎"}, {"reading", reading}});
    };
    const auto refused = reshuffle(Json::array().push(move("zeimu-kacho", "すずき かずお")), 400);
    CHECK(refused["code"].text_or("") == "team.namesake");
    CHECK(refused["field"].text_or("") == "/moves/0");
    CHECK(office.json({.path = "/api/v1/team"})["persons"].items().size() == 3);

    // Another person of that name, with two posts; and a third, told apart by the reading.
    auto moves = Json::array();
    moves.push(move("zeimu-kacho", "すずき かずお").set("namesake", true));
    moves.push(move("kouhou-kacho", "すずき かずお").set("namesake", true));
    moves.push(move("zaisei-kacho", "すずき いっぺい").set("namesake", true));
    const auto team = reshuffle(moves, 201);
    CHECK(team["persons"].items().size() == 5);
    const auto holder = [&](std::string_view post) {
        return row_with(team["posts"], "code", post)["tenures"].items().back()["person"]["id"];
    };
    CHECK(holder("zeimu-kacho") == holder("kouhou-kacho"));
    CHECK(holder("zeimu-kacho") != holder("zaisei-kacho"));
}

TEST_CASE("a post is handed over from a day, and the record of who held it stays") {
    Office office;
    const auto id = office.json(Office::new_person("suzuki"), 201)["id"];
    const auto suzuki = PersonId::parse(id.text_or("")).value();
    const auto team = office.json(Office::tenure("soumu-bucho", suzuki, "2026-11-24"), 201);
    const auto& head = row_with(team["posts"], "code", "soumu-bucho");
    CHECK(head["holder"]["id"].text_or("") == office.sato.text());
    REQUIRE(head["tenures"].items().size() == 2);
    CHECK(head["tenures"].items().at(0)["to"].text_or("") == "2026-11-23");

    office.clock.advance_to(office.clock.now() + std::chrono::days{1});
    office.City::sign_in("tanaka");
    const auto next = office.json({.path = "/api/v1/team"});
    CHECK(row_with(next["posts"], "code", "soumu-bucho")["holder"]["id"] == id);
}

TEST_CASE("a post the charter does not know and a day that is none are refused") {
    Office office;
    const auto post = office.json(Office::tenure("mayor", office.tanaka, "2026-11-24"), 400);
    CHECK(post["field"].text_or("") == "/post");
    const auto day = office.json(Office::tenure("soumu-bucho", office.tanaka, "2026-02-30"), 400);
    CHECK(day["field"].text_or("") == "/from");
}

} // namespace
} // namespace sokuo::team
