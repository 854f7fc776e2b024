#include "journal/keys.h"
#include "journal/keys_copy.h"

#include <doctest/doctest.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <sys/stat.h>

namespace sokuo::journal {
namespace {

namespace fs = std::filesystem;

// A directory that holds keys, as a machine would have it; it can be switched off and on.
struct Desk {
    fs::path directory = [] {
        auto name = (fs::temp_directory_path() / "sokuo-keys-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        return fs::path{name};
    }();
    fs::path file = directory / "keys.db";
    SystemRandom random;
    std::unique_ptr<Keys> keys;

    Desk() { start(); }
    ~Desk() {
        keys.reset();
        fs::remove_all(directory);
    }

    void start() {
        keys.reset();
        auto opened = open_keys(file, random);
        REQUIRE(opened.ok());
        keys = std::move(opened).value();
    }
    [[nodiscard]] Key fresh() const {
        auto key = keys->fresh();
        REQUIRE(key.ok());
        return key.value();
    }
    [[nodiscard]] bool holds(ByteView secret) const {
        for (const auto& entry : fs::directory_iterator{directory}) {
            std::ifstream in{entry.path(), std::ios::binary};
            const std::string all{std::istreambuf_iterator<char>{in}, {}};
            if (all.find(as_text(secret)) != std::string::npos) return true;
        }
        return false;
    }
};

void change(const fs::path& file, const std::string& from, char flip) {
    std::fstream stream{file, std::ios::in | std::ios::out | std::ios::binary};
    const std::string all{std::istreambuf_iterator<char>{stream}, {}};
    const auto at = all.find(from);
    REQUIRE(at != std::string::npos);
    stream.seekp(static_cast<std::streamoff>(at));
    stream.put(static_cast<char>(all[at] ^ flip));
}

TEST_CASE("a key is on disk before it is handed out") {
    const Desk desk;
    CHECK(desk.holds(desk.fresh().key));
}

TEST_CASE("a key is found again after a restart, and never handed out twice") {
    Desk desk;
    std::set<KeyId> ids;
    std::vector<Key> keys;
    for (int restart = 0; restart < 4; ++restart) {
        for (int i = 0; i < 300; ++i) {
            keys.push_back(desk.fresh());
            CHECK(ids.insert(keys.back().id).second);
        }
        desk.start();
    }
    for (const auto& key : keys)
        CHECK(desk.keys->find(key.id) == Result<SealKey>{key.key});
}

TEST_CASE("keys that were made and not used are used after the restart") {
    Desk desk;
    (void)desk.fresh();
    const auto size = fs::file_size(desk.file);
    for (int restart = 0; restart < 20; ++restart) {
        desk.start();
        (void)desk.fresh();
    }
    CHECK(fs::file_size(desk.file) == size);
}

TEST_CASE("a destroyed key is nowhere in the directory, and its neighbours stay") {
    Desk desk;
    std::vector<Key> keys;
    keys.reserve(3000);
    for (int i = 0; i < 3000; ++i)
        keys.push_back(desk.fresh());
    for (std::size_t i = 0; i < keys.size(); i += 50)
        REQUIRE(desk.keys->destroy(keys[i].id).ok());

    for (std::size_t i = 0; i < keys.size(); ++i) {
        const auto found = desk.keys->find(keys[i].id);
        if (i % 50 == 0) {
            REQUIRE(!found.ok());
            CHECK(found.error().code == Errc::not_found);
        } else {
            CHECK(found == Result<SealKey>{keys[i].key});
        }
    }
    for (std::size_t i = 0; i < keys.size(); i += 500)
        CHECK(!desk.holds(keys[i].key));
    desk.start();
    CHECK(!desk.keys->find(keys[0].id).ok());
    CHECK(desk.holds(keys[1].key));
}

TEST_CASE("a key nobody made is not found, and destroying it changes nothing") {
    const Desk desk;
    const auto key = desk.fresh();
    KeyId other = key.id;
    other.value[15] ^= std::byte{1};
    CHECK(desk.keys->destroy(other).ok());
    CHECK(desk.keys->find(other).error().code == Errc::not_found);
    CHECK(desk.keys->find(KeyId{}).error().code == Errc::not_found);
    CHECK(desk.keys->find(key.id).ok());
}

TEST_CASE("only the owner may read the file, whatever its mode was") {
    Desk desk;
    fs::permissions(desk.file, fs::perms::all);
    desk.start();
    struct stat seen {};
    REQUIRE(stat(desk.file.c_str(), &seen) == 0);
    CHECK((seen.st_mode & 0777U) == 0600U);
}

TEST_CASE("the signing key is made once and stays") {
    Desk desk;
    const auto first = desk.keys->signing_key().value().seed;
    desk.start();
    CHECK(desk.keys->signing_key().value().seed == first);
    CHECK(first != std::array<std::byte, 32>{});
}

TEST_CASE("a changed bit of the signing key is found before anything is signed") {
    Desk desk;
    const auto seed = desk.keys->signing_key().value().seed;
    desk.keys.reset();
    change(desk.file, std::string{as_text(seed)}, 1);
    const auto opened = open_keys(desk.file, desk.random);
    REQUIRE(!opened.ok());
    CHECK(opened.error().code == Errc::corrupt);
}

TEST_CASE("a file that is no database is refused as damaged") {
    Desk desk;
    desk.keys.reset();
    std::ofstream{desk.file} << "this is no database, it only stands where one should be";
    const auto opened = open_keys(desk.file, desk.random);
    REQUIRE(!opened.ok());
    CHECK(opened.error().code == Errc::corrupt);
}

TEST_CASE("many threads get different keys") {
    SystemRandom random;
    const auto keys = keys_in_memory(random);
    std::set<KeyId> ids;
    std::mutex mutex;
    {
        std::vector<std::jthread> threads;
        threads.reserve(8);
        for (int thread = 0; thread < 8; ++thread) {
            threads.emplace_back([&] {
                for (int i = 0; i < 200; ++i) {
                    const auto key = keys->fresh();
                    const std::lock_guard lock{mutex};
                    ids.insert(key.value().id);
                }
            });
        }
    }
    CHECK(ids.size() == 1600);
    for (const auto& id : ids)
        CHECK(keys->find(id).ok());
}

TEST_CASE("a copy of the keys opens what the original opens, and hands out nothing of it again") {
    Desk desk;
    const auto used = desk.fresh();
    const auto gone = desk.fresh();
    REQUIRE(desk.keys->destroy(gone.id).ok());
    const auto copy = desk.directory / "copy.db";
    REQUIRE(copy_keys(desk.file, copy).ok()); // The original is in use.
    CHECK(look_at_keys(copy).value() == look_at_keys(desk.file).value());
    CHECK(!copy_keys(desk.file, copy).ok()); // Nothing is written over.
    struct stat found {};
    REQUIRE(stat(copy.c_str(), &found) == 0);
    CHECK((found.st_mode & 0777U) == 0600U);

    desk.start(); // What was made in advance is named as spare now.
    desk.keys.reset();
    const auto later = desk.directory / "later.db";
    REQUIRE(copy_keys(desk.file, later).ok());
    desk.start();
    const auto next = desk.fresh();
    for (const auto& file : {copy, later}) {
        const auto opened = open_keys(file, desk.random).value();
        CHECK(opened->find(used.id).value() == used.key);
        CHECK(opened->find(gone.id).error().code == Errc::not_found);
        CHECK(opened->signing_key().value().public_key() ==
              desk.keys->signing_key().value().public_key());
        CHECK(opened->fresh().value().id != next.id);
    }
}

TEST_CASE("a file that is no key file is not taken for one") {
    const Desk desk;
    const auto other = desk.directory / "other.db";
    CHECK(look_at_keys(other).error().code == Errc::not_found);
    std::ofstream{other} << "something else";
    CHECK(look_at_keys(other).error().message->code() == "keys.no_key_file");
    CHECK(!copy_keys(other, desk.directory / "copy.db").ok());
    CHECK(!fs::exists(desk.directory / "copy.db"));
}

} // namespace
} // namespace sokuo::journal
