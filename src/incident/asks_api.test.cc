#include "incident/asks_api.h"

#include "incident/incident_api.h"
#include "incident/testing_api.h"

// 私へのお願い: 財政 and a department answer what they are asked and see nothing else.

namespace sokuo::incident {
namespace {

using namespace testing;

struct Room : Window {
    Room() {
        for (auto& route : asks_routes(*town.desk, plain_problem))
            routes.push_back(std::move(route));
        for (auto& route : incident_routes(*town.desk, plain_problem))
            routes.push_back(std::move(route));
        finance = sign_in(town.somebody("zaisei-kacho", "財政 課長").person, "finance");
        manager = town.somebody("shimin-kacho", "市民 課長").person;
        manager_secret = sign_in(manager, "manager");
        handler_secret = secret;
        incident = town.declare().id;
    }
    Answer as(const std::string& who, const Ask& ask) {
        secret = who;
        auto answer = send(ask);
        secret = handler_secret;
        return answer;
    }
    Answer put(Json body) {
        return send({.method = http::Method::post,
                     .path = "/api/v1/incidents/{id}/asks",
                     .params = {{"id", incident.text()}},
                     .body = std::move(body)});
    }
    /// The id of a request put to the finance section.
    std::string ask_finance() {
        const auto put_it = put(
            Json::object({{"post", "zaisei-kacho"}, {"text", "予備費を使えるか教えてください"}}));
        REQUIRE(put_it.status == 201);
        return std::string{put_it.body["asks"].items().back()["id"].text_or("")};
    }
    Answer answers(const std::string& who, const std::string& id) {
        return as(who, {.method = http::Method::post,
                        .path = "/api/v1/asks/{asked}/answer",
                        .params = {{"asked", id}},
                        .body = Json::object({{"text", "300万円まで使えます"}})});
    }
    std::size_t mine(const std::string& who) {
        return as(who, {.path = "/api/v1/asks"}).body["items"].items().size();
    }

    IncidentId incident;
    PersonId manager;
    std::string finance;
    std::string manager_secret;
    std::string handler_secret;
};

TEST_CASE("whoever holds the post answers in their own words, and the incident has it") {
    Room room;
    const auto id = room.ask_finance();
    CHECK(room.mine(room.finance) == 1);
    CHECK(room.mine(room.manager_secret) == 0);

    const auto answered = room.answers(room.finance, id);
    REQUIRE(answered.status == 201);
    CHECK(answered.body["state"].text_or("") == "answered");
    CHECK(room.mine(room.finance) == 0);
    CHECK(room.answers(room.finance, id).code() == "incident.ask_ended");

    const auto seen =
        room.send({.path = "/api/v1/incidents/{id}", .params = {{"id", room.incident.text()}}});
    const auto asked = seen.body["asks"].items().front();
    CHECK(asked["answer"].text_or("") == "300万円まで使えます");
    CHECK(asked["answered_by"]["post"].text_or("") == "財政課長");
    CHECK(room.town.verify().sound());
}

TEST_CASE("who is asked sees the request and nothing of the incident") {
    Room room;
    room.ask_finance();
    const auto list = room.as(room.finance, {.path = "/api/v1/asks"});
    const auto text = to_text(list.body);
    CHECK(text.find("予備費") != std::string::npos);
    CHECK(text.find("R8-0001") == std::string::npos);
    CHECK(text.find(room.incident.text()) == std::string::npos);
    CHECK(text.find("ファイルサーバ") == std::string::npos);
    const auto page = room.as(
        room.finance, {.path = "/api/v1/incidents/{id}", .params = {{"id", room.incident.text()}}});
    CHECK(page.code() == "team.needs_role");
}

TEST_CASE("nobody answers what another was asked, and is told the same as for nothing") {
    Room room;
    const auto id = room.ask_finance();
    CHECK(room.answers(room.manager_secret, id).code() == "incident.no_such_ask");
    CHECK(room.answers(room.manager_secret,
                       AskedId::make(room.town.clock.now(), room.town.random).text())
              .code() == "incident.no_such_ask");
    CHECK(room.mine(room.finance) == 1);
}

TEST_CASE("whoever is shut out of the incident is asked nothing about it any longer") {
    Room room;
    const auto put = room.put(Json::object(
        {{"person", room.manager.text()}, {"text", "影響を受けた窓口を教えてください"}}));
    REQUIRE(put.status == 201);
    const std::string id{put.body["asks"].items().front()["id"].text_or("")};
    room.town.does(room.incident, Command{SetCircle{{false, {}, {room.manager}}, "関与の疑い"}});
    CHECK(room.mine(room.manager_secret) == 0);
    CHECK(room.answers(room.manager_secret, id).code() == "incident.no_such_ask");
}

TEST_CASE("a person can be asked; what is wanted no longer is dropped with its reason") {
    Room room;
    const auto put = room.put(Json::object(
        {{"person", room.manager.text()}, {"text", "影響を受けた窓口を教えてください"}}));
    REQUIRE(put.status == 201);
    CHECK(room.mine(room.manager_secret) == 1);
    const std::string id{put.body["asks"].items().front()["id"].text_or("")};
    const auto dropped = room.send({.method = http::Method::post,
                                    .path = "/api/v1/incidents/{id}/asks/{asked}/withdrawal",
                                    .params = {{"id", room.incident.text()}, {"asked", id}},
                                    .body = Json::object({{"reason", "別の課から聞けた"}}),
                                    .rev = put.body["rev"].integer_or(0)});
    CHECK(dropped.status == 200);
    CHECK(room.mine(room.manager_secret) == 0);
}

TEST_CASE("a request goes to a person or to a post, not to both, and says something") {
    Room room;
    const auto told = [&](Json body) {
        const auto answer = room.put(std::move(body));
        return answer.code() + " " + std::string{answer.body["where"].text_or("")};
    };
    CHECK(told(Json::object({{"text", "お願いします"}})) == "incident.ask_to_whom /person");
    CHECK(told(Json::object({{"text", "お願いします"},
                             {"person", room.manager.text()},
                             {"post", "zaisei-kacho"}})) == "incident.ask_to_whom /person");
    CHECK(told(Json::object({{"text", "お願いします"}, {"post", "shichou"}})) ==
          "incident.no_such_post /post");
    CHECK(told(Json::object({{"post", "zaisei-kacho"}})).ends_with("/text"));
}

} // namespace
} // namespace sokuo::incident
