#pragma once

// What a backup says of itself: the last member of the archive, in lines. It ends with the hash of
// its own lines, so a changed byte in it is found like one anywhere else.
//
//     sokuo-backup 1
//     made 2026-11-26T17:00:00Z
//     entries 1284
//     signer (base64)
//     keys 512
//
//     (SHA-256, hex) (bytes) (name)        for each file, in the order of the archive
//
//     (SHA-256, hex, of everything above)
//
// The part above the first blank line also stays in a restored directory, in `restored`, until its
// journal went on as a new epoch.

#include "core/result.h"
#include "core/sha256.h"
#include "core/time.h"
#include "journal/keys_copy.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::app {

struct BackupHead {
    Time made{};
    std::int64_t entries = 0; ///< In the journal of the copy.
    journal::KeysMark keys;   ///< The key file that reads it: whose, and at least how far.
    friend bool operator==(const BackupHead&, const BackupHead&) = default;
};

struct BackupRow {
    std::string name;
    std::uint64_t bytes = 0;
    Hash sha256{};
    friend bool operator==(const BackupRow&, const BackupRow&) = default;
};

struct Manifest {
    BackupHead head;
    std::vector<BackupRow> rows;
};

inline constexpr std::uint64_t manifest_bytes_max = std::uint64_t{256} << 20;

[[nodiscard]] std::string to_text(const BackupHead& head);
[[nodiscard]] std::string to_text(const Manifest& manifest);
/// Errors: `corrupt` for any text the functions above do not make; `invalid` for a later version.
[[nodiscard]] Result<BackupHead> read_head(std::string_view text);
[[nodiscard]] Result<Manifest> read_manifest(std::string_view text);

} // namespace sokuo::app
