// What the front gives up, seen from inside: a child gives it up and tries.

#include "front/confine.h"

#include "front/test_front.h"
#include "http/client.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>

namespace sokuo::front {
namespace {

using namespace testing;

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

int try_to_break_out(const fs::path& directory) {
    const auto confinement = confine_files(directory);
    if (!confinement.ok()) return 1;
    if (!confine_calls().ok()) return 2;
    const auto inside = directory / "inside";
    if (::open(inside.c_str(), O_CREAT | O_WRONLY, 0600) < 0) return 3;
    if (confinement.value().landlock_abi > 0) {
        if (::open("/etc/passwd", O_RDONLY) >= 0 || errno != EACCES) return 4;
        if (::open((directory / "../outside").c_str(), O_CREAT | O_WRONLY, 0600) >= 0) return 5;
    }
    ::execl("/bin/true", "true", nullptr);
    if (errno != EPERM) return 6;
    if (::socket(AF_INET, SOCK_STREAM, 0) >= 0 || errno != EPERM) return 7;
    if (::socket(AF_INET6, SOCK_DGRAM, 0) >= 0 || errno != EPERM) return 8;
    if (::socket(AF_UNIX, SOCK_STREAM, 0) < 0) return 9;
    bool is_refused = false;
    std::thread{[&] { is_refused = ::socket(AF_INET, SOCK_STREAM, 0) < 0; }}.join();
    return is_refused ? 0 : 10;
}

} // namespace

TEST_CASE("confined, a process opens nothing outside, starts no program, reaches no network" *
          doctest::skip(sandbox::is_sanitized())) {
    const FrontDirectory directory;
    CHECK(in_child([&] { return try_to_break_out(directory.path); }) == 0);
    CHECK_FALSE(fs::exists(directory.path.parent_path() / "outside"));
}

TEST_CASE("sanitized builds: the confinement itself is tested in the other builds" *
          doctest::skip(!sandbox::is_sanitized())) {
    CHECK(sandbox::is_sanitized());
}

TEST_CASE("the front serves in a process of its own, is found there, and stops when told") {
    const FrontDirectory directory;
    CHECK(front_process(directory.path) == std::nullopt);
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    const auto child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        FrontOptions options{.directory = directory.path, .port = 0};
        options.is_confined = !sandbox::is_sanitized();
        options.on_listening = [&](std::uint16_t port) {
            if (::write(ends[1], &port, sizeof port) < 0) ::_exit(3);
        };
        ::_exit(run_front(options).ok() ? 0 : 1);
    }
    ::close(ends[1]);
    std::uint16_t port = 0;
    REQUIRE(::read(ends[0], &port, sizeof port) == sizeof port);
    ::close(ends[0]);
    CHECK(front_process(directory.path) == child);
    http::Client client{{.port = port}};
    const auto page = client.ask({.target = "/poc"});
    REQUIRE(page.ok());
    CHECK(page.value().status == 200);
    CHECK(in_child([&] {
              const auto second = run_front({.directory = directory.path, .port = 0});
              return second.ok() ? 0 : static_cast<int>(second.error().code);
          }) == static_cast<int>(Errc::conflict));
    CHECK(::kill(child, SIGTERM) == 0);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
    CHECK(front_process(directory.path) == std::nullopt);
}

} // namespace sokuo::front
