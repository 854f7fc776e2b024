// 1,000 single bits, flipped one at a time in the file of a journal, each as likely as any other
// where SQLite keeps something. Each is found by `verify`, or hit bytes that mean nothing: then the
// export is the same to the last byte. A third outcome, silence, fails.

#include "journal/audit.h"
#include "journal/checkpoint.h"
#include "journal/export.h"
#include "journal/journal_test.h"
#include "journal/verify.h"

#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <random>
#include <sstream>

namespace sokuo::journal {
namespace {

namespace fs = std::filesystem;

constexpr int flips = 1000;

std::string content_of(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
}

using Files = std::map<std::string, std::string>;

unsigned byte_at(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

unsigned pair_at(std::string_view bytes, std::size_t at) {
    return byte_at(bytes, at) * 256 + byte_at(bytes, at + 1);
}

// The bytes of a database that hold something: all but the gap that every page of a tree has
// between the list of its cells and the cells (sqlite.org/fileformat2.html, section 1.6).
std::vector<std::size_t> live_bytes(std::string_view database) {
    const std::size_t page_size = pair_at(database, 16);
    std::vector<std::size_t> live;
    for (std::size_t page = 0; page < database.size(); page += page_size) {
        const auto header = page == 0 ? 100 : page;
        const auto kind = byte_at(database, header);
        std::size_t gap = 0;
        std::size_t gap_end = 0;
        if (kind == 2 || kind == 5 || kind == 10 || kind == 13) {
            const std::size_t header_size = kind <= 5 ? 12 : 8;
            gap = header + header_size + std::size_t{2} * pair_at(database, header + 3);
            gap_end = page + pair_at(database, header + 5);
        }
        for (auto at = page; at < page + page_size; ++at)
            if (at < gap || at >= gap_end) live.push_back(at);
    }
    return live;
}

enum class Outcome : std::uint8_t { found, harmless, silent };

class Victim {
public:
    Victim() {
        fs::create_directories(path("scratch"));
        Town town{directory_.path()};
        options_ = town.options();
        for (int i = 0; i < 6; ++i)
            town.note(town.stream(), "note " + std::to_string(i));
        auto checkpoints = Checkpoints::open(*town.store, *town.keys, path("note")).value();
        REQUIRE(checkpoints->advance().ok());
        note_ = checkpoints->latest();
        checkpoints.reset();
        town.close();
        keys_ = open_keys(path("keys.db"), random_).value();
        original_ = content_of(path("sokuo.db"));
        whole_ = look_at(original_);
        REQUIRE(whole_.has_value());
    }

    [[nodiscard]] const std::string& original() const { return original_; }

    Outcome flip(std::size_t byte, unsigned bit) {
        auto damaged = original_;
        damaged[byte] = static_cast<char>(byte_at(damaged, byte) ^ (1U << bit));
        const auto seen = look_at(damaged);
        if (!seen) return Outcome::found;
        return seen == whole_ ? Outcome::harmless : Outcome::silent;
    }

    /// What the log alone shows of a database, without the replay.
    Report audit(const std::string& database) {
        const auto store = open_copy(database);
        REQUIRE(store.ok());
        KeyRing ring{*keys_};
        const auto how = verification();
        Report report;
        Audit audit{ring, how, report};
        REQUIRE(store.value()->read([&](store::Read& db) { return audit.run(db); }).ok());
        return report;
    }

private:
    [[nodiscard]] fs::path path(const char* name) const { return directory_.path() / name; }
    [[nodiscard]] Verification verification() const {
        return {.options = options_, .scratch = path("scratch"), .checkpoint_file = path("note")};
    }

    Result<std::unique_ptr<store::Store>> open_copy(const std::string& database) {
        const auto file = path("copy.db");
        for (const auto* suffix : {"", "-wal", "-shm"})
            fs::remove(file.string() + suffix);
        std::ofstream{file, std::ios::binary} << database;
        return store::open_sqlite_read_only({.file = file, .readers = 1});
    }

    // The export of a database that verifies; nothing when it does not.
    std::optional<Files> look_at(const std::string& database) {
        const auto store = open_copy(database);
        if (!store.ok()) return std::nullopt;
        const auto report = verify(*store.value(), *keys_, verification());
        REQUIRE(report.ok());
        if (!report.value().sound()) return std::nullopt;
        const auto count = export_journal(*store.value(), *keys_, {path("export"), note_});
        if (!count.ok()) return std::nullopt;
        Files files;
        for (const auto& item : fs::directory_iterator{path("export")})
            files[item.path().filename().string()] = content_of(item.path());
        return files;
    }

    TemporaryDirectory directory_;
    SystemRandom random_;
    Options options_;
    std::unique_ptr<Keys> keys_;
    std::string note_;
    std::string original_;
    std::optional<Files> whole_;
};

TEST_CASE("no flipped bit of the database is silent") {
    Victim victim;
    const auto live = live_bytes(victim.original());
    std::mt19937_64 dice{20260401};
    std::uniform_int_distribution<std::size_t> any_byte{0, live.size() - 1};
    std::map<Outcome, int> outcomes;
    for (int i = 0; i < flips; ++i) {
        const auto byte = live[any_byte(dice)];
        const auto bit = static_cast<unsigned>(dice() % 8);
        const auto outcome = victim.flip(byte, bit);
        ++outcomes[outcome];
        INFO("byte " << byte << ", bit " << bit);
        CHECK(outcome != Outcome::silent);
    }
    MESSAGE(outcomes[Outcome::found] << " found, " << outcomes[Outcome::harmless] << " harmless, "
                                     << outcomes[Outcome::silent] << " silent");
    CHECK(outcomes[Outcome::found] > outcomes[Outcome::harmless]);
}

TEST_CASE("without the replay a changed row of a view would be silent") {
    Victim victim;
    auto lie = victim.original();
    // The row of the list: the log itself holds no word a person wrote.
    const auto at = lie.find("note 3");
    REQUIRE(at != std::string::npos);
    CHECK(lie.find("note 3", at + 1) == std::string::npos);
    CHECK(victim.audit(lie).sound());
    CHECK(victim.flip(at + 5, 0) == Outcome::found);
    lie[at + 5] = '2';
    CHECK(victim.audit(lie).sound());
}

} // namespace
} // namespace sokuo::journal
