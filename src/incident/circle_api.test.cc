#include "incident/circle_api.h"

#include "incident/incident_api.h"
#include "incident/testing_api.h"
#include "team/succession_store.h"

#include <algorithm>

// 閲覧の制限: an incident that only a few may know of (内部犯行, 人事).

namespace sokuo::incident {
namespace {

using namespace testing;

struct Room : Window {
    Room() {
        const auto add = [&](std::vector<team::Route> more) {
            for (auto& route : more)
                routes.push_back(std::move(route));
        };
        add(incident_routes(*town.desk, plain_problem));
        add(circle_routes(*town.desk));
        head = town.somebody("soumu-bucho", "総務 部長").person;
        head_secret = sign_in(head, "head");
        member = town.somebody("joho-kakari", "担当 次郎").person;
        member_secret = sign_in(member, "member");
        handler_secret = secret;
    }

    Answer as(const std::string& who, const Ask& ask) {
        secret = who;
        auto answer = send(ask);
        secret = handler_secret;
        return answer;
    }
    static Ask one(const IncidentId& id) {
        return {.path = "/api/v1/incidents/{id}", .params = {{"id", id.text()}}};
    }
    static Json circle(bool is_restricted, const std::vector<PersonId>& named,
                       const std::vector<PersonId>& excluded = {}) {
        const auto list = [](const std::vector<PersonId>& persons) {
            auto rows = Json::array();
            for (const auto& person : persons)
                rows.push(person.text());
            return rows;
        };
        return Json::object({{"restricted", is_restricted},
                             {"named", list(named)},
                             {"excluded", list(excluded)},
                             {"reason", "職員の関与が疑われるため"}});
    }
    Answer draw(const Incident& incident, Json body, const std::string& who) {
        return as(who, {.method = http::Method::put,
                        .path = "/api/v1/incidents/{id}/circle",
                        .params = {{"id", incident.id.text()}},
                        .body = std::move(body),
                        .rev = incident.rev});
    }
    std::size_t seen_by(const std::string& who) {
        return as(who, {.path = "/api/v1/incidents"}).body["items"].items().size();
    }
    Incident again(const IncidentId& id) {
        return sure(town.reading([&](store::Read& db) { return load(*town.desk, db, id); }));
    }

