#include "incident/engagement_api.h"

#include "approval/approval_store.h"
#include "identity/totp.h"
#include "incident/asks_api.h"
#include "incident/circle_api.h"
#include "incident/engaged_api.h"
#include "incident/incident_api.h"
#include "incident/testing_api.h"
#include "team/veil.h"

// 支援依頼・支援要請: the handler proposes, the head issues, a contractor sees what was named and
// nothing else, and it ends.

namespace sokuo::incident {
namespace {

using namespace testing;

constexpr auto* own_password = "青い海のむこうの白い灯台を見に行く";

struct Room : Window {
    Room() {
        const auto add = [&](std::vector<team::Route> more) {
            for (auto& route : more)
                routes.push_back(std::move(route));
        };
        add(incident_routes(*town.desk, plain_problem));
        add(asks_routes(*town.desk, plain_problem));
        add(circle_routes(*town.desk));
        add(engagement_routes(*town.desk));
        add(engaged_routes(*town.desk, plain_problem));
        add(approval::approval_routes({.store = *town.store,
                                       .journal = *town.journal,
                                       .follow = engagement_follow(*town.desk),
                                       .describe = engagement_describe(*town.desk)}));
        head = head_signs_in();
        handler_secret = secret;
        incident = town.declare().id;
    }
    Answer as(const std::string& who, const Ask& ask) {
        const auto before = std::exchange(secret, who);
        auto answer = send(ask);
        secret = before;
        return answer;
    }
    static Json wish(const std::vector<std::string_view>& parts, bool signs_in = true) {
        auto rows = Json::array();
        for (const auto part : parts)
            rows.push(part);
        return Json::object({{"kind", "contractor"},
                             {"body", "青い海システム株式会社"},
                             {"purpose", "サーバの保全と原因の調査"},
                             {"parts", std::move(rows)},
                             {"signs_in", signs_in},
                             {"until", "2026-12-10T08:15:00Z"}});
    }
    Answer propose(Json body) {
        return send({.method = http::Method::post,
                     .path = "/api/v1/incidents/{id}/engagements",
                     .params = {{"id", incident.text()}},
                     .body = std::move(body)});
    }
    Answer on(const std::string& id, std::string_view path, Json body) {
        return send({.method = http::Method::post,
                     .path = "/api/v1/incidents/{id}/engagements/{engagement}" + std::string{path},
                     .params = {{"id", incident.text()}, {"engagement", id}},
                     .body = std::move(body)});
    }
    Json engagement() {
        const auto seen =
            send({.path = "/api/v1/incidents/{id}", .params = {{"id", incident.text()}}});
        return seen.body["engagements"].items().back();
    }
    Json engaged_for(const std::string& id) {
        const auto seen =
            send({.path = "/api/v1/incidents/{id}", .params = {{"id", incident.text()}}});
        for (const auto& row : seen.body["engagements"].items()) {
            if (row["id"].text_or("") == id) return row;
        }
        return {};
    }
    void closes() {
        for (const auto& one : town.book->current().pack.closure)
            town.does(incident, Command{SetCondition{.key = one.key,
                                                     .state = ConditionState::met,
                                                     .note = "確かめた",
                                                     .role = "ciso"}});
        town.does(incident, Command{Converge{"収まった"}});
        town.does(incident, Command{Close{"報告書がまとまった"}});
    }
    /// Takes a step of the approval an engagement waits for.
    Answer decides(const std::string& who, const Json& engaged, std::string_view step,
                   Json body = Json::object()) {
        const std::string id{engaged["approval"].text_or("")};
        const auto path = "/api/v1/approvals/{id}" + std::string{step};
        const auto found = as(who, {.path = "/api/v1/approvals/{id}", .params = {{"id", id}}}).body;
        return as(who, {.method = http::Method::post,
                        .path = path,
                        .params = {{"id", id}},
                        .body = std::move(body),
                        .rev = found["rev"].integer_or(0)});
    }
    std::string issued(const std::vector<std::string_view>& parts, bool signs_in = true) {
        REQUIRE(propose(wish(parts, signs_in)).status == 201);
        REQUIRE(decides(head, engagement(), "/approve").status == 200);
        return std::string{engagement()["id"].text_or("")};
    }
    /// Somebody of the contractor's who has done what they owe: a password of their own, a second
    /// factor. Gives the secret of their session.
    std::string admitted(const std::string& id, const std::string& name) {
        const auto made =
            on(id, "/people", Json::object({{"name", "青海 太郎"}, {"sign_in_name", name}}));
        REQUIRE(made.status == 201);
        const auto initial = made.body["initial_password"].text_or("");
        const auto first =
            std::get<identity::Opened>(sure(town.accounts->sign_in(name, initial, {})));
        CHECK(mine(first.secret).code() == "team.password_to_change");
        const auto me = sure(town.accounts->session(first.secret));
        sure(town.accounts->change_password(me, initial, own_password, {}));
        CHECK(mine(first.secret).code() == "team.second_to_enrol");
        const auto key = sure(town.accounts->offer_second(me.person));
        sure(town.accounts->confirm_second(
            me, identity::totp_code(key, identity::totp_step(town.clock.now()))));
        contractor = me.person;
        return first.secret;
    }
    Answer mine(const std::string& who) { return as(who, {.path = "/api/v1/engagements"}); }
    Answer sees(const std::string& who, const std::string& id) {
        return as(who,
                  {.path = "/api/v1/engagements/{engagement}", .params = {{"engagement", id}}});
    }
    /// What the record says, newest first.
    std::string record() {
        const auto seen =
            send({.path = "/api/v1/incidents/{id}/timeline", .params = {{"id", incident.text()}}});
        std::string all;
        for (const auto& line : seen.body["items"].items())
            all += std::string{line["text"].text_or("")} + "\n";
        return all;
    }
    PersonId person_of(const std::string& who) { return sure(town.accounts->session(who)).person; }
    std::int64_t rev() {
        return sure(town.reading([&](store::Read& db) { return load(*town.desk, db, incident); }))
            .rev;
    }
    /// The head may know nothing of the incident any longer.
    void shuts_out_head() {
        const auto body = Json::object({{"restricted", false},
                                        {"named", Json::array()},
                                        {"excluded", Json::array().push(person_of(head).text())},
                                        {"reason", "責任者の関与が疑われるため"}});
        REQUIRE(send({.method = http::Method::put,
                      .path = "/api/v1/incidents/{id}/circle",
                      .params = {{"id", incident.text()}},
                      .body = body,
                      .rev = rev()})
                    .status == 200);
    }
    void write_line(std::string text) {
        Record record{};
        record.line = LineId::make(town.clock.now(), town.random);
        record.text = std::move(text);
        town.does(incident, Command{record});
    }

