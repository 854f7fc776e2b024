#include "team/people.h"

#include "team/break_glass.h"
#include "team/engaged.h"
#include "team/testing.h"

#include <functional>

// Only staff hold posts: who was let in from outside, and the account in two envelopes, do not.

namespace sokuo::team {
namespace {

using namespace team::testing;

struct Desk : Office {
    PersonId outsider(const std::string& name) {
        const auto id = PersonId::make(clock.now(), random);
        sure(store->write_for(
            [&](store::Write& db) { return add_outsider(db, *journal, {}, id, name, ""); }));
        return id;
    }
    std::string refused(const std::function<Result<>(store::Write&)>& job) {
        const auto done = store->write(job);
        if (done.ok()) return {};
        return std::string{done.error().message->code()} + done.error().where;
    }
    std::string given_a_post(const PersonId& who) {
        return refused([&](store::Write& db) -> Result<> {
            TRY(team::assign(
                db, *journal, {},
                {.post = "zeimu-kacho", .person = who, .from = day("2026-04-01"), .to = {}}));
            return Done{};
        });
    }
    std::string put_on_duty(const PersonId& who) {
        return refused([&](store::Write& db) -> Result<> {
            TRY(assign_duty(
                db, *journal, {},
                {.id = {}, .person = who, .from = day("2026-11-24"), .to = day("2026-11-30")}));
            return Done{};
        });
    }
    Kind kind_of(const PersonId& who) {
        return sure(store->read_for([&](store::Read& db) { return team::person(db, who); })).kind;
    }
};

TEST_CASE("whoever was let in from outside is given no post and no duty") {
    Desk desk;
    const auto guest = desk.outsider("見本 保子");
    CHECK(desk.kind_of(guest) == Kind::outsider);
    CHECK(desk.given_a_post(guest) == "team.outsider_holds_no_post/person");
    CHECK(desk.put_on_duty(guest) == "team.outsider_holds_no_post/person");
    const auto clerk = desk.person("見本 佐和子");
    CHECK(desk.kind_of(clerk) == Kind::staff);
    CHECK(desk.given_a_post(clerk).empty());
    CHECK(desk.put_on_duty(clerk).empty());
    CHECK(desk.verify().sound());
}

TEST_CASE("whoever was let in before that was written down is known by the engagement") {
    Desk desk;
    const auto guest = desk.person("見本 保子");
    // What the hole let through gives them nothing either.
    CHECK(desk.given_a_post(guest).empty());
    const auto engaged = desk.refused([&](store::Write& db) {
        return engage(db, {.engagement = PersonId::make(desk.clock.now(), desk.random).value,
                           .about = {"incident", {}},
                           .person = guest,
                           .role = "contractor",
                           .body = "見本システム保守株式会社",
                           .until = desk.clock.now()});
    });
    REQUIRE(engaged.empty());
    CHECK(desk.kind_of(guest) == Kind::outsider);
    CHECK(desk.given_a_post(guest) == "team.outsider_holds_no_post/person");
    const auto standing = sure(desk.store->read_for([&](store::Read& db) {
        return standing_of(db, desk.charter(), guest, day("2026-11-24"));
    }));
    CHECK(standing.posts.empty());
}

TEST_CASE("the break-glass account is given no post") {
    Desk desk;
    const auto halves = sure(new_halves(*desk.accounts));
    sure(desk.store->write_for([&](store::Write& db) {
        return seal(db, *desk.journal, {}, desk.charter(), halves.hash, desk.clock.now());
    }));
    const auto glass = sure(desk.store->read_for([](store::Read& db) { return break_glass(db); }));
    REQUIRE(glass.has_value());
    CHECK(desk.kind_of(glass->person) == Kind::break_glass);
    CHECK(desk.given_a_post(glass->person) == "team.break_glass_holds_no_post/person");
}

} // namespace
} // namespace sokuo::team
