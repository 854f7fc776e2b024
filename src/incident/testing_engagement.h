#pragma once

// For the tests of engagements: a room with the handler, the head, and whoever is let in.

#include "approval/approval_api.h"
#include "identity/totp.h"
#include "incident/asks_api.h"
#include "incident/circle_api.h"
#include "incident/engaged_api.h"
#include "incident/engagement_api.h"
#include "incident/incident_api.h"
#include "incident/testing_api.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sokuo::incident::testing {

struct EngagementRoom : Window {
    static constexpr auto* own_password = "青い海のむこうの白い灯台を見に行く";

    EngagementRoom() {
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

} // namespace sokuo::incident::testing
