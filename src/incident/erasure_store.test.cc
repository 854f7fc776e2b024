#include "incident/erasure_store.h"

#include "incident/incident_store.h"
#include "incident/numbers.h"
#include "incident/report_store.h"
#include "incident/testing.h"
#include "search/find.h"

#include <doctest/doctest.h>

namespace sokuo::incident {
namespace {

using namespace std::chrono_literals;
using testing::sure;
using testing::told;
using testing::Town;

Judge judged(Outcome outcome) {
    return {.outcome = outcome,
            .reason = "確かめた",
            .incident = {},
            .transferred_to = {},
            .look_again_at = {}};
}

template <class Subject>
auto tries_to_erase(Town& town, const Subject& id, std::int64_t rev) {
    return town.writing([&](store::Write& db) {
        return begin_erasing(*town.desk, db, town.handler, id,
                             {.ground = "個人情報保護法第98条", .expected_rev = rev});
    });
}

template <class Subject>
void erase(Town& town, const Subject& id, std::int64_t rev) {
    sure(end_erasing(*town.desk, sure(tries_to_erase(town, id, rev))));
}

template <class Subject>
auto now(Town& town, const Subject& id) {
    return sure(town.reading([&](store::Read& db) { return load(*town.desk, db, id); }));
}

Attach handed_in(Town& town) {
    const auto key = sure(town.keys->fresh());
    const auto writer = sure(town.vault->create(key.key, 100));
    sure(writer->write(as_bytes("name,phone")));
    const auto stored = sure(writer->finish());
    return {.blob = stored.id,
            .name = "名簿.csv",
            .bytes = stored.bytes,
            .sha256 = to_hex(stored.sha256),
            .key = key.id.text()};
}

void replays_the_same(Town& town) {
    const auto verified = town.verify();
    for (const auto& finding : verified.findings)
        FAIL_CHECK(describe(finding));
}

Slip told_by_phone() {
    Slip slip;
    slip.channel = "phone";
    slip.reporter_class = "resident";
    slip.what = "隣の人の書類が届いた";
    slip.where = "市民課";
    slip.reporter.name = "山田 花子";
    slip.reporter.phone = "000-1111-2222";
    return slip;
}

TEST_CASE("an erased report keeps its number and how it ended, and the series goes on") {
    Town town;
    town.receive("先の受付");
    const auto report = town.receive(told_by_phone());
    Addition addition;
    addition.note = "折り返した";
    town.does(report.id, addition);
    // It waited once, and was watched: steps of which a replay will find nothing.
    auto waiting = judged(Outcome::waiting);
    waiting.look_again_at = town.clock.now() + 1h;
    town.does(report.id, waiting);
    town.pass(2h);
    CHECK(town.fire_due() == 1);
    const auto ended = town.does(report.id, judged(Outcome::not_incident));
    const auto key = sure(town.keys->find(sure(
        journal::KeyId::parse(town.does(report.id, handed_in(town)).attachments.front().key))));
    const auto file = now(town, report.id).attachments.front();

    erase(town, report.id, ended.rev + 1);
    const auto left = now(town, report.id);
    CHECK(left.is_erased);
    CHECK(left.number == "R8-U-0002");
    CHECK(left.state() == "not_incident");
    CHECK(left.slip.channel == "phone");
    CHECK(left.slip.what.empty());
    CHECK(left.slip.reporter.is_empty());
    CHECK(left.personal_state == journal::BodyState::erased);
    CHECK(left.additions.empty());
    CHECK(left.attachments.empty());
    CHECK_FALSE(town.vault->open(file.id, key).ok());
    CHECK_FALSE(town.keys->find(sure(journal::KeyId::parse(file.key))).ok());
    replays_the_same(town);

    // The newest number was the erased one; a replay must not give it out again.
    sure(town.journal->rebuild({}));
    CHECK(town.receive("次の受付").number == "R8-U-0003");
    const auto rows = sure(town.reading(
        [&](store::Read& db) { return reports(db, town.handler.person, "decided", 0, 5); }));
    REQUIRE(rows.size() == 1);
    CHECK(rows.front().is_erased);
    CHECK(rows.front().number == "R8-U-0002");
    CHECK(rows.front().summary.empty());
    const auto ids = [&](std::string_view typed) {
        const search::Reader reader{.who = town.handler.person};
        const search::Query query{.wanted = sure(search::need_words(typed))};
        return sure(
            town.reading([&](store::Read& db) { return search::ids_of(db, reader, query); }));
    };
    const auto found = ids("隣の人の書類");
    CHECK(found.empty());
    const auto by_number = ids("R8-U-0002");
    CHECK(by_number == std::vector{report.id.value});
}

TEST_CASE("nothing is added to what is erased, and it is erased once") {
    Town town;
    const auto report = town.receive(told_by_phone());
    CHECK(told(tries_to_erase(town, report.id, report.rev)) == "incident.report_not_judged");
    const auto ended = town.does(report.id, judged(Outcome::not_incident));
    CHECK(told(tries_to_erase(town, report.id, report.rev)) == "incident.moved_on");
    erase(town, report.id, ended.rev);
    Addition addition;
    addition.note = "もう一言";
    CHECK(told(town.tries(report.id, addition)) == "incident.report_erased");
    CHECK(told(town.tries(report.id, judged(Outcome::watch))) == "incident.report_erased");
    const auto rev = now(town, report.id).rev;
    CHECK(told(tries_to_erase(town, report.id, rev)) == "incident.report_erased");
}

TEST_CASE("the people of a report go, and its words stay") {
    Town town;
    const auto report = town.receive(told_by_phone());
    const auto go = [&](std::int64_t rev) {
        return town.writing([&](store::Write& db) {
            return begin_erasing_people(*town.desk, db, town.handler, report.id,
                                        {.ground = "本人の求め", .expected_rev = rev});
        });
    };
    sure(go(report.rev));
    sure(end_erasing(*town.desk, {}));
    const auto left = now(town, report.id);
    CHECK(left.slip.what == "隣の人の書類が届いた");
    CHECK(left.slip.reporter.is_empty());
    CHECK(left.personal_state == journal::BodyState::erased);
    CHECK_FALSE(left.is_erased);
    CHECK(told(go(left.rev)) == "incident.no_people_to_erase");
    replays_the_same(town);
}

TEST_CASE("an erased incident keeps its number, its kind and its end") {
    Town town;
    const auto incident = town.declare();
    Record record{};
    record.text = "住民の氏名を書いた";
    const auto line = town.says(incident.id, record);
    record.text = "書き直した";
    record.corrects = line;
    town.says(incident.id, record);
    AddTask task{};
    task.task = TaskId::make(town.clock.now(), town.random);
    task.title = "電話する";
    town.does(incident.id, Command{task});
    SetFact personal{};
    personal.key = "special_care";
    personal.state = FactState::known;
    personal.value = "yes";
    town.does(incident.id, Command{personal});
    const auto file = handed_in(town);
    town.does(incident.id, Command{file});
    town.pass(240h);
    town.fire_due();
    const auto open = now(town, incident.id);
    CHECK(told(tries_to_erase(town, incident.id, open.rev)) == "incident.not_at_an_end");
    const auto ended = town.does(incident.id, Command{Withdraw{"誤りであった"}});
    CHECK(ended.phase == Phase::withdrawn);

    erase(town, incident.id, ended.rev);
    const auto left = now(town, incident.id);
    CHECK(left.is_erased);
    CHECK(left.number == incident.number);
    CHECK(left.charter == incident.charter);
    CHECK(left.categories == incident.categories);
    CHECK(left.phase == Phase::withdrawn);
    CHECK(left.title.empty());
    CHECK(left.tasks.empty());
    CHECK(left.facts.empty());
    CHECK(left.attachments.empty());
    CHECK_FALSE(town.keys->find(sure(journal::KeyId::parse(file.key))).ok());
    replays_the_same(town);
    const auto record_left =
        sure(town.reading([&](store::Read& db) { return lines(db, incident.id, {}, 50); }));
    for (const auto& one : record_left) {
        CHECK(one.is_erased);
        CHECK(one.text.empty());
    }
    CHECK(told(town.tries(incident.id, Command{Reopen{"やはり"}})) == "incident.has_been_erased");
    sure(town.journal->rebuild({}));
    CHECK(town.declare().number != incident.number);
    town.pass(2400h);
    CHECK(town.fire_due() == 0); // It owes nobody anything.
}

TEST_CASE("an erasure that a crash cut off is ended when the journal is opened, files included") {
    Town town;
    const auto report = town.receive(told_by_phone());
    const auto file = handed_in(town);
    town.does(report.id, file);
    const auto ended = town.does(report.id, judged(Outcome::not_incident));
    const auto files = sure(tries_to_erase(town, report.id, ended.rev));
    const auto key = sure(journal::KeyId::parse(file.key));
    CHECK(town.keys->find(key).ok());
    town.desk.reset();
    town.book.reset();
    town.accounts.reset();
    town.journal.reset();
    town.journal = sure(
        journal::Journal::open(*town.store, *town.keys, town.clock, town.random, Town::options()));
    CHECK_FALSE(town.keys->find(key).ok());
    CHECK(files == std::vector<BlobId>{file.blob});
    replays_the_same(town);
}

} // namespace
} // namespace sokuo::incident
