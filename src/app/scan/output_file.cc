#include "app/scan/output_file.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/socket.h>
#include <sys/wait.h>
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

constexpr Message no_placer{"scan.no_placer", "結果のファイルを置く準備ができませんでした。",
                            "Nothing can be made ready to put the results in their place."};

// What the placer is. Whatever ends the scan, it stays until the other end is closed.
[[noreturn]] void serve(int end, const std::vector<Placer::Names>& files) {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE})
        std::signal(signal, SIG_IGN);
    for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        ::close(standard); // Who waits for their end does not wait for this.
    std::vector<bool> is_placed(files.size());
    unsigned char number = 0;
    while (::read(end, &number, 1) == 1) {
        int refused = EINVAL;
        if (number < files.size() && !is_placed[number]) {
            const auto& [beside, path] = files[number];
            refused = ::rename(beside.c_str(), path.c_str()) == 0 ? 0 : errno;
            is_placed[number] = refused == 0;
        }
        if (::write(end, &refused, sizeof refused) < 0) break;
    }
    for (std::size_t each = 0; each < files.size(); ++each)
        if (!is_placed[each]) ::unlink(files[each].beside.c_str());
    ::_exit(0);
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
    // A link is somebody's wish to have it elsewhere.
    const bool is_link = fs::is_symlink(path, error);
    const bool is_other = is_link || (fs::exists(path, error) && !fs::is_regular_file(path, error));
    const auto beside = is_other ? std::string{} : path + ".part";
    int flags = is_other ? O_WRONLY : O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW;
    if (is_link && fs::is_regular_file(path, error)) flags |= O_TRUNC;
    // What the shell redirected is written on where it stands.
    const int number = path == "/dev/stdout"
                           ? ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0)
                           : ::open((is_other ? path : beside).c_str(), flags | O_CLOEXEC, 0600);
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

Result<> OutputFile::finish(Placer* placer) {
    if (failed_ == 0 && std::fflush(file_) != 0) failed_ = errno;
    if (failed_ == 0 && !beside_.empty() && ::fsync(::fileno(file_)) != 0) failed_ = errno;
    if (failed_ != 0) return write_failed(path_, failed_);
    if (std::fclose(std::exchange(file_, nullptr)) != 0) return write_failed(path_, errno);
    if (beside_.empty()) return Done{};
    int refused = 0;
    if (placer != nullptr)
        refused = placer->place(number_);
    else if (::rename(beside_.c_str(), path_.c_str()) != 0)
        refused = errno;
    if (refused != 0) return write_failed(path_, refused);
    return Done{};
}

Result<std::unique_ptr<Placer>> Placer::start(const std::vector<Names>& files) {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return because(failure(Errc::unavailable, no_placer), std::strerror(errno));
    std::fflush(nullptr);
    const auto process = ::fork();
    if (process == 0) {
        ::close(ends[0]);
        serve(ends[1], files);
    }
    const int refused = errno;
    ::close(ends[1]);
    if (process > 0) return std::unique_ptr<Placer>{new Placer{ends[0], process}};
    ::close(ends[0]);
    return because(failure(Errc::unavailable, no_placer), std::strerror(refused));
}

Placer::~Placer() {
    ::close(end_);
    while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
    }
}

int Placer::place(std::size_t file) {
    const auto number = static_cast<unsigned char>(file);
    int refused = EPIPE;
    if (::write(end_, &number, 1) != 1) return errno;
    if (::read(end_, &refused, sizeof refused) != sizeof refused) return EPIPE;
    return refused;
}

} // namespace sokuo::app