    IncidentId incident;
    std::string head;
    std::string handler_secret;
    PersonId contractor;
};

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
    CHECK(room.as(them, {.path = "/api/v1/search", .query = {{"q", "サーバ"}}}).code() ==
          "team.needs_role");
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

TEST_CASE("withdrawn, it is over with the next request; so it is on its day") {
    Room room;
    const auto id = room.issued({"summary"});
    const auto them = room.admitted(id, "aomi");
    REQUIRE(room.sees(them, id).status == 200);

    SUBCASE("withdrawn") {
        const auto why = Json::object({{"reason", "契約を解いた"}});
        REQUIRE(room.on(id, "/end", why).status == 201);
        CHECK(room.engagement()["state"].text_or("") == "ended");
    }
    SUBCASE("its day came, and nobody had to do anything") {
        room.town.clock.advance_to(at_time("2026-12-10T08:15:00Z"));
        const auto fired =
            sure(journal::fire_due(*room.town.store, *room.town.journal, room.town.clock.now()));
        CHECK(fired >= 1);
        room.secret = std::get<identity::Opened>(
                          sure(room.town.accounts->sign_in("handler", Window::password, {})))
                          .secret;
        CHECK(room.engagement()["state"].text_or("") == "ended");
        CHECK(room.engagement()["ended_by"].is_null());
        CHECK(room.record().find("支援依頼の期限が来て終わった：青い海システム株式会社") !=
              std::string::npos);
    }
    // The session itself may still be good: it opens nothing.
    const auto after = room.mine(them).code();
    CHECK_MESSAGE((after == "team.needs_role" || after == "identity.not_signed_in"), after);
    CHECK(!room.sees(them, id).body["id"].text());
    CHECK(room.town.verify().sound());
}

TEST_CASE("an incident withdrawn lets nobody in, and what waited for approval can be sent back") {
    Room room;
    const auto id = room.issued({"summary"});
    const auto them = room.admitted(id, "aomi");
    REQUIRE(room.propose(Room::wish({"record"})).status == 201);
    const auto waiting = room.engagement();
    room.town.does(room.incident, Command{Withdraw{"訓練の誤り"}});
    CHECK(room.mine(them).code() == "team.needs_role");
    CHECK(room.engagement()["state"].text_or("") == "declined");
    CHECK(room.decides(room.head, waiting, "/send-back", Json::object({{"comment", "不要"}}))
              .status == 200);
    CHECK(room.town.verify().sound());
}

TEST_CASE("approved after its day, it is not issued: the head is told to have it proposed anew") {
    Room room;
    REQUIRE(room.propose(Room::wish({"summary"})).status == 201);
    const auto engaged = room.engagement();
    room.town.clock.advance_to(at_time("2026-12-10T08:15:00Z"));
    const auto again = [&](std::string_view name) {
        return std::get<identity::Opened>(
                   sure(room.town.accounts->sign_in(name, Window::password, {})))
            .secret;
    };
    room.secret = again("handler");
    const auto head = again("head");
    const auto refused = room.decides(head, engaged, "/approve");
    CHECK(refused.code() == "incident.engagement_day_has_passed");
    CHECK(refused.body["detail"].text_or("").find("新しく起案") != std::string_view::npos);
    CHECK(room.engagement()["state"].text_or("") == "proposed");
    const auto id = std::string{engaged["approval"].text_or("")};
    CHECK(room.send({.path = "/api/v1/approvals/{id}", .params = {{"id", id}}})
              .body["state"]
              .text_or("") == "asked");
    const auto no = Json::object({{"comment", "期日を直して、新しく"}});
    CHECK(room.decides(head, engaged, "/send-back", no).status == 200);
    CHECK(room.engagement()["state"].text_or("") == "declined");
    CHECK(room.town.verify().sound());
}

TEST_CASE("an incident closed lets no outsider in any longer, and reopened it does not either") {
    Room room;
    const auto id = room.issued({"summary"});
    const auto them = room.admitted(id, "aomi");
    REQUIRE(room.propose(Room::wish({"record"})).status == 201);
    const auto waiting = room.engagement();
    room.closes();
    CHECK(room.mine(them).code() == "team.needs_role");
    CHECK(room.engagement()["state"].text_or("") == "declined");
    CHECK(room.engaged_for(id)["state"].text_or("") == "ended");
    CHECK(room.record().find("（支援も終えた：青い海システム株式会社）") != std::string::npos);
    CHECK(room.decides(room.head, waiting, "/approve").code() ==
          "incident.engagement_not_proposed");

    room.town.does(room.incident, Command{Reopen{"新しい事実"}});
    CHECK(room.mine(them).code() == "team.needs_role");
    const auto person = Json::object({{"name", "青海 次郎"}, {"sign_in_name", "aomi2"}});
    CHECK(room.on(id, "/people", person).code() == "incident.engagement_not_in_force");
    // Its day comes, and there is nothing left to end.
    room.town.clock.advance_to(at_time("2026-12-10T08:15:00Z"));
    room.town.fire_due();
    room.secret = std::get<identity::Opened>(
                      sure(room.town.accounts->sign_in("handler", Window::password, {})))
                      .secret;
    CHECK(room.record().find("期限が来て終わった") == std::string::npos);
    CHECK(room.town.verify().sound());
}

TEST_CASE("past its day it opens nothing, also before the end was written down") {
    Room room;
    const auto id = room.issued({"summary"});
    room.admitted(id, "aomi");
    const auto stands = [&](std::string_view when) {
        return sure(room.town.reading([&](store::Read& db) {
            return team::standing_at(db, room.town.book->current().charter, room.contractor,
                                     at_time(when));
        }));
    };
    CHECK(stands("2026-12-10T08:14:59Z").posts.size() == 1);
    CHECK(stands("2026-12-10T08:15:00Z").posts.empty());
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
