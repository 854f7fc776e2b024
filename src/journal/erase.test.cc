#include "journal/journal_test.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

namespace sokuo::journal {
namespace {

bool holds(const std::filesystem::path& file, std::string_view text) {
    std::ifstream in{file, std::ios::binary};
    std::ostringstream all;
    all << in.rdbuf();
    return all.str().find(text) != std::string::npos;
}

TEST_CASE("what is erased is nowhere in the files, and the entry says that it is erased") {
    const TemporaryDirectory directory;
    Town town{directory.path()};
    const auto stream = town.stream();
    const auto other = town.stream();
    town.note(stream, "canary-4711");
    town.note(other, "stays-4711");
    REQUIRE(town.journal->erase(Actor{}, stream, Slot::content, "個人情報保護法").ok());

    for (const auto& file : std::filesystem::directory_iterator{directory.path()}) {
        INFO(file.path().string());
        CHECK(!holds(file.path(), "canary-4711"));
    }
    const auto notes = town.read(stream);
    REQUIRE(notes.size() == 3);
    CHECK(notes[0].content_state == BodyState::erased);
    CHECK(notes[0].personal_state == BodyState::present);
    CHECK(notes[1].type == "journal.erased");
    CHECK(notes[1].content["ground"].text_or("") == "個人情報保護法");
    CHECK(notes[2].type == "journal.erasure_ended");
    CHECK(town.read(other)[0].content["text"].text_or("") == "stays-4711");
}

TEST_CASE("life goes on in an erased stream, and it can be erased again") {
    Town town;
    const auto stream = town.stream();
    town.note(stream, "one");
    REQUIRE(town.journal->erase(Actor{}, stream, Slot::content, "first").ok());
    town.note(stream, "two");
    CHECK(town.read(stream)[3].content["text"].text_or("") == "two");
    REQUIRE(town.journal->erase(Actor{}, stream, Slot::content, "second").ok());
    const auto notes = town.read(stream);
    REQUIRE(notes.size() == 6);
    CHECK(notes[3].content_state == BodyState::erased);
    CHECK(notes[1].content["ground"].text_or("") == "first");
    CHECK(notes[4].content["ground"].text_or("") == "second");
    const auto before = town.dump("note_list");
    REQUIRE(town.journal->rebuild({}).ok());
    CHECK(town.dump("note_list") == before);
}

TEST_CASE("the journal's own stream cannot be erased") {
    Town town;
    const auto refused = town.journal->erase(Actor{}, {"journal", town.journal->opened().log_id},
                                             Slot::content, "no");
    REQUIRE(!refused.ok());
    CHECK(refused.error().code == Errc::conflict);
}

TEST_CASE("what falls due fires once, in the order of time") {
    Town town;
    const auto stream = town.stream();
    const auto start = town.clock.now();
    const auto minutes = [&](int count) { return start + std::chrono::minutes{count}; };
    const auto set = town.store->write([&](store::Write& db) -> Result<> {
        TRY(set_due(db, stream, "late", minutes(30), Json::object({{"n", 3}})));
        TRY(set_due(db, stream, "early", minutes(10), Json::object({{"n", 1}})));
        TRY(set_due(db, stream, "moved", minutes(5), Json::object()));
        TRY(set_due(db, stream, "moved", minutes(20), Json::object()));
        TRY(set_due(db, stream, "gone", minutes(1), Json::object()));
        return clear_due(db, stream, "gone");
    });
    REQUIRE(set.ok());
    CHECK(town.store->read_for([](store::Read& db) { return next_due(db); }).value() ==
          minutes(10));
    CHECK(fire_due(*town.store, *town.journal, minutes(9)).value() == 0);
    CHECK(fire_due(*town.store, *town.journal, minutes(20)).value() == 2);
    CHECK(fire_due(*town.store, *town.journal, minutes(20)).value() == 0);
    CHECK(fire_due(*town.store, *town.journal, minutes(60)).value() == 1);

    const auto fired = town.read(stream);
    REQUIRE(fired.size() == 3);
    CHECK(fired[0].content["name"].text_or("") == "early");
    CHECK(fired[0].content["content"]["n"].integer_or(0) == 1);
    CHECK(fired[0].occurred_at == minutes(10));
    CHECK(fired[1].content["name"].text_or("") == "moved");
    CHECK(fired[2].content["name"].text_or("") == "late");
}

TEST_CASE("a simulated clock goes forward only") {
    SimulatedClock clock{Time{}};
    CHECK(clock.advance_to(Time{} + std::chrono::hours{1}));
    CHECK(!clock.advance_to(Time{}));
    CHECK(clock.now() == Time{} + std::chrono::hours{1});
}

} // namespace
} // namespace sokuo::journal
