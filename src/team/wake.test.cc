#include "team/wake.h"

#include "team/roster_store.h"
#include "team/testing.h"
#include "team/wake_store.h"

#include <doctest/doctest.h>

// Sunday night: the guard's call reached the clerk who keeps the inbox, and somebody must be woken.

namespace sokuo::team {
namespace {

using namespace std::chrono_literals;
using testing::day;
using testing::Office;
using testing::sure;

struct Sunday : Office {
    Sunday() {
        assign("soumu-bucho", head, "2026-04-01");
        assign("shimin-bucho", deputy, "2026-04-01");
        assign("joho-kacho", handler, "2026-04-01");
        assign("joho-kakari", caller, "2026-04-01");
        const Contacts reached{
            .mobile = "000-0000-0000", .mail = "a@mihon.example", .may_mail = true};
        sure(store->write(
            [&](store::Write& db) { return set_contacts(db, *journal, {}, handler, reached); }));
    }
    static journal::Actor by(const PersonId& who) {
        journal::Actor actor{};
        actor.person = who;
        return actor;
    }
    Result<WakeId> wakes() {
        return store->write_for([&](store::Write& db) {
            return begin_wake(db, *journal, by(caller), charter(), incident, "R8-0012");
        });
    }
    Wake look(const WakeId& id) {
        return sure(store->read_for([&](store::Read& db) { return load_wake(db, id); }));
    }
    Result<> answers(const WakeId& id, const PersonId& who, const PersonId& says) {
        return store->write(
            [&](store::Write& db) { return note_answer(db, *journal, by(says), id, who); });
    }
    Result<> goes_on(const WakeId& id) {
        return store->write(
            [&](store::Write& db) { return call_next(db, *journal, by(caller), id); });
    }
    void mail(const WakeId& id, const PersonId& who, MailOutcome outcome) {
        sure(store->write(
            [&](store::Write& db) { return note_mail(db, *journal, id, who, outcome); }));
    }
    std::vector<DueMail> due() {
        return sure(store->read_for([&](store::Read& db) { return mails_due(db, clock.now()); }));
    }
    void away(const PersonId& who) {
        sure(store->write([&](store::Write& db) {
            return record_absence(
                db, *journal, by(who),
                {AbsenceId::make(clock.now(), random), who, clock.now(), {}, "出張"});
        }));
    }
    void pass(Duration time) {
        REQUIRE(clock.advance_to(clock.now() + time));
        sure(journal::fire_due(*store, *journal, clock.now()));
    }
    static std::vector<PersonId> called(const Wake& wake) {
        std::vector<PersonId> all;
        for (const auto& one : wake.calls) {
            if (one.called_at) all.push_back(one.person);
        }
        return all;
    }

