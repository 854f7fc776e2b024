// 1,000 single bits or bytes, changed one at a time in the files of a vault, then ends cut off and
// bytes added. Each file is read whole and hashed, as `verify` does: the damage is found, or what
// comes out is what went in. A third outcome, other bytes and no word about it, fails.

#include "core/random.h"
#include "core/time.h"
#include "vault/files/sealed.h"
#include "vault/vault.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace sokuo::vault {
namespace {

namespace fs = std::filesystem;

constexpr int flips = 1000;
constexpr int cuts = 250;
constexpr int additions = 250;
constexpr std::uint_fast64_t seed = 20260401;

using Dice = std::mt19937_64;

std::size_t below(std::size_t most, Dice& dice) {
    return std::uniform_int_distribution<std::size_t>{0, most - 1}(dice);
}

Bytes random_bytes(std::size_t size, Dice& dice) {
    Bytes bytes(size);
    std::ranges::generate(bytes, [&] { return static_cast<std::byte>(dice()); });
    return bytes;
}

// A random bit in half of the cases, a whole byte in the others; never the same as before.
void flip(Bytes& file, Dice& dice) {
    const auto change = dice() % 2 == 0 ? std::size_t{1} << below(8, dice) : 1 + below(255, dice);
    file[below(file.size(), dice)] ^= static_cast<std::byte>(change);
}

void cut(Bytes& file, Dice& dice) {
    file.resize(below(file.size(), dice));
}

void add(Bytes& file, Dice& dice) {
    // A few bytes, or enough for a chunk to fit.
    const std::size_t most = dice() % 2 == 0 ? 20 : chunk_bytes + 2 * chunk_overhead_bytes;
    const auto more = random_bytes(1 + below(most, dice), dice);
    file.insert(file.end(), more.begin(), more.end());
}

enum class Outcome : std::uint8_t { found, harmless, silent };

struct Told {
    Outcome by_reading;
    Outcome by_hash; ///< Reading, and holding the hash against the one in the journal.
};

// A file that was handed in, and its stored bytes as they should be.
struct Kept {
    Stored stored;
    Bytes plain;
    Bytes file;
};

class Victim {
public:
    explicit Victim(Dice& dice) {
        for (const std::size_t size :
             {std::size_t{0}, std::size_t{1}, std::size_t{1000}, chunk_bytes - 1, chunk_bytes,
              chunk_bytes + 1, 2 * chunk_bytes, 3 * chunk_bytes + 17})
            keep(random_bytes(size, dice));
        for (const auto& kept : kept_)
            REQUIRE(look_at(kept).by_hash == Outcome::harmless);
    }
    Victim(const Victim&) = delete;
    Victim& operator=(const Victim&) = delete;
    ~Victim() { fs::remove_all(directory_); }

    [[nodiscard]] const std::vector<Kept>& kept() const { return kept_; }
    [[nodiscard]] const SealKey& key() const { return key_; }

    /// What is told of `kept` while `file` lies in its place.
    [[nodiscard]] Told look_at(const Kept& kept, const Bytes& file) const {
        write(kept, file);
        const auto told = look_at(kept);
        write(kept, kept.file);
        return told;
    }

private:
    void keep(Bytes plain) {
        const auto writer = vault_->create(key_, plain.size()).value();
        REQUIRE(writer->write(plain).ok());
        Kept kept{writer->finish().value(), std::move(plain), {}};
        std::ifstream in{path(kept), std::ios::binary};
        const std::string all{std::istreambuf_iterator<char>{in}, {}};
        kept.file.assign(as_bytes(all).begin(), as_bytes(all).end());
        kept_.push_back(std::move(kept));
    }

    [[nodiscard]] fs::path path(const Kept& kept) const {
        const auto text = kept.stored.id.text();
        return directory_ / text.substr(32, 2) / text.substr(34, 2) / text;
    }

