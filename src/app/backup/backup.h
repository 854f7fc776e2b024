#pragma once

// Copies of a data directory, made while a server goes on writing to it.
//
// In this order, so that nothing acknowledged before the start is missing: the checkpoint (it never
// says more than the database behind it), reports that wait in the spool (taken in twice is taken
// in once), one snapshot of the database over a connection that can only read, then the files of
// the vault: a blob is on disk before an entry names it and never changes, so every blob of the
// snapshot is there. One that is gone by then was erased meanwhile, and its key with it.
//
// Not in it: `keys.db`, which goes apart and for a short time only (`copy_keys`), and what belongs
// to the running program (locks, sockets, the front's own key).

#include "core/result.h"
#include "core/time.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace sokuo::app {

struct BackupMade {
    std::int64_t entries = 0; ///< In the journal of the copy.
    std::int64_t files = 0;
    std::uint64_t bytes = 0; ///< Of the backup file.
};

using BytesDone = std::function<void(std::int64_t done, std::int64_t of)>;

/// Puts `file` in its place whole or not at all, with mode 0600, on disk when it returns; one of
/// that name is replaced. Needs room for the database once more beside `file` while it works.
/// Errors: `not_found` when there is no data; `conflict` when another backup writes to `file`;
/// `unavailable`; `corrupt`.
[[nodiscard]] Result<BackupMade> make_backup(const std::filesystem::path& directory,
                                             const std::filesystem::path& file, const Clock& clock,
                                             const BytesDone& progress);

/// Copies the keys to `file`, as above.
[[nodiscard]] Result<> make_keys_backup(const std::filesystem::path& directory,
                                        const std::filesystem::path& file);

} // namespace sokuo::app
