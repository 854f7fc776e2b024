#pragma once

// What is in a file: the file itself, or what is packed in it. gzip, zstd and zip are seen by their
// first bytes, one within another at most (`logs.zip` with `a.json.gz`). What is locked or damaged
// is named and the rest is read. Nothing is written to a disk, so a name may say what it likes.

#include "core/bytes.h"
#include "detect/reader.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sokuo::detect {

struct UnpackLimits {
    std::uint64_t member_bytes_max = std::uint64_t{256} << 30U;
    std::uint64_t all_bytes_max = std::uint64_t{1} << 40U;
    std::uint64_t members_max = 100'000;
    std::uint64_t ratio_max = 400;       ///< Unpacked to packed …
    std::uint64_t ratio_from = 64 << 20; ///< … once so many bytes came out.
};

/// How much of a member is looked at before it is read.
inline constexpr std::size_t head_bytes = 64UL << 10U;

struct Member {
    std::string name{};  ///< As the user would open it: `logs.zip/a.json.gz`. UTF-8, one line.
    std::string plain{}; ///< Its own name without `.gz` and `.zst`, for recognising: `a.json`.
    Bytes head{};        ///< Its first bytes; `stream` gives them again.
    /// Valid until the next `next`. Errors: `too_large`, `corrupt`, `unavailable`.
    std::unique_ptr<ByteStream> stream{};
};

class Members {
public:
    /// `name`: of the file, for people. Members live no longer than this.
    Members(std::unique_ptr<ByteStream> file, std::string name, UnpackLimits limits = {});
    ~Members();
    Members(const Members&) = delete;
    Members& operator=(const Members&) = delete;

    /// The next member that can be read; nothing at the end. Folders and empty names are passed
    /// over. Errors: the file itself cannot be read (once; then the end).
    Result<std::optional<Member>> next();
    /// What could not be read so far, at most `troubles_max` and then no more.
    [[nodiscard]] const std::vector<Trouble>& troubles() const;
    static constexpr std::size_t troubles_max = 1000;

private:
    class Work;
    std::unique_ptr<Work> work_;
};

} // namespace sokuo::detect
