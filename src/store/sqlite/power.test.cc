// Power cuts, hundreds of them: the store on a disk of our own that forgets what was not synced.
//
// The disk keeps, for each file, what is durable and what was written since. When the power goes,
// each sector of 512 bytes written since the last sync stays or not by the fall of a die, so
// pages are torn and writes arrive out of order. What it does not model: names of files (they are
// durable at once) and a disk that lies about syncing.

#include "store/sqlite/tuning.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <sqlite3.h>

namespace sokuo::store {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t sector_bytes = 512;
constexpr std::size_t region_max = 64;

struct Node {
    std::vector<char> live;
    std::vector<char> durable;
    std::set<std::size_t> dirty; ///< Sectors of `live` that are not in `durable`.
    std::map<int, std::vector<char>> regions;
    std::array<int, SQLITE_SHM_NLOCK> locks{}; ///< -1: one has it alone; n: n share it.
};

void keep_sector(Node& node, std::size_t sector) {
    const auto from = sector * sector_bytes;
    const auto to = std::min(from + sector_bytes, node.live.size());
    if (from >= to) return;
    if (node.durable.size() < to) node.durable.resize(to);
    std::copy(node.live.begin() + static_cast<std::ptrdiff_t>(from),
              node.live.begin() + static_cast<std::ptrdiff_t>(to),
              node.durable.begin() + static_cast<std::ptrdiff_t>(from));
}

class Disk {
public:
    explicit Disk(unsigned seed, int cut_after) : die_{seed}, steps_left_{cut_after} {}

    // False once the power is off: nothing is written or synced any more.
    bool step() {
        if (steps_left_ > 0 && --steps_left_ == 0) cut();
        return steps_left_ > 0;
    }
    /// The sync after the next `count` ones fails, once.
    void fail_sync_after(int count) { syncs_left_ = count; }
    bool sync_fails() { return syncs_left_-- == 0; }

    // The machine starts again with what survived.
    void power_on() {
        for (auto& [name, node] : nodes) {
            node->live = node->durable;
            node->dirty.clear();
            node->regions.clear();
            node->locks = {};
        }
        steps_left_ = 1 << 30;
    }
    void cut_now() {
        const std::lock_guard lock{mutex};
        steps_left_ = 1;
        step();
    }

    std::mutex mutex;
    std::map<std::string, std::unique_ptr<Node>> nodes;

private:
    void cut() {
        for (auto& [name, node] : nodes) {
            if (node->live.size() < node->durable.size() && die_() % 2 == 0)
                node->durable.resize(node->live.size());
            for (const auto sector : node->dirty)
                if (die_() % 2 != 0) keep_sector(*node, sector);
        }
    }

