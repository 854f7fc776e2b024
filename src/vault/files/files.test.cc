#include "vault/vault.h"

#include "core/random.h"
#include "core/time.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sokuo::vault {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t plenty = std::uint64_t{1} << 30U;
constexpr std::size_t chunk = 65536;

Bytes pattern(std::size_t size) {
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = static_cast<std::byte>((i * 131 + i / 251) & 0xffU);
    return bytes;
}

// A cellar with one vault in it, a key, and hands that can get at the files behind its back.
struct Cellar {
    fs::path directory = [] {
        auto name = (fs::temp_directory_path() / "sokuo-vault-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        return fs::path{name};
    }();
    WallClock clock;
    SystemRandom random;
    SealKey key{std::byte{7}};
    std::unique_ptr<Vault> vault;

    Cellar() { start(); }
    ~Cellar() {
        vault.reset();
        fs::remove_all(directory);
    }

    void start() {
        auto opened = open_files(directory / "vault", clock, random);
        REQUIRE(opened.ok());
        vault = std::move(opened).value();
    }
    [[nodiscard]] std::unique_ptr<Writer> writer(std::uint64_t bytes_max = plenty) const {
        auto created = vault->create(key, bytes_max);
        REQUIRE(created.ok());
        return std::move(created).value();
    }
    [[nodiscard]] Stored put(ByteView bytes, std::size_t piece = 4096) const {
        const auto into = writer();
        for (auto rest = bytes; !rest.empty(); rest = rest.subspan(std::min(piece, rest.size())))
            REQUIRE(into->write(rest.first(std::min(piece, rest.size()))).ok());
        auto stored = into->finish();
        REQUIRE(stored.ok());
        return stored.value();
    }
    [[nodiscard]] Result<Bytes> take(const BlobId& id) const { return take(id, key); }
    [[nodiscard]] Result<Bytes> take(const BlobId& id, const SealKey& with) const {
        const auto reader = TRY(vault->open(id, with));
        Bytes all;
        while (true) {
            const auto piece = TRY(reader->read());
            if (piece.empty()) return all;
            all.insert(all.end(), piece.begin(), piece.end());
        }
    }
    [[nodiscard]] fs::path file(const BlobId& id) const {
        const auto text = id.text();
        return directory / "vault" / text.substr(32, 2) / text.substr(34, 2) / text;
    }
    [[nodiscard]] std::size_t incoming() const {
        const fs::directory_iterator all{directory / "vault" / "incoming"};
        return static_cast<std::size_t>(std::distance(begin(all), end(all)));
    }
};

void flip(const fs::path& file, std::uintmax_t at) {
    std::fstream stream{file, std::ios::in | std::ios::out | std::ios::binary};
    stream.seekg(static_cast<std::streamoff>(at));
    const auto byte = stream.get();
    stream.seekp(static_cast<std::streamoff>(at));
    stream.put(static_cast<char>(byte ^ 0x10));
}

TEST_CASE("what is handed in comes out again, whatever its size and pieces") {
    const Cellar cellar;
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{1}, chunk - 1, chunk, chunk + 1, 2 * chunk, 3 * chunk + 17}) {
        CAPTURE(size);
        const auto bytes = pattern(size);
        const auto stored = cellar.put(bytes, size < 10 ? 1 : 70001);
        CHECK(stored.bytes == size);
        CHECK(stored.sha256 == sha256(bytes));
        CHECK(cellar.take(stored.id) == Result<Bytes>{bytes});
    }
}

TEST_CASE("a blob is still there after a restart, and only its owner's key opens it") {
    Cellar cellar;
    const auto bytes = pattern(1000);
    const auto id = cellar.put(bytes).id;
    cellar.start();
    CHECK(cellar.take(id) == Result<Bytes>{bytes});
    CHECK(cellar.take(id, SealKey{std::byte{8}}).error().code == Errc::corrupt);
}

