#include "triage/judgement.h"

#include "incident/testing.h"

#include <doctest/doctest.h>

namespace sokuo::triage {
namespace {

using incident::Outcome;
using incident::testing::sure;
using incident::testing::told;

const charter::Pack& pack() {
    static const incident::testing::Town town;
    return town.book->current().pack;
}

Json declaring() {
    return Json::object(
        {{"outcome", "incident"},
         {"title", "ファイルサーバに接続できない"},
         {"categories",
          Json{Json::Array{Json::object({{"code", "A"}, {"subtype", "stopped"}, {"main", true}})}}},
         {"answers",
          Json::object({{"residents", "no"}, {"stopped", "yes"}, {"spreading", "no"}})}});
}

TEST_CASE("three answers propose a priority, and what is not known weighs") {
    const auto proposed = [](const char* residents, const char* stopped, const char* spreading) {
        return propose(pack(), {residents, stopped, spreading}).priority;
    };
    CHECK(proposed("yes", "no", "yes") == "P1");
    CHECK(proposed("yes", "no", "no") == "P2");
    CHECK(proposed("no", "yes", "no") == "P3");
    CHECK(proposed("no", "no", "no") == "P4");
    CHECK(proposed("unknown", "unknown", "unknown") == "P2");
    CHECK(proposed("?", "?", "?") == "P2");
}

TEST_CASE("a judgement that declares takes the proposal unless a person says otherwise") {
    auto json = declaring();
    const auto judgement = sure(read_judgement(json, pack()));
    REQUIRE(judgement.declare);
    CHECK(judgement.declare->priority == "P3");
    CHECK(judgement.declare->proposed_priority == "P3");
    CHECK(judgement.declare->categories.front().subtype == "stopped");

    json.set("priority", "P1").set("priority_reason", "年末の窓口が止まる");
    const auto raised = sure(read_judgement(json, pack()));
    CHECK(raised.declare->priority == "P1");
    CHECK(raised.declare->proposed_priority == "P3");
}

TEST_CASE("a reply is owed by what ends here, and by nothing else") {
    const auto owes = [](const char* outcome) {
        return sure(read_judgement(Json::object({{"outcome", outcome},
                                                 {"reason", "工事だった"},
                                                 {"transferred_to", "市民課"},
                                                 {"owes_reply", true}}),
                                   pack()))
            .judge.owes_reply;
    };
    CHECK(owes("not_incident"));
    CHECK(owes("transferred"));
    CHECK_FALSE(owes("spam"));
    CHECK_FALSE(owes("waiting"));
}

TEST_CASE("without the three answers nothing is known, and that is said") {
    const auto judgement =
        sure(read_judgement(Json::object({{"outcome", "incident"},
                                          {"title", "停止"},
                                          {"categories", declaring()["categories"]}}),
                            pack()));
    CHECK(judgement.declare->answers == incident::TriageAnswers{});
    CHECK(judgement.declare->priority == "P2");
}

TEST_CASE("what a declaration lacks is named") {
    auto json = declaring();
    json.set("title", "  ");
    const auto untitled = read_judgement(json, pack());
    REQUIRE_FALSE(untitled.ok());
    CHECK(untitled.error().where == "/title");
    json = declaring();
    json.set("categories", Json::array());
    CHECK(told(read_judgement(json, pack())) == "incident.one_main_category /categories");
    json = declaring();
    json.set("priorty", "P1");
    CHECK_FALSE(read_judgement(json, pack()).ok());
}

TEST_CASE("a draft of a declaration left in the form is no part of another judgement") {
    auto json = declaring();
    json.set("outcome", "watch").set("reason", "一度だけの検知");
    const auto judgement = sure(read_judgement(json, pack()));
    CHECK(judgement.judge.outcome == Outcome::watch);
    CHECK_FALSE(judgement.declare);
}

TEST_CASE("joining needs the incident it is joined to") {
    auto json = Json::object({{"outcome", "join"}});
    CHECK(told(read_judgement(json, pack())) == "triage.incident_missing /incident");
    json.set("incident", "01938f6e-7c1a-7b2e-9a54-3f1f0c8d2e11");
    CHECK(sure(read_judgement(json, pack())).judge.incident);
    json.set("outcome", "dance");
    CHECK_FALSE(read_judgement(json, pack()).ok());
}

} // namespace
} // namespace sokuo::triage
