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
