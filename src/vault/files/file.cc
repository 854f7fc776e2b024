#include "vault/files/file.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace sokuo::vault {
namespace {

inline constexpr Message disk_full{
    "vault.disk_full",
    "ディスクに空きがないため、ファイルを保存できませんでした。空きを作ってから、もう一度お試しくだ"
    "さい。",
    "There is no room left on the disk, so the file was not saved. Make room, then try again."};
inline constexpr Message disk_failed{
    "vault.disk_failed",
    "ファイルの読み書きに失敗しました。ディスクの状態と、フォルダーの権限を確かめてください。",
    "Reading or writing a file failed. Check the health of the disk and the permissions of the "
    "folder."};
inline constexpr Message blob_gone{
    "vault.not_found", "ファイルが見つかりません。消去されたか、まだ保存されていません。",
    "There is no such file: it was erased, or it was never saved."};

} // namespace

Error file_failure(int code, const std::filesystem::path& path) {
    const auto detail = path.string() + ": " + std::strerror(code);
    if (code == ENOENT) return because(failure(Errc::not_found, blob_gone), detail);
    if (code == ENOSPC || code == EDQUOT || code == EFBIG)
        return because(failure(Errc::unavailable, disk_full), detail);
    return because(failure(Errc::unavailable, disk_failed), detail);
}

Result<File> File::open(const std::filesystem::path& path, int flags) {
    const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0) return file_failure(errno, path);
    return File{descriptor};
}

File::File(File&& other) noexcept : descriptor_{std::exchange(other.descriptor_, -1)} {}

File::~File() {
    if (descriptor_ >= 0) close(descriptor_);
}

Result<> File::write(ByteView bytes) const {
    while (!bytes.empty()) {
        const auto count = ::write(descriptor_, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return file_failure(errno, {});
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return Done{};
}

Result<std::size_t> File::read(std::span<std::byte> out) const {
    std::size_t filled = 0;
    while (filled < out.size()) {
        const auto count = ::read(descriptor_, out.data() + filled, out.size() - filled);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return file_failure(errno, {});
        if (count == 0) break;
        filled += static_cast<std::size_t>(count);
    }
    return filled;
}

Result<> File::sync() const {
    if (fsync(descriptor_) != 0) return file_failure(errno, {});
    return Done{};
}

bool File::lock() const {
    return flock(descriptor_, LOCK_EX | LOCK_NB) == 0;
}

Result<> sync_directory(const std::filesystem::path& directory) {
    const auto opened = TRY(File::open(directory, O_RDONLY | O_DIRECTORY));
    return opened.sync();
}

} // namespace sokuo::vault