    PersonId head;
    PersonId member;
    std::string head_secret;
    std::string member_secret;
    std::string handler_secret;
};

TEST_CASE("a restricted incident is there for those it names, and for nobody else") {
    Room room;
    const auto incident = room.town.declare();
    CHECK(room.seen_by(room.member_secret) == 1);

    const auto drawn = room.draw(incident, Room::circle(true, {room.head}), room.handler_secret);
    REQUIRE(drawn.status == 200);
    CHECK(drawn.body["circle"]["named"].items().size() == 2); // The handler stays inside.
    CHECK(room.seen_by(room.head_secret) == 1);
    CHECK(room.as(room.head_secret, Room::one(incident.id)).status == 200);

    CHECK(room.seen_by(room.member_secret) == 0);
    const auto counts = room.as(room.member_secret, {.path = "/api/v1/incidents"}).body["counts"];
    CHECK(counts["open"].integer_or(-1) == 0);
    const auto refused = room.as(room.member_secret, Room::one(incident.id));
    const auto missing = room.as(
        room.member_secret, Room::one(IncidentId::make(room.town.clock.now(), room.town.random)));
    CHECK(refused.code() == "team.nothing_here");
    CHECK(to_text(refused.body) == to_text(missing.body));
}

TEST_CASE("whoever is shut out sees nothing of it, whatever the post") {
    Room room;
    const auto incident = room.town.declare();
    REQUIRE(room.draw(incident, Room::circle(false, {}, {room.head}), room.handler_secret).status ==
            200);
    CHECK(room.seen_by(room.head_secret) == 0);
    CHECK(room.as(room.head_secret, Room::one(incident.id)).code() == "team.nothing_here");
    CHECK(room.seen_by(room.member_secret) == 1);
}

TEST_CASE("the reports that told of a restricted incident are behind the veil with it") {
    Room room;
    const auto report = room.town.receive("課長が名簿を持ち出した");
    auto wanted = declaration();
    wanted.reports = {report.id};
    const auto incident = room.town.declare(wanted);
    const auto in_view = [&](const PersonId& who) {
        return sure(room.town.reading(
                        [&](store::Read& db) { return reports(db, who, "all", 0, 50); }))
            .size();
    };
    CHECK(in_view(room.member) == 1);
    REQUIRE(room.draw(incident, Room::circle(true, {room.head}), room.handler_secret).status ==
            200);
    CHECK(in_view(room.member) == 0);
    CHECK(in_view(room.head) == 1);
    const auto counted =
        sure(room.town.reading([&](store::Read& db) { return report_counts(db, room.member); }));
    CHECK(counted.undecided == 0);
}

TEST_CASE("an incident declared restricted takes its number from a series of its own") {
    Room room;
    room.town.declare();
    auto secret = declaration();
    secret.circle = {.is_restricted = true, .named = {room.head}, .excluded = {}};
    secret.circle_reason = "人事に関わるため";
    CHECK(room.town.declare(secret).number == "R8-K-0001");
    CHECK(room.town.declare().number == "R8-0002");
}

TEST_CASE("the veil falls again, and is drawn the same after a replay") {
    Room room;
    const auto incident = room.town.declare();
    REQUIRE(room.draw(incident, Room::circle(true, {room.head}), room.handler_secret).status ==
            200);
    CHECK(room.town.verify().sound());
    REQUIRE(room.draw(room.again(incident.id), Room::circle(false, {}), room.head_secret).status ==
            200);
    CHECK(room.seen_by(room.member_secret) == 1);
    CHECK(room.town.verify().sound());
}

TEST_CASE("a circle without anybody who may open it again is refused") {
    Room room;
    const auto incident = room.town.declare();
    const auto told = [&](Json body) {
        const auto answer = room.draw(incident, std::move(body), room.handler_secret);
        return answer.code() + " " + std::string{answer.body["where"].text_or("")};
    };
    CHECK(told(Room::circle(true, {room.member}, {room.town.handler.person})) ==
          "incident.circle_locked /named");
    CHECK(told(Room::circle(true, {room.head}, {room.head})) == "incident.circle_both /excluded");
    CHECK(told(Room::circle(true, {PersonId::make(room.town.clock.now(), room.town.random)})) ==
          "incident.circle_stranger /named");
    CHECK(told(Room::circle(false, {})) == "incident.nothing_changes ");
    CHECK(room.again(incident.id).rev == incident.rev);
}

TEST_CASE("for an incident the head is shut out of, the next deputy takes over, for it alone") {
    Room room;
    const auto deputy =
        room.sign_in(room.town.somebody("shimin-bucho", "市民 部長").person, "deputy");
    const auto incident = room.town.declare();
    const auto other = room.town.declare();
    const auto takes_over = [&](const IncidentId& id) {
        return room.as(deputy, {.method = http::Method::post,
                                .path = "/api/v1/incidents/{id}/stand-in",
                                .params = {{"id", id.text()}},
                                .body = Json::object({{"reason", "責任者の関与が疑われるため"}}),
                                .rev = room.again(id).rev});
    };
    const auto may_converge = [&](const IncidentId& id) {
        const auto seen = room.as(deputy, Room::one(id)).body;
        for (const auto& row : seen["may"].items()) {
            if (row["action"].text_or("") == "incident.converge")
                return row["allowed"].boolean_or(false);
        }
        return false;
    };
    CHECK(takes_over(incident.id).code() == "incident.head_not_excluded");
    REQUIRE(room.draw(incident, Room::circle(false, {}, {room.head}), room.handler_secret).status ==
            200);
    CHECK_FALSE(may_converge(incident.id));
    REQUIRE(takes_over(incident.id).status == 200);
    CHECK(may_converge(incident.id));
    CHECK_FALSE(may_converge(other.id));
    CHECK(room.town.verify().sound());

    REQUIRE(
        room.draw(room.again(incident.id), Room::circle(false, {}), room.handler_secret).status ==
        200);
    CHECK_FALSE(may_converge(incident.id));
    CHECK(room.town.verify().sound());
}

TEST_CASE("who is not named cannot decide either: the next who knows takes over") {
    Room room;
    room.town.somebody("shimin-bucho", "市民 部長"); // Before the other in the line; not named.
    const auto second = room.town.somebody("fukushi-bucho", "福祉 部長").person;
    const auto deputy = room.sign_in(second, "second");
    const auto incident = room.town.declare();
    const auto takes_over = [&] {
        return room.as(deputy, {.method = http::Method::post,
                                .path = "/api/v1/incidents/{id}/stand-in",
                                .params = {{"id", incident.id.text()}},
                                .body = Json::object({{"reason", "責任者は知らない"}}),
                                .rev = room.again(incident.id).rev});
    };
    REQUIRE(
        room.draw(incident, Room::circle(true, {room.head, second}), room.handler_secret).status ==
        200);
    CHECK(takes_over().code() == "incident.head_not_excluded"); // The head knows, and is here.
    REQUIRE(room.draw(room.again(incident.id), Room::circle(true, {second}), room.handler_secret)
                .status == 200);
    REQUIRE(takes_over().status == 200);
    CHECK(room.as(room.head_secret, Room::one(incident.id)).code() == "team.nothing_here");
    CHECK(room.town.verify().sound());
}

TEST_CASE("who stands in for an absent head may be shut out like the head") {
    Room room;
    const auto first = room.town.somebody("shimin-bucho", "市民 部長");
    const auto second = room.town.somebody("fukushi-bucho", "福祉 部長").person;
    const auto deputy = room.sign_in(second, "second");
    sure(room.town.writing([&](store::Write& db) {
        return team::take_over(
            db, *room.town.journal, first, room.town.book->current().charter,
            {.post = "soumu-bucho", .reason = "出張", .until = {}, .also_away = {}});
    }));
    const auto incident = room.town.declare();
    REQUIRE(
        room.draw(incident, Room::circle(false, {}, {first.person}), room.handler_secret).status ==
        200);
    const auto taken = room.as(deputy, {.method = http::Method::post,
                                        .path = "/api/v1/incidents/{id}/stand-in",
                                        .params = {{"id", incident.id.text()}},
                                        .body = Json::object({{"reason", "代行者の関与"}}),
                                        .rev = room.again(incident.id).rev});
    CHECK(taken.status == 200);
}

TEST_CASE("whoever may not restrict is told who may") {
    Room room;
    const auto incident = room.town.declare();
    const auto answer = room.draw(incident, Room::circle(true, {room.head}), room.member_secret);
    CHECK(answer.code() == "team.needs_role");
}

} // namespace
} // namespace sokuo::incident
