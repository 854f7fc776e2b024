#include "store/sqlite/connection.h"

#include "store/sqlite/messages.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <mutex>

namespace sokuo::store {
namespace {

// More than the program has; above it SQL is being put together from pieces somewhere, and the
// cache must not grow with that.
constexpr std::size_t statements_max = 512;
constexpr int log_bytes_kept = 4 << 20;
constexpr int copy_pages = 1024; // At a time: between two of these progress is told.

class SqliteRow final : public Row {
public:
    explicit SqliteRow(sqlite3_stmt* handle) : handle_{handle} {}

    [[nodiscard]] bool is_null(int column) const override {
        return sqlite3_column_type(handle_, column) == SQLITE_NULL;
    }
    [[nodiscard]] std::int64_t integer(int column) const override {
        return sqlite3_column_int64(handle_, column);
    }
    [[nodiscard]] double real(int column) const override {
        return sqlite3_column_double(handle_, column);
    }
    [[nodiscard]] std::string_view text(int column) const override {
        const auto* start = sqlite3_column_text(handle_, column);
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_, column));
        return {static_cast<const char*>(static_cast<const void*>(start)), start ? size : 0};
    }
    [[nodiscard]] ByteView bytes(int column) const override {
        const auto* start = static_cast<const std::byte*>(sqlite3_column_blob(handle_, column));
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_, column));
        return {start, start ? size : 0};
    }
    [[nodiscard]] int columns() const override { return sqlite3_column_count(handle_); }

private:
    sqlite3_stmt* handle_;
};

// The bytes are borrowed: they outlive the step, and the next use binds every parameter again. An
// empty view may hold a null pointer, which SQLite would take for NULL.
struct Bind {
    sqlite3_stmt* handle;
    int at;

    int operator()(std::monostate) const { return sqlite3_bind_null(handle, at); }
    int operator()(std::int64_t value) const { return sqlite3_bind_int64(handle, at, value); }
    int operator()(double value) const { return sqlite3_bind_double(handle, at, value); }
    int operator()(std::string_view value) const {
        return sqlite3_bind_text64(handle, at, value.empty() ? "" : value.data(), value.size(),
                                   SQLITE_STATIC, SQLITE_UTF8);
    }
    int operator()(ByteView value) const {
        if (value.empty()) return sqlite3_bind_zeroblob(handle, at, 0);
        return sqlite3_bind_blob64(handle, at, value.data(), value.size(), SQLITE_STATIC);
    }
};

// SQLite has some thirty codes; those that are not here concern one statement.
Trouble trouble_of(int code) {
    const auto kind = code & 0xff;
    if (kind == SQLITE_FULL) return Trouble::full;
    if (kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB) return Trouble::corrupt;
    constexpr std::array of_disk{SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PROTOCOL};
    return std::ranges::find(of_disk, kind) != of_disk.end() ? Trouble::disk : Trouble::refused;
}

Error error_of(int code) {
    switch (trouble_of(code)) {
    case Trouble::none: break;
    case Trouble::full: return failure(Errc::unavailable, disk_full);
    case Trouble::disk: return failure(Errc::unavailable, disk_failed);
    case Trouble::corrupt: return failure(Errc::corrupt, data_corrupt);
    case Trouble::refused: {
        const auto kind = code & 0xff;
        if (kind == SQLITE_CONSTRAINT) return failure(Errc::conflict, constraint_failed);
        if (kind == SQLITE_BUSY || kind == SQLITE_LOCKED)
            return failure(Errc::unavailable, too_busy);
        break;
    }
    }
    return failure(Errc::unavailable, job_failed);
}

// Without the global memory statistics threads do not meet at one lock for every allocation; with
// the savepoint journal in memory a busy batch makes no temporary file.
void set_up_library() {
    static std::once_flag once;
    std::call_once(once, [] {
        sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
        sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, -1);
        sqlite3_initialize();
    });
}

