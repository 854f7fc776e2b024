#include "team/succession.h"

#include "team/succession_store.h"
#include "team/testing.h"

#include <doctest/doctest.h>

// 不在と代行 (別表第３): Sunday night, and the head is not there.

namespace sokuo::team {
namespace {

using namespace std::chrono_literals;
using testing::Office;
using testing::sure;

struct Sunday : Office {
    Sunday() {
        assign("soumu-bucho", head, "2026-04-01");
        assign("shimin-bucho", first, "2026-04-01");
        assign("fukushi-bucho", second, "2026-04-01");
        assign("joho-kacho", handler, "2026-04-01");
    }
    static journal::Actor by(const PersonId& who) {
        journal::Actor actor{};
        actor.person = who;
        return actor;
    }
    /// The code of what `who` is told when they take over for the head.
    std::string takes_over(const PersonId& who, TakeOver command = {}) {
        if (command.post.empty()) command.post = "soumu-bucho";
        if (command.reason.empty()) command.reason = "連絡がつかないため";
        const auto done = store->write_for(
            [&](store::Write& db) { return take_over(db, *journal, by(who), charter(), command); });
        return done.ok() ? "taken over" : std::string{done.error().message->code()};
    }
    AbsenceId away(const PersonId& who, std::optional<Time> until = {}) {
        const auto id = AbsenceId::make(clock.now(), random);
        sure(store->write_for([&](store::Write& db) {
            return record_absence(db, *journal, by(who), {id, who, clock.now(), until, "出張"});
        }));
        return id;
    }
    void back(const AbsenceId& absence) {
        sure(store->write_for(
            [&](store::Write& db) { return record_return(db, *journal, by(head), absence); }));
    }
    std::vector<Absence> who_is_away() {
        return sure(store->read_for([&](store::Read& db) { return absences(db); }));
    }
    /// The post `who` may declare convergence in, and for whom.
    std::string converges(const PersonId& who) {
        const auto standing = sure(store->read_for(
            [&](store::Read& db) { return standing_at(db, charter(), who, clock.now()); }));
        const auto held = post_for(charter(), standing, "incident.converge");
        if (!held.ok()) return "may not";
        const auto* absent = charter().post(held.value().acting_for);
        return held.value().code + (absent == nullptr ? "" : " for " + absent->code);
    }
    void pass(Duration time) { REQUIRE(clock.advance_to(clock.now() + time)); }

