#include "charter/book.h"

#include "charter/testing.h"
#include "journal/clock.h"
#include "store/sqlite/sqlite.h"

#include <doctest/doctest.h>

namespace sokuo::charter {
namespace {

using testing::with;

struct Town {
    Town() {
        store = std::move(store::open_sqlite_memory()).value();
        keys = journal::keys_in_memory(random);
        open_journal();
        auto files = read_files(testing::path_of("charters/mihon.yaml"),
                                testing::path_of("packs/jp-municipal"));
        REQUIRE(files.ok());
        auto begun = Book::begin(*store, *journal, {}, std::move(files).value());
        REQUIRE_MESSAGE(begun.ok(), (begun.ok() ? "" : describe(begun.error())));
        book = std::move(begun).value();
    }

    void open_journal() {
        journal::Options options;
        options.views = {charter_view()};
        options.clock = journal::ClockKind::simulated;
        auto opened = journal::Journal::open(*store, *keys, clock, random, options);
        REQUIRE_MESSAGE(opened.ok(), (opened.ok() ? "" : describe(opened.error())));
        journal = std::move(opened).value();
    }

    // What the program sees after a restart.
    void restart() {
        book.reset();
        journal.reset();
        open_journal();
        auto opened = Book::open(*store, *journal);
        REQUIRE(opened.ok());
        book = std::move(opened).value();
    }

    std::int64_t head() const {
        return store->read_for([&](store::Read& db) { return journal->head(db); }).value();
    }

    SystemRandom random;
    journal::SimulatedClock clock{Time{std::chrono::seconds{1'790'000'000}}};
    std::unique_ptr<store::Store> store;
    std::unique_ptr<journal::Keys> keys;
    std::unique_ptr<journal::Journal> journal;
    std::unique_ptr<Book> book;
};

TEST_CASE("the first charter is version 1 and is there after a restart") {
    Town town;
    const auto charter = town.book->current().charter;
    CHECK(town.book->current().number == 1);
    CHECK(charter.fictional);

    town.restart();

    CHECK(town.book->current().number == 1);
    CHECK(town.book->current().charter == charter);
    CHECK(town.book->current().pack.code == "jp-municipal");
    CHECK(town.book->current().charter_text() == testing::file_text("charters/mihon.yaml"));
}

TEST_CASE("a change on screen makes a new version; what was made under the old one keeps it") {
    Town town;
    const auto& first = town.book->current();
    const auto changed =
        town.book->amend({}, 1, "/point_of_contact/extension", "0009", "内線の変更");
    REQUIRE_MESSAGE(changed.ok(), (changed.ok() ? "" : describe(changed.error())));

    CHECK(changed.value()->number == 2);
    CHECK(&town.book->current() == changed.value());
    CHECK(town.book->current().charter.point_of_contact.extension == "0009");
    CHECK(first.charter.point_of_contact.extension == "0000"); // still there for who holds it

    town.restart();
    CHECK(town.book->current().number == 2);
    const auto old = town.book->version(1);
    REQUIRE(old.ok());
    CHECK(old.value()->charter.point_of_contact.extension == "0000");
    CHECK(old.value()->charter_text() == testing::file_text("charters/mihon.yaml"));

    const auto versions = town.book->versions();
    REQUIRE(versions.ok());
    REQUIRE(versions.value().size() == 2);
    CHECK(versions.value()[0].number == 2);
    CHECK(versions.value()[0].note == "内線の変更");
    CHECK(versions.value()[0].hash == to_hex(town.book->current().hash));
    CHECK(town.book->version(3).error().code == Errc::not_found);
}

TEST_CASE("who changes a version that is no longer the newest is told so") {
    Town town;
    REQUIRE(town.book->amend({}, 1, "/point_of_contact/extension", "0001", "").ok());

    const auto late = town.book->amend({}, 1, "/point_of_contact/extension", "0002", "");

    REQUIRE_FALSE(late.ok());
    CHECK(late.error().code == Errc::stale);
    CHECK(late.error().args == std::vector<std::string>{"2"});
    CHECK(town.book->current().charter.point_of_contact.extension == "0001");
}

TEST_CASE("a change that would break the charter is refused and writes nothing") {
    Town town;
    const auto before = town.head();

    const auto refused = town.book->amend({}, 1, "/point_of_contact/phone", "0175-22-1111", "");

    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().message->code() == "charter.write_fictional");
    CHECK(refused.error().where.starts_with("charter.yaml:"));
    CHECK(town.book->amend({}, 1, "/no/such", "x", "").error().code == Errc::not_found);
    CHECK(town.head() == before);
    CHECK(town.book->current().number == 1);
}

TEST_CASE("the same files make no new version, and an unchanged file is not kept twice") {
    Town town;
    const auto before = town.head();
    const auto same = town.book->load({}, 1, town.book->current().files, "");
    REQUIRE(same.ok());
    CHECK(same.value()->number == 1);
    CHECK(town.head() == before);

    REQUIRE(town.book->amend({}, 1, "/point_of_contact/extension", "0007", "").ok());
    CHECK(town.head() == before + 2); // the changed text, and that it was loaded
}

TEST_CASE("a charter longer than one entry is kept in parts and read back whole") {
    Town town;
    auto files = town.book->current().files;
    std::string remarks;
    while (remarks.size() < 400'000)
        remarks += "# 長い注釈が続きます。\"引用\"も\\もあります。\n";
    files.front().text += remarks;

    const auto loaded = town.book->load({}, 1, files, "");
    REQUIRE_MESSAGE(loaded.ok(), (loaded.ok() ? "" : describe(loaded.error())));

    town.restart();
    CHECK(town.book->current().number == 2);
    CHECK(town.book->current().charter_text() == files.front().text);
}

TEST_CASE("a rebuilt view gives the same versions") {
    Town town;
    REQUIRE(town.book->amend({}, 1, "/point_of_contact/extension", "0003", "").ok());
    REQUIRE(town.journal->rebuild({}).ok());

    town.restart();
    CHECK(town.book->current().number == 2);
    CHECK(town.book->current().charter.point_of_contact.extension == "0003");
}

TEST_CASE("a store without a charter says what to do, and so does a missing file") {
    Town town;
    auto empty = std::move(store::open_sqlite_memory()).value();
    journal::Options options;
    options.views = {charter_view()};
    const auto journal =
        journal::Journal::open(*empty, *town.keys, town.clock, town.random, options);
    REQUIRE(journal.ok());
    CHECK(Book::open(*empty, *journal.value()).error().code == Errc::not_found);
    CHECK(
        read_files("/no/such/charter.yaml", testing::path_of("packs/jp-municipal")).error().code ==
        Errc::not_found);
    CHECK(read_files(testing::path_of("charters/mihon.yaml"), "/no/such").error().code ==
          Errc::not_found);
}

} // namespace
} // namespace sokuo::charter
