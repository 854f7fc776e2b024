#include "journal/verify.h"

#include "journal/checkpoint.h"
#include "journal/export.h"
#include "journal/journal_test.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

namespace sokuo::journal {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
}

void put(const fs::path& file, std::string_view content) {
    std::ofstream{file, std::ios::binary | std::ios::trunc} << content;
}

// A town with a few notes, an erasure and two checkpoints, on disk.
struct Archive {
    Archive() : town{directory.path()} {
        stream = town.stream();
        for (int i = 0; i < 12; ++i)
            town.note(i % 3 == 0 ? stream : town.stream(), "note " + std::to_string(i));
        sign();
        old_note = note;
        const auto gone = town.stream();
        town.note(gone, "to be erased");
        REQUIRE(town.journal->erase(Actor{}, gone, Slot::content, "test").ok());
        sign();
        fs::create_directories(directory.path() / "scratch");
    }

    void sign() {
        auto checkpoints = Checkpoints::open(*town.store, *town.keys, file()).value();
        REQUIRE(checkpoints->advance().ok());
        note = checkpoints->latest();
    }
    [[nodiscard]] fs::path file() const { return directory.path() / "checkpoint"; }
    [[nodiscard]] Report check(store::Store& store) const {
        auto report = verify(store, *town.keys,
                             {.options = town.options(),
                              .scratch = directory.path() / "scratch",
                              .checkpoint_file = file()});
        INFO((report.ok() ? "" : describe(report.error())));
        REQUIRE(report.ok());
        return std::move(report).value();
    }
    [[nodiscard]] Report check() const { return check(*town.store); }
    void damage(std::string_view sql) {
        const auto done = town.store->write([&](store::Write& db) { return db.script(sql); });
        INFO((done.ok() ? "" : describe(done.error())));
        REQUIRE(done.ok());
    }
    fs::path write_export(std::string_view name, std::optional<Stream> only = {}) {
        const auto out = directory.path() / name;
        const auto count = export_journal(*town.store, *town.keys, {out, note, only});
        INFO((count.ok() ? "" : describe(count.error())));
        REQUIRE(count.ok());
        return out;
    }

    TemporaryDirectory directory;
    Town town;
    Stream stream;
    std::string old_note;
    std::string note;
};

TEST_CASE("a journal that nobody touched is sound") {
    const Archive archive;
    const auto report = archive.check();
    for (const auto& finding : report.findings)
        MESSAGE(describe(finding));
    CHECK(report.sound());
    CHECK(report.entries == 16);
    CHECK(report.erased == 1);
    CHECK(report.checkpoints == 3); // Two in the table, the newest in the file again.
    CHECK(report.rows > 16);
}

TEST_CASE("verifying leaves nothing behind, and two may verify at once") {
    const Archive archive;
    std::vector<Report> reports(2);
    {
        std::jthread other{[&] { reports[0] = archive.check(); }};
        reports[1] = archive.check();
    }
    CHECK(reports[0].sound());
    CHECK(reports[1].sound());
    CHECK(fs::is_empty(archive.directory.path() / "scratch"));
}

TEST_CASE("a journal whose tables belong to others as well is sound") {
    Archive archive;
    archive.damage(
        "CREATE TABLE theirs(a UNIQUE); CREATE TRIGGER theirs_too AFTER INSERT ON theirs "
        "BEGIN SELECT 1; END");
    CHECK(archive.check().sound());
}

TEST_CASE("each kind of damage is found and named") {
    Archive archive;
    const auto finds = [&](std::string_view sql, std::string_view code) {
        archive.damage(sql);
        const auto report = archive.check();
        for (const auto& finding : report.findings)
            if (finding.message->code() == code) return true;
        return false;
    };
    SUBCASE("a row of a view") {
        CHECK(
            finds("UPDATE note_list SET text = 'lie' WHERE seq = 3", "journal.verify.row_differs"));
    }
    SUBCASE("a text that became bytes") {
        CHECK(finds("UPDATE note_list SET text = CAST(text AS BLOB) WHERE seq = 3",
                    "journal.verify.row_differs"));
    }
    SUBCASE("a row too few") {
        CHECK(finds("DELETE FROM note_list WHERE seq = 13", "journal.verify.row_missing"));
    }
    SUBCASE("an entry cut off the end") {
        CHECK(finds("DROP TRIGGER entry_no_delete; DELETE FROM entry WHERE seq = 16",
                    "journal.verify.note_differs"));
    }
    SUBCASE("an entry in the middle") {
        CHECK(finds("DROP TRIGGER entry_no_delete; DELETE FROM entry WHERE seq = 5",
                    "journal.verify.entry_missing"));
    }
    SUBCASE("a body without an erasure") {
        CHECK(finds("INSERT INTO erasing VALUES(1); DELETE FROM body WHERE seq = 4",
                    "journal.verify.body_unexplained"));
    }
    SUBCASE("an erasure that nobody decided") {
        CHECK(finds("INSERT INTO erasure SELECT 4, kind, id, 0, 1, NULL FROM stream_entry "
                    "WHERE seq = 4",
                    "journal.verify.erasures_differ"));
    }
    SUBCASE("a body of nobody") {
        CHECK(finds("INSERT INTO body SELECT 999, slot, salt, sealed, key_id FROM body "
                    "WHERE seq = 4",
                    "journal.verify.body_stray"));
    }
    SUBCASE("a trigger that no longer refuses") {
        CHECK(finds("DROP TRIGGER entry_no_update", "journal.verify.schema_differs"));
    }
    SUBCASE("a trigger of the same name that lets everything through") {
        CHECK(finds("DROP TRIGGER body_no_update; CREATE TRIGGER body_no_update BEFORE UPDATE ON "
                    "body BEGIN SELECT 1; END",
                    "journal.verify.schema_differs"));
    }
    SUBCASE("a trigger of somebody else") {
        CHECK(finds("CREATE TRIGGER leak AFTER INSERT ON body BEGIN SELECT 1; END",
                    "journal.verify.schema_differs"));
    }
    SUBCASE("a table that takes what it should refuse") {
        CHECK(finds("DROP TABLE checkpoint; CREATE TABLE checkpoint(origin, size, note)",
                    "journal.verify.schema_differs"));
    }
    SUBCASE("a forged checkpoint") {
        CHECK(finds("UPDATE checkpoint SET note = replace(note, '13', '12')",
                    "journal.verify.note_unsigned"));
    }
}