    std::minstd_rand die_;
    int steps_left_;
    int syncs_left_ = -1;
};

// What SQLite calls --------------------------------------------------------------------------

struct Handle {
    sqlite3_file base; // First, as SQLite wants it.
    Disk* disk;
    Node* node;
    std::array<int, SQLITE_SHM_NLOCK> held; ///< -1, 0 or 1 of each lock.
};

Handle& of(sqlite3_file* file) {
    return *static_cast<Handle*>(static_cast<void*>(file));
}

int file_close(sqlite3_file*) {
    return SQLITE_OK;
}

int file_read(sqlite3_file* file, void* out, int count, sqlite3_int64 from) {
    const std::lock_guard lock{of(file).disk->mutex};
    const auto& bytes = of(file).node->live;
    const auto wanted = static_cast<std::size_t>(count);
    const auto start = std::min(static_cast<std::size_t>(from), bytes.size());
    const auto there = std::min(wanted, bytes.size() - start);
    std::memset(out, 0, wanted);
    if (there > 0) std::memcpy(out, bytes.data() + start, there);
    return there == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int file_write(sqlite3_file* file, const void* in, int count, sqlite3_int64 from) {
    const std::lock_guard lock{of(file).disk->mutex};
    if (!of(file).disk->step()) return SQLITE_IOERR_WRITE;
    auto& node = *of(file).node;
    const auto start = static_cast<std::size_t>(from);
    const auto end = start + static_cast<std::size_t>(count);
    if (node.live.size() < end) node.live.resize(end);
    std::memcpy(node.live.data() + start, in, end - start);
    for (auto sector = start / sector_bytes; sector * sector_bytes < end; ++sector)
        node.dirty.insert(sector);
    return SQLITE_OK;
}

int file_truncate(sqlite3_file* file, sqlite3_int64 size) {
    const std::lock_guard lock{of(file).disk->mutex};
    if (!of(file).disk->step()) return SQLITE_IOERR_TRUNCATE;
    of(file).node->live.resize(static_cast<std::size_t>(size));
    return SQLITE_OK;
}

int file_sync(sqlite3_file* file, int) {
    const std::lock_guard lock{of(file).disk->mutex};
    if (!of(file).disk->step()) return SQLITE_IOERR_FSYNC;
    auto& node = *of(file).node;
    // As Linux does: the pages count as clean afterwards, although they never reached the disk.
    const bool is_failing = of(file).disk->sync_fails();
    node.durable.resize(node.live.size());
    if (!is_failing) std::ranges::for_each(node.dirty, [&](auto at) { keep_sector(node, at); });
    node.dirty.clear();
    return is_failing ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
    const std::lock_guard lock{of(file).disk->mutex};
    *size = static_cast<sqlite3_int64>(of(file).node->live.size());
    return SQLITE_OK;
}

int file_lock(sqlite3_file*, int) {
    return SQLITE_OK;
}

int file_reserved(sqlite3_file*, int* answer) {
    *answer = 0;
    return SQLITE_OK;
}

int file_control(sqlite3_file*, int, void*) {
    return SQLITE_NOTFOUND;
}

int file_sector(sqlite3_file*) {
    return sector_bytes;
}

int file_traits(sqlite3_file*) {
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

int shm_map(sqlite3_file* file, int region, int size, int extend, void volatile** out) {
    const std::lock_guard lock{of(file).disk->mutex};
    auto& regions = of(file).node->regions;
    *out = nullptr;
    if (region >= static_cast<int>(region_max)) return SQLITE_IOERR_SHMMAP;
    if (!regions.contains(region) && extend == 0) return SQLITE_OK;
    auto& bytes = regions[region];
    if (bytes.empty()) bytes.resize(static_cast<std::size_t>(size));
    *out = bytes.data();
    return SQLITE_OK;
}

int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
    const std::lock_guard lock{of(file).disk->mutex};
    auto& handle = of(file);
    auto& locks = handle.node->locks;
    const bool is_exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
    const auto first = static_cast<std::size_t>(offset);
    const auto end = first + static_cast<std::size_t>(count);
    for (auto i = first; i < end; ++i) {
        if ((flags & SQLITE_SHM_UNLOCK) != 0) {
            locks[i] -= handle.held[i];
            handle.held[i] = 0;
        } else if (handle.held[i] == 0 && (is_exclusive ? locks[i] != 0 : locks[i] < 0)) {
            return SQLITE_BUSY;
        }
    }
    for (auto i = first; (flags & SQLITE_SHM_LOCK) != 0 && i < end; ++i) {
        if (handle.held[i] != 0) continue;
        handle.held[i] = is_exclusive ? -1 : 1;
        locks[i] += handle.held[i];
    }
    return SQLITE_OK;
}

// A lock orders memory as a fence does, and ThreadSanitizer knows locks only.
void shm_barrier(sqlite3_file*) {
    static std::mutex mutex;
    const std::scoped_lock lock{mutex};
}

int shm_unmap(sqlite3_file* file, int) {
    return shm_lock(file, 0, SQLITE_SHM_NLOCK, SQLITE_SHM_UNLOCK | SQLITE_SHM_SHARED);
}

const sqlite3_io_methods methods{
    2,         file_close,  file_read,     file_write,   file_truncate, file_sync,   file_size,
    file_lock, file_lock,   file_reserved, file_control, file_sector,   file_traits, shm_map,
    shm_lock,  shm_barrier, shm_unmap,     nullptr,      nullptr};

int vfs_open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    auto& disk = *static_cast<Disk*>(vfs->pAppData);
    const std::lock_guard lock{disk.mutex};
    auto& node = disk.nodes[name];
    if (!node) node = std::make_unique<Node>();
    of(file) = {{&methods}, &disk, node.get(), {}};
    if (out_flags != nullptr) *out_flags = flags;
    return SQLITE_OK;
}

int vfs_delete(sqlite3_vfs* vfs, const char* name, int) {
    auto& disk = *static_cast<Disk*>(vfs->pAppData);
    const std::lock_guard lock{disk.mutex};
    if (!disk.step()) return SQLITE_IOERR_DELETE;
    const auto found = disk.nodes.find(name);
    if (found == disk.nodes.end()) return SQLITE_IOERR_DELETE_NOENT;
    *found->second = {};
    return SQLITE_OK;
}

int vfs_access(sqlite3_vfs* vfs, const char* name, int, int* answer) {
    auto& disk = *static_cast<Disk*>(vfs->pAppData);
    const std::lock_guard lock{disk.mutex};
    const auto found = disk.nodes.find(name);
    *answer = found != disk.nodes.end() && !found->second->live.empty() ? 1 : 0;
    return SQLITE_OK;
}

int vfs_full_path(sqlite3_vfs*, const char* name, int size, char* out) {
    sqlite3_snprintf(size, out, "%s", name);
    return SQLITE_OK;
}

// Puts a disk where SQLite finds it, for as long as it lives.
class Plugged {
public:
    explicit Plugged(Disk& disk) : vfs_{*sqlite3_vfs_find(nullptr)} {
        vfs_.zName = "power-test";
        vfs_.szOsFile = sizeof(Handle);
        vfs_.pAppData = &disk;
        vfs_.xOpen = vfs_open;
        vfs_.xDelete = vfs_delete;
        vfs_.xAccess = vfs_access;
        vfs_.xFullPathname = vfs_full_path;
        sqlite3_vfs_register(&vfs_, 0);
    }
    Plugged(const Plugged&) = delete;
    Plugged& operator=(const Plugged&) = delete;
    ~Plugged() { sqlite3_vfs_unregister(&vfs_); }

private:
    sqlite3_vfs vfs_;
};

// The story --------------------------------------------------------------------------------------

struct Outcome {
    int acknowledged = 0;
    int lost = 0;
    bool is_damaged = false;
    friend bool operator==(const Outcome&, const Outcome&) = default;
};

constexpr int rows_max = 60;

// Writes until the power goes; every tenth row the log is moved into the file.
int write_until_dark(const SqliteOptions& options, const Tuning& tuning) {
    const auto store = open_tuned(options, tuning);
    if (!store.ok()) return 0;
    int acknowledged = 0;
    for (int i = 1; i <= rows_max; ++i) {
        const auto written = store.value()->write([&](Write& db) -> Result<> {
            TRY(db.execute("CREATE TABLE IF NOT EXISTS row(n INTEGER PRIMARY KEY, text TEXT)"));
            TRY(db.execute("INSERT INTO row VALUES (?, ?)", {i, std::string(700, 'r')}));
            return Done{};
        });
        if (!written.ok()) break;
        acknowledged = i;
        if (i % 10 == 0 && !store.value()->empty_log().ok()) break;
    }
    return acknowledged;
}

Outcome read_again(int acknowledged, const SqliteOptions& options, const Tuning& tuning) {
    const auto store = open_tuned(options, tuning);
    if (!store.ok()) return {acknowledged, 0, true};
    std::string verdict;
    int there = 0;
    const auto read = store.value()->read([&](Read& db) -> Result<> {
        const auto text = [](const Row& row) { return std::string{row.text(0)}; };
        verdict = TRY(db.first("PRAGMA integrity_check(1)", {}, text)).value_or("");
        if (acknowledged == 0) return Done{};
        const auto count = [](const Row& row) { return static_cast<int>(row.integer(0)); };
        there = TRY(db.first("SELECT count(*) FROM row WHERE n <= ?", {acknowledged}, count))
                    .value_or(0);
        return Done{};
    });
    return {acknowledged, acknowledged - there, !read.ok() || verdict != "ok"};
}

Outcome cut_the_power(unsigned seed, const char* synchronous) {
    auto name = (fs::temp_directory_path() / "sokuo-power-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr); // For the lock; the database is on our own disk.
    Disk disk{seed, 5 + static_cast<int>(seed * 7919 % 400)};
    const Plugged plugged{disk};
    const SqliteOptions options{.file = fs::path{name} / "sokuo.db", .readers = 1};
    const Tuning tuning{.vfs = "power-test", .synchronous = synchronous};
    const auto acknowledged = write_until_dark(options, tuning);
    disk.power_on();
    const auto outcome = read_again(acknowledged, options, tuning);
    fs::remove_all(name);
    return outcome;
}

TEST_CASE("what was acknowledged survives every power cut") {
    int acknowledged = 0;
    for (unsigned seed = 1; seed <= 250; ++seed) {
        CAPTURE(seed);
        const auto outcome = cut_the_power(seed, "FULL");
        CHECK(outcome == Outcome{outcome.acknowledged, 0, false});
        acknowledged += outcome.acknowledged;
    }
    CHECK(acknowledged > 2500); // The cuts came late enough to show something.
}

// So that nobody has to believe that the test above could fail.
TEST_CASE("a store that does not wait for the disk is caught by the same cuts") {
    int caught = 0;
    for (unsigned seed = 1; seed <= 100; ++seed) {
        const auto outcome = cut_the_power(seed, "OFF");
        if (outcome.lost > 0 || outcome.is_damaged) ++caught;
    }
    CHECK(caught > 20);
}

// Rows that were acknowledged, with one sync failing on the way; then the power goes.
std::vector<int> write_over_a_failure(Disk& disk, const SqliteOptions& options, int fail_after,
                                      int& refused) {
    const auto store = open_tuned(options, {.vfs = "power-test"});
    REQUIRE(store.ok());
    std::vector<int> acknowledged;
    disk.fail_sync_after(fail_after);
    for (int i = 1; i <= rows_max; ++i) {
        const auto written = store.value()->write([&](Write& db) -> Result<> {
            TRY(db.execute("CREATE TABLE IF NOT EXISTS row(n INTEGER PRIMARY KEY, text TEXT)"));
            TRY(db.execute("INSERT INTO row VALUES (?, ?)", {i, std::string(700, 'r')}));
            return Done{};
        });
        written.ok() ? acknowledged.push_back(i) : void(++refused);
        if (i % 10 == 0) (void)store.value()->empty_log().ok();
    }
    disk.cut_now();
    return acknowledged;
}

TEST_CASE("a sync that fails once is not acknowledged, and loses nothing that was or will be") {
    auto name = (fs::temp_directory_path() / "sokuo-power-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    int refused = 0;
    for (int fail_after = 0; fail_after < 60; ++fail_after) {
        CAPTURE(fail_after);
        Disk disk{static_cast<unsigned>(fail_after) + 1, 1 << 30};
        const Plugged plugged{disk};
        const SqliteOptions options{.file = fs::path{name} / "sokuo.db", .readers = 1};
        const auto rows = write_over_a_failure(disk, options, fail_after, refused);
        CHECK(rows.size() >= rows_max - 1);
        disk.power_on();
        const auto store = open_tuned(options, {.vfs = "power-test"});
        REQUIRE(store.ok());
        const auto there = store.value()->read_for([](Read& db) {
            return db.all("SELECT n FROM row", {},
                          [](const Row& row) { return static_cast<int>(row.integer(0)); });
        });
        REQUIRE(there.ok());
        CHECK(std::ranges::includes(there.value(), rows));
    }
    CHECK(refused > 20);
    fs::remove_all(name);
}

} // namespace
} // namespace sokuo::store
