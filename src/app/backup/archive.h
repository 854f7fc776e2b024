#pragma once

// The container of a backup: a tar file (POSIX ustar) of plain files, so that `tar xf` opens it
// when there is no sokuo. docs/formats/backup.md has the layout.
//
// Written strictly and read more strictly still: for one list of names and contents there is one
// row of bytes, and the reader takes no other. So whatever flips, is cut off or added is found,
// also where tar itself would not look.
//
// What a name may be is a short list (`is_member_name`): nothing that leaves the directory, no
// link, no device. Sizes are bounded by the file that is read: nothing is compressed.

#include "core/result.h"
#include "core/sha256.h"
#include "vault/files/file.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace sokuo::app {

inline constexpr std::string_view manifest_name = "MANIFEST";
inline constexpr std::size_t archive_piece_bytes = std::size_t{1} << 20;

/// Whether a backup may hold a file of this name: `charter.yaml`, `checkpoint`, `sokuo.db`, the
/// manifest, and what lies under `packs/`, `templates/`, `vault/` and `front/spool/`.
[[nodiscard]] bool is_member_name(std::string_view name);

[[nodiscard]] Error archive_broken(std::string detail);

class ArchiveWriter {
public:
    explicit ArchiveWriter(vault::File file) : file_{std::move(file)} {}

    /// Exactly `bytes` must be written before `end`. Errors: `invalid` for a name that is too long
    /// or no `is_member_name`.
    Result<> begin(std::string_view name, std::uint64_t bytes);
    Result<> write(ByteView piece);
    /// The hash of what was written.
    Result<Hash> end();
    /// Ends the archive; on disk when it returns.
    Result<> finish();
    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

private:
    Result<> put(ByteView bytes);

    vault::File file_;
    Sha256 hash_;
    std::uint64_t bytes_ = 0; ///< Of the archive, so far.
    std::uint64_t open_ = 0;  ///< Of the member that is being written: still to come.
};

struct Member {
    std::string name;
    std::uint64_t bytes = 0;
};

class ArchiveReader {
public:
    /// Errors: `not_found`, `unavailable`, `corrupt` when it cannot be an archive.
    static Result<ArchiveReader> open(const std::filesystem::path& path);

    /// The head of the next member; nothing at the end, when nothing follows. Errors: `corrupt`.
    Result<std::optional<Member>> next();
    /// Gives the content of the member to `sink`, piece by piece, and its hash.
    Result<Hash> read(const Member& member, const std::function<Result<>(ByteView)>& sink);
    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
    [[nodiscard]] std::uint64_t bytes_read() const { return at_; }

private:
    ArchiveReader(vault::File file, std::uint64_t bytes) : file_{std::move(file)}, bytes_{bytes} {}
    Result<> take(std::span<std::byte> out);
    Result<> take_zeros(std::size_t count);

    vault::File file_;
    std::uint64_t bytes_ = 0;
    std::uint64_t at_ = 0;
};

} // namespace sokuo::app
