#include "journal/keys.h"

#include "store/sqlite/connection.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <optional>
#include <vector>

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sokuo::journal {
namespace {

using store::Connection;
using store::ConnectionOptions;
using store::EachRow;
using store::Param;
using store::Row;

inline constexpr Message key_gone{
    "keys.gone", "この記録の鍵は消去されているため、内容を読むことはできません。",
    "The key of this record was erased, so its content can no longer be read."};
inline constexpr Message keys_corrupt{
    "keys.corrupt", "鍵のファイル keys.db が壊れています。鍵のバックアップから復元してください。",
    "The key file keys.db is damaged. Restore it from the backup of the keys."};
inline constexpr Message keys_unreadable{
    "keys.unreadable", "鍵のファイル {0} を開けません。ファイルの所有者と権限を確かめてください。",
    "The key file {0} cannot be opened. Check who owns it and its permissions."};

constexpr std::size_t pool_size = 256;
constexpr std::size_t cache_size = 256;

// Rows of `key` are added at the end and never removed: a key is destroyed by writing zeros of the
// same length over it, in place. Removing rows would make SQLite move others between pages, and
// copies of live keys would stay behind in the unused parts.
//
// `spare` names the keys a process that ended in order had made and not handed out.
constexpr const char* schema = R"(
    CREATE TABLE IF NOT EXISTS key(number INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE,
                                   key BLOB NOT NULL);
    CREATE TABLE IF NOT EXISTS spare(first INTEGER NOT NULL, last INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS signing(one INTEGER PRIMARY KEY CHECK (one = 1),
                                       seed BLOB NOT NULL, public BLOB NOT NULL);
)";

struct Numbered {
    std::int64_t number = 0;
    Key key;
};

void wipe(SealKey& key) {
    sodium_memzero(key.data(), key.size());
}

template <std::size_t N>
Result<std::array<std::byte, N>> fixed(ByteView bytes) {
    std::array<std::byte, N> array{};
    if (bytes.size() != N) return failure(Errc::corrupt, keys_corrupt);
    std::ranges::copy(bytes, array.begin());
    return array;
}

class SqlKeys final : public Keys {
public:
    SqlKeys(ConnectionOptions options, Random& random)
        : options_{std::move(options)}, random_{random} {}
    ~SqlKeys() override;
    SqlKeys(const SqlKeys&) = delete;
    SqlKeys& operator=(const SqlKeys&) = delete;

    Result<> start();
    Result<Key> fresh() override;
    Result<SealKey> find(const KeyId& id) override;
    Result<> destroy(const KeyId& id) override;
    Result<SigningKey> signing_key() override { return signing_; }

private:
    template <class Job>
    Result<> write(Job job);
    Result<> query(std::string_view sql, std::initializer_list<Param> params, const EachRow& each);
    Result<> ready();
    Result<> make_signing_key();
    Result<> take_spares();
    Result<> keep_spares();
    Result<> fill_pool();
    Result<> insert(std::vector<Numbered>& keys);
    std::vector<Numbered> new_keys();
    Key& cached(const KeyId& id) { return cache_[std::to_integer<std::size_t>(id.value[15])]; }

    const ConnectionOptions options_;
    Random& random_;
    SigningKey signing_;

    std::mutex mutex_;
    std::unique_ptr<Connection> db_;
    std::vector<Numbered> pool_; ///< Handed out from the back; on disk already.
    std::array<Key, cache_size> cache_;
    static_assert(cache_size == 256, "a slot for each value of the last byte of an id");
};

SqlKeys::~SqlKeys() {
    const std::lock_guard lock{mutex_};
    // Should this fail, the keys that were left are never used: nothing is lost.
    if (db_) (void)keep_spares().ok();
    for (auto& spare : pool_)
        wipe(spare.key.key);
    for (auto& slot : cache_)
        wipe(slot.key);
    sodium_memzero(signing_.seed.data(), signing_.seed.size());
}

Result<> SqlKeys::start() {
    TRY(ready());
    TRY(db_->script(schema));
    TRY(write([this] { return make_signing_key(); }));
    return write([this] { return take_spares(); });
}

// After the disk failed, what the connection believes is in the file may not be there: the next
// call opens it again.
Result<> SqlKeys::ready() {
    if (db_ && db_->trouble() < store::Trouble::disk) return Done{};
    db_.reset();
    db_ = TRY(Connection::open(options_));
    return Done{};
}

template <class Job>
Result<> SqlKeys::write(Job job) {
    TRY(ready());
    TRY(db_->run("BEGIN IMMEDIATE"));
    auto outcome = job();
    if (outcome.ok()) outcome = db_->run("COMMIT");
    if (!outcome.ok() && db_->in_transaction()) {
        // Should even this fail, the connection is given up, and with it the transaction.
        if (!db_->run("ROLLBACK").ok()) db_.reset();
    }
    return outcome;
}

Result<> SqlKeys::query(std::string_view sql, std::initializer_list<Param> params,
                        const EachRow& each) {
    auto* statement = TRY(db_->prepared(sql));
    return db_->run(*statement, {params.begin(), params.size()}, &each);
}

// The public half stands beside the seed, so that a changed bit is found before it signs anything.
Result<> SqlKeys::make_signing_key() {
    bool is_there = false;
    const EachRow check = [&](const Row& row) -> Result<> {
        SigningKey key;
        key.seed = TRY(fixed<32>(row.bytes(0)));
        const auto expected = TRY(fixed<32>(row.bytes(1)));
        if (key.public_key() != expected) return failure(Errc::corrupt, keys_corrupt);
        signing_ = key;
        is_there = true;
        return Done{};
    };
    TRY(query("SELECT seed, public FROM signing", {}, check));
    if (is_there) return Done{};
    signing_ = SigningKey::make(random_);
    return db_->run("INSERT INTO signing(one, seed, public) VALUES (1, ?, ?)",
                    {signing_.seed, signing_.public_key()});
}

Result<> SqlKeys::take_spares() {
    const EachRow add = [this](const Row& row) -> Result<> {
        Numbered spare{row.integer(0), {}};
        spare.key.id.value = TRY(fixed<16>(row.bytes(1)));
        spare.key.key = TRY(fixed<32>(row.bytes(2)));
        pool_.push_back(spare);
        return Done{};
    };
    TRY(query("SELECT number, id, key FROM key JOIN spare ON number BETWEEN first AND last "
              "ORDER BY number DESC",
              {}, add));
    return db_->run("DELETE FROM spare");
}

// The pool is one run of numbers, because it is filled only when it is empty.
Result<> SqlKeys::keep_spares() {
    if (pool_.empty()) return Done{};
    return write([this] {
        return db_->run("INSERT INTO spare(first, last) VALUES (?, ?)",
                        {pool_.back().number, pool_.front().number});
    });
}

// Random ids (RFC 9562, version 8: our own layout). They say nothing of when a key was made; those
// made together share their first six bytes, so that they stand together in the index.
std::vector<Numbered> SqlKeys::new_keys() {
    std::vector<Numbered> keys(pool_size);
    std::array<std::byte, 6> shared{};
    random_.fill(shared);
    for (auto& [number, key] : keys) {
        random_.fill(key.id.value);
        std::ranges::copy(shared, key.id.value.begin());
        key.id.value[6] = (key.id.value[6] & std::byte{0x0f}) | std::byte{0x80};
        key.id.value[8] = (key.id.value[8] & std::byte{0x3f}) | std::byte{0x80};
        random_.fill(key.key);
    }
    return keys;
}

Result<> SqlKeys::fill_pool() {
    auto keys = new_keys();
    TRY(write([&] { return insert(keys); }));
    std::ranges::reverse(keys);
    pool_ = std::move(keys);
    return Done{};
}

Result<> SqlKeys::insert(std::vector<Numbered>& keys) {
    std::int64_t last = 0;
    const EachRow take = [&](const Row& row) -> Result<> {
        last = row.integer(0);
        return Done{};
    };
    TRY(query("SELECT COALESCE(MAX(number), 0) FROM key", {}, take));
    for (auto& [number, key] : keys) {
        number = ++last;
        TRY(db_->run("INSERT INTO key(number, id, key) VALUES (?, ?, ?)",
                     {number, key.id.bytes(), key.key}));
    }
    return Done{};
}

Result<Key> SqlKeys::fresh() {
    const std::lock_guard lock{mutex_};
    if (pool_.empty()) TRY(fill_pool());
    const auto key = pool_.back().key;
    wipe(pool_.back().key.key);
    pool_.pop_back();
    cached(key.id) = key;
    return key;
}

Result<SealKey> SqlKeys::find(const KeyId& id) {
    const std::lock_guard lock{mutex_};
    if (auto& slot = cached(id); slot.id == id && !id.empty()) return slot.key;
    TRY(ready());
    std::optional<SealKey> found;
    const EachRow take = [&](const Row& row) -> Result<> {
        found = TRY(fixed<32>(row.bytes(0)));
        return Done{};
    };
    TRY(query("SELECT key FROM key WHERE id = ?", {id.value}, take));
    if (!found || *found == SealKey{}) return failure(Errc::not_found, key_gone);
    cached(id) = {id, *found};
    return *found;
}

Result<> SqlKeys::destroy(const KeyId& id) {
    const std::lock_guard lock{mutex_};
    if (auto& slot = cached(id); slot.id == id) {
        wipe(slot.key);
        slot.id = {};
    }
    return write(
        [&] { return db_->run("UPDATE key SET key = zeroblob(32) WHERE id = ?", {id.value}); });
}

// Made before SQLite sees it, so that it never stands there with wider permissions; its journal
// gets the same ones.
Result<> make_private(const std::filesystem::path& file) {
    const int made = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (made < 0) {
        return because(failure(Errc::unavailable, keys_unreadable, {file.string()}),
                       std::strerror(errno));
    }
    const bool is_private = fchmod(made, 0600) == 0;
    close(made);
    if (!is_private) return failure(Errc::unavailable, keys_unreadable, {file.string()});
    return Done{};
}

} // namespace

Result<std::unique_ptr<Keys>> open_keys(const std::filesystem::path& file, Random& random) {
    TRY(make_private(file));
    // No WAL: a key must not stand in a second file, and no reader needs a snapshot.
    ConnectionOptions options{.file = file, .cache_kib = 256, .journal = "TRUNCATE"};
    auto keys = std::make_unique<SqlKeys>(std::move(options), random);
    TRY(keys->start());
    return std::unique_ptr<Keys>{std::move(keys)};
}

std::unique_ptr<Keys> keys_in_memory(Random& random) {
    ConnectionOptions options{.file = {}, .access = store::Access::memory, .cache_kib = 256};
    auto keys = std::make_unique<SqlKeys>(std::move(options), random);
    const auto started = keys->start();
    assert(started.ok()); // There is no disk that could fail.
    return keys;
}

} // namespace sokuo::journal
