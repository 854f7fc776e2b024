#pragma once

// The file `restored` in a data directory: it came out of a backup, and its journal has not gone on
// as a new epoch yet. While it is there the directory is not served: whatever was signed after the
// backup must not be signed a second time with other contents.

#include "app/backup/manifest.h"
#include "core/result.h"

#include <filesystem>

namespace sokuo::app {

/// Errors: `conflict` with what to do, while the file is there.
[[nodiscard]] Result<> must_not_be_restored(const std::filesystem::path& directory);
/// Errors: `not_found` when `keys.db` is missing.
[[nodiscard]] Result<> must_have_keys(const std::filesystem::path& directory);
/// Whether `file` holds every key a backup with `head` needs. Errors: `conflict` when it belongs to
/// another organisation, or is older than the backup.
[[nodiscard]] Result<> must_fit(const BackupHead& head, const std::filesystem::path& file);

/// Marks the directory; empty until `mark_complete`. Errors: `conflict` when it is marked already.
[[nodiscard]] Result<> mark_restored(const std::filesystem::path& directory);
[[nodiscard]] Result<> mark_complete(const std::filesystem::path& directory,
                                     const BackupHead& head);
/// For a directory that is to go on: it was not restored, or completely, and its keys fit.
/// Errors: `corrupt` when the restore was cut off; what `must_fit` says.
[[nodiscard]] Result<> may_go_on(const std::filesystem::path& directory);
/// After it went on.
[[nodiscard]] Result<> unmark(const std::filesystem::path& directory);

} // namespace sokuo::app
