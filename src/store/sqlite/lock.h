#pragma once

// The lock that keeps a second writer out of a data directory: `sokuo.lock`, held as long as the
// object lives and gone with the process, however it ends.

#include "core/result.h"

#include <filesystem>

namespace sokuo::store {

class DirectoryLock {
public:
    /// Errors: `conflict` with the number of the process that holds it; `unavailable`.
    static Result<DirectoryLock> take(const std::filesystem::path& directory);
    ~DirectoryLock();
    DirectoryLock(DirectoryLock&& other) noexcept;
    DirectoryLock& operator=(DirectoryLock&&) = delete;

private:
    explicit DirectoryLock(int file) : file_{file} {}
    int file_;
};

} // namespace sokuo::store
