#pragma once

// A file of the operating system: an open descriptor, and calls that go on after an interruption.

#include "core/bytes.h"
#include "core/result.h"

#include <filesystem>

namespace sokuo::vault {

class File {
public:
    /// Errors: `not_found`, `unavailable`. Closed on exec.
    static Result<File> open(const std::filesystem::path& path, int flags);
    ~File();
    File(File&& other) noexcept;
    File& operator=(File&&) = delete;

    /// Errors: `unavailable`, with other words when the disk is full.
    Result<> write(ByteView bytes) const;
    /// Fills `out` as far as the file goes, and gives how far that was.
    Result<std::size_t> read(std::span<std::byte> out) const;
    Result<> sync() const;
    /// Whether this process now has the file for itself.
    [[nodiscard]] bool lock() const;

private:
    explicit File(int descriptor) : descriptor_{descriptor} {}
    int descriptor_;
};

/// Makes what happened to the names in a directory durable.
Result<> sync_directory(const std::filesystem::path& directory);
/// The error for the `errno` of a call on `path`.
[[nodiscard]] Error file_failure(int code, const std::filesystem::path& path);

} // namespace sokuo::vault
