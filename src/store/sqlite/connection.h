#pragma once

// One connection to one SQLite file, with the statements it has prepared.
//
// A connection belongs to one thread at a time; it holds no lock of its own (SQLITE_OPEN_NOMUTEX).

#include "store/store.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace sokuo::store {

enum class Access : std::uint8_t {
    write,   ///< Reads and writes; makes the file when there is none.
    read,    ///< Opened read-only, `query_only`; never checkpoints, not even on closing.
    memory,  ///< A database of its own in memory.
    scratch, ///< Reads and writes a file that may be lost: no log, nobody waits for the disk.
};

struct ConnectionOptions {
    std::filesystem::path file;
    Access access = Access::write;
    std::size_t cache_kib = 1024;
    const char* vfs = nullptr;        ///< Null: the system's. Tests bring their own.
    const char* journal = "WAL";      ///< Or `TRUNCATE`, where no reader needs a snapshot.
    const char* synchronous = "FULL"; ///< Another value only where a test shows what it loses.
};

/// What SQLite last said, as far as somebody acts on it.
enum class Trouble : std::uint8_t {
    none,
    refused, ///< The statement alone failed (a constraint, a mistake in it).
    full,    ///< No room on the disk. Goes away by itself.
    disk,    ///< Reading, writing or fsync failed: nothing since the last commit may be believed.
    corrupt, ///< The file is not what was written.
};

class Connection {
public:
    /// Errors: `corrupt`, `unavailable`.
    static Result<std::unique_ptr<Connection>> open(const ConnectionOptions& options);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    struct Statement {
        sqlite3_stmt* handle = nullptr;
        bool is_read_only = false; ///< Changes no row. True for BEGIN, SAVEPOINT and their like.
        bool is_busy = false;      ///< Running, further up the stack.
        bool is_kept = false;      ///< Stays when the cache is emptied.
    };

    /// The statement for this text; lives until the next call of `prepared`, or for ever when
    /// `keep`.
    Result<Statement*> prepared(std::string_view sql, bool keep = false);
    /// Gives each row to `each` (may be null). Errors: what `each` returns; `conflict` when a
    /// constraint says no; `unavailable`; `corrupt`.
    Result<> run(Statement& statement, std::span<const Param> params, const EachRow* each);
    /// The same by its text, for the store's own statements.
    Result<> run(std::string_view sql, std::initializer_list<Param> params = {}) {
        return run(*TRY(prepared(sql, true)), {params.begin(), params.size()}, nullptr);
    }
    /// Several statements without parameters.
    Result<> script(const std::string& sql);

    /// Copies one snapshot into the new file `to`, byte for byte of every page, while others go on
    /// writing. It takes no lock that a writer in WAL mode would wait for, and changes nothing
    /// here. The copy is not synced. Errors: `unavailable`, `corrupt`; what is left of `to` is the
    /// caller's to remove.
    Result<> copy_to(const std::filesystem::path& to,
                     const std::function<void(std::int64_t done, std::int64_t of)>& progress);

    /// Moves the log into the file as far as readers allow. With `everything` the log is empty
    /// afterwards, or the answer is `unavailable`.
    Result<> checkpoint(bool everything);
    /// Pages in the log after the newest commit, and those of them not yet moved into the file.
    [[nodiscard]] int log_pages() const { return log_pages_; }
    [[nodiscard]] int unmoved_pages() const { return log_pages_ - moved_pages_; }
    /// Closing will not checkpoint: for a connection whose memory of the file is in doubt.
    void leave_log_alone();

    [[nodiscard]] bool in_transaction() const;
    /// Rows changed since the connection was opened.
    [[nodiscard]] std::int64_t changes() const;

    /// The worst that happened since `forget_trouble`.
    [[nodiscard]] Trouble trouble() const { return trouble_; }
    void forget_trouble() { trouble_ = Trouble::none; }

private:
    class Use;
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };

    explicit Connection(sqlite3* db) : db_{db} {}
    Result<> configure(const ConnectionOptions& options);
    Result<sqlite3_stmt*> prepare(std::string_view sql);
    Result<> step_all(sqlite3_stmt* handle, const EachRow* each);
    void committed(int log_pages);
    Error failed(int code);

    sqlite3* db_;
    std::unordered_map<std::string, Statement, TextHash, std::equal_to<>> statements_;
    Trouble trouble_ = Trouble::none;
    int log_pages_ = 0;
    int moved_pages_ = 0;
};

} // namespace sokuo::store
