#include "incident/notice_store.h"

#include "incident/report_store.h"
#include "incident/testing.h"
#include "journal/due.h"

#include <doctest/doctest.h>

namespace sokuo::incident {
namespace {

using testing::sure;
using testing::told;
using testing::Town;
using namespace std::chrono_literals;

// The prefecture passes on what a ministry told it.
Notice from_above(Time due) {
    return {.from = "総務省",
            .their_number = "総行情第123号",
            .reply_due_at = due,
            .chain = {{.from = "総務省", .to = "青森県", .at = due - 5h},
                      {.from = "青森県", .to = "みほん市", .at = {}}}};
}

struct Office {
    Town town;
    ReportId report = town.receive("同種の製品に弱いところがあるとの通知").id;

    Result<> notice(const Notice& notice) {
        return town.writing([&](store::Write& db) {
            return write_notice(*town.desk, db, town.handler, report, notice);
        });
    }
    Result<> acknowledge(const Acknowledge& said) {
        return town.writing([&](store::Write& db) {
            return write_acknowledge(*town.desk, db, town.handler, report, said);
        });
    }
    NoticeRow row() {
        return sure(town.reading([&](store::Read& db) { return notice_row(db, report); })).value();
    }
    std::vector<ReportRow> inbox(std::string_view group) {
        return sure(town.reading(
            [&](store::Read& db) { return reports(db, town.handler.person, group, 0, 9); }));
    }
    NoticeState state() {
        const auto history = sure(town.reading(
            [&](store::Read& db) { return town.journal->stream(db, stream_of(report)); }));
        return notice_of(history).value();
    }
};

TEST_CASE("a notice keeps their number, when they expect a reply, and by whom it came") {
    Office office;
    const auto due = office.town.clock.now() + 6h;
    sure(office.notice(from_above(due)));
    CHECK(office.row().their_number == "総行情第123号");
    CHECK(office.row().reply_due_at == due);
    CHECK(office.state().notice.chain == from_above(due).chain);
    CHECK(
        told(office.notice({.from = "　", .their_number = "", .reply_due_at = {}, .chain = {}})) ==
        "incident.notice_sender_missing /from");
}

TEST_CASE("what is owed to them keeps a decided report waiting, and a reply ends it") {
    Office office;
    sure(office.notice(from_above(office.town.clock.now() + 6h)));
    office.town.does(office.report, Judge{.outcome = Outcome::not_incident,
                                          .reason = "該当する製品なし",
                                          .incident = {},
                                          .transferred_to = {},
                                          .look_again_at = {}});
    CHECK(office.inbox("waiting").size() == 1);
    office.town.does(office.report,
                     Reply{.way = Way::phone, .note = "該当なしと回答", .at = {}, .letter = {}});
    CHECK(office.inbox("decided").size() == 1);
    CHECK_FALSE(office.row().reply_due_at);
    office.town.pass(7h);
    CHECK(office.town.fire_due() == 0);
}

TEST_CASE("a reply that is overdue stands among the undecided, with since when") {
    Office office;
    const auto due = office.town.clock.now() + 6h;
    sure(office.notice(from_above(due)));
    office.town.does(office.report, Judge{.outcome = Outcome::not_incident,
                                          .reason = "該当する製品なし",
                                          .incident = {},
                                          .transferred_to = {},
                                          .look_again_at = {}});
    office.town.pass(6h);
    CHECK(office.town.fire_due() == 1);
    CHECK(office.inbox("undecided").size() == 1);
    CHECK(office.row().reply_overdue_since == due);
    CHECK(office.state().reply_overdue_since == due);
}

TEST_CASE("that we received it is told, to whom stands apart, and of nothing else") {
    Office office;
    const Acknowledge said{.way = Way::phone,
                           .to = "県 情報政策課 佐藤",
                           .note = "受領した旨を伝えた",
                           .at = office.town.clock.now() - 10min};
    CHECK(told(office.acknowledge(said)) == "incident.no_notice");
    sure(office.notice(from_above(office.town.clock.now() + 6h)));
    sure(office.acknowledge(said));
    CHECK(office.row().acknowledged_at == said.at);
    const auto kept = office.state().acknowledged.front();
    CHECK(kept.said.to == said.to);
    CHECK(kept.recorded_at == office.town.clock.now());
    const auto history = sure(office.town.reading([&](store::Read& db) {
        return office.town.journal->stream(db, stream_of(office.report));
    }));
    CHECK(to_text(history.back().content).find("佐藤") == std::string::npos);
}

TEST_CASE("the rows of notices are those a replay gives") {
    Office office;
    sure(office.notice(from_above(office.town.clock.now() + 6h)));
    sure(office.acknowledge({.way = Way::mail, .to = "", .note = "", .at = {}}));
    CHECK(office.town.verify().sound());
}

} // namespace
} // namespace sokuo::incident
