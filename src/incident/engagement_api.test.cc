#include "incident/engagement_api.h"

#include "incident/testing_engagement.h"
#include "team/veil.h"

// 支援依頼・支援要請: the handler proposes, the head issues, a contractor sees what was named and
// nothing else, and it ends.

namespace sokuo::incident {
namespace {

using namespace testing;

using Room = EngagementRoom;

TEST_CASE("the handler proposes, the head issues by approving, and the record says so") {
    Room room;
    const auto proposed = room.propose(Room::wish({"summary", "record"}));
    REQUIRE(proposed.status == 201);
    auto engaged = room.engagement();
    CHECK(engaged["state"].text_or("") == "proposed");
    CHECK(engaged["kind_name"].text_or("") == "支援依頼");

    // Whoever proposed it cannot approve it, and what the head reads says what it lets happen.
    const auto waiting =
        room.as(room.head, {.path = "/api/v1/approvals/{id}",
                            .params = {{"id", std::string{engaged["approval"].text_or("")}}}});
    CHECK(waiting.body["title"].text_or("") == "支援依頼：青い海システム株式会社");
    CHECK(waiting.body["details"].items().at(1)["text"].text_or("") == "あらまし、経過");
    CHECK(room.decides(room.handler_secret, engaged, "/approve").code() == "team.needs_role");

    REQUIRE(room.decides(room.head, engaged, "/approve").status == 200);
    engaged = room.engagement();
    CHECK(engaged["state"].text_or("") == "issued");
    CHECK(engaged["issued_by"]["post"].text_or("") == "総務部長");
    const auto told = room.record();
    CHECK(told.find("支援依頼を起案した：青い海システム株式会社（サーバの保全と原因の調査）") !=
          std::string::npos);
    CHECK(told.find("支援依頼を発出した：青い海システム株式会社") != std::string::npos);
    CHECK(room.town.verify().sound());
}

TEST_CASE("on a Sunday night the head says yes on the telephone, and a no later ends it") {
    Room room;
    REQUIRE(room.propose(Room::wish({"summary"})).status == 201);
    auto engaged = room.engagement();
    const auto team =
        room.send({.path = "/api/v1/incidents/{id}", .params = {{"id", room.incident.text()}}});
    std::string head_id;
    for (const auto& person : team.body["people"].items()) {
        if (person["name"].text_or("") == "総務 部長") head_id = person["id"].text_or("");
    }
    const auto oral =
        Json::object({{"by", head_id}, {"at", to_rfc3339(room.town.clock.now())}, {"how", "電話"}});
    REQUIRE(room.decides(room.handler_secret, engaged, "/oral", oral).status == 200);
    engaged = room.engagement();
    CHECK(engaged["state"].text_or("") == "issued");
    CHECK(engaged["oral"].boolean_or(false));
    CHECK(engaged["issued_by"]["name"].text_or("") == "総務 部長");

    SUBCASE("confirmed, it goes on") {
        const auto yes = Json::object({{"agrees", true}});
        REQUIRE(room.decides(room.head, engaged, "/confirmation", yes).status == 200);
        CHECK(room.engagement()["state"].text_or("") == "issued");
    }
    SUBCASE("contested, it ends at once") {
        const auto no = Json::object({{"agrees", false}, {"comment", "そうは言っていません"}});
        REQUIRE(room.decides(room.head, engaged, "/confirmation", no).status == 200);
        CHECK(room.engagement()["state"].text_or("") == "ended");
        CHECK(room.engagement()["reason"].text_or("") == "そうは言っていません");
    }
}

TEST_CASE("sent back or withdrawn, nothing is issued") {
    Room room;
    REQUIRE(room.propose(Room::wish({"summary"})).status == 201);
    const auto no = Json::object({{"comment", "契約の範囲を確かめてから"}});
    REQUIRE(room.decides(room.head, room.engagement(), "/send-back", no).status == 200);
    const auto engaged = room.engagement();
    CHECK(engaged["state"].text_or("") == "declined");
    const std::string id{engaged["id"].text_or("")};
    const auto person = Json::object({{"name", "青海 太郎"}, {"sign_in_name", "aomi"}});
    CHECK(room.on(id, "/people", person).code() == "incident.engagement_not_in_force");
    const auto note = Json::object({{"given", true}, {"text", "ログ"}});
    CHECK(room.on(id, "/exchanges", note).code() == "incident.engagement_not_issued");
    // The account that was not to be is not there either.
    CHECK(!room.town.accounts->sign_in("aomi", "x", {}).ok());
}

TEST_CASE("a contractor sees the parts that were named and nothing else") {
    Room room;
    room.write_line("サーバの電源は入れたままにした");
    const auto id = room.issued({"summary", "record"});
    room.town.does(room.incident,
                   Command{AddTask{.task = TaskId::make(room.town.clock.now(), room.town.random),
                                   .title = "職員の処分を人事と相談する",
                                   .why = "",
                                   .assignee = {},
                                   .due_at = {}}});
    const auto them = room.admitted(id, "aomi");
    const auto list = room.mine(them);
    REQUIRE(list.body["items"].items().size() == 1);
    CHECK(list.body["items"].items().front()["number"].text_or("") == "R8-0001");

    const auto seen = room.sees(them, id);
    REQUIRE(seen.status == 200);
    const auto text = to_text(seen.body);
    CHECK(text.find("サーバの電源は入れたまま") != std::string::npos);
    CHECK(seen.body["tasks"].is_null());
    CHECK(seen.body["facts"].is_null());
    CHECK(text.find("処分") == std::string::npos);
    CHECK(text.find("起案") == std::string::npos); // The program's lines are the team's own.

    // Not by the front door either.
    const auto page =
        room.as(them, {.path = "/api/v1/incidents/{id}", .params = {{"id", room.incident.text()}}});
    CHECK(page.code() == "team.needs_role");
}

TEST_CASE("what they hand in stands in the record under their own name and company") {
    Room room;
    const auto id = room.issued({"summary"});
    const auto them = room.admitted(id, "aomi");
    const auto said = room.as(them, {.method = http::Method::post,
                                     .path = "/api/v1/engagements/{engagement}/notes",
                                     .params = {{"engagement", id}},
                                     .body = Json::object({{"text", "ログに侵入の跡があった"}})});
    REQUIRE(said.status == 201);
    CHECK(said.body["notes"].items().size() == 1);
    const auto note = Json::object(
        {{"given", true}, {"how", "媒体"}, {"text", "アクセスログ一式"}, {"tlp", "amber"}});
    REQUIRE(room.on(id, "/exchanges", note).status == 201);
    const auto exchanges = room.engagement()["exchanges"];
    REQUIRE(exchanges.items().size() == 2);
    CHECK(exchanges.items().front()["by"]["name"].text_or("") == "青海 太郎");
    CHECK(exchanges.items().front()["by"]["post"].text_or("") == "青い海システム株式会社");
    const auto told = room.record();
    CHECK(told.find("青い海システム株式会社から受け取った：ログに侵入の跡があった") !=
          std::string::npos);
    CHECK(told.find("青い海システム株式会社に渡した（媒体、TLP:AMBER）：アクセスログ一式") !=
          std::string::npos);

    const auto ask = Json::object({{"person", room.contractor.text()}, {"text", "何台ですか"}});
    REQUIRE(room.send({.method = http::Method::post,
                       .path = "/api/v1/incidents/{id}/asks",
                       .params = {{"id", room.incident.text()}},
                       .body = ask})
                .status == 201);
    CHECK(room.as(them, {.path = "/api/v1/asks"}).body["items"].items().size() == 1);
}

TEST_CASE("a contractor who is shut out by name sees nothing, whatever was engaged") {
    Room room;
    const auto id = room.issued({"summary"});
    const auto them = room.admitted(id, "aomi");
    room.town.does(room.incident, Command{SetCircle{{false, {}, {room.contractor}}, "関与の疑い"}});
    CHECK(room.mine(them).body["items"].items().empty());
    CHECK(room.sees(them, id).code() == "incident.engagement_not_yours");
    const auto nothing = EngagementId::make(room.town.clock.now(), room.town.random).text();
    CHECK(to_text(room.sees(them, id).body) == to_text(room.sees(them, nothing).body));
}

TEST_CASE("where things are only handed over, nobody signs in") {
    Room room;
    const auto id = room.issued({"files"}, false);
    const auto person = Json::object({{"name", "刑事 一郎"}, {"sign_in_name", "keiji"}});
    CHECK(room.on(id, "/people", person).code() == "incident.engagement_no_sign_in");
}

TEST_CASE("what is asked for wrongly is named") {
    Room room;
    const auto refused = [&](std::string_view member, Json value) {
        auto body = Room::wish({"summary"});
        body.set(member, std::move(value));
        const auto answer = room.propose(std::move(body));
        return answer.code() + " " + std::string{answer.body["where"].text_or("")};
    };
    CHECK(refused("until", "2026-11-01T00:00:00Z") == "incident.engagement_over_already /until");
    CHECK(refused("until", "2028-11-01T00:00:00Z") == "incident.engagement_too_long /until");
    CHECK(refused("parts", Json::array()) == "incident.engagement_parts_needed /parts");
    CHECK(refused("parts", Json::array().push("all")) == "incident.engagement_no_such_part /parts");
    CHECK(refused("kind", "police").find("/kind") != std::string::npos);
    CHECK(refused("body", "").find("/body") != std::string::npos);
    CHECK(room.send({.path = "/api/v1/approvals"}).body["items"].items().empty());
}

TEST_CASE("what the head may not know of, who took over for it approves, and the head does not") {
    Room room;
    const auto deputy =
        room.sign_in(room.town.somebody("shimin-bucho", "市民 部長").person, "deputy");
    room.secret = room.handler_secret;
    REQUIRE(room.propose(Room::wish({"summary"})).status == 201);
    room.shuts_out_head();
    const auto engaged = room.engagement();
    CHECK(room.decides(room.head, engaged, "/approve").code() == "team.nothing_here");
    CHECK(room.decides(deputy, engaged, "/approve").code() == "team.needs_role");
    REQUIRE(room.as(deputy, {.method = http::Method::post,
                             .path = "/api/v1/incidents/{id}/stand-in",
                             .params = {{"id", room.incident.text()}},
                             .body = Json::object({{"reason", "責任者の関与"}}),
                             .rev = room.rev()})
                .status == 200);
    const auto said_by = [&](const PersonId& who) {
        return room.decides(
            room.handler_secret, engaged, "/oral",
            Json::object(
                {{"by", who.text()}, {"at", to_rfc3339(room.town.clock.now())}, {"how", "電話"}}));
    };
    CHECK(said_by(room.person_of(room.head)).code() == "approval.by_knows_nothing");
    CHECK(said_by(room.person_of(deputy)).status == 200);
    CHECK(room.engagement()["state"].text_or("") == "issued");
    CHECK(room.town.verify().sound());
}

TEST_CASE("an outsider is known with the incident they were let in for, and not without it") {
    Room room;
    room.admitted(room.issued({"summary"}), "hoshu");
    const auto statement = "SELECT count(*) FROM person p WHERE " +
                           team::seen("'person'", "p.id", "?1") + " AND p.id = ?2";
    const auto known_to = [&](const PersonId& who) {
        return sure(room.town.reading([&](store::Read& db) -> Result<std::int64_t> {
            const auto counted =
                TRY(db.first(statement, {who.value, room.contractor.value},
                             [](const store::Row& row) { return row.integer(0); }));
            const auto knows = TRY(team::may_know(db, {"person", room.contractor.value}, who));
            CHECK(knows == (counted == 1));
            return counted.value_or(-1);
        }));
    };
    const auto head = room.person_of(room.head);
    CHECK(known_to(head) == 1);
    room.shuts_out_head();
    CHECK(known_to(head) == 0);
    CHECK(known_to(room.town.handler.person) == 1);
    CHECK(room.town.verify().sound());
}

} // namespace
} // namespace sokuo::incident
