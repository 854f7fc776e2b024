#include "team/wake_api.h"

#include "team/roster_api.h"
#include "team/team_test.h"

namespace sokuo::team {
namespace {

using http::Method;

// An incident of two entries, a clerk who calls, and those who are called.
struct Night : City {
    Night() {
        head = add("sato", "soumu-bucho");
        handler = add("tanaka", "joho-kacho");
        clerk = add("suzuki", "joho-kakari");
        add("auditor", "kansa-kakari");
        add("finance", "zaisei-kacho");
        const auto number = [](store::Read&, const journal::Stream& about) -> Result<std::string> {
            return std::string{about.kind == "report" ? "R8-U-0001" : "R8-0012"};
        };
        serve(wake_routes(
            {{*store, *journal, *book, accounts}, number, [this] { return sends_mail; }}));
        const auto job = [&](store::Write& db) -> Result<> {
            TRY(journal->append(db, {}, {.stream = {"incident", incident}, .type = "test.made"}));
            TRY(journal->append(db, {}, {.stream = {"report", report}, .type = "test.made"}));
            return Done{};
        };
        REQUIRE(store->write(job).ok());
        sign_in("suzuki");
    }
    std::string of_incident() const { return "/api/v1/incidents/" + to_text(incident) + "/wake"; }
    Json post(std::string path, std::string body = "{}", int status = 201) {
        return json({.method = Method::post, .path = std::move(path), .body = std::move(body)},
                    status);
    }
    Json wake() { return post(of_incident())["wakes"].items().at(0); }
    static std::string path(const Json& wake, std::string_view act) {
        return "/api/v1/wakes/" + std::string{wake["id"].text_or("")} + std::string{act};
    }
    std::string refused(std::string path, std::string body = "{}") {
        return std::string{post(std::move(path), std::move(body), 400)["code"].text_or("")};
    }

    PersonId head;
    PersonId handler;
    PersonId clerk;
    Uuid incident = new_uuid(clock.now(), random);
    Uuid report = new_uuid(clock.now(), random);
    bool sends_mail = false;
};

TEST_CASE("before anybody is called it is said whom one would call, and whether mail is sent") {
    Night night;
    const auto board = night.json({.path = night.of_incident()});
    CHECK(board["order"].items().at(0)["person"]["name"].text_or("") == "tanaka");
    CHECK(board["wakes"].items().empty());
    CHECK(board["minutes"].integer_or(0) == 10);
    CHECK_FALSE(board["sends_mail"].boolean_or(true));
    night.sends_mail = true;
    CHECK(night.json({.path = night.of_incident()})["sends_mail"].boolean_or(false));
}

TEST_CASE("the clerk calls, the handler signs in and says so") {
    Night night;
    const auto wake = night.wake();
    CHECK(wake["number"].text_or("") == "R8-0012");
    CHECK(wake["calls"].items().at(0).find("called_at") != nullptr);
    CHECK(wake["calls"].items().at(1).find("called_at") == nullptr);
    night.sign_in("tanaka");
    const auto answered = night.post(Night::path(wake, "/ack"));
    CHECK(answered["state"].text_or("") == "answered");
    CHECK(answered["calls"].items().at(0).find("noted_by") == nullptr);
}

TEST_CASE("an answer on the telephone is noted by who may call, and by nobody else") {
    Night night;
    const auto wake = night.wake();
    const auto said = R"({"person":")" + night.handler.text() + "\"}";
    for (const auto* name : {"auditor", "finance"}) {
        night.sign_in(name);
        CHECK(night.refused(Night::path(wake, "/ack"), said) == "team.needs_role");
        CHECK(night.refused(Night::path(wake, "/ack")) == "team.not_in_order");
        CHECK(night.refused(Night::path(wake, "/next")) == "team.needs_role");
        CHECK(night.refused(night.of_incident()) == "team.needs_role");
    }
    night.sign_in("suzuki");
    const auto noted = night.post(Night::path(wake, "/ack"), said);
    CHECK(noted["calls"].items().at(0)["noted_by"]["name"].text_or("") == "suzuki");
}

TEST_CASE("no answer: the next one; and then nobody need be called any longer") {
    Night night;
    const auto wake = night.wake();
    const auto next = night.post(Night::path(wake, "/next"));
    CHECK(next["calls"].items().at(1).find("called_at") != nullptr);
    CHECK_FALSE(next["has_next"].boolean_or(true));
    CHECK(night.refused(Night::path(wake, "/next")) == "team.nobody_left");
    CHECK(night.post(Night::path(wake, "/end"))["state"].text_or("") == "ended");
}

TEST_CASE("a report that nobody has judged wakes people as well") {
    Night night;
    const auto board = night.post("/api/v1/reports/" + to_text(night.report) + "/wake");
    CHECK(board["wakes"].items().at(0)["number"].text_or("") == "R8-U-0001");
    CHECK(night.json({.path = night.of_incident()})["wakes"].items().empty());
}

TEST_CASE("who may not know of the incident learns nothing of the call") {
    Night night;
    const auto wake = night.wake();
    REQUIRE(night.store
                ->write([&](store::Write& db) {
                    return draw_veil(
                        db, {"incident", night.incident},
                        {.is_restricted = true, .named = {night.clerk}, .excluded = {}});
                })
                .ok());
    night.sign_in("tanaka");
    CHECK(night.refused(Night::path(wake, "/ack")) == "team.nothing_here");
    CHECK(night.refused(night.of_incident()) == "team.nothing_here");
}

} // namespace
} // namespace sokuo::team