    void write(const Kept& kept, const Bytes& file) const {
        // In place: a file emptied and written anew is put on the disk at once by some systems.
        std::fstream{path(kept), std::ios::in | std::ios::out | std::ios::binary} << as_text(file);
        fs::resize_file(path(kept), file.size());
    }

    [[nodiscard]] Told look_at(const Kept& kept) const {
        Bytes taken;
        const auto whole = read_whole(kept.stored.id, taken);
        // What was given before the damage was found is what went in, too.
        const bool is_same_so_far = taken.size() <= kept.plain.size() &&
                                    std::equal(taken.begin(), taken.end(), kept.plain.begin());
        if (!whole.ok()) {
            CHECK(whole.error().code == Errc::corrupt);
            const auto outcome = is_same_so_far ? Outcome::found : Outcome::silent;
            return {outcome, outcome};
        }
        const auto outcome = taken == kept.plain ? Outcome::harmless : Outcome::silent;
        return {outcome, whole.value() == kept.stored.sha256 ? outcome : Outcome::found};
    }

    Result<Hash> read_whole(const BlobId& id, Bytes& taken) const {
        const auto reader = TRY(vault_->open(id, key_));
        Sha256 hasher;
        while (true) {
            const auto piece = TRY(reader->read());
            if (piece.empty()) return hasher.finish();
            hasher.update(piece);
            taken.insert(taken.end(), piece.begin(), piece.end());
        }
    }

    fs::path directory_ = [] {
        auto name = (fs::temp_directory_path() / "sokuo-damage-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        return fs::path{name};
    }();
    WallClock clock_;
    SystemRandom random_;
    SealKey key_{std::byte{7}};
    std::unique_ptr<Vault> vault_ = open_files(directory_, clock_, random_).value();
    std::vector<Kept> kept_;
};

TEST_CASE("no damage to a stored file is silent") {
    Dice dice{seed};
    const Victim victim{dice};
    std::map<Outcome, int> outcomes;
    const auto hurt = [&](int times, const char* what, void (*damage)(Bytes&, Dice&)) {
        for (int i = 0; i < times; ++i) {
            // Each file as often as any other, or the small ones would never be hit.
            const auto& kept = victim.kept()[below(victim.kept().size(), dice)];
            auto file = kept.file;
            damage(file, dice);
            INFO(what << " " << i << " of a file of " << kept.plain.size() << " bytes");
            REQUIRE(file != kept.file);
            const auto told = victim.look_at(kept, file);
            ++outcomes[told.by_reading];
            CHECK(told.by_reading != Outcome::silent);
            CHECK(told.by_hash != Outcome::silent);
        }
    };
    hurt(flips, "flip", flip);
    hurt(cuts, "cut", cut);
    hurt(additions, "addition", add);
    MESSAGE("seed " << seed << ": " << outcomes[Outcome::found] << " found, "
                    << outcomes[Outcome::harmless] << " harmless, " << outcomes[Outcome::silent]
                    << " silent");
    // There is no byte in such a file that means nothing.
    CHECK(outcomes[Outcome::found] == flips + cuts + additions);
    for (const auto& kept : victim.kept())
        CHECK(victim.look_at(kept, kept.file).by_hash == Outcome::harmless);
}

TEST_CASE("without the hash in the journal other bytes under the same seal would be silent") {
    Dice dice{seed};
    const Victim victim{dice};
    for (const auto& kept : victim.kept()) {
        if (kept.plain.empty() || kept.plain.size() > chunk_bytes) continue;
        auto lie = kept.plain;
        lie[below(lie.size(), dice)] ^= std::byte{1};
        // Whoever has the key and the id can seal what they like.
        Sealer sealer{victim.key(), kept.stored.id};
        auto file = sealer.opening();
        const auto sealed = sealer.seal(lie, true);
        file.insert(file.end(), sealed.begin(), sealed.end());
        CAPTURE(lie.size());
        const auto told = victim.look_at(kept, file);
        CHECK(told.by_reading == Outcome::silent);
        CHECK(told.by_hash == Outcome::found);
    }
}

} // namespace
} // namespace sokuo::vault
