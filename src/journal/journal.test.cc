#include "journal/journal.h"

#include "journal/due.h"
#include "journal/journal_test.h"

#include <doctest/doctest.h>

namespace sokuo::journal {
namespace {

using namespace std::chrono_literals;

TEST_CASE("what is appended is read back, in order, by number and by stream") {
    Town town;
    const auto first = town.stream();
    const auto second = town.stream();
    town.note(first, "spam mail");
    town.note(second, "lost phone");
    town.note(first, "password changed");

    const auto notes = town.read(first);
    REQUIRE(notes.size() == 2);
    CHECK(notes[0].content["text"].text_or("") == "spam mail");
    CHECK(notes[0].rev == 1);
    CHECK(notes[1].content["text"].text_or("") == "password changed");
    CHECK(notes[1].rev == 2);
    CHECK(notes[1].personal["phone"].text_or("") == "0175-00-0000");

    const auto all =
        town.store->read_for([&](store::Read& db) { return town.journal->read(db, 1, 100); });
    REQUIRE(all.ok());
    REQUIRE(all.value().size() == 3);
    CHECK(all.value()[0].seq == 2);
    CHECK(all.value()[2].seq == 4);
}

TEST_CASE("the first entry says what the journal is, and keeps to it") {
    Town town;
    CHECK(town.journal->opened().origin == "mihon.example/journal");
    const auto seen = look(*town.store, *town.keys);
    REQUIRE(seen.ok());
    REQUIRE(seen.value().has_value());
    CHECK(seen.value()->log_id == town.journal->opened().log_id);
    CHECK(seen.value()->clock == ClockKind::simulated);

    auto options = town.options();
    options.clock = ClockKind::wall;
    const auto other = Journal::open(*town.store, *town.keys, town.clock, town.random, options);
    REQUIRE(!other.ok());
    CHECK(other.error().code == Errc::conflict);
}

TEST_CASE("a store without a journal is no journal") {
    auto store = store::open_sqlite_memory().value();
    SystemRandom random;
    auto keys = keys_in_memory(random);
    const auto seen = look(*store, *keys);
    REQUIRE(seen.ok());
    CHECK(!seen.value().has_value());
}

TEST_CASE("who read an older revision is told, and nothing is written") {
    Town town;
    const auto stream = town.stream();
    town.note(stream, "one");
    const auto late = town.store->write_for([&](store::Write& db) {
        return town.journal->append(db, Actor{}, town.draft(stream, "two"), 0);
    });
    REQUIRE(!late.ok());
    CHECK(late.error().code == Errc::stale);
    CHECK(town.read(stream).size() == 1);
    const auto timely = town.store->write_for([&](store::Write& db) {
        return town.journal->append(db, Actor{}, town.draft(stream, "two"), 1);
    });
    CHECK(timely.ok());
}

TEST_CASE("a job that fails leaves neither an entry nor a row of a view") {
    Town town;
    const auto stream = town.stream();
    const auto failed = town.store->write([&](store::Write& db) -> Result<> {
        TRY(town.journal->append(db, Actor{}, town.draft(stream, "one")));
        return failure(Errc::conflict, test_refusal);
    });
    CHECK(!failed.ok());
    CHECK(town.read(stream).empty());
    CHECK(town.count("note_list") == 0);
    CHECK(town.note(stream, "again").rev == 1);
}

TEST_CASE("a view sees the entry as a replay will see it") {
    Town town;
    const auto stream = town.stream();
    const auto written = town.store->write_for([&](store::Write& db) {
        return town.journal->append(
            db, Actor{},
            Draft{.stream = stream,
                  .type = "note.written",
                  .content = Json::object({{"text", "z before a"}, {"amount", 0.1}, {"b", 1.0}})});
    });
    REQUIRE(written.ok());
    const auto read = town.read(stream);
    REQUIRE(read.size() == 1);
    CHECK(read[0].content == written.value().content);
    CHECK(canonical(read[0].content) == to_text(written.value().content));
}

TEST_CASE("what could not be read back is refused before it is written") {
    Town town;
    const auto stream = town.stream();
    const auto append = [&](Json content) {
        const auto entry = town.store->write_for([&](store::Write& db) {
            return town.journal->append(
                db, Actor{}, Draft{.stream = stream, .type = "note.written", .content = content});
        });
        REQUIRE(!entry.ok());
        return entry.error().code;
    };
    CHECK(append(Json::object({{"text", "\xFF"}})) == Errc::invalid);
    CHECK(append(Json::object({{"\xC0\xAF", 1}})) == Errc::invalid);
    CHECK(append(Json::object({{"a", 1}, {"a", 2}})) == Errc::invalid);
    CHECK(append(Json::object({{"text", std::string(body_bytes_max, 'x')}})) == Errc::too_large);
    CHECK(town.read(stream).empty());
}

TEST_CASE("the tables refuse to alter or delete an entry") {
    Town town;
    town.note(town.stream(), "one");
    const auto refused = [&](std::string_view sql) {
        return !town.store->write([&](store::Write& db) { return db.script(sql); }).ok();
    };
    CHECK(refused("DELETE FROM entry WHERE seq = 2"));
    CHECK(refused("UPDATE entry SET leaf = x'00' WHERE seq = 2"));
    CHECK(refused("INSERT OR REPLACE INTO entry(seq, leaf) VALUES(2, x'00')"));
    CHECK(refused("INSERT INTO entry(seq, leaf) VALUES(9, x'00')"));
    CHECK(refused("DELETE FROM body WHERE seq = 2"));
    CHECK(refused("UPDATE body SET salt = x'00' WHERE seq = 2"));
}

TEST_CASE("rebuilding gives the very same rows, and says how far it is") {
    Town town;
    const auto stream = town.stream();
    for (int i = 0; i < 20; ++i)
        town.note(stream, "note " + std::to_string(i));
    const auto before = town.dump("note_list");
    const auto damage = town.store->write(
        [](store::Write& db) { return db.script("UPDATE note_list SET text = 'lie'"); });
    REQUIRE(damage.ok());
    std::int64_t last = 0;
    REQUIRE(town.journal->rebuild([&](std::int64_t done, std::int64_t) { last = done; }).ok());
    CHECK(town.dump("note_list") == before);
    CHECK(last == 21);
}

TEST_CASE("a view whose version changed is made again when the journal is opened") {
    Town town;
    town.note(town.stream(), "one");
    auto options = town.options();
    options.views[1].version = 2;
    options.views[1].schema =
        "CREATE TABLE note_list(seq INTEGER PRIMARY KEY, stream BLOB, text TEXT, "
        "phone TEXT, added TEXT);";
    town.reopen(options);
    CHECK(town.count("note_list") == 1);
    CHECK(town.dump("note_list").find("one") != std::string::npos);

    options.views.clear();
    town.reopen(options);
    const auto gone = town.store->read([](store::Read& db) {
        return db.query("SELECT * FROM note_list", {},
                        [](const store::Row&) -> Result<> { return Done{}; });
    });
    CHECK(!gone.ok());
}

TEST_CASE("an old content is made newer, step by step, for readers and for views") {
    Town town;
    const auto stream = town.stream();
    town.note(stream, "one");
    auto options = town.options();
    options.upcasts = {{"note.written", 1,
                        [](Json content) {
                            content.set("text", std::string{content["text"].text_or("")} + "+2");
                            return content;
                        }},
                       {"note.written", 2, [](Json content) {
                            content.set("text", std::string{content["text"].text_or("")} + "+3");
                            return content;
                        }}};
    town.reopen(options);
    const auto notes = town.read(stream);
    REQUIRE(notes.size() == 1);
    CHECK(notes[0].version == 3);
    CHECK(notes[0].content["text"].text_or("") == "one+2+3");
    REQUIRE(town.journal->rebuild({}).ok());
    CHECK(town.dump("note_list").find("one+2+3") != std::string::npos);
}

TEST_CASE("a body that is gone without an erasure is damage, and is called so") {
    Town town;
    const auto stream = town.stream();
    town.note(stream, "one");
    const auto damaged = town.store->write([](store::Write& db) {
        return db.script("INSERT INTO erasing VALUES(1); DELETE FROM body WHERE seq = 2; "
                         "DELETE FROM erasing;");
    });
    REQUIRE(damaged.ok());
    const auto read =
        town.store->read_for([&](store::Read& db) { return town.journal->stream(db, stream); });
    REQUIRE(!read.ok());
    CHECK(read.error().code == Errc::corrupt);
}

TEST_CASE("a body moved to another entry does not open there") {
    Town town;
    const auto stream = town.stream();
    town.note(stream, "one");
    town.note(stream, "two");
    const auto swapped = town.store->write([](store::Write& db) {
        return db.script("DROP TRIGGER body_no_update; UPDATE body SET seq = 9 WHERE seq = 2; "
                         "UPDATE body SET seq = 2 WHERE seq = 3; "
                         "UPDATE body SET seq = 3 WHERE seq = 9;");
    });
    REQUIRE(swapped.ok());
    const auto read =
        town.store->read_for([&](store::Read& db) { return town.journal->stream(db, stream); });
    REQUIRE(!read.ok());
    CHECK(read.error().code == Errc::corrupt);
}

} // namespace
} // namespace sokuo::journal