    PersonId head = person("総務 部長");
    PersonId first = person("市民 部長");
    PersonId second = person("福祉 部長");
    PersonId handler = person("情報 課長");
};

TEST_CASE(
    "a deputy may not end an incident; standing in for the head, they may, and say for whom") {
    Sunday sunday;
    CHECK(sunday.converges(sunday.head) == "soumu-bucho");
    CHECK(sunday.converges(sunday.first) == "may not");
    CHECK(sunday.takes_over(sunday.first) == "taken over");
    CHECK(sunday.converges(sunday.first) == "shimin-bucho for soumu-bucho");
    CHECK(sunday.verify().sound());
}

TEST_CASE("nobody takes over because somebody did not answer: it is recorded, with who is away") {
    Sunday sunday;
    CHECK(sunday.who_is_away().empty());
    CHECK(sunday.converges(sunday.first) == "may not");
    sunday.takes_over(sunday.first, {.post = "", .reason = "三度電話したが出ない"});
    const auto away = sunday.who_is_away();
    REQUIRE(away.size() == 1);
    CHECK(away.front().person == sunday.head);
    CHECK(away.front().reason == "三度電話したが出ない");
}

TEST_CASE("the next in line takes over; whoever is ahead must be away, or be said to be") {
    Sunday sunday;
    CHECK(sunday.takes_over(sunday.second) == "team.somebody_ahead");
    CHECK(sunday.who_is_away().empty());
    CHECK(
        sunday.takes_over(sunday.second,
                          {.post = "", .reason = "", .until = {}, .also_away = {"shimin-bucho"}}) ==
        "taken over");
    CHECK(sunday.who_is_away().size() == 2);
    CHECK(sunday.converges(sunday.second) == "fukushi-bucho for soumu-bucho");
    CHECK(sunday.takes_over(sunday.first) == "team.away_yourself");
}

TEST_CASE("it returns by itself when the head is back") {
    Sunday sunday;
    const auto absence = sunday.away(sunday.head);
    sunday.takes_over(sunday.first);
    CHECK(sunday.takes_over(sunday.second) == "team.somebody_ahead");
    sunday.back(absence);
    CHECK(sunday.converges(sunday.first) == "may not");
    CHECK(sunday.who_is_away().empty());
    CHECK(sunday.verify().sound());
}

TEST_CASE("it returns by itself when the absence ends, and the record says when") {
    Sunday sunday;
    sunday.away(sunday.head, sunday.clock.now() + 3h);
    sunday.takes_over(sunday.first);
    sunday.pass(3h - 1s);
    CHECK(sunday.converges(sunday.first) == "shimin-bucho for soumu-bucho");
    sunday.pass(1s);
    CHECK(sunday.converges(sunday.first) == "may not"); // Before anything was written.
    CHECK(sure(journal::fire_due(*sunday.store, *sunday.journal, sunday.clock.now())) == 1);
    CHECK(sunday.who_is_away().empty());
    CHECK(sunday.verify().sound());
}

TEST_CASE("whoever is away for two reasons is away until the last of them ends") {
    Sunday sunday;
    const auto meeting = sunday.away(sunday.head, sunday.clock.now() + 3h);
    SUBCASE("the other was recorded before") {
        sunday.away(sunday.head, sunday.clock.now() + 10h);
        CHECK(sunday.takes_over(sunday.first) == "taken over");
    }
    SUBCASE("the other was recorded after") {
        CHECK(sunday.takes_over(sunday.first) == "taken over");
        sunday.away(sunday.head, sunday.clock.now() + 10h);
    }
    SUBCASE("back from one of them, said early") {
        sunday.away(sunday.head, sunday.clock.now() + 10h);
        CHECK(sunday.takes_over(sunday.first) == "taken over");
        sunday.back(meeting);
    }
    sunday.pass(3h);
    CHECK(sunday.converges(sunday.first) == "shimin-bucho for soumu-bucho");
    sure(journal::fire_due(*sunday.store, *sunday.journal, sunday.clock.now()));
    CHECK(sunday.converges(sunday.first) == "shimin-bucho for soumu-bucho");
    sunday.pass(7h);
    sure(journal::fire_due(*sunday.store, *sunday.journal, sunday.clock.now()));
    CHECK(sunday.converges(sunday.first) == "may not");
    CHECK(sunday.verify().sound());
}

TEST_CASE("what ended does not begin again when the head is away another time") {
    Sunday sunday;
    sunday.away(sunday.head, sunday.clock.now() + 3h);
    CHECK(sunday.takes_over(sunday.first) == "taken over");
    SUBCASE("with some hours between") {
        sunday.pass(4h);
        sure(journal::fire_due(*sunday.store, *sunday.journal, sunday.clock.now()));
        sunday.away(sunday.head);
    }
    SUBCASE("with an hour between, and the program was not running") {
        const Absence next{AbsenceId::make(sunday.clock.now(), sunday.random),
                           sunday.head,
                           sunday.clock.now() + 4h,
                           {},
                           "出張"};
        sure(sunday.store->write_for([&](store::Write& db) {
            return record_absence(db, *sunday.journal, Sunday::by(sunday.head), next);
        }));
        sunday.pass(5h);
        sure(journal::fire_due(*sunday.store, *sunday.journal, sunday.clock.now()));
    }
    CHECK(sunday.converges(sunday.first) == "may not");
    CHECK(sunday.takes_over(sunday.second) == "team.somebody_ahead");
    CHECK(sunday.verify().sound());
}

TEST_CASE("power is not taken from a deputy who is there without a word that they are away") {
    Sunday sunday;
    sunday.away(sunday.head);
    const auto absence = sunday.away(sunday.first);
    CHECK(sunday.takes_over(sunday.second) == "taken over");
    sunday.back(absence);
    const auto are_away = [&] {
        std::vector<PersonId> people;
        for (const auto& one : sunday.who_is_away())
            people.push_back(one.person);
        return people;
    };
    CHECK(are_away() == std::vector{sunday.head});
    CHECK(sunday.takes_over(sunday.first) == "team.taken_over_already");
    sunday.pass(1s);
    CHECK(sunday.takes_over(sunday.first, {.post = "",
                                           .reason = "電話に出ない",
                                           .until = {},
                                           .also_away = {"fukushi-bucho"}}) == "taken over");
    CHECK(are_away() == std::vector{sunday.head, sunday.second});
    CHECK(sunday.who_is_away().back().reason == "電話に出ない");
    CHECK(sunday.takes_over(sunday.second) == "team.away_yourself");
    CHECK(sunday.verify().sound());
}

TEST_CASE("without an order as well, whoever is passed over is recorded as away") {
    Sunday sunday;
    auto open = sunday.charter();
    open.succession.clear();
    const auto now = sunday.clock.now();
    Roll roll{.charter = open,
              .seats = {{"soumu-bucho", sunday.head},
                        {"fukushi-bucho", sunday.second},
                        {"shimin-bucho", sunday.first}},
              .absences = {{AbsenceId::make(now, sunday.random), sunday.head, now, {}, "出張"}},
              .stand_ins = {{.post = "soumu-bucho",
                             .by_post = "fukushi-bucho",
                             .person = sunday.second,
                             .absent = sunday.head,
                             .since = now,
                             .reason = "出張"}}};
    TakeOver command{.post = "soumu-bucho", .reason = "連絡がつかない"};
    CHECK(ask(roll, command, sunday.first).error().message->code() == "team.taken_over_already");
    command.also_away = {"fukushi-bucho"};
    const auto next = ask(roll, command, sunday.first);
    REQUIRE(next.ok());
    CHECK(next.value().newly_away == std::vector{sunday.second});
    roll.stand_ins.clear();
    command.also_away = {"zeimu-kacho"};
    const auto stranger = ask(roll, command, sunday.first);
    REQUIRE(!stranger.ok());
    CHECK(stranger.error().where == "/also_away");
}

TEST_CASE("of several absences, the one that ends last is written into the record") {
    Sunday sunday;
    const auto open = sunday.charter();
    const auto now = sunday.clock.now();
    std::vector<Absence> absences;
    for (const auto until : {std::optional{now + 3h}, std::optional{now + 10h},
                             std::optional<Time>{}, std::optional{now + 5h}})
        absences.push_back({AbsenceId::make(now, sunday.random), sunday.head, now, until, "出張"});
    Roll roll{.charter = open,
              .seats = {{"soumu-bucho", sunday.head}, {"shimin-bucho", sunday.first}},
              .absences = absences,
              .stand_ins = {}};
    const TakeOver command{.post = "soumu-bucho", .reason = "不在"};
    CHECK(ask(roll, command, sunday.first).value().absence == absences[2].id);
    roll.absences.erase(roll.absences.begin() + 2);
    CHECK(ask(roll, command, sunday.first).value().absence == absences[1].id);
}

TEST_CASE("who stood in on Sunday is known on Monday") {
    Sunday sunday;
    const auto before = sunday.clock.now();
    const auto absence = sunday.away(sunday.head);
    sunday.pass(1h);
    sunday.takes_over(sunday.first);
    const auto then = sunday.clock.now() + 1h;
    sunday.pass(20h);
    sunday.back(absence);
    sunday.pass(1h);
    const auto acts_for = [&](Time when) {
        const auto standing = sure(sunday.store->read_for([&](store::Read& db) {
            return standing_at(db, sunday.charter(), sunday.first, when);
        }));
        return post_for(sunday.charter(), standing, "incident.converge").ok();
    };
    CHECK_FALSE(acts_for(before));
    CHECK(acts_for(then));
    CHECK_FALSE(acts_for(sunday.clock.now()));
    CHECK(sunday.verify().sound());
}

TEST_CASE("it returns when the stand-in leaves the post they did it from, or is away themselves") {
    Sunday sunday;
    sunday.takes_over(sunday.first);
    SUBCASE("another holds the post") {
        sunday.assign("shimin-bucho", sunday.second, "2026-11-24");
        CHECK(sunday.converges(sunday.first) == "may not");
    }
    SUBCASE("away, and the next one takes over") {
        sunday.away(sunday.first);
        CHECK(sunday.converges(sunday.first) == "may not");
        CHECK(sunday.takes_over(sunday.second) == "taken over");
    }
}

TEST_CASE("a post nobody holds is stood in for until somebody does") {
    Sunday sunday;
    sunday.assign("soumu-bucho", sunday.head, "2026-04-01", "2026-10-31");
    CHECK(sunday.takes_over(sunday.first) == "taken over");
    CHECK(sunday.who_is_away().empty());
    CHECK(sunday.converges(sunday.first) == "shimin-bucho for soumu-bucho");
    sunday.assign("soumu-bucho", sunday.second, "2026-11-24");
    CHECK(sunday.converges(sunday.first) == "may not");
}

TEST_CASE("the charter names nobody for the handler: that is said, and nobody takes over") {
    Sunday sunday;
    CHECK(sunday.takes_over(sunday.first, {.post = "joho-kacho"}) == "team.no_line");
    CHECK(sunday.takes_over(sunday.handler) == "team.not_in_line");
    CHECK(sunday.takes_over(sunday.head) == "team.post_is_yours");
    CHECK(sunday.takes_over(sunday.first, {.post = "shichou"}) == "team.no_such_post");
}

TEST_CASE("where the charter gives no order, any deputy who is there may take over") {
    Sunday sunday;
    auto open = sunday.charter();
    open.succession.clear();
    const auto line = line_of(open, "head");
    CHECK_FALSE(line.is_ordered);
    CHECK(line.posts.size() == 3);
    const Roll roll{.charter = open,
                    .seats = {{"soumu-bucho", sunday.head},
                              {"fukushi-bucho", sunday.second},
                              {"shimin-bucho", sunday.first}},
                    .absences = {},
                    .stand_ins = {}};
    const auto next = ask(roll, {.post = "soumu-bucho", .reason = "不在"}, sunday.second);
    REQUIRE(next.ok());
    CHECK(next.value().by_post == "fukushi-bucho");
}

TEST_CASE("an absence ends after it begins and after now") {
    Sunday sunday;
    const auto refused = [&](Duration from, Duration until) {
        const auto now = sunday.clock.now();
        const Absence absence{AbsenceId::make(now, sunday.random), sunday.head, now + from,
                              now + until, "休暇"};
        return !sunday.store
                    ->write_for([&](store::Write& db) {
                        return record_absence(db, *sunday.journal, {}, absence);
                    })
                    .ok();
    };
    CHECK(refused(2h, 1h));
    CHECK(refused(-2h, -1h));
    CHECK_FALSE(refused(1h, 2h)); // Next week's leave is no absence yet.
    CHECK(sunday.converges(sunday.head) == "soumu-bucho");
    CHECK(sunday.takes_over(sunday.second) == "team.somebody_ahead");
}

TEST_CASE("erasing what a person's record says leaves a replay the same") {
    Sunday sunday;
    sunday.away(sunday.head, sunday.clock.now() + 3h);
    sunday.takes_over(sunday.first);
    sure(sunday.journal->erase({}, {"person", sunday.head.value}, journal::Slot::content, "離職"));
    CHECK(sunday.who_is_away().empty());
    CHECK(sunday.verify().sound());
}

} // namespace
} // namespace sokuo::team
