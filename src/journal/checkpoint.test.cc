#include "journal/checkpoint.h"

#include "journal/journal_test.h"

#include <doctest/doctest.h>

#include <fstream>

namespace sokuo::journal {
namespace {

TEST_CASE("a signed note is read back by its key and by no other") {
    SystemRandom random;
    const auto key = SigningKey::make(random);
    const Checkpoint checkpoint{"mihon.example/journal/e1", 1284, leaf_hash({})};
    const auto note = sign_note(checkpoint, key);
    const auto opened = open_note(note, key.public_key());
    REQUIRE(opened.ok());
    CHECK(opened.value() == checkpoint);
    CHECK(!open_note(note, SigningKey::make(random).public_key()).ok());
    for (std::size_t at = 0; at < note.size(); ++at) {
        auto changed = note;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        CHECK(!open_note(changed, key.public_key()).ok());
    }
    for (std::size_t size = 0; size < note.size(); ++size)
        CHECK(!open_note(std::string_view{note}.substr(0, size), key.public_key()).ok());
}

TEST_CASE("a checkpoint stands for every entry, and a new one is made only when there is more") {
    const TemporaryDirectory directory;
    Town town;
    const auto file = directory.path() / "checkpoint";
    town.note(town.stream(), "one");
    auto checkpoints = Checkpoints::open(*town.store, *town.keys, file).value();
    CHECK(checkpoints->origin() == "mihon.example/journal/e1");
    const auto first = checkpoints->advance();
    REQUIRE(first.ok());
    REQUIRE(first.value().has_value());
    CHECK(first.value()->size == 2);
    CHECK(checkpoints->advance().value() == std::nullopt);
    town.note(town.stream(), "two");
    CHECK(checkpoints->advance().value()->size == 3);
    CHECK(open_note(checkpoints->latest(), checkpoints->public_key()).value().size == 3);

    const auto again = Checkpoints::open(*town.store, *town.keys, file);
    REQUIRE(again.ok());
    CHECK(again.value()->latest() == checkpoints->latest());
    CHECK(again.value()->advance().value() == std::nullopt);
}

// The leaf as it stands on the disk, changed behind the journal's back.
void damage_leaf(Town& town, std::int64_t seq) {
    const auto change = [&](store::Write& db) -> Result<> {
        TRY(db.script("DROP TRIGGER entry_no_update"));
        TRY(db.execute("UPDATE entry SET leaf = leaf || x'00' WHERE seq = ?", {seq}));
        return Done{};
    };
    REQUIRE(town.store->write(change).ok());
}

TEST_CASE("opening a long log reads its end, and finds there what is not as it was signed") {
    const TemporaryDirectory directory;
    const auto file = directory.path() / "checkpoint";
    Town town;
    for (int line = 0; line < 1100; ++line)
        town.note(town.stream(), "line");
    auto checkpoints = Checkpoints::open(*town.store, *town.keys, file).value();
    REQUIRE(checkpoints->advance().ok()); // Keeps a frontier.
    for (int line = 0; line < 20; ++line)
        town.note(town.stream(), "line");
    REQUIRE(checkpoints->advance().ok());
    const auto note = checkpoints->latest();

    SUBCASE("it is the same log") {
        CHECK(Checkpoints::open(*town.store, *town.keys, file).value()->latest() == note);
    }
    SUBCASE("an old leaf is not read: that is for verify") {
        damage_leaf(town, 7);
        CHECK(Checkpoints::open(*town.store, *town.keys, file).ok());
    }
    SUBCASE("a leaf near the end is") {
        damage_leaf(town, 1110);
        CHECK(!Checkpoints::open(*town.store, *town.keys, file).ok());
    }
    SUBCASE("a frontier that was forged leads nowhere, and the whole log is read") {
        const auto forge = [](store::Write& db) -> Result<> {
            TRY(db.execute("UPDATE frontier SET subtrees = zeroblob(length(subtrees))"));
            return Done{};
        };
        REQUIRE(town.store->write(forge).ok());
        auto again = Checkpoints::open(*town.store, *town.keys, file);
        REQUIRE(again.ok());
        town.note(town.stream(), "line");
        REQUIRE(again.value()->advance().ok());
        CHECK(Checkpoints::open(*town.store, *town.keys, file).ok());
    }
}

TEST_CASE("a restored journal is not signed until a person begins a new epoch") {
    const TemporaryDirectory directory;
    const auto file = directory.path() / "checkpoint";
    const auto database = directory.path() / "sokuo.db";
    const auto backup = directory.path() / "backup.db";
    Town town{directory.path()};
    town.note(town.stream(), "kept");
    const auto secret = town.stream();
    town.note(secret, "erased after the backup");
    town.close();
    std::filesystem::copy_file(database, backup);

    const auto open = [&] {
        town.store = store::open_sqlite({.file = database}).value();
        town.keys = open_keys(directory.path() / "keys.db", town.random).value();
        town.reopen(town.options());
    };
    open();
    REQUIRE(town.journal->erase(Actor{}, secret, Slot::content, "test").ok());
    town.note(town.stream(), "lost");
    REQUIRE(Checkpoints::open(*town.store, *town.keys, file).value()->advance().ok());
    town.close();
    std::filesystem::copy_file(backup, database, std::filesystem::copy_options::overwrite_existing);
    std::filesystem::remove(directory.path() / "sokuo.db-wal");
    std::filesystem::remove(directory.path() / "sokuo.db-shm");
    open();

    const auto refused = Checkpoints::open(*town.store, *town.keys, file);
    REQUIRE(!refused.ok());
    CHECK(refused.error().code == Errc::corrupt);

    const auto begun = begin_epoch(*town.journal, file, Actor{}, "the disk died");
    INFO((begun.ok() ? "" : describe(begun.error())));
    REQUIRE(begun.ok());
    CHECK(begun.value().content["origin"].text_or("") == "mihon.example/journal/e2");
    CHECK(begun.value().content["lost"]["from"].integer_or(0) == 4);
    CHECK(begun.value().content["lost"]["to"].integer_or(0) == 6);
    // Its key was destroyed after the backup: what came back is erased again.
    CHECK(town.read(secret)[0].content_state == BodyState::erased);

    for (int restart = 0; restart < 2; ++restart) {
        auto checkpoints = Checkpoints::open(*town.store, *town.keys, file);
        INFO((checkpoints.ok() ? "" : describe(checkpoints.error())));
        REQUIRE(checkpoints.ok());
        CHECK(checkpoints.value()->origin() == "mihon.example/journal/e2");
        REQUIRE(checkpoints.value()->advance().ok());
    }
}

} // namespace
} // namespace sokuo::journal
