#include "alert/alert_store.h"
#include "incident/testing.h"

#include <doctest/doctest.h>

namespace sokuo::alert {
namespace {

using incident::testing::sure;
using incident::testing::told;
using incident::testing::Town;

struct Desk {
    Desk() { sure(prepare(*town.store)); }

    Raised say(std::string rule, std::string host, Severity severity = Severity::low,
               std::string reference = {}) {
        Signal signal;
        signal.source = "suricata";
        signal.rule = std::move(rule);
        signal.title = "怪しい通信";
        signal.host = std::move(host);
        signal.severity = severity;
        signal.reference = std::move(reference);
        signal.raw = "event " + std::to_string(++events);
        return sure(town.writing(
            [&](store::Write& db) { return raise(*town.desk, db, town.handler, signal); }));
    }
    std::vector<AlertRow> all(std::string_view state = "all") {
        return sure(town.store->read_for(
            [&](store::Read& db) { return alerts(db, town.handler.person, state, 0, 1'000); }));
    }
    Alert read(const AlertId& id) {
        return sure(
            town.store->read_for([&](store::Read& db) { return load(*town.desk, db, id); }));
    }
    Result<> judges(const AlertId& id, const Judge& judgement) {
        return town.store->write(
            [&](store::Write& db) { return judge(*town.desk, db, town.handler, id, judgement); });
    }
    std::int64_t entries() {
        return sure(town.store->read_for([&](store::Read& db) { return town.journal->head(db); }));
    }
    incident::ReportCounts reports() {
        return sure(town.store->read_for(
            [&](store::Read& db) { return incident::report_counts(db, town.handler.person); }));
    }

    Town town{{alert_view()}};
    int events = 0;
};

} // namespace

TEST_CASE("one rule on one machine is one alert with a count, and the journal is not flooded") {
    Desk desk;
    const auto first = desk.say("scan", "SZK-114");
    CHECK(first.is_new);
    const auto before = desk.entries();
    for (int i = 0; i < 999; ++i)
        CHECK(desk.say("scan", "SZK-114").alert == first.alert);
    CHECK(desk.entries() == before);
    REQUIRE(desk.all().size() == 1);
    CHECK(desk.all()[0].count == 1'000);

    CHECK(sure(write_counts(*desk.town.desk)) == 1);
    CHECK(desk.entries() == before + 1);
    CHECK(sure(write_counts(*desk.town.desk)) == 0);
    sure(desk.town.journal->rebuild({}));
    CHECK(desk.all()[0].count == 1'000);
    CHECK(sure(desk.town.store->read_for([&](store::Read& db) {
              return said(db, first.alert, 1'000);
          })).size() == said_max);
}

TEST_CASE("what a source said before changes nothing when it is said again") {
    Desk desk;
    const auto first = desk.say("scan", "SZK-114", Severity::low, "abc-1");
    const auto again = desk.say("scan", "SZK-114", Severity::critical, "abc-1");
    CHECK(again.was_known);
    CHECK(again.alert == first.alert);
    CHECK(desk.all()[0].count == 1);
    CHECK(desk.reports().undecided == 0);
    CHECK_FALSE(desk.say("scan", "SZK-114", Severity::low, "abc-2").was_known);
    CHECK(desk.all()[0].count == 2);
}

TEST_CASE("after an hour of silence the same thing is a new alert") {
    Desk desk;
    const auto morning = desk.say("scan", "SZK-114");
    desk.town.clock.advance_to(desk.town.clock.now() + std::chrono::minutes{59});
    CHECK(desk.say("scan", "SZK-114").alert == morning.alert);
    desk.town.clock.advance_to(desk.town.clock.now() + std::chrono::minutes{61});
    CHECK(desk.say("scan", "SZK-114").alert != morning.alert);
}

TEST_CASE("what goes on for hours is one alert with a count of each hour, and evidence of each") {
    Desk desk;
    auto& clock = desk.town.clock;
    clock.advance_to(std::chrono::floor<std::chrono::hours>(clock.now()) +
                     std::chrono::minutes{90});
    const auto first = desk.say("scan", "SZK-114");
    for (int hour = 0; hour < 3; ++hour) {
        for (int i = 0; i < 100; ++i)
            CHECK(desk.say("scan", "SZK-114").alert == first.alert);
        clock.advance_to(clock.now() + std::chrono::minutes{59});
    }
    const auto by_hour = sure(
        desk.town.store->read_for([&](store::Read& db) { return hours(db, first.alert, 48); }));
    REQUIRE(by_hour.size() == 3);
    CHECK(by_hour[0].count + by_hour[1].count + by_hour[2].count == 301);
    CHECK(by_hour[2].count == 100);
    CHECK(by_hour[2].from - by_hour[0].from == std::chrono::hours{2});
    const auto kept = sure(
        desk.town.store->read_for([&](store::Read& db) { return said(db, first.alert, 1'000); }));
    CHECK(kept.size() == said_max + 2 * said_in_hour_max);
    CHECK(
        sure(desk.town.store->read_for([&](store::Read& db) { return hours(db, first.alert, 1); }))
            .at(0)
            .from == by_hour[2].from);
}

TEST_CASE("a storm over five hundred machines and three hundred rules is few alerts") {
    Desk desk;
    for (int host = 0; host < 500; ++host)
        desk.say("worm", "PC-" + std::to_string(host));
    CHECK(desk.all().size() == static_cast<std::size_t>(hosts_max) + 1);
    CHECK(desk.all()[0].scope == Scope::rule);
    CHECK(desk.all()[0].count == 500 - hosts_max);
    for (int rule = 0; rule < 300; ++rule)
        desk.say("rule-" + std::to_string(rule), "PC-1");
    CHECK(desk.all().size() == static_cast<std::size_t>(alerts_max) + 1);
    CHECK(desk.all()[0].scope == Scope::source);
}

TEST_CASE("a grave alert is a report at once, and one report, however often it is said") {
    Desk desk;
    const auto quiet = desk.say("ransom-note", "FS-01", Severity::medium);
    CHECK(desk.reports().undecided == 0);
    CHECK(desk.say("ransom-note", "FS-01", Severity::critical).alert == quiet.alert);
    CHECK(desk.reports().undecided == 1);
    desk.say("ransom-note", "FS-01", Severity::critical);
    CHECK(desk.reports().undecided == 1);
    const auto alert = desk.read(quiet.alert);
    CHECK(alert.state == State::taken);
    CHECK(alert.severity == Severity::critical);
    CHECK(desk.all()[0].report == alert.judgement->report);
}

TEST_CASE("people take an alert, add it to a report or put it away; each once") {
    Desk desk;
    const auto one = desk.say("scan", "A");
    const auto two = desk.say("scan", "B");
    const auto three = desk.say("scan", "C");
    sure(desk.judges(one.alert, {.outcome = State::taken, .report = {}, .reason = {}}));
    const auto report = desk.all()[2].report;
    REQUIRE(report);
    sure(desk.judges(two.alert, {.outcome = State::joined, .report = report, .reason = {}}));
    sure(desk.judges(three.alert,
                     {.outcome = State::dismissed, .report = {}, .reason = "脆弱性診断"}));
    CHECK(
        told(desk.judges(one.alert, {.outcome = State::dismissed, .report = {}, .reason = "x"})) ==
        "alert.judged_already");
    CHECK(desk.all("new").empty());
    CHECK(desk.all("judged").size() == 3);
    CHECK(sure(desk.town.store->read_for([&](store::Read& db) {
              return alerts_of(db, *report);
          })).size() == 2);
    // What goes on is counted where it was judged, and wakes nobody.
    CHECK(desk.say("scan", "C").alert == three.alert);
    CHECK(desk.all("new").empty());
    CHECK(told(desk.judges(desk.say("other", "A").alert,
                           {.outcome = State::joined,
                            .report = ReportId::make(desk.town.clock.now(), desk.town.random),
                            .reason = {}})) == "incident.no_such_report");
}

TEST_CASE("an alert inside a report is known to whoever may know of the report") {
    Desk desk;
    const auto one = desk.say("mail-rule", "MX", Severity::high);
    const auto report = *desk.read(one.alert).judgement->report;
    const auto stranger = desk.town.somebody("soumu-bucho", "総務 部長");
    sure(desk.town.store->write([&](store::Write& db) {
        return team::draw_veil(
            db, {"report", report.value},
            {.is_restricted = true, .named = {desk.town.handler.person}, .excluded = {}});
    }));
    CHECK(desk.all().size() == 1);
    CHECK(sure(desk.town.store->read_for([&](store::Read& db) {
              return alerts(db, stranger.person, "all", 0, 10);
          })).empty());
}

} // namespace sokuo::alert