TEST_CASE("the file says nothing of what is in it, and only the owner may read it") {
    const Cellar cellar;
    const std::string secret = "件名: 住民票の誤送付について";
    const auto id = cellar.put(as_bytes(secret)).id;
    std::ifstream in{cellar.file(id), std::ios::binary};
    const std::string all{std::istreambuf_iterator<char>{in}, {}};
    CHECK(all.find("住民票") == std::string::npos);
    struct stat seen {};
    REQUIRE(stat(cellar.file(id).c_str(), &seen) == 0);
    CHECK((seen.st_mode & 0777U) == 0600U);
}

TEST_CASE("a flipped bit anywhere is found") {
    const Cellar cellar;
    const auto id = cellar.put(pattern(chunk + 300)).id;
    const auto size = fs::file_size(cellar.file(id));
    std::set<std::uintmax_t> places{0, 12, 13, 36, 37, 38, chunk, chunk + 37, chunk + 54, size - 1};
    for (std::uintmax_t at = 0; at < size; at += 997)
        places.insert(at);
    for (const auto at : places) {
        CAPTURE(at);
        flip(cellar.file(id), at);
        const auto taken = cellar.take(id);
        REQUIRE(!taken.ok());
        CHECK(taken.error().code == Errc::corrupt);
        flip(cellar.file(id), at);
    }
    CHECK(cellar.take(id).ok());
}

TEST_CASE("a file that was cut off or added to is found, also between two chunks") {
    const Cellar cellar;
    const auto id = cellar.put(pattern(3 * chunk)).id;
    const auto whole = fs::file_size(cellar.file(id));
    const auto opening = std::uintmax_t{13 + 24};
    const auto sealed = std::uintmax_t{chunk + 17};
    REQUIRE(whole == opening + 3 * sealed);

    std::uintmax_t size = 0;
    SUBCASE("longer by one byte") {
        size = whole + 1;
    }
    SUBCASE("shorter by one byte") {
        size = whole - 1;
    }
    SUBCASE("without its last chunk") {
        size = whole - sealed;
    }
    SUBCASE("without any chunk") {
        size = opening;
    }
    SUBCASE("in the middle of its header") {
        size = 20;
    }
    SUBCASE("empty") {
        size = 0;
    }
    fs::resize_file(cellar.file(id), size);
    CHECK(cellar.take(id).error().code == Errc::corrupt);
}

TEST_CASE("a blob put in the place of another of the same owner is found") {
    const Cellar cellar;
    const auto one = cellar.put(pattern(10)).id;
    const auto two = cellar.put(pattern(11)).id;
    fs::copy_file(cellar.file(one), cellar.file(two), fs::copy_options::overwrite_existing);
    CHECK(cellar.take(two).error().code == Errc::corrupt);
    CHECK(cellar.take(one).ok());
}

TEST_CASE("a reader that found damage gives nothing more") {
    const Cellar cellar;
    const auto id = cellar.put(pattern(3 * chunk)).id;
    flip(cellar.file(id), chunk + 100);
    const auto reader = cellar.vault->open(id, cellar.key);
    REQUIRE(reader.ok());
    CHECK(reader.value()->read().ok());
    CHECK(reader.value()->read().error().code == Errc::corrupt);
    CHECK(reader.value()->read().error().code == Errc::corrupt);
}

TEST_CASE("more than the limit is refused, and the limit itself is not") {
    const Cellar cellar;
    const auto exact = cellar.writer(1000);
    CHECK(exact->write(pattern(1000)).ok());
    CHECK(exact->finish().ok());

    const auto over = cellar.writer(1000);
    CHECK(over->write(pattern(600)).ok());
    const auto refused = over->write(pattern(401));
    REQUIRE(!refused.ok());
    CHECK(refused.error().code == Errc::too_large);
    CHECK(refused.error().args == std::vector<std::string>{"1000"});
    CHECK(over->write(pattern(1)).error().code == Errc::unavailable);
    CHECK(over->finish().error().code == Errc::unavailable);
}

