#include "triage/misdelivery.h"

#include "incident/testing.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace sokuo::triage {
namespace {

using incident::FactState;
using incident::TaskState;
using incident::testing::at_time;
using incident::testing::sure;
using incident::testing::told;
using incident::testing::Town;

Json number(std::int64_t value) {
    return Json::object({{"state", "known"}, {"value", value}});
}

// The whole page, every one of its fifteen fields filled in.
Json page() {
    return Json::object(
        {{"kind", "mail"},
         {"what", "健診の案内を、宛先をCCにして300人に送った"},
         {"department", "健康づくり課"},
         {"happened", "令和８年１１月２４日 午前８時４０分頃"},
         {"noticed_at", "2026-11-23T23:50:00Z"},
         {"noticed_by", "課の職員"},
         {"recipients", number(300)},
         {"persons", Json::object({{"state", "known"}, {"value", 300}, {"estimate", true}})},
         {"items", Json::object({{"state", "not_applicable"}})},
         {"data_kinds", Json{Json::Array{"name", "mail", "sensitive"}}},
         {"deletion", "asked"},
         {"recovery", "not_applicable"},
         {"apology", "not_yet"},
         {"measures", "受信した人に削除を頼むメールを送った"}});
}

struct Case {
    Case() = default;
    Result<IncidentId> tries(const Misdelivery& slip) {
        const http::Request request;
        const team::Call call{request, town.book->current(), {}, {}, town.handler, Language::ja};
        return town.writing(
            [&](store::Write& db) { return record_misdelivery(*town.desk, db, call, slip); });
    }
    incident::Incident record(const Json& json) {
        const auto id = sure(tries(sure(read_misdelivery(json))));
        return sure(
            town.reading([&](store::Read& db) { return incident::load(*town.desk, db, id); }));
    }
    Town town;
};

const incident::Task* task_about(const incident::Incident& incident, std::string_view word) {
    const auto found = std::ranges::find_if(incident.tasks, [&](const auto& task) {
        return task.title.find(word) != std::string::npos;
    });
    return found == incident.tasks.end() ? nullptr : &*found;
}

std::string value(const incident::Incident& incident, const std::string& key) {
    const auto found = incident.facts.find(key);
    return found == incident.facts.end() ? "(nobody said)" : found->second.value;
}

TEST_CASE("every field of the page is read") {
    const auto slip = sure(read_misdelivery(page()));
    CHECK(slip.kind == "mail");
    CHECK(slip.what == "健診の案内を、宛先をCCにして300人に送った");
    CHECK(slip.department == "健康づくり課");
    CHECK(slip.happened == "令和８年１１月２４日 午前８時４０分頃");
    CHECK(slip.noticed_at == at_time("2026-11-23T23:50:00Z"));
    CHECK(slip.noticed_by == "課の職員");
    CHECK(slip.recipients.value == 300);
    CHECK_FALSE(slip.recipients.is_estimate);
    CHECK(slip.persons.is_estimate);
    CHECK(slip.items.state == FactState::not_applicable);
    CHECK(slip.data_kinds.size() == 3);
    CHECK(slip.deletion == "asked");
    CHECK(slip.recovery == "not_applicable");
    CHECK(slip.apology == "not_yet");
    CHECK(slip.measures == "受信した人に削除を頼むメールを送った");
}

TEST_CASE("what is wrong with the page is named, field by field") {
    const auto wrong = [](std::string_view name, const Json& json) {
        auto one = page();
        one.set(name, json);
        const auto read = read_misdelivery(one);
        return read.ok() ? std::string{"nothing"} : read.error().where;
    };
    CHECK(wrong("kind", "pigeon") == "/kind");
    CHECK(wrong("what", "　") == "/what");
    CHECK(wrong("noticed_at", "けさ") == "/noticed_at");
    CHECK(wrong("persons", Json::object({{"state", "known"}})) == "/persons/value");
    CHECK(wrong("persons", Json::object({{"state", "many"}})) == "/persons/state");
    CHECK(wrong("data_kinds", Json{Json::Array{"shoe_size"}}) == "/data_kinds");
    CHECK(wrong("deletion", "perhaps") == "/deletion");
    CHECK(wrong("deletoin", "asked") == "/deletoin");
}

TEST_CASE("one page makes the report, its judgement and an incident of 別表第２, C") {
    Case at;
    const auto incident = at.record(page());
    CHECK(incident.number == "R8-0001");
    CHECK(incident.title == "メールの誤送信（健康づくり課）");
    CHECK(incident.priority == "P2");
    REQUIRE(incident.categories.size() == 1);
    CHECK(incident.categories.front().code == "C");
    CHECK(incident.categories.front().subtype == "misdelivery");

    REQUIRE(incident.reports.size() == 1);
    const auto report = sure(at.town.reading([&](store::Read& db) {
        return incident::load(*at.town.desk, db, incident.reports.front());
    }));
    CHECK(report.state() == "declared");
    CHECK(report.slip.finder.name == "課の職員");
    CHECK(report.slip.when.at == at_time("2026-11-23T23:40:00Z"));
    CHECK(at.town.verify().sound());
}

TEST_CASE("the facts are those that were said, and no others") {
    Case at;
    const auto incident = at.record(page());
    CHECK(value(incident, "known_at") == "2026-11-23T23:50:00Z");
    CHECK(value(incident, "recipient_count") == "300");
    CHECK(value(incident, "person_count") == "300");
    CHECK(incident.facts.at("person_count").is_estimate);
    CHECK(incident.facts.at("record_count").state == FactState::not_applicable);
    CHECK(value(incident, "items") == "氏名、メールアドレス、要配慮個人情報");
    CHECK(value(incident, "personal_data_leak") == "yes");
    CHECK(value(incident, "special_care") == "yes");
    CHECK(value(incident, "my_number") == "no");
    CHECK(value(incident, "wrongful_purpose") == "no");
    CHECK(value(incident, "cause") == "(nobody said)");
}

TEST_CASE("of what is lost nobody can say yet that no thief has it") {
    Case at;
    auto json = page();
    json.set("kind", "loss");
    const auto incident = at.record(json);
    CHECK(incident.categories.front().subtype == "loss");
    CHECK(value(incident, "wrongful_purpose") == "(nobody said)");
}

TEST_CASE("without personal data nothing is said about a leak") {
    Case at;
    auto json = page();
    json.set("data_kinds", Json::array());
    const auto incident = at.record(json);
    CHECK(value(incident, "personal_data_leak") == "(nobody said)");
    CHECK(incident.answers.residents == "unknown");
}

TEST_CASE("each request to the recipients is a task as far as it has come") {
    Case at;
    const auto incident = at.record(page());
    const auto* deletion = task_about(incident, "削除");
    REQUIRE(deletion);
    CHECK(deletion->state == TaskState::open);
    CHECK_FALSE(deletion->result.empty());
    CHECK(task_about(incident, "回収") == nullptr);
    const auto* apology = task_about(incident, "おわび");
    REQUIRE(apology);
    CHECK(apology->state == TaskState::open);
    CHECK(apology->result.empty());

    auto json = page();
    json.set("deletion", "done").set("recovery", "impossible");
    const auto later = at.record(json);
    CHECK(task_about(later, "削除")->state == TaskState::done);
    CHECK(task_about(later, "回収")->state == TaskState::skipped);
}

TEST_CASE("measures that were taken are in the record, and the work has begun") {
    Case at;
    CHECK(at.record(page()).phase == incident::Phase::responding);
    auto json = page();
    json.set("measures", "");
    CHECK(at.record(json).phase == incident::Phase::triaged);
}

TEST_CASE("the commission's clock runs from the moment somebody noticed") {
    Case at;
    const auto incident = at.record(page());
    const auto& rows = incident.deadlines.items();
    const auto quick = std::ranges::find_if(
        rows, [](const Json& row) { return row["key"].text_or("") == "ppc_preliminary"; });
    REQUIRE(quick != rows.end());
    CHECK((*quick)["from_at"] == Json{"2026-11-23T23:50:00Z"});
    CHECK((*quick)["certain"] == Json{true});
}

TEST_CASE("what was noticed in the future leaves nothing behind") {
    Case at;
    auto slip = sure(read_misdelivery(page()));
    slip.noticed_at = at.town.clock.now() + std::chrono::minutes{3};
    CHECK(told(at.tries(slip)) == "triage.noticed_in_the_future /noticed_at");
    CHECK(at.record(page()).number == "R8-0001");
}

} // namespace
} // namespace sokuo::triage
