#include "team/roster.h"

#include "team/roster_store.h"
#include "team/testing.h"

#include <doctest/doctest.h>

// 連絡網と当番: whom to call on a Sunday night, and what is known of how to reach them.

namespace sokuo::team {
namespace {

using namespace std::chrono_literals;
using testing::day;
using testing::Office;
using testing::sure;

struct Night : Office {
    Night() {
        assign("soumu-bucho", head, "2026-04-01");
        assign("shimin-bucho", first, "2026-04-01");
        assign("fukushi-bucho", second, "2026-04-01");
        assign("joho-kacho", handler, "2026-04-01");
        assign("joho-kakari", clerk, "2026-04-01");
    }
    static journal::Actor by(const PersonId& who) {
        journal::Actor actor{};
        actor.person = who;
        return actor;
    }
    Result<> writes(const PersonId& who, const Contacts& contacts) {
        return store->write(
            [&](store::Write& db) { return set_contacts(db, *journal, by(who), who, contacts); });
    }
    void checks(const PersonId& by_whom, const PersonId& who) {
        sure(store->write(
            [&](store::Write& db) { return check_contacts(db, *journal, by(by_whom), who); }));
    }
    std::optional<KnownContacts> contacts(const PersonId& who) {
        return sure(store->read_for([&](store::Read& db) { return contacts_of(db, who); }));
    }
    Result<DutyId> duty(const PersonId& who, std::string_view from, std::string_view to) {
        return store->write_for([&](store::Write& db) {
            return assign_duty(db, *journal, {}, {{}, who, day(from), day(to)});
        });
    }
    void away(const PersonId& who) {
        sure(store->write([&](store::Write& db) {
            return record_absence(
                db, *journal, by(who),
                {AbsenceId::make(clock.now(), random), who, clock.now(), {}, "出張"});
        }));
    }
    std::vector<Callee> order() {
        return sure(store->read_for([&](store::Read& db) -> Result<std::vector<Callee>> {
            const auto roll = TRY(roll_at(db, charter(), clock.now()));
            const auto roster = TRY(roster_at(db, charter(), clock.now()));
            return call_order(roll, roster);
        }));
    }
    std::vector<PersonId> called() {
        std::vector<PersonId> all;
        for (const auto& callee : order()) {
            if (callee.can_be_called()) all.push_back(callee.person);
        }
        return all;
    }
    void until(std::string_view utc) { REQUIRE(clock.advance_to(sure(parse_rfc3339(utc)))); }

