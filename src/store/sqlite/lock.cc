#include "store/sqlite/lock.h"

#include "store/sqlite/messages.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace sokuo::store {
namespace {

std::string holder(int file) {
    std::array<char, 32> text{};
    const auto size = pread(file, text.data(), text.size(), 0);
    std::string number{text.data(), size > 0 ? static_cast<std::size_t>(size) : 0};
    while (!number.empty() && number.back() == '\n')
        number.pop_back();
    return number.empty() ? "?" : number;
}

} // namespace

Result<DirectoryLock> DirectoryLock::take(const std::filesystem::path& directory) {
    const auto path = (directory / "sokuo.lock").string();
    const int file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        return because(failure(Errc::unavailable, cannot_open, {path}), std::strerror(errno));
    DirectoryLock lock{file};
    if (flock(file, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK) return failure(Errc::conflict, directory_in_use, {holder(file)});
        return because(failure(Errc::unavailable, cannot_open, {path}), std::strerror(errno));
    }
    // Only for the sentence above: a full disk that keeps it out takes nothing from the lock.
    const auto number = std::to_string(getpid()) + "\n";
    if (ftruncate(file, 0) == 0) (void)!pwrite(file, number.data(), number.size(), 0);
    return lock;
}

DirectoryLock::DirectoryLock(DirectoryLock&& other) noexcept
    : file_{std::exchange(other.file_, -1)} {}

DirectoryLock::~DirectoryLock() {
    if (file_ >= 0) close(file_);
}

} // namespace sokuo::store
