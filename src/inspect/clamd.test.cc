// clamd is asked over a real socket; behind it stands a thread that plays clamd, well or badly.

#include "inspect/clamd.h"

#include "sandbox/descriptor.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>

namespace sokuo::inspect {

using namespace std::string_literals;
using namespace std::string_view_literals;

namespace {

/// Takes one conversation: reads `reads_max` bytes or to the end of the file, then answers.
class Played {
public:
    Played(std::string answer, std::size_t reads_max = 1UL << 30U)
        : answer_{std::move(answer)}, reads_max_{reads_max} {
        std::string made = (std::filesystem::temp_directory_path() / "clamd-XXXXXX").string();
        REQUIRE(::mkdtemp(made.data()) != nullptr);
        directory_ = made;
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::ranges::copy(path(), address.sun_path);
        listener_ = sandbox::Descriptor{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
        REQUIRE(::bind(listener_.number(), reinterpret_cast<const sockaddr*>(&address),
                       sizeof address) == 0);
        REQUIRE(::listen(listener_.number(), 1) == 0);
        thread_ = std::thread{[this] { serve(); }};
    }
    ~Played() {
        finish();
        std::filesystem::remove_all(directory_);
    }
    Played(const Played&) = delete;
    Played& operator=(const Played&) = delete;
    Played(Played&&) = delete;
    Played& operator=(Played&&) = delete;

    [[nodiscard]] std::string path() const { return directory_ + "/s"; }
    /// What was sent to it.
    const std::string& finish() {
        if (thread_.joinable()) thread_.join();
        return heard_;
    }

private:
    void serve() {
        const sandbox::Descriptor peer{::accept(listener_.number(), nullptr, nullptr)};
        char part[4096];
        while (heard_.size() < reads_max_ && !heard_.ends_with("\0\0\0\0"sv)) {
            const auto got = ::recv(peer.number(), part, sizeof part, 0);
            if (got <= 0) return;
            heard_.append(part, static_cast<std::size_t>(got));
        }
        ::send(peer.number(), answer_.data(), answer_.size(), MSG_NOSIGNAL);
        if (answer_.empty()) ::recv(peer.number(), part, sizeof part, 0); // silent until left
    }

    std::string answer_;
    std::size_t reads_max_;
    std::string directory_;
    std::string heard_;
    sandbox::Descriptor listener_;
    std::thread thread_;
};

Errc error_of(std::string_view answer) {
    return verdict_of(answer).error().code;
}

} // namespace

TEST_CASE("a file goes to clamd in chunks, and its answer comes back") {
    Played clamd{"stream: Eicar-Signature FOUND\0"s};
    CHECK(ask({.socket = clamd.path()}, as_bytes("abc")) ==
          Result{Verdict{.signature = "Eicar-Signature"}});
    CHECK(clamd.finish() == "zINSTREAM\0\0\0\0\x03"
                            "abc\0\0\0\0"sv);
}

TEST_CASE("a large file arrives whole") {
    Played clamd{"stream: OK\0"s};
    const std::string file(300'000, 'x');
    CHECK(ask({.socket = clamd.path()}, as_bytes(file)) == Result{Verdict{}});
    CHECK(std::ranges::count(clamd.finish(), 'x') == 300'000);
}

TEST_CASE("a clamd that has enough before the end says so") {
    Played clamd{"INSTREAM size limit exceeded. ERROR\0"s, 5000};
    const std::string file(4'000'000, 'x');
    const auto asked = ask({.socket = clamd.path()}, as_bytes(file));
    CHECK(asked == Result<Verdict>{failure(Errc::too_large, clamd_too_big)});
}

TEST_CASE("a clamd that is silent, away or hangs up is never taken for nothing found") {
    {
        Played clamd{""};
        const auto asked = ask({.socket = clamd.path(), .deadline = std::chrono::milliseconds{50}},
                               as_bytes("abc"));
        CHECK(asked == Result<Verdict>{failure(Errc::unavailable, clamd_slow)});
    }
    CHECK(ask({.socket = "/nonexistent/clamd"}, {}) ==
          Result<Verdict>{failure(Errc::unavailable, clamd_away)});
    CHECK(ask({.socket = std::string(200, 'x')}, {}) ==
          Result<Verdict>{failure(Errc::unavailable, clamd_away)});
    Played cut{"stream: OK"}; // and no end
    CHECK(ask({.socket = cut.path()}, as_bytes("abc")) ==
          Result<Verdict>{failure(Errc::invalid, clamd_strange)});
}

TEST_CASE("an answer is read strictly") {
    CHECK(verdict_of("stream: OK") == Result{Verdict{}});
    CHECK(error_of("INSTREAM size limit exceeded. ERROR") == Errc::too_large);
    for (const auto answer : {""sv, "OK"sv, "stream: OK "sv, "stream:  FOUND"sv, "stream: FOUND"sv,
                              "stream: a b FOUND"sv, "stream: \x1b[2J FOUND"sv})
        CHECK(error_of(answer) == Errc::invalid);
    CHECK(error_of("stream: " + std::string(201, 'x') + " FOUND") == Errc::invalid);
}

} // namespace sokuo::inspect