int open_flags(Access access) {
    switch (access) {
    case Access::write:
    case Access::scratch: return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    case Access::read: return SQLITE_OPEN_READONLY;
    case Access::memory: return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY;
    }
    return 0;
}

} // namespace

// Marks a statement as taken, and gives it back reset whatever happens between.
class Connection::Use {
public:
    explicit Use(Statement* cached) : cached_{cached}, handle_{cached->handle} {
        cached_->is_busy = true;
    }
    explicit Use(sqlite3_stmt* own) : handle_{own} {}
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;
    ~Use() {
        if (cached_) {
            sqlite3_reset(handle_);
            cached_->is_busy = false;
        } else {
            sqlite3_finalize(handle_);
        }
    }
    [[nodiscard]] sqlite3_stmt* handle() const { return handle_; }

private:
    Statement* cached_ = nullptr;
    sqlite3_stmt* handle_;
};

Result<std::unique_ptr<Connection>> Connection::open(const ConnectionOptions& options) {
    set_up_library();
    sqlite3* db = nullptr;
    const auto name = options.access == Access::memory ? ":memory:" : options.file.string();
    const auto flags = open_flags(options.access) | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const auto code = sqlite3_open_v2(name.c_str(), &db, flags, options.vfs);
    std::unique_ptr<Connection> connection{new Connection{db}};
    if (code != SQLITE_OK) {
        return because(failure(Errc::unavailable, cannot_open, {name}),
                       db ? sqlite3_errmsg(db) : sqlite3_errstr(code));
    }
    TRY(connection->configure(options));
    return connection;
}

Connection::~Connection() {
    for (auto& [sql, statement] : statements_)
        sqlite3_finalize(statement.handle);
    sqlite3_close(db_);
}

Result<> Connection::configure(const ConnectionOptions& options) {
    sqlite3_busy_timeout(db_, 5000);
    sqlite3_db_config(db_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(db_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    TRY(script("PRAGMA cache_size = -" + std::to_string(options.cache_kib)));
    TRY(script("PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = OFF; PRAGMA mmap_size = 0"));
    switch (options.access) {
    case Access::memory: return Done{};
    case Access::scratch:
        TRY(script("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; "
                   "PRAGMA synchronous = OFF"));
        break;
    case Access::read:
        // Whoever closes last would checkpoint: a reader must not (store/sqlite/sqlite.h).
        leave_log_alone();
        TRY(script("PRAGMA wal_autocheckpoint = 0; PRAGMA query_only = ON"));
        break;
    case Access::write:
        // No checkpoint inside a commit: it would keep people waiting for their answer, and SQLite
        // keeps its errors to itself. The writer calls `checkpoint`.
        TRY(script(std::string{"PRAGMA wal_autocheckpoint = 0; PRAGMA journal_mode = "} +
                   options.journal));
        TRY(script(std::string{"PRAGMA synchronous = "} + options.synchronous));
        TRY(script("PRAGMA secure_delete = ON; PRAGMA journal_size_limit = " +
                   std::to_string(log_bytes_kept)));
        sqlite3_wal_hook(
            db_,
            [](void* self, sqlite3*, const char*, int pages) {
                static_cast<Connection*>(self)->committed(pages);
                return SQLITE_OK;
            },
            this);
        break;
    }
    // The first real look at the file: says so here when it is no database.
    return script("SELECT count(*) FROM sqlite_schema");
}

Error Connection::failed(int code) {
    trouble_ = std::max(trouble_, trouble_of(code));
    return because(error_of(code), std::string{sqlite3_errmsg(db_)} + " (" +
                                       std::to_string(sqlite3_extended_errcode(db_)) + ")");
}

Result<sqlite3_stmt*> Connection::prepare(std::string_view sql) {
    sqlite3_stmt* handle = nullptr;
    const char* rest = nullptr;
    const auto code = sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()),
                                         SQLITE_PREPARE_PERSISTENT, &handle, &rest);
    if (code != SQLITE_OK) return failed(code);
    if (!handle) return because(failure(Errc::unavailable, job_failed), "an empty statement");
    return handle;
}

