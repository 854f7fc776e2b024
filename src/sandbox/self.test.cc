// What a program gives up that locks itself in, seen from inside: a child does it and tries.

#include "sandbox/self.h"

#include <doctest/doctest.h>

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <string>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace sokuo::sandbox {
namespace {

namespace fs = std::filesystem;

class Folder {
public:
    Folder() {
        std::string name = (fs::temp_directory_path() / "self-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
        fs::create_directories(path_ / "in/deep");
        fs::create_directories(path_ / "out");
        std::ofstream{path_ / "in/deep/log"} << "log";
        std::ofstream{path_ / "out/secret"} << "secret";
        std::ofstream{path_ / "result"} << "result";
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { fs::remove_all(path_); }
    [[nodiscard]] std::string at(const char* below) const { return (path_ / below).string(); }

private:
    fs::path path_;
};

// The exit status of a child that runs `work`; a signal gives its number and 1000.
template <class Work>
int in_child(Work work) {
    const auto child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) ::_exit(work());
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1'000 + WTERMSIG(status);
}

bool has_landlock() {
    return in_child([] {
               const auto confined = confine_files(Room{});
               return confined.ok() && confined.value().landlock_abi > 0 ? 0 : 1;
           }) == 0;
}

bool can_read(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    char first = 0;
    const bool is_read = file >= 0 && ::read(file, &first, 1) == 1;
    if (file >= 0) ::close(file);
    return is_read;
}

bool is_refused(int outcome) {
    return outcome < 0 && (errno == EPERM || errno == EACCES || errno == ENOSYS);
}

int try_as_reader(const Folder& folder) {
    const int result = ::open(folder.at("result").c_str(), O_WRONLY | O_CLOEXEC);
    if (!lock_self_in({.read = {folder.at("in"), folder.at("nowhere")}}).ok()) return 1;
    if (!can_read(folder.at("in/deep/log"))) return 2;
    if (::write(result, "x", 1) != 1 || ::fsync(result) != 0) return 3;
    if (!is_refused(::open(folder.at("result").c_str(), O_WRONLY))) return 4;
    if (!is_refused(::open(folder.at("in/new").c_str(), O_WRONLY | O_CREAT, 0600))) return 5;
    if (!is_refused(::open(folder.at("in/deep/log").c_str(), O_RDONLY | O_TRUNC))) return 6;
    if (!is_refused(::unlink(folder.at("result").c_str()))) return 7;
    if (!is_refused(::rename(folder.at("result").c_str(), folder.at("in/x").c_str()))) return 8;
    if (!is_refused(::truncate(folder.at("result").c_str(), 0))) return 9;
    if (!is_refused(::chmod(folder.at("result").c_str(), 0777))) return 10;
    if (!is_refused(::socket(AF_INET, SOCK_STREAM, 0))) return 11;
    if (!is_refused(::socket(AF_UNIX, SOCK_STREAM, 0))) return 12;
    if (!is_refused(::execl("/bin/true", "true", nullptr))) return 13;
    if (!is_refused(::fork())) return 14;
    if (!is_refused(::kill(::getppid(), 0))) return 15;
    if (!is_refused(::ioctl(0, TIOCSTI, "x"))) return 16;
    const auto* const memory = ::mmap(nullptr, 4'096, PROT_READ | PROT_WRITE | PROT_EXEC,
                                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory != MAP_FAILED) return 17;
    bool is_there_too = false;
    std::thread{[&] { is_there_too = is_refused(::socket(AF_INET, SOCK_STREAM, 0)); }}.join();
    return is_there_too ? 0 : 18;
}

int try_as_writer(const Folder& folder) {
    if (!lock_self_in({.read = {folder.at("in")}, .write = folder.at("out")}).ok()) return 1;
    if (!can_read(folder.at("in/deep/log"))) return 2;
    std::error_code error;
    fs::create_directories(folder.at("out/new/deep"), error);
    if (error) return 3;
    std::ofstream{folder.at("out/new/deep/rule")} << "rule";
    fs::rename(folder.at("out/new"), folder.at("out/old"), error);
    if (error) return 4;
    fs::remove_all(folder.at("out/old"), error);
    if (error || fs::exists(folder.at("out/old"))) return 5;
    if (!is_refused(::socket(AF_INET, SOCK_STREAM, 0))) return 6;
    if (!is_refused(::execl("/bin/true", "true", nullptr))) return 7;
    return 0;
}

} // namespace

TEST_CASE("locked in, a program reads on and writes where it has a file open, and nothing else" *
          doctest::skip(is_sanitized())) {
    const Folder folder;
    CHECK(in_child([&] { return try_as_reader(folder); }) == 0);
    CHECK(fs::file_size(folder.at("result")) == 6);
}

TEST_CASE("locked in with a folder to write to, it starts no program and has no network" *
          doctest::skip(is_sanitized())) {
    const Folder folder;
    CHECK(in_child([&] { return try_as_writer(folder); }) == 0);
}

TEST_CASE("with Landlock, what was not named cannot be read or written" *
          doctest::skip(is_sanitized())) {
    if (!has_landlock()) {
        MESSAGE("skipped: this kernel has no Landlock");
        return;
    }
    const Folder folder;
    CHECK(in_child([&] {
              if (!lock_self_in({.read = {folder.at("in/deep/log")}}).ok()) return 1;
              if (!can_read(folder.at("in/deep/log"))) return 2;
              return can_read(folder.at("out/secret")) || can_read("/etc/passwd") ? 3 : 0;
          }) == 0);
    CHECK(in_child([&] {
              if (!lock_self_in({.write = folder.at("out")}).ok()) return 1;
              if (!is_refused(::open(folder.at("in/x").c_str(), O_WRONLY | O_CREAT, 0600)))
                  return 2;
              return is_refused(::unlink(folder.at("result").c_str())) ? 0 : 3;
          }) == 0);
    // A pipe has no place among the files, and is read all the same.
    CHECK(in_child([&] {
              int ends[2];
              if (::pipe(ends) != 0 || ::write(ends[1], "x", 1) != 1) return 1;
              const auto named = "/dev/fd/" + std::to_string(ends[0]);
              if (!lock_self_in({.read = {named}}).ok()) return 2;
              return can_read(named) ? 0 : 3;
          }) == 0);
}

TEST_CASE("sanitized builds: locking oneself in does nothing, and is tested in the other builds" *
          doctest::skip(!is_sanitized())) {
    CHECK(lock_self_in({}).ok());
}

} // namespace sokuo::sandbox
