#include "app/charter_api.h"

#include "app/api_test.h"
#include "app/charter_editable.h"
#include "charter/amend.h"

#include <algorithm>

namespace sokuo::app {
namespace {

using http::Method;

struct Room : Hall {
    Room() {
        add("sato", "soumu-bucho");
        add("zaisei", "zaisei-kacho");
        serve(charter_routes(desk));
        sign_in("sato");
    }

    static team::Ask change(std::string_view path, std::string_view value,
                            std::string_view etag = "\"1\"") {
        return {.method = Method::patch,
                .path = "/api/v1/charter",
                .body = to_text(Json::object({{"path", path}, {"value", value}})),
                .headers = {{"if-match", std::string{etag}}}};
    }
};

TEST_CASE("the charter is given as it was promulgated, with what it leaves open") {
    Room room;
    const auto answer = room.ask({.path = "/api/v1/charter"});
    REQUIRE(answer.status == 200);
    CHECK(team::header(answer, "ETag") == "\"1\"");
    const auto charter = parse_json(answer.body).value();
    CHECK(charter["title"].text_or("") == "みほん市ＣＳＩＲＴ設置要綱");
    CHECK(charter["date"].text_or("") == "2024-04-01");
    CHECK(charter["fictional"].boolean_or(false));
    const auto& roles_article = charter["articles"].items().at(1);
    CHECK(roles_article["number"].text_or("") == "第２条");
    CHECK(roles_article["text"].text_or("").find("オ　事後対応　インシデントの収束宣言") !=
          std::string_view::npos);
    CHECK(charter["contact"]["items"].items().size() == 4);
    CHECK(charter["versions"].items().at(0)["by"]["name"].text_or("") == "（自動）");

    const auto& blanks = charter["blanks"].items();
    const auto declarer = std::ranges::find_if(blanks, [](const Json& blank) {
        return blank["text"].text_or("").find("収束宣言") != std::string_view::npos;
    });
    REQUIRE(declarer != blanks.end());
    CHECK((*declarer)["article"].text_or("") == "第２条");
    CHECK(std::ranges::none_of(
        blanks, [](const Json& blank) { return blank["article"].text_or("").empty(); }));
}

TEST_CASE("what a screen says names parts of the screen, and no keys of the file") {
    Room room;
    // Neither a handler nor an order: every gap that is put right somewhere on screen.
    auto files = room.book->current().files;
    auto& text = files.front().text;
    const auto cut = [&](std::string_view from, std::string_view to) {
        const auto at = text.find(from);
        REQUIRE(at != std::string::npos);
        text.replace(at, from.size(), to);
    };
    cut("role: handler, scope", "role: member, scope");
    cut("succession:\n  - {role: head, posts: [shimin-bucho, fukushi-bucho, kyoiku-bucho]}",
        "succession: []");
    REQUIRE(room.book->load({}, 1, std::move(files), "").ok());
    const auto charter = room.json({.path = "/api/v1/charter"});
    int checked = 0;
    for (const auto& blank : charter["blanks"].items()) {
        for (const auto* part : {"text", "remedy"}) {
            const std::string said{blank[part].text_or("")};
            INFO(said);
            for (const auto* key : {"succession", "posts", "policy", "point_of_contact", "role:"})
                CHECK(said.find(key) == std::string::npos);
        }
        ++checked;
    }
    // Without a word on screen one of these would be said with its key.
    CHECK(checked >= 5);
}

TEST_CASE("every value that is offered can be changed in the file") {
    Room room;
    const auto& edition = room.book->current();
    const auto editable = editable_of(edition);
    REQUIRE(editable.ok());
    CHECK(editable.value().size() > 40);
    for (const auto& one : editable.value()) {
        INFO(one.path);
        if (one.of == Editable::Of::text) {
            CHECK(charter::amend(edition.charter_text(), one.path, one.value + "０").ok());
            continue;
        }
        auto codes = one.codes;
        codes.emplace_back(one.of == Editable::Of::roles ? "other" : "kansa-kakari");
        const auto role = succession_role(one.path);
        const auto changed = role.empty()
                                 ? charter::amend_list(edition.charter_text(), one.path, codes)
                                 : charter::amend_succession(edition.charter_text(), role, codes);
        CHECK(changed.ok());
    }
}

TEST_CASE("a phone number changed on screen is the next version, with who changed it") {
    Room room;
    const auto answer = room.ask(Room::change("/point_of_contact/phone", "000-111-2222"));
    REQUIRE(answer.status == 200);
    CHECK(team::header(answer, "ETag") == "\"2\"");
    const auto charter = parse_json(answer.body).value();
    CHECK(charter["version"].text_or("") == "2");
    CHECK(charter["contact"]["phone"].text_or("") == "000-111-2222");
    const auto& versions = charter["versions"].items();
    REQUIRE(versions.size() == 2);
    CHECK(versions.front()["by"]["name"].text_or("") == "sato");
    CHECK(room.book->current().charter_text().find("# 別表第１") != std::string::npos);
}

TEST_CASE("whoever read an older version gets the newest instead of overwriting it") {
    Room room;
    REQUIRE(room.ask(Room::change("/point_of_contact/phone", "000-111-2222")).status == 200);
    const auto stale = room.json(Room::change("/point_of_contact/phone", "000-333-4444"), 400);
    CHECK(stale["code"].text_or("") == "charter.changed_meanwhile");
    CHECK(stale["current"]["contact"]["phone"].text_or("") == "000-111-2222");
}

TEST_CASE("no right beyond their engagement is offered for outsiders, or taken for them") {
    Room room;
    const auto charter = room.json({.path = "/api/v1/charter"});
    int offered = 0;
    for (const auto& row : charter["editable"].items()) {
        const bool is_offered = std::ranges::any_of(row["choices"].items(), [](const Json& choice) {
            return choice["code"].text_or("") == "contractor";
        });
        const auto path = row["path"].text_or("");
        CHECK(is_offered == (path == "/policy/engagement.see" || path == "/policy/ask.answer"));
        offered += is_offered ? 1 : 0;
    }
    CHECK(offered == 2);
    auto ask = Room::change("/policy/incident.read", "");
    ask.body = R"({"path":"/policy/incident.read","codes":["head","contractor"]})";
    const auto refused = room.json(ask, 400);
    CHECK(refused["code"].text_or("") == "charter.take_outsider_out");
    CHECK(refused["field"].text_or("") == "/codes");
    CHECK(room.book->current().number == 1);
}

TEST_CASE("a right is given to another role on screen, and holds from the next request on") {
    Room room;
    room.add("zeimu", "zeimu-kacho");
    const auto grant = [&](std::string_view path, const std::vector<std::string_view>& codes) {
        auto rows = Json::array();
        for (const auto code : codes)
            rows.push(code);
        auto ask = Room::change(path, "");
        ask.headers = {{"if-match", "\"" + std::to_string(room.book->current().number) + "\""}};
        ask.body = to_text(Json::object({{"path", path}, {"codes", std::move(rows)}}));
        return ask;
    };
    const auto changed = room.json(grant("/policy/charter.amend", {"head", "internal_finance"}));
    const auto& rows = changed["editable"].items();
    const auto row = std::ranges::find_if(
        rows, [](const Json& one) { return one["path"].text_or("") == "/policy/charter.amend"; });
    REQUIRE(row != rows.end());
    CHECK((*row)["label"].text_or("") == "要綱の設定を変える");
    CHECK((*row)["article"].text_or("") == "別表第３");
    CHECK((*row)["codes"].items().size() == 2);
    room.sign_in("zaisei");
    CHECK(room.json({.path = "/api/v1/charter"}).find("editable") != nullptr);

    // A role there is not, a right nobody would be left with, a list where a value is wanted.
    CHECK(room.json(grant("/policy/charter.amend", {"haed"}), 400)["field"].text_or("") ==
          "/codes");
    CHECK(room.json(grant("/policy/charter.amend", {}), 400)["code"].text_or("") ==
          "charter.leave_somebody");
    CHECK(room.json(grant("/point_of_contact/phone", {"head"}), 400)["field"].text_or("") ==
          "/codes");
    CHECK(room.book->current().number == 2);

    const auto line = room.json(grant(succession_path("head"), {"fukushi-bucho", "shimin-bucho"}));
    CHECK(room.book->current().charter.stand_ins("head") ==
          std::vector<std::string>{"fukushi-bucho", "shimin-bucho"});
    CHECK(line["versions"].items().size() == 3);

    // What the charter leaves open is decided here, not in the file.
    room.json(grant(succession_path("handler"), {"zeimu-kacho"}));
    CHECK(room.book->current().charter.stand_ins("handler") ==
          std::vector<std::string>{"zeimu-kacho"});
    CHECK(room.json(grant(succession_path("administrator"), {"zeimu-kacho"}), 400)["code"].text_or(
              "") == "app.charter_not_editable");
}

TEST_CASE("what each kind of approval needs is shown to whoever reads the charter") {
    Room room;
    const auto kinds = room.json({.path = "/api/v1/charter"})["approvals"];
    REQUIRE(kinds.items().size() == room.book->current().charter.approvals.size());
    const auto& release = kinds.items().at(3);
    CHECK(release["code"].text_or("") == "release");
    CHECK(release["name"].text_or("") == "公表");
    CHECK(release["roles"].items().size() == 2);
    CHECK(release["needs_two"].boolean_or(false)); // Where the file does not say otherwise.
}

TEST_CASE("every role that one person holds has an order of those who stand in") {
    Room room;
    const auto editable = editable_of(room.book->current());
    REQUIRE(editable.ok());
    std::vector<std::string> roles;
    for (const auto& one : editable.value()) {
        if (!succession_role(one.path).empty()) roles.emplace_back(succession_role(one.path));
    }
    for (const auto* role : {"head", "deputy", "manager", "handler", "ciso"})
        CHECK_MESSAGE(std::ranges::find(roles, role) != roles.end(), role);
    // Several hold these posts: the others are there.
    for (const auto* role : {"administrator", "auditor"})
        CHECK_MESSAGE(std::ranges::find(roles, role) == roles.end(), role);
    CHECK(succession_role("/policy/incident.read").empty());
    CHECK(succession_role("/succession/role=posts").empty());
}

TEST_CASE("the file itself is put right on screen: checked line by line, then a new version") {
    Room room;
    const auto text = std::string{room.json({.path = "/api/v1/charter/text"})["text"].text_or("")};
    CHECK(text == room.book->current().charter_text());
    const auto with = [&](std::string_view from, std::string_view to) {
        auto changed = text;
        changed.replace(changed.find(from), from.size(), to);
        return to_text(Json::object({{"text", changed}, {"note", "日曜窓口を足した"}}));
    };
    const auto broken = with("open_days: []", "open_days: [{name: 日曜窓口}]");
    const auto checked =
        room.json({.method = Method::post, .path = "/api/v1/charter/text/check", .body = broken});
    CHECK(!checked["loadable"].boolean_or(true));
    const auto& problem = checked["problems"].items().front();
    CHECK(problem["line"].integer_or(0) > 200);
    CHECK(problem["remedy"].text_or("").find("on") != std::string_view::npos);
    const team::Ask put{.method = Method::put,
                        .path = "/api/v1/charter/text",
                        .body = broken,
                        .headers = {{"if-match", "\"1\""}}};
    CHECK(room.json(put, 400)["field"].text_or("") == "/text");
    auto right = put;
    right.body = with(
        "open_days: []",
        R"(open_days: [{name: 日曜窓口, on: 2027-03-28, hours: {from: "09:00", to: "12:00"}}])");
    room.json(right);
    CHECK(room.book->current().charter.open_days.size() == 1);
    CHECK(room.json(right, 400)["code"].text_or("") == "charter.changed_meanwhile");
    room.sign_in("zaisei");
    CHECK(room.ask({.path = "/api/v1/charter/text"}).status == 400);
}

TEST_CASE("what no form changes is refused, and a value cannot be broken") {
    Room room;
    for (const auto* path : {"/policy/incident.converge/0", "/fictional", "/time_zone", "/nowhere"})
        CHECK(room.json(Room::change(path, "member"), 400)["field"].text_or("") == "/path");
    const auto broken =
        room.json(Room::change("/point_of_contact/mail/0/address", "no address"), 400);
    CHECK(broken["field"].text_or("") == "/value");
    CHECK(room.book->current().number == 1);
}

TEST_CASE("who may not amend is shown the charter and nothing to change") {
    Room room;
    room.sign_in("zaisei");
    CHECK(room.json({.path = "/api/v1/charter"}).find("editable") == nullptr);
    CHECK(room.ask(Room::change("/point_of_contact/phone", "000-111-2222")).status == 400);
}

} // namespace
} // namespace sokuo::app