    PersonId head = person("総務 部長");
    PersonId first = person("市民 部長");
    PersonId second = person("福祉 部長");
    PersonId handler = person("情報 課長");
    PersonId clerk = person("情報 係員");
};

using People = std::vector<PersonId>;

TEST_CASE("who is on duty is called first, then the handler, the head and the deputies in line") {
    Night night;
    CHECK(night.called() == People{night.handler, night.head, night.first, night.second});
    sure(night.duty(night.clerk, "2026-11-23", "2026-11-29"));
    const auto order = night.order();
    REQUIRE(order.size() == 5);
    CHECK(order.front() == Callee{night.clerk, "joho-kakari", Because::on_duty, false, true});
    CHECK(order.back() == Callee{night.second, "fukushi-bucho", Because::is_in_line, false, true});
    CHECK(night.verify().sound());
}

TEST_CASE("who is on duty and handler as well is called once") {
    Night night;
    sure(night.duty(night.handler, "2026-11-23", "2026-11-29"));
    const auto order = night.order();
    CHECK(order.size() == 4);
    CHECK(order.front().because == Because::on_duty);
}

TEST_CASE("whoever is away stays in the list and is not called") {
    Night night;
    night.away(night.head);
    const auto order = night.order();
    REQUIRE(order.size() == 4);
    CHECK(order[1].person == night.head);
    CHECK(order[1].is_away);
    CHECK(night.called() == People{night.handler, night.first, night.second});
}

TEST_CASE("whoever stands in for the head is called in the head's place") {
    Night night;
    night.away(night.head);
    night.away(night.first);
    sure(night.store->write([&](store::Write& db) {
        return take_over(db, *night.journal, Night::by(night.second), night.charter(),
                         {.post = "soumu-bucho", .reason = "連絡がつかない"});
    }));
    const auto order = night.order();
    REQUIRE(order.size() == 4);
    CHECK(order[2] == Callee{night.second, "fukushi-bucho", Because::stands_in, false, true});
}

TEST_CASE("somebody without any number says so, and is passed over") {
    Night night;
    // Their post has no extension in the charter.
    const auto guest = night.person("応援 職員");
    night.assign("tantou-shokuin", guest, "2026-04-01");
    sure(night.duty(guest, "2026-11-24", "2026-11-24"));
    CHECK_FALSE(night.order().front().has_number);
    CHECK(night.called().front() == night.handler);
    sure(night.writes(guest, {.mobile = "000-0000-0000"}));
    CHECK(night.called().front() == guest);
}

TEST_CASE("Sunday's duty lasts until the office opens on Monday") {
    Night night;
    sure(night.duty(night.clerk, "2026-11-23", "2026-11-29"));
    sure(night.duty(night.second, "2026-11-30", "2026-12-06"));
    night.until("2026-11-29T18:00:00Z"); // Monday, three in the morning.
    CHECK(night.called().front() == night.clerk);
    night.until("2026-11-29T23:30:00Z"); // Monday, half past eight.
    CHECK(night.called().front() == night.second);
}

TEST_CASE("a turn of duty is taken back; one that ends before it begins is refused") {
    Night night;
    const auto duty = sure(night.duty(night.clerk, "2026-11-23", "2026-11-29"));
    sure(night.store->write(
        [&](store::Write& db) { return end_duty(db, *night.journal, {}, duty); }));
    CHECK(night.called().front() == night.handler);
    const auto backwards = night.duty(night.clerk, "2026-11-29", "2026-11-23");
    REQUIRE_FALSE(backwards.ok());
    CHECK(backwards.error().where == "/to");
    CHECK(night.verify().sound());
}

TEST_CASE("numbers are kept as they are dialled, however they were typed") {
    const auto tidy = sure(tidied({.extension = "２１４１",
                                   .phone = "０００－０００－００００",
                                   .mobile = "000‐0000‐0000",
                                   .mail = "Ｓａｔｏ＠ｍｉｈｏｎ．ｅｘａｍｐｌｅ",
                                   .may_mail = true}));
    CHECK(tidy.extension == "2141");
    CHECK(tidy.phone == "000-000-0000");
    CHECK(tidy.mobile == "000-0000-0000");
    CHECK(tidy.mail == "Sato@mihon.example");
}

TEST_CASE("what is no number and no address is refused, and the field named") {
    const auto wrong = [](const Contacts& contacts) {
        const auto tidy = tidied(contacts);
        REQUIRE_FALSE(tidy.ok());
        return tidy.error().where;
    };
    CHECK(wrong({.extension = "内2141"}) == "/extension");
    CHECK(wrong({.phone = "2141"}) == "/phone");
    CHECK(wrong({.mobile = "+81 90 0000 0000"}) == "/mobile");
    CHECK(wrong({.mail = "sato"}) == "/mail");
    CHECK(wrong({.mail = "a@mihon.example>\r\nBcc: b@mihon.example"}) == "/mail");
    CHECK(wrong({.mail = "a@b@mihon.example"}) == "/mail");
    CHECK(wrong({.may_mail = true}) == "/mail");
}

TEST_CASE("who writes contacts says they are right; whoever rang up says so later") {
    Night night;
    CHECK_FALSE(night.contacts(night.clerk).has_value());
    sure(night.writes(night.clerk, {.mobile = "000-0000-0000"}));
    const auto written = night.contacts(night.clerk);
    REQUIRE(written.has_value());
    CHECK(written->checked_by == night.clerk);
    night.until("2026-12-01T00:00:00Z");
    night.checks(night.handler, night.clerk);
    const auto checked = night.contacts(night.clerk);
    REQUIRE(checked.has_value());
    CHECK(checked->checked_by == night.handler);
    CHECK(checked->checked_at == night.clock.now());
    CHECK(checked->contacts == written->contacts);
    CHECK(night.verify().sound());
}

TEST_CASE("contacts go with the personal body, and a replay finds none either") {
    Night night;
    sure(night.writes(night.clerk, {.mobile = "000-0000-0000"}));
    night.checks(night.handler, night.clerk);
    sure(night.journal->erase({}, {"person", night.clerk.value}, journal::Slot::personal, "離職"));
    CHECK_FALSE(night.contacts(night.clerk).has_value());
    CHECK(night.verify().sound());
    // Somebody who comes back writes them anew.
    sure(night.writes(night.clerk, {.phone = "000-000-0000"}));
    CHECK(night.contacts(night.clerk)->contacts.phone == "000-000-0000");
    CHECK(night.verify().sound());
}

TEST_CASE("no number and no address stands in the content of any entry") {
    Night night;
    sure(night.writes(night.clerk, {.mobile = "000-1234-5678", .mail = "k@mihon.example"}));
    const auto entries = sure(night.store->read_for([&](store::Read& db) {
        return night.journal->stream(db, {"person", night.clerk.value});
    }));
    CHECK(to_text(entries.back().content) == "{}");
    CHECK(entries.back().personal["mobile"].text_or("") == "000-1234-5678");
}

} // namespace
} // namespace sokuo::team
