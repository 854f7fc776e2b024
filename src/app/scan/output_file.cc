#include "app/scan/output_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace sokuo::app {
namespace {

namespace fs = std::filesystem;

constexpr Message cannot_create{
    "scan.cannot_create", "{0} を作れません。フォルダがあるか、書く権限があるか確かめてください。",
    "{0} cannot be made. Check its folder and the right to write there."};
constexpr Message cannot_write{"scan.cannot_write",
                               "{0} に書けませんでした。ファイルは作っていません。",
                               "{0} could not be written. No file was made."};
constexpr Message disk_full{
    "scan.disk_full",
    "ディスクがいっぱいで {0} に書けませんでした。ファイルは作っていません。"
    "空きを作ってから、もう一度実行してください。",
    "The disk is full: {0} could not be written, and no file was made. "
    "Make room and run it again."};

Error write_failed(const std::string& path, int number) {
    const bool is_full = number == ENOSPC || number == EDQUOT;
    return because(failure(Errc::unavailable, is_full ? disk_full : cannot_write, {path}),
                   std::strerror(number));
}

} // namespace

OutputFile::OutputFile(std::string path, std::string beside, std::FILE* file)
    : path_{std::move(path)}, beside_{std::move(beside)}, file_{file} {}

OutputFile::~OutputFile() {
    if (file_ == nullptr) return;
    std::fclose(file_);
    if (!beside_.empty()) ::unlink(beside_.c_str());
}

Result<std::unique_ptr<OutputFile>> OutputFile::create(const std::string& path) {
    std::error_code error;
    const bool is_other = fs::exists(path, error) && !fs::is_regular_file(path, error);
    const auto beside = is_other ? std::string{} : path + ".part";
    const int flags = is_other ? O_WRONLY : O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW;
    const int number = ::open((is_other ? path : beside).c_str(), flags | O_CLOEXEC, 0600);
    auto* const file = number < 0 ? nullptr : ::fdopen(number, "wb");
    if (file == nullptr)
        return because(failure(Errc::unavailable, cannot_create, {path}), std::strerror(errno));
    return std::unique_ptr<OutputFile>{new OutputFile{path, beside, file}};
}

bool OutputFile::write(std::string_view text) {
    if (failed_ == 0 && std::fwrite(text.data(), 1, text.size(), file_) != text.size())
        failed_ = errno;
    return failed_ == 0;
}

Result<> OutputFile::finish() {
    if (failed_ == 0 && std::fflush(file_) != 0) failed_ = errno;
    if (failed_ == 0 && !beside_.empty() && ::fsync(::fileno(file_)) != 0) failed_ = errno;
    if (failed_ != 0) return write_failed(path_, failed_);
    if (std::fclose(std::exchange(file_, nullptr)) != 0) return write_failed(path_, errno);
    if (!beside_.empty() && ::rename(beside_.c_str(), path_.c_str()) != 0)
        return write_failed(path_, errno);
    return Done{};
}

} // namespace sokuo::app
