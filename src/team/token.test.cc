#include "team/token.h"

#include "team/break_glass.h"
#include "team/testing.h"

// An API token is made for somebody, until a day, and that is written down.

namespace sokuo::team {
namespace {

using namespace team::testing;

struct Desk : Office {
    Result<std::string> make(const identity::TokenWish& wish) {
        return store->write_for(
            [&](store::Write& db) { return make_token(db, *journal, {}, *accounts, wish); });
    }
    PersonId sato = person("佐藤 一郎");
};

TEST_CASE("making a token is an entry that says for whom, until when and for what, not the label") {
    Desk desk;
    const auto secret =
        sure(desk.make({.person = desk.sato, .label = "監視", .actions = {"report.record"}}));
    CHECK(desk.accounts->token(secret).ok());
    const auto entries = sure(desk.store->read_for([&](store::Read& db) {
        return desk.journal->stream(db, {"person", desk.sato.value});
    }));
    const auto& entry = entries.back();
    CHECK(entry.type == "person.token_made");
    CHECK(entry.content["until"].text_or("") == "2027-11-24T00:00:00Z");
    CHECK(entry.content["actions"].items() == Json::Array{Json{"report.record"}});
    CHECK(entry.personal["label"].text_or("") == "監視");
    CHECK(to_text(entry.content).find("監視") == std::string::npos);
    CHECK(to_text(entry.content).find(secret) == std::string::npos);
}

TEST_CASE("what is refused leaves neither a token nor an entry") {
    Desk desk;
    const auto code = [&](const identity::TokenWish& wish) {
        const auto made = desk.make(wish);
        return made.ok() ? std::string{} : std::string{made.error().message->code()};
    };
    CHECK(code({.person = desk.sato, .label = "x", .actions = {"incident.sing"}}) ==
          "team.token_no_such_action");
    CHECK(code({.person = desk.sato,
                .label = "x",
                .ends = desk.clock.now() + std::chrono::days{400}}) == "identity.token_end");
    CHECK(code({.person = {}, .label = "x"}) == "team.person_unknown");
    const auto halves = sure(new_halves(*desk.accounts));
    sure(desk.store->write_for([&](store::Write& db) {
        return seal(db, *desk.journal, {}, desk.charter(), halves.hash, desk.clock.now());
    }));
    const auto glass = sure(desk.store->read_for([](store::Read& db) { return break_glass(db); }));
    REQUIRE(glass.has_value());
    CHECK(code({.person = glass->person, .label = "x"}) == "team.break_glass_sealed_apart");
    CHECK(sure(desk.accounts->seats(desk.sato)).empty());
}

} // namespace
} // namespace sokuo::team