int run_verifier(const std::string& arguments) {
    const auto script = fs::path{SOURCE_DIR} / "tools" / "verify.py";
    const int status =
        std::system(("python3 " + script.string() + " " + arguments + " > /dev/null").c_str());
    return WEXITSTATUS(status);
}

TEST_CASE("an outsider's program finds a good export good") {
    Archive archive;
    const auto whole = archive.write_export("whole");
    const auto kept = archive.directory.path() / "kept";
    put(kept, archive.old_note);
    CHECK(run_verifier(whole.string()) == 0);
    CHECK(run_verifier(whole.string() + " --since " + kept.string()) == 0);
    CHECK(run_verifier(archive.write_export("one", archive.stream).string()) == 0);

    const auto leaf = archive.town.store->read_for(
        [&](store::Read& db) { return archive.town.journal->leaf(db, 7); });
    const auto proof = prove(*archive.town.store, *archive.town.keys, 7, archive.note);
    REQUIRE(leaf.ok());
    REQUIRE(proof.ok());
    const auto base = archive.directory.path();
    put(base / "7.leaf", as_text(leaf.value()));
    put(base / "7.tlog-proof", proof.value());
    const auto call = "--proof " + (base / "7.tlog-proof").string() + " --vkey " +
                      (whole / "vkey").string() + " --leaf " + (base / "7.leaf").string();
    CHECK(run_verifier(call) == 0);
    auto changed = content_of(base / "7.leaf");
    changed.back() = static_cast<char>(changed.back() ^ 1);
    put(base / "7.leaf", changed);
    CHECK(run_verifier(call) == 1);
    CHECK(run_verifier("--proof x") == 2);
}

// The pieces of entries.bin, length included.
std::vector<std::string> pieces_of(const std::string& entries) {
    std::vector<std::string> pieces;
    for (std::size_t at = 0; at + 4 <= entries.size();) {
        std::size_t size = 0;
        for (std::size_t i = 0; i < 4; ++i)
            size = size * 256 + static_cast<unsigned char>(entries[at + i]);
        pieces.push_back(entries.substr(at, size + 4));
        at += size + 4;
    }
    return pieces;
}

std::string joined(const std::vector<std::string>& pieces) {
    std::string all;
    for (const auto& piece : pieces)
        all += piece;
    return all;
}

TEST_CASE("an outsider's program finds every way of cheating that we know") {
    Archive archive;
    const auto good = archive.write_export("good");
    const auto entries = content_of(good / "entries.bin");
    const auto bodies = content_of(good / "bodies.bin");
    const auto pieces = pieces_of(entries);
    REQUIRE(pieces.size() == 16);
    auto changed = pieces;
    const auto attack = [&](const char* name, const char* file, std::string content,
                            const std::string& more = {}) {
        put(good / file, content);
        INFO(name);
        CHECK(run_verifier(good.string() + more) == 1);
        archive.write_export("good");
        changed = pieces;
    };
    auto bytes = entries;
    bytes[100] = static_cast<char>(bytes[100] ^ 4);
    attack("a bit of an entry", "entries.bin", bytes);
    bytes = bodies;
    bytes[60] = static_cast<char>(bytes[60] ^ 4);
    attack("a bit of a body", "bodies.bin", bytes);
    attack("entries cut inside", "entries.bin", entries.substr(0, entries.size() - 3));
    changed.pop_back();
    attack("the last entry cut off", "entries.bin", joined(changed));
    changed.erase(changed.begin() + 4);
    attack("an entry spliced out", "entries.bin", joined(changed));
    changed.insert(changed.begin() + 4, pieces[4]);
    attack("an entry twice", "entries.bin", joined(changed));
    std::swap(changed[4], changed[5]);
    attack("two entries in another order", "entries.bin", joined(changed));
    attack("bodies cut off", "bodies.bin", bodies.substr(0, bodies.size() / 2));
    attack("bodies that belong to nobody", "bodies.bin", bodies + bodies);
    attack("bytes behind the end", "entries.bin", entries + "x");
    auto note = content_of(good / "checkpoint");
    note[note.find('\n') + 1] = '9';
    attack("another size in the note", "checkpoint", note);
    Archive fork;
    const auto forked = fork.write_export("fork");
    attack("the entries of another journal", "entries.bin", content_of(forked / "entries.bin"));
    attack("the key of another journal", "vkey", content_of(forked / "vkey"));

    const auto kept = archive.directory.path() / "kept";
    put(kept, archive.note);
    archive.note = archive.old_note;
    const auto back = archive.write_export("back");
    CHECK(run_verifier(back.string()) == 0);
    INFO("a rollback, seen with a checkpoint kept outside");
    CHECK(run_verifier(back.string() + " --since " + kept.string()) == 1);
}

} // namespace
} // namespace sokuo::journal
