// 1,000 single bits, flipped one at a time anywhere in the file of a journal. Each is found by
// `verify`, or hit bytes that mean nothing: then the export is the same to the last byte.

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

    /// A file this small is mostly empty pages: nine of ten flips go into a byte that is not zero.
    std::size_t choose(std::mt19937_64& dice) const {
        std::uniform_int_distribution<std::size_t> any{0, original_.size() * 8 - 1};
        const bool anywhere = dice() % 10 == 0;
        auto bit = any(dice);
        while (!anywhere && original_[bit / 8] == 0)
            bit = any(dice);
        return bit;
    }

    enum class Outcome : std::uint8_t { found, harmless, silent };

    Outcome flip(std::size_t bit) {
        auto damaged = original_;
        damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1U << (bit % 8)));
        const auto seen = look_at(damaged);
        if (!seen) return Outcome::found;
        return *seen == *whole_ ? Outcome::harmless : Outcome::silent;
    }

private:
    [[nodiscard]] fs::path path(const char* name) const { return directory_.path() / name; }

    // The export of a database that verifies; nothing when it does not.
    std::optional<Files> look_at(const std::string& database) {
        const auto file = path("copy.db");
        for (const auto* suffix : {"", "-wal", "-shm"})
            fs::remove(file.string() + suffix);
        std::ofstream{file, std::ios::binary} << database;
        const auto store = store::open_sqlite_read_only({.file = file, .readers = 1});
        if (!store.ok()) return std::nullopt;
        const auto report = verify(
            *store.value(), *keys_,
            {.options = options_, .scratch = path("scratch"), .checkpoint_file = path("note")});
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
    std::mt19937_64 dice{20260401};
    std::map<Victim::Outcome, int> outcomes;
    for (int i = 0; i < flips; ++i) {
        const auto bit = victim.choose(dice);
        const auto outcome = victim.flip(bit);
        ++outcomes[outcome];
        INFO("byte " << bit / 8 << ", bit " << bit % 8);
        CHECK(outcome != Victim::Outcome::silent);
    }
    MESSAGE(outcomes[Victim::Outcome::found] << " found, " << outcomes[Victim::Outcome::harmless]
                                             << " in bytes that mean nothing");
    CHECK(outcomes[Victim::Outcome::found] > 0);
}

} // namespace
} // namespace sokuo::journal
