#include "app/backup/restore.h"

#include "app/api_test.h"
#include "app/backup/archive.h"
#include "app/backup/manifest.h"
#include "store/sqlite/sqlite.h"
#include "team/people.h"

#include <fcntl.h>
#include <fstream>
#include <iterator>

namespace sokuo::app {
namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

// A city that is at work, and a shelf for its backups.
struct Town {
    Folder folder;
    fs::path data = folder.path() / "data";
    fs::path file = folder.path() / "b.tar";
    fs::path keys = folder.path() / "k.db";
    fs::path again = folder.path() / "again";
    SystemRandom random;
    WallClock wall;
    std::unique_ptr<Org> org;

    Town() {
        const fs::path root{SOURCE_DIR};
        auto made = Org::make({.directory = data,
                               .charter = root / "charters" / "mihon.yaml",
                               .pack = root / "packs" / "jp-municipal",
                               .simulated = {}});
        REQUIRE(made.ok());
        org = std::move(made).value();
        REQUIRE(org->checkpoints().advance().ok());
    }

    void back_up() const {
        REQUIRE(make_backup(data, file, wall, {}).ok());
        REQUIRE(make_keys_backup(data, keys).ok());
    }
    [[nodiscard]] vault::Stored keep(std::string_view text) const {
        const auto key = org->desk().keys.fresh().value();
        const auto writer = org->desk().vault.create(key.key, 1000).value();
        REQUIRE(writer->write(as_bytes(text)).ok());
        return writer->finish().value();
    }
    [[nodiscard]] Restore wanted() const {
        return {.file = file,
                .directory = again,
                .keys = keys,
                .checkpoint = {},
                .reason = "訓練のため。課長が決定"};
    }
    [[nodiscard]] std::string code_of(const Restore& restore_wanted) const {
        const auto restored = restore(restore_wanted, {});
        return restored.ok() ? "" : std::string{restored.error().message->code()};
    }
    [[nodiscard]] static std::int64_t head(const Org& of) {
        const auto& desk = of.desk();
        return desk.store.read_for([&](store::Read& db) { return desk.journal.head(db); }).value();
    }
};

TEST_CASE("a city at work is backed up, restored elsewhere and goes on as a new epoch") {
    const Town town;
    const auto blob = town.keep("evidence");
    const auto make = [&](store::Write& db) {
        return town.org->desk().accounts.make_token(db, {PersonId{}, "script"});
    };
    const auto token = town.org->desk().store.write_for(make).value();
    town.back_up();
    const auto before = Town::head(*town.org);
    const auto restored = restore(town.wanted(), {});
    INFO((restored.ok() ? "" : describe(restored.error())));
    REQUIRE(restored.ok());
    CHECK(restored.value().entries == before);
    const auto& epoch = restored.value().epoch;
    CHECK(epoch["origin"].text_or("") == "mihon.example/journal/e2");
    CHECK(epoch["previous_note"].text_or("") == town.org->checkpoints().latest());
    CHECK(epoch["lost"].is_null());
    CHECK(epoch["reason"].text_or("") == "訓練のため。課長が決定");

    const auto again = Org::open(town.again).value();
    CHECK(Town::head(*again) == before + 1);
    CHECK(again->checkpoints().origin() == "mihon.example/journal/e2");
    std::vector<BlobId> blobs;
    const auto add = [&](const BlobId& id) -> Result<> {
        blobs.push_back(id);
        return Done{};
    };
    REQUIRE(again->desk().vault.each(add).ok());
    CHECK(blobs == std::vector{blob.id});
    // What was good at the time of the backup may have been taken back since.
    CHECK(town.org->desk().accounts.token(token).ok());
    CHECK(again->desk().accounts.token(token).error().code == Errc::unauthenticated);
    const auto mode = fs::status(town.file).permissions();
    CHECK(mode == (fs::perms::owner_read | fs::perms::owner_write));
    CHECK(!fs::exists(town.file.string() + ".part"));
    CHECK(!fs::exists(town.file.string() + ".db-part"));
}

TEST_CASE("the keys are not in a backup, and without them nothing is served") {
    Town town;
    town.back_up();
    CHECK(read_file(town.file).find("keys.db") == std::string::npos);
    auto wanted = town.wanted();
    wanted.keys = {};
    const auto restored = restore(wanted, {});
    REQUIRE(restored.ok());
    CHECK(restored.value().epoch.is_null());
    CHECK(Org::open(town.again).error().message->code() == "backup.keys_missing");
    CHECK(Org::begin_epoch(town.again, "x").error().message->code() == "backup.keys_missing");
    CHECK(!fs::exists(town.again / "keys.db"));

    // The keys alone do not do: the journal would go on under its old name.
    fs::copy_file(town.keys, town.again / "keys.db");
    CHECK(Org::open(town.again).error().message->code() == "backup.epoch_first");
    fs::remove(town.again / "keys.db");
    REQUIRE(Org::begin_epoch(town.again, "x", town.keys).ok());
    CHECK(Org::open(town.again).ok());
}

TEST_CASE("keys of another city, or older than the backup, are refused and nothing is left") {
    const Town town;
    const Town other;
    other.back_up();
    REQUIRE(make_keys_backup(town.data, town.keys).ok());
    for (int made = 0; made < 600; ++made)
        REQUIRE(town.org->desk().keys.fresh().ok());
    REQUIRE(make_backup(town.data, town.file, town.wall, {}).ok());
    CHECK(town.code_of(town.wanted()) == "backup.old_keys");
    CHECK(!fs::exists(town.again));
    auto wanted = town.wanted();
    wanted.keys = other.keys;
    CHECK(town.code_of(wanted) == "backup.other_keys");
    CHECK(!fs::exists(town.again));
    wanted.keys = {};
    REQUIRE(restore(wanted, {}).ok());
    CHECK(Org::begin_epoch(town.again, "x", other.keys).error().message->code() ==
          "backup.other_keys");
    CHECK(!fs::exists(town.again / "keys.db"));
}

TEST_CASE("a newer checkpoint that was kept elsewhere says how much was lost") {
    const Town town;
    town.back_up();
    const auto& desk = town.org->desk();
    for (int count = 0; count < 3; ++count) {
        const auto append = [&](store::Write& db) -> Result<> {
            TRY(team::add_person(db, desk.journal, {}, PersonId::make(desk.now(), desk.random),
                                 "架空 花子", ""));
            return Done{};
        };
        REQUIRE(desk.store.write(append).ok());
    }
    REQUIRE(town.org->checkpoints().advance().ok());
    auto wanted = town.wanted();
    wanted.checkpoint = town.data / "checkpoint";
    const auto restored = restore(wanted, {});
    REQUIRE(restored.ok());
    const auto entries = restored.value().entries;
    CHECK(restored.value().epoch["lost"] ==
          Json::object({{"from", entries + 1}, {"to", entries + 3}}));
    CHECK(Org::open(town.again).ok());
}

TEST_CASE("only a new or an empty directory is restored into") {
    const Town town;
    town.back_up();
    fs::create_directory(town.again);
    std::ofstream{town.again / "mine"} << "mine";
    CHECK(town.code_of(town.wanted()) == "backup.not_empty");
    CHECK(read_file(town.again / "mine") == "mine");
    fs::remove(town.again / "mine");
    std::ofstream{town.file, std::ios::app} << "one more";
    CHECK(town.code_of(town.wanted()) == "backup.broken");
    CHECK(fs::is_empty(town.again)); // As it was.
    town.back_up();
    CHECK(town.code_of(town.wanted()).empty());
    auto missing = town.wanted();
    missing.file = town.folder.path() / "none";
    CHECK(town.code_of(missing) == "backup.no_such_file");
}

// A sound archive with these members and a manifest that fits them: only what it says is hostile.
void write_hostile(const Town& town, const std::vector<std::pair<std::string, std::string>>& all) {
    auto opened = vault::File::open(town.file, O_WRONLY | O_CREAT | O_TRUNC);
    ArchiveWriter archive{std::move(opened).value()};
    Manifest manifest;
    manifest.head.keys = journal::look_at_keys(town.keys).value();
    for (const auto& [name, text] : all) {
        REQUIRE(archive.begin(name, text.size()).ok());
        REQUIRE(archive.write(as_bytes(text)).ok());
        manifest.rows.push_back({name, text.size(), archive.end().value()});
    }
    const auto text = to_text(manifest);
    REQUIRE(archive.begin(manifest_name, text.size()).ok());
    REQUIRE(archive.write(as_bytes(text)).ok());
    REQUIRE(archive.end().ok());
    REQUIRE(archive.finish().ok());
}

TEST_CASE("an archive that is sound and lies is refused, and nothing is left") {
    const Town town;
    town.back_up();
    const auto note = read_file(town.data / "checkpoint");
    const std::string name = "packs/a.yaml";
    const std::vector<std::vector<std::pair<std::string, std::string>>> hostile{
        {},
        {{"checkpoint", note}},
        {{"checkpoint", note}, {"sokuo.db", "no database"}},
        {{"checkpoint", "no note"}, {"sokuo.db", ""}},
        {{"checkpoint", note}, {"sokuo.db", ""}, {name, "1"}, {name, "2"}},
        {{"checkpoint", note}, {"sokuo.db", ""}, {"packs/a", "1"}, {"packs/a/b", "2"}},
    };
    for (const auto& members : hostile) {
        write_hostile(town, members);
        CHECK(!town.code_of(town.wanted()).empty());
        CHECK(!fs::exists(town.again));
    }
    // A name that leads out cannot be written by our own writer; so it is put in afterwards.
    write_hostile(town, {{"checkpoint", note}, {"packs/x/y/z", "1"}});
    auto bytes = read_file(town.file);
    for (auto at = bytes.find("packs/x/y/z"); at != std::string::npos;
         at = bytes.find("packs/x/y/z"))
        bytes.replace(at, 11, "../../../ab");
    std::ofstream{town.file, std::ios::trunc} << bytes;
    CHECK(town.code_of(town.wanted()) == "backup.broken");
    CHECK(!fs::exists(town.again));
}

TEST_CASE("a journal that does not lead to its checkpoint is not restored") {
    const Town town;
    town.back_up();
    const Town other;
    other.back_up();
    const auto foreign = read_file(other.data / "checkpoint");
    const auto copy = town.folder.path() / "copy.db";
    REQUIRE(store::copy_sqlite(other.data / "sokuo.db", copy, {}).ok());
    const auto note = read_file(town.data / "checkpoint");
    write_hostile(town, {{"checkpoint", note}, {"sokuo.db", read_file(copy)}});
    CHECK(town.code_of(town.wanted()) == "backup.not_the_signed_journal");
    write_hostile(town, {{"checkpoint", foreign}, {"sokuo.db", read_file(copy)}});
    CHECK(town.code_of(town.wanted()) == "backup.broken");
    CHECK(!fs::exists(town.again));
}

TEST_CASE("two backups do not write into one file, and what a killed one left is no hindrance") {
    const Town town;
    std::ofstream{town.file.string() + ".part"} << "left by a killed one";
    std::ofstream{town.file.string() + ".db-part"} << "left by a killed one";
    {
        const auto held = vault::File::open(town.file.string() + ".part", O_WRONLY);
        REQUIRE(held.value().lock());
        CHECK(make_backup(town.data, town.file, town.wall, {}).error().message->code() ==
              "backup.at_work");
    }
    town.back_up();
    CHECK(town.code_of(town.wanted()).empty());
}

} // namespace
} // namespace sokuo::app