Result<Connection::Statement*> Connection::prepared(std::string_view sql, bool keep) {
    if (const auto found = statements_.find(sql); found != statements_.end()) return &found->second;
    if (statements_.size() >= statements_max) {
        std::erase_if(statements_, [](const auto& entry) {
            if (entry.second.is_busy || entry.second.is_kept) return false;
            sqlite3_finalize(entry.second.handle);
            return true;
        });
    }
    auto* handle = TRY(prepare(sql));
    const Statement statement{handle, sqlite3_stmt_readonly(handle) != 0, false, keep};
    return &statements_.emplace(std::string{sql}, statement).first->second;
}

Result<> Connection::run(Statement& statement, std::span<const Param> params, const EachRow* each) {
    // A statement that is running its own rows further up the stack: give this call another one.
    sqlite3_stmt* again = nullptr;
    if (statement.is_busy) again = TRY(prepare(sqlite3_sql(statement.handle)));
    const Use use = again ? Use{again} : Use{&statement};
    assert(static_cast<std::size_t>(sqlite3_bind_parameter_count(use.handle())) == params.size());
    int at = 0;
    for (const auto& param : params) {
        const auto code = std::visit(Bind{use.handle(), ++at}, param.value());
        if (code != SQLITE_OK) return failed(code);
    }
    return step_all(use.handle(), each);
}

Result<> Connection::step_all(sqlite3_stmt* handle, const EachRow* each) {
    const SqliteRow row{handle};
    while (true) {
        const auto code = sqlite3_step(handle);
        if (code == SQLITE_DONE) return Done{};
        if (code != SQLITE_ROW) return failed(code);
        if (each) TRY((*each)(row));
    }
}

Result<> Connection::script(const std::string& sql) {
    const auto code = sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return failed(code);
    return Done{};
}

Result<> Connection::checkpoint(bool everything) {
    const auto mode = everything ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
    int pages = 0;
    int moved = 0;
    const auto code = sqlite3_wal_checkpoint_v2(db_, "main", mode, &pages, &moved);
    if (code != SQLITE_OK) return failed(code);
    log_pages_ = std::max(pages, 0);
    moved_pages_ = std::max(moved, 0);
    return Done{};
}

// The transaction stays open from the first page to the last: without it the library lets go
// between two steps, and begins again whenever another process has written meanwhile.
Result<> Connection::copy_to(const std::filesystem::path& to,
                             const std::function<void(std::int64_t, std::int64_t)>& progress) {
    const auto fresh = TRY(open({.file = to, .access = Access::scratch}));
    TRY(script("BEGIN; SELECT count(*) FROM sqlite_schema"));
    auto* copy = sqlite3_backup_init(fresh->db_, "main", db_, "main");
    int code = copy ? SQLITE_OK : sqlite3_errcode(fresh->db_);
    while (copy && code == SQLITE_OK) {
        code = sqlite3_backup_step(copy, copy_pages);
        const std::int64_t pages = sqlite3_backup_pagecount(copy);
        if (progress) progress(pages - sqlite3_backup_remaining(copy), pages);
    }
    if (copy) (void)sqlite3_backup_finish(copy);
    Result<> copied = Done{};
    if (code != SQLITE_DONE) copied = because(error_of(code), sqlite3_errstr(code));
    const auto ended = script("COMMIT");
    return copied.ok() ? ended : copied;
}

// A log shorter than what was moved is a new one: it was started again from its beginning.
void Connection::committed(int log_pages) {
    log_pages_ = log_pages;
    if (log_pages_ < moved_pages_) moved_pages_ = 0;
}

void Connection::leave_log_alone() {
    sqlite3_db_config(db_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

bool Connection::in_transaction() const {
    return sqlite3_get_autocommit(db_) == 0;
}

std::int64_t Connection::changes() const {
    return sqlite3_total_changes64(db_);
}

} // namespace sokuo::store
