#pragma once

// The store of one small machine: one SQLite file in WAL mode with `synchronous=FULL`.
//
// Debian 12 ships SQLite 3.40.1, which has the WAL-reset race: two connections that write or
// checkpoint at the same moment can lose commits. It cannot happen here, because exactly one
// connection of one process ever writes or checkpoints: readers are opened read-only with
// `query_only` and no automatic checkpoint, and a lock file keeps every other writer out of the
// directory. See docs/decisions/0006-one-writer.md.
//
// After a commit whose fsync failed the writer stops acknowledging: every further write is
// `unavailable` until the file was closed, opened again and read back. A full disk is not that:
// the batch is rolled back, `unavailable` is answered, reads go on, and writing resumes by itself.

#include "store/store.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>

namespace sokuo::store {

struct SqliteOptions {
    std::filesystem::path file;
    std::size_t readers = 4;
    std::size_t batch_max = 256;  ///< Jobs in one transaction.
    std::size_t queue_max = 4096; ///< Jobs waiting; one more is refused as `unavailable`.
    std::size_t cache_kib = 4096; ///< Page cache of the writer; a reader has a quarter of it.
};

/// Errors: `conflict` when another process holds the directory; `corrupt`; `unavailable`.
[[nodiscard]] Result<std::unique_ptr<Store>> open_sqlite(const SqliteOptions& options);

/// A store that can only be read, for looking at a directory a server may be using.
/// Writing gives `forbidden`.
[[nodiscard]] Result<std::unique_ptr<Store>> open_sqlite_read_only(const SqliteOptions& options);

/// A store for what can be made again: one connection, no log, nobody waits for the disk, no lock
/// on the directory. Nobody else may use `file`, which may be unlinked as soon as this returns.
[[nodiscard]] Result<std::unique_ptr<Store>> open_sqlite_scratch(const SqliteOptions& options);

/// Copies one snapshot of the database `from` into the new file `to`, over a connection that can
/// only read: a server may go on writing. The copy is one file without a log, and is not synced.
/// Errors: `unavailable`, `corrupt`, with nothing left of `to`.
[[nodiscard]] Result<>
copy_sqlite(const std::filesystem::path& from, const std::filesystem::path& to,
            const std::function<void(std::int64_t done, std::int64_t of)>& progress);

/// A store in memory, for tests. Same code, no file.
[[nodiscard]] Result<std::unique_ptr<Store>> open_sqlite_memory();

} // namespace sokuo::store