TEST_CASE("what was not finished leaves nothing") {
    const Cellar cellar;
    {
        const auto dropped = cellar.writer();
        REQUIRE(dropped->write(pattern(200000)).ok());
        CHECK(cellar.incoming() == 1);
    }
    CHECK(cellar.incoming() == 0);
    CHECK(cellar.vault->each([](const BlobId&) -> Result<> { return Done{}; }).ok());
}

TEST_CASE("the next start sweeps what a process that died left, not what is being written") {
    Cellar cellar;
    std::ofstream{cellar.directory / "vault" / "incoming" / "left"} << "half a file";
    const auto other = open_files(cellar.directory / "vault", cellar.clock, cellar.random);
    REQUIRE(other.ok());
    CHECK(cellar.incoming() == 0);

    const auto going_on = cellar.writer();
    REQUIRE(going_on->write(pattern(100)).ok());
    const auto third = open_files(cellar.directory / "vault", cellar.clock, cellar.random);
    REQUIRE(third.ok());
    const auto stored = going_on->finish();
    REQUIRE(stored.ok());
    CHECK(cellar.take(stored.value().id) == Result<Bytes>{pattern(100)});
}

TEST_CASE("a removed blob is gone, and removing it again is no error") {
    const Cellar cellar;
    const auto id = cellar.put(pattern(10)).id;
    CHECK(cellar.vault->remove(id).ok());
    CHECK(cellar.take(id).error().code == Errc::not_found);
    CHECK(cellar.vault->remove(id).ok());
    CHECK(cellar.vault->open(BlobId{}, cellar.key).error().code == Errc::not_found);
}

TEST_CASE("each blob is visited once, and strangers in the folders are not") {
    const Cellar cellar;
    std::set<BlobId> ids;
    for (int i = 0; i < 20; ++i)
        ids.insert(cellar.put(pattern(5)).id);
    std::ofstream{cellar.directory / "vault" / "README"} << "who put this here?";
    const auto unfinished = cellar.writer();

    std::multiset<BlobId> seen;
    REQUIRE(cellar.vault
                ->each([&](const BlobId& id) -> Result<> {
                    seen.insert(id);
                    return Done{};
                })
                .ok());
    CHECK(std::ranges::equal(seen, ids));
}

TEST_CASE("a full disk is said so, leaves nothing, and the next blob is taken again") {
    const Cellar cellar;
    // A limit on the size of files fails as a full disk does, without root.
    rlimit before{};
    REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
    const auto ignored = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{100000, before.rlim_max};
    REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
    {
        const auto into = cellar.writer();
        const auto refused = into->write(pattern(300000));
        REQUIRE(!refused.ok());
        CHECK(refused.error().code == Errc::unavailable);
        CHECK(refused.error().message->code() == "vault.disk_full");
        CHECK(into->finish().error().code == Errc::unavailable);
    }
    CHECK(cellar.incoming() == 0);
    REQUIRE(setrlimit(RLIMIT_FSIZE, &before) == 0);
    (void)std::signal(SIGXFSZ, ignored);
    CHECK(cellar.take(cellar.put(pattern(300000)).id).ok());
}

TEST_CASE("many people hand in files at once") {
    const Cellar cellar;
    std::vector<Stored> stored(32);
    {
        std::vector<std::jthread> threads;
        for (std::size_t thread = 0; thread < 8; ++thread) {
            threads.emplace_back([&, thread] {
                for (std::size_t i = thread * 4; i < thread * 4 + 4; ++i)
                    stored[i] = cellar.put(pattern(1000 + i));
            });
        }
    }
    for (std::size_t i = 0; i < stored.size(); ++i)
        CHECK(cellar.take(stored[i].id) == Result<Bytes>{pattern(1000 + i)});
}

} // namespace
} // namespace sokuo::vault