    PersonId head = person("総務 部長");
    PersonId deputy = person("市民 部長");
    PersonId handler = person("情報 課長");
    PersonId caller = person("情報 係員");
    journal::Stream incident{"incident", new_uuid(clock.now(), random)};
};

using People = std::vector<PersonId>;

TEST_CASE("the first is called; ten minutes without an answer, and the next one is") {
    Sunday sunday;
    const auto id = sure(sunday.wakes());
    CHECK(Sunday::called(sunday.look(id)) == People{sunday.handler});
    sunday.pass(9min);
    CHECK(Sunday::called(sunday.look(id)) == People{sunday.handler});
    sunday.pass(1min);
    CHECK(Sunday::called(sunday.look(id)) == People{sunday.handler, sunday.head});
    CHECK(sunday.verify().sound());
}

TEST_CASE("whoever is called and answers ends the calling") {
    Sunday sunday;
    const auto id = sure(sunday.wakes());
    sure(sunday.answers(id, sunday.handler, sunday.handler));
    sunday.pass(2h);
    const auto wake = sunday.look(id);
    CHECK(wake.state == WakeState::answered);
    CHECK_FALSE(wake.next_at.has_value());
    CHECK(Sunday::called(wake) == People{sunday.handler});
    CHECK(wake.of(sunday.handler)->noted_by == sunday.handler);
    CHECK(sunday.verify().sound());
}

TEST_CASE(
    "an answer on the telephone is noted by who telephoned; no answer calls the next at once") {
    Sunday sunday;
    const auto id = sure(sunday.wakes());
    sure(sunday.goes_on(id));
    CHECK(Sunday::called(sunday.look(id)) == People{sunday.handler, sunday.head});
    sure(sunday.answers(id, sunday.head, sunday.caller));
    CHECK(sunday.look(id).of(sunday.head)->noted_by == sunday.caller);
}

TEST_CASE("nobody answers: everybody was called, nothing is pretended, and it can begin again") {
    Sunday sunday;
    const auto id = sure(sunday.wakes());
    sunday.pass(10min);
    sunday.pass(10min);
    CHECK(sunday.look(id).state == WakeState::calling);
    sunday.pass(10min);
    CHECK(sunday.look(id).state == WakeState::unanswered);
    CHECK(Sunday::called(sunday.look(id)).size() == 3);
    CHECK(sunday.goes_on(id).error().message->code() == "team.nobody_left");
    sure(sunday.wakes());
    // The one who wakes late still says so.
    sure(sunday.answers(id, sunday.deputy, sunday.deputy));
    CHECK(sunday.look(id).state == WakeState::answered);
    CHECK(sunday.verify().sound());
}

TEST_CASE("whoever is away is passed over, and whoever calls is not called") {
    Sunday sunday;
    sunday.away(sunday.handler);
    sure(sunday.store->write_for([&](store::Write& db) {
        return assign_duty(db, *sunday.journal, {},
                           {{}, sunday.caller, day("2026-11-23"), day("2026-11-29")});
    }));
    const auto wake = sunday.look(sure(sunday.wakes()));
    CHECK(wake.calls.size() == 3);
    CHECK(Sunday::called(wake) == People{sunday.head});
}

TEST_CASE("nobody who may not know of it is called") {
    Sunday sunday;
    sure(sunday.store->write([&](store::Write& db) {
        return draw_veil(db, sunday.incident,
                         {.is_restricted = true, .named = {sunday.deputy}, .excluded = {}});
    }));
    const auto wake = sunday.look(sure(sunday.wakes()));
    REQUIRE(wake.calls.size() == 1);
    CHECK(wake.calls.front().person == sunday.deputy);
    // And the call itself is behind the same veil.
    const auto knows = sure(sunday.store->read_for([&](store::Read& db) {
        return may_know(db, {"wake", wake.id.value}, sunday.head);
    }));
    CHECK_FALSE(knows);
}

TEST_CASE("whoever is shut out while the calling goes on is passed over, and gets no mail") {
    Sunday sunday;
    const auto id = sure(sunday.wakes());
    REQUIRE(sunday.due().size() == 1);
    sure(sunday.store->write([&](store::Write& db) -> Result<> {
        TRY(draw_veil(
            db, sunday.incident,
            {.is_restricted = false, .named = {}, .excluded = {sunday.head, sunday.handler}}));
        return pass_over_shut_out(db, *sunday.journal, Sunday::by(sunday.caller));
    }));
    CHECK(sunday.due().empty()); // The handler's telephone rings already; no mail follows.
    sunday.pass(10min);
    const auto wake = sunday.look(id);
    CHECK(Sunday::called(wake) == People{sunday.handler, sunday.deputy});
    CHECK(wake.of(sunday.head)->is_passed_over);
    sunday.pass(10min);
    CHECK(sunday.look(id).state == WakeState::unanswered);
}

TEST_CASE("with everybody away or shut out there is nobody to call, and it says so") {
    Sunday sunday;
    for (const auto& who : {sunday.handler, sunday.head, sunday.deputy})
        sunday.away(who);
    CHECK(sunday.wakes().error().message->code() == "team.nobody_to_wake");
}

TEST_CASE("one call at a time; it can be ended, and then nobody else is called") {
    Sunday sunday;
    const auto id = sure(sunday.wakes());
    CHECK(sunday.wakes().error().message->code() == "team.calling_already");
    sure(sunday.store->write(
        [&](store::Write& db) { return end_wake(db, *sunday.journal, {}, id); }));
    sunday.pass(1h);
    CHECK(Sunday::called(sunday.look(id)).size() == 1);
    CHECK(sunday.answers(id, sunday.head, sunday.head).error().message->code() == "team.wake_over");
    sure(sunday.wakes());
    CHECK(sunday.verify().sound());
}

TEST_CASE("somebody who is not in the order does not answer for another") {
    Sunday sunday;
    const auto id = sure(sunday.wakes());
    const auto stranger = sunday.person("財政 課長");
    CHECK(sunday.answers(id, stranger, stranger).error().message->code() == "team.not_in_order");
}

TEST_CASE("mail is due to who was called and agreed to it, and says a number") {
    Sunday sunday;
    const auto id = sure(sunday.wakes());
    const auto due = sunday.due();
    REQUIRE(due.size() == 1);
    CHECK(due.front().address == "a@mihon.example");
    CHECK(mail_text(due.front().number) == "要確認 R8-0012");
    sunday.mail(id, sunday.handler, MailOutcome::tried);
    sunday.mail(id, sunday.handler, MailOutcome::sent);
    CHECK(sunday.due().empty());
    sunday.pass(10min);
    CHECK(sunday.due().empty()); // The head agreed to nothing.
    CHECK(sunday.verify().sound());
}

TEST_CASE("a mail that failed is tried again, later each time, and given up at last") {
    Sunday sunday;
    const auto id = sure(sunday.wakes());
    sunday.mail(id, sunday.handler, MailOutcome::tried);
    CHECK(sunday.due().empty()); // Tried and nothing more: a crash, or still on its way.
    sunday.mail(id, sunday.handler, MailOutcome::failed);
    CHECK(sunday.due().empty());
    sunday.pass(30s);
    CHECK(sunday.due().size() == 1);
    sunday.mail(id, sunday.handler, MailOutcome::tried);
    sunday.pass(30s);
    CHECK(sunday.due().empty());
    sunday.pass(30s);
    CHECK(sunday.due().size() == 1);
    sunday.mail(id, sunday.handler, MailOutcome::given_up);
    sunday.pass(5min);
    CHECK(sunday.due().empty());
    CHECK(sunday.look(id).state == WakeState::calling);
    CHECK(sunday.verify().sound());
}

TEST_CASE(
    "a mail that is due is not sent when they answered, nor when their contacts were erased") {
    Sunday sunday;
    const auto id = sure(sunday.wakes());
    REQUIRE(sunday.due().size() == 1);
    sure(sunday.journal->erase({}, {"person", sunday.handler.value}, journal::Slot::personal,
                               "離職"));
    CHECK(sunday.due().empty());
    const auto other = sure(sunday.answers(id, sunday.handler, sunday.caller));
    CHECK(other == Done{});
    CHECK(sunday.verify().sound());
}

TEST_CASE("no number of a telephone, no address and no title stands in what is written down") {
    Sunday sunday;
    const auto id = sure(sunday.wakes());
    sunday.mail(id, sunday.handler, MailOutcome::tried);
    const auto entries = sure(sunday.store->read_for([&](store::Read& db) {
        return sunday.journal->stream(db, {"wake", id.value});
    }));
    for (const auto& entry : entries) {
        const auto text = to_text(entry.content);
        CHECK(text.find("000-0000") == std::string::npos);
        CHECK(text.find("example") == std::string::npos);
        CHECK(entry.personal.is_null());
    }
}

} // namespace
} // namespace sokuo::team
