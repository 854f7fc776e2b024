#include "incident/report_store.h"

#include "incident/testing.h"
#include "journal/due.h"

#include <doctest/doctest.h>

namespace sokuo::incident {
namespace {

using testing::sure;
using testing::Town;

std::vector<std::string> inbox(Town& town, std::string_view group, std::int64_t after = 0,
                               std::int64_t count_max = 50) {
    std::vector<std::string> numbers;
    for (const auto& row : sure(town.reading([&](store::Read& db) {
             return reports(db, town.handler.person, group, after, count_max);
         })))
        numbers.push_back(row.number);
    return numbers;
}

ReportCounts counted(Town& town) {
    return sure(
        town.reading([&](store::Read& db) { return report_counts(db, town.handler.person); }));
}

Judge judged(Outcome outcome) {
    return {.outcome = outcome,
            .reason = "確かめた",
            .incident = {},
            .transferred_to = "県",
            .look_again_at = {}};
}

using Numbers = std::vector<std::string>;

TEST_CASE("what waits longest is judged first; what is judged is shown newest first") {
    Town town;
    const auto one = town.receive("一つ目");
    const auto two = town.receive("二つ目");
    const auto three = town.receive("三つ目");
    CHECK(inbox(town, "undecided") == Numbers{"R8-U-0001", "R8-U-0002", "R8-U-0003"});
    town.does(one.id, judged(Outcome::not_incident));
    town.does(two.id, judged(Outcome::transferred));
    town.does(three.id, judged(Outcome::waiting));
    CHECK(inbox(town, "undecided").empty());
    CHECK(inbox(town, "waiting") == Numbers{"R8-U-0003"});
    CHECK(inbox(town, "decided") == Numbers{"R8-U-0002", "R8-U-0001"});
    CHECK(inbox(town, "all") == Numbers{"R8-U-0003", "R8-U-0002", "R8-U-0001"});
}

TEST_CASE("a page of the inbox goes on where the last one ended") {
    Town town;
    for (const auto* what : {"一", "二", "三", "四"})
        town.receive(what);
    const auto rows = sure(town.reading(
        [&](store::Read& db) { return reports(db, town.handler.person, "undecided", 0, 2); }));
    REQUIRE(rows.size() == 2);
    CHECK(inbox(town, "undecided", rows.back().seq, 2) == Numbers{"R8-U-0003", "R8-U-0004"});
}

TEST_CASE("what is judged anew is counted where it is now") {
    Town town;
    const auto report = town.receive("つながらない");
    CHECK(counted(town).undecided == 1);
    town.does(report.id, judged(Outcome::waiting));
    CHECK(counted(town).undecided == 0);
    CHECK(counted(town).waiting == 1);
    town.does(report.id, judged(Outcome::not_incident));
    town.does(report.id, judged(Outcome::waiting));
    CHECK(counted(town).waiting == 1);
}

TEST_CASE("what is watched comes back to the undecided when its time has come") {
    using namespace std::chrono_literals;
    Town town;
    const auto report = town.receive("一度だけの検知");
    auto watch = judged(Outcome::watch);
    watch.look_again_at = town.clock.now() + 48h;
    town.does(report.id, watch);
    const auto fire = [&] {
        return sure(journal::fire_due(*town.store, *town.journal, town.clock.now()));
    };
    town.pass(47h);
    CHECK(fire() == 0);
    CHECK(inbox(town, "undecided").empty());

    town.pass(1h);
    CHECK(fire() == 1);
    CHECK(fire() == 0);
    CHECK(inbox(town, "undecided") == Numbers{"R8-U-0001"});
    CHECK(counted(town).undecided == 1);
    const auto rows = sure(town.reading(
        [&](store::Read& db) { return reports(db, town.handler.person, "undecided", 0, 2); }));
    CHECK(rows.front().state == "watch");
    CHECK(rows.front().look_again_since == watch.look_again_at);
    const auto back =
        sure(town.reading([&](store::Read& db) { return load(*town.desk, db, report.id); }));
    CHECK(back.look_again_since == watch.look_again_at);
    CHECK(back.state() == "watch");

    town.does(report.id, judged(Outcome::not_incident));
    CHECK(counted(town).undecided == 0);
    CHECK(inbox(town, "decided") == Numbers{"R8-U-0001"});
}

TEST_CASE("what is judged anew before its time does not come back") {
    using namespace std::chrono_literals;
    Town town;
    const auto report = town.receive("一度だけの検知");
    auto watch = judged(Outcome::watch);
    watch.look_again_at = town.clock.now() + 2h;
    town.does(report.id, watch);
    town.does(report.id, judged(Outcome::not_incident));
    town.pass(3h);
    CHECK(sure(journal::fire_due(*town.store, *town.journal, town.clock.now())) == 0);
    CHECK(inbox(town, "undecided").empty());
}

TEST_CASE("a report that comes twice under one id is received once") {
    Town town;
    const auto known_as = ReportId::make(town.clock.now(), town.random);
    Slip slip;
    slip.what = "公開の窓口から";
    slip.provisional = "仮-0001";
    const auto receive_it = [&] {
        return sure(town.writing(
            [&](store::Write& db) { return receive(*town.desk, db, {}, slip, known_as); }));
    };
    CHECK(receive_it().number == "R8-U-0001");
    CHECK(receive_it().number == "R8-U-0001");
    CHECK(inbox(town, "undecided").size() == 1);
}

TEST_CASE("whether the office was open is judged by when the report came") {
    Town town; // Tuesday, nine in the morning.
    CHECK(town.receive("朝の電話").in_hours);
    Slip slip;
    slip.what = "昨日の留守番電話";
    slip.received_at = testing::at_time("2026-11-23T01:00:00Z"); // 勤労感謝の日
    CHECK_FALSE(town.receive(slip).in_hours);
}

TEST_CASE("who judges a report somebody else just judged is shown that judgement") {
    Town town;
    const auto report = town.receive("つながらない");
    town.does(report.id, judged(Outcome::incident));
    const auto late = town.tries(report.id, judged(Outcome::not_incident), report.rev);
    REQUIRE_FALSE(late.ok());
    CHECK(late.error().code == Errc::stale);
}

TEST_CASE("a report whose outsiders are erased keeps its words and loses its call-back") {
    Town town;
    Slip slip;
    slip.what = "名簿が届いた";
    slip.reporter.phone = "000-1111-2222";
    const auto report = town.receive(slip);
    const auto row = [&] {
        return sure(town.reading([&](store::Read& db) {
                   return reports(db, town.handler.person, "all", 0, 1);
               }))
            .front();
    };
    CHECK(row().has_contact);
    sure(town.journal->erase({}, stream_of(report.id), journal::Slot::personal, "本人の求め"));
    CHECK_FALSE(row().has_contact);
    CHECK(row().summary == "名簿が届いた");
    const auto verified = town.verify();
    for (const auto& finding : verified.findings)
        FAIL_CHECK(describe(finding));
}

TEST_CASE("whom we owe a reply stands among those waited for until they were told") {
    Town town;
    const auto report = town.receive("広告が出る");
    auto outside = judged(Outcome::not_incident);
    outside.owes_reply = true;
    town.does(report.id, outside);
    CHECK(inbox(town, "waiting") == Numbers{"R8-U-0001"});
    CHECK(counted(town).waiting == 1);
    town.does(report.id, Reply{.way = Way::phone, .note = "伝えた", .at = {}, .letter = {}});
    CHECK(counted(town).waiting == 0);
    CHECK(inbox(town, "decided") == Numbers{"R8-U-0001"});
}

TEST_CASE("a question nobody answered in time brings its report back, an answer takes it away") {
    using namespace std::chrono_literals;
    Town town;
    const auto report = town.receive("変なメール");
    town.does(report.id, judged(Outcome::waiting));
    Inquiry question;
    question.items = {"when"};
    question.due_at = town.clock.now() + 3h;
    town.does(report.id, question);
    const auto row = [&](std::string_view group) {
        return sure(town.reading(
            [&](store::Read& db) { return reports(db, town.handler.person, group, 0, 5); }));
    };
    CHECK(row("waiting").front().answer_due_at == question.due_at);
    town.pass(3h);
    CHECK(sure(journal::fire_due(*town.store, *town.journal, town.clock.now())) == 1);
    REQUIRE(row("undecided").size() == 1);
    CHECK(row("undecided").front().answer_overdue_since == question.due_at);
    const auto back =
        sure(town.reading([&](store::Read& db) { return load(*town.desk, db, report.id); }));
    CHECK(back.inquiries.back().overdue_since == question.due_at);

    Addition answer;
    answer.note = "けさ9時に開いた";
    town.does(report.id, answer);
    CHECK(inbox(town, "undecided").empty());
    CHECK(inbox(town, "waiting") == Numbers{"R8-U-0001"});
    CHECK_FALSE(row("waiting").front().answer_due_at);
}

TEST_CASE("an answer in time is not asked for again") {
    using namespace std::chrono_literals;
    Town town;
    const auto report = town.receive("変なメール");
    Inquiry question;
    question.items = {"when"};
    question.due_at = town.clock.now() + 3h;
    town.does(report.id, question);
    town.does(report.id, judged(Outcome::spam));
    town.pass(4h);
    CHECK(sure(journal::fire_due(*town.store, *town.journal, town.clock.now())) == 0);
}

TEST_CASE("who waits for a provider is reminded to ask them again") {
    using namespace std::chrono_literals;
    Town town;
    const auto report = town.receive("クラウドが止まっている");
    auto wait = judged(Outcome::provider);
    wait.look_again_at = town.clock.now() + 1h;
    town.does(report.id, wait);
    CHECK(counted(town).waiting == 1);
    town.pass(1h);
    CHECK(sure(journal::fire_due(*town.store, *town.journal, town.clock.now())) == 1);
    CHECK(inbox(town, "undecided") == Numbers{"R8-U-0001"});
}

} // namespace
} // namespace sokuo::incident
