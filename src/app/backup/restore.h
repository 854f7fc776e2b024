#pragma once

// A directory out of a backup, or nothing at all.
//
// What is read was perhaps not written by us: names, sizes, hashes and the end are checked
// (archive.h, manifest.h), then the tree over the journal's leaves against the signed checkpoint.
// With the keys the journal goes on at once as a new epoch; without them the directory waits for
// `epoch begin` and is not served before (restored.h).

#include "app/backup/backup.h"
#include "core/json.h"
#include "core/result.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace sokuo::app {

struct Restore {
    std::filesystem::path file;
    std::filesystem::path directory; ///< Not there yet, or empty.
    /// A copy of the keys, made after the backup. Nothing: the texts cannot be read yet.
    std::optional<std::filesystem::path> keys;
    /// A newer checkpoint than the one in the backup: it says how much was lost.
    std::optional<std::filesystem::path> checkpoint;
    std::string reason; ///< Why, and who decided. Required with `keys`.
};

struct Restored {
    Time made{}; ///< When the backup was.
    std::int64_t entries = 0;
    std::int64_t files = 0;
    Json epoch; ///< The content of `journal.epoch_begun`; null without the keys.
};

/// Errors: `conflict` when there is something in the directory, or the keys do not fit; `corrupt`
/// for anything wrong with the backup; `unavailable`. After an error the directory is as before.
[[nodiscard]] Result<Restored> restore(const Restore& wanted, const BytesDone& progress);

} // namespace sokuo::app
