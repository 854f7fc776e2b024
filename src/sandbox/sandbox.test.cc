// Foreign bytes, and what a worker can do with them: nothing but what its caller allows.
//
// The zygote of these tests is this test program, started again with one test case to run.

#include "sandbox/sandbox.h"

#include "sandbox/planted.h"

#include <doctest/doctest.h>

#include <atomic>
#include <csignal>
#include <string>
#include <thread>
#include <vector>

namespace sokuo::sandbox {
namespace {

using namespace std::chrono_literals;
using namespace testing;

std::unique_ptr<Sandbox> started(std::size_t workers_max = 4) {
    auto sandbox =
        Sandbox::start(planted(), {.arguments = zygote_words(), .workers_max = workers_max});
    INFO((sandbox.ok() ? "" : describe(sandbox.error())));
    REQUIRE(sandbox.ok());
    return std::move(sandbox).value();
}

std::string code_of(const Result<std::vector<Record>>& outcome) {
    if (outcome.ok()) return "read";
    CAPTURE(describe(outcome.error()));
    CHECK(outcome.error().code != Errc::unavailable);
    return std::string{outcome.error().message->code()};
}

Bytes bytes_of(std::string_view text) {
    const auto bytes = as_bytes(text);
    return {bytes.begin(), bytes.end()};
}

} // namespace

// What `zygote_words` ask for; in a normal run it is skipped.
TEST_CASE("the zygote of the tests" * doctest::skip()) {
    ::_exit(run_zygote(planted()));
}

TEST_CASE("bytes go in, records come out, in order") {
    const auto sandbox = started();
    const auto records = sandbox->read("echo", as_bytes("こんにちは"));
    INFO((records.ok() ? "" : describe(records.error())));
    REQUIRE(records.ok());
    CHECK(records.value() == std::vector<Record>{{1, bytes_of("こんにちは")}, {2, {}}});
    CHECK(sandbox->read("echo", {}).value() == std::vector<Record>{{1, {}}, {2, {}}});
}

TEST_CASE("a large result comes whole") {
    const auto sandbox = started();
    const std::string large(10'000'000, 'x');
    const auto records = sandbox->read("echo", as_bytes(large));
    REQUIRE(records.ok());
    CHECK(records.value().front().body == bytes_of(large));
}

TEST_CASE("what is not of the format is refused in the parser's own words") {
    const auto sandbox = started();
    CHECK(code_of(sandbox->read("refuse", {})) == "test.unreadable");
    CHECK(code_of(sandbox->read("refuse with strange words", {})) == "sandbox.not_understood");
}

TEST_CASE("too large an input is not even tried") {
    const auto sandbox = started();
    const auto outcome = sandbox->read("echo", as_bytes("abc"), {.input_bytes_max = 2});
    CHECK(outcome == Result<std::vector<Record>>{failure(Errc::too_large, too_big, {"2"})});
}

TEST_CASE("a worker that breaks takes nobody with it") {
    const auto sandbox = started();
    const int before = sandbox->zygote();
    CHECK(code_of(sandbox->read("crash", {})) == "sandbox.crashed");
    CHECK(code_of(sandbox->read("exception", {})) == "sandbox.crashed");
    CHECK(code_of(sandbox->read("exhaust", {})) == "sandbox.too_hungry");
    CHECK(code_of(sandbox->read("leave", {})) == "sandbox.lied");
    CHECK(sandbox->read("echo", {}).ok());
    CHECK(sandbox->zygote() == before);
}

TEST_CASE("a worker that spins is ended, by its CPU or by the clock") {
    const auto sandbox = started();
    CHECK(code_of(sandbox->read("spin", {}, {.cpu_seconds = 1})) == "sandbox.too_slow");
    const auto begun = std::chrono::steady_clock::now();
    CHECK(code_of(sandbox->read("spin", {}, {.deadline = 300ms})) == "sandbox.too_slow");
    CHECK(std::chrono::steady_clock::now() - begun < 3s);
    CHECK(sandbox->read("echo", {}).ok());
}

TEST_CASE("a worker that lies is not believed") {
    const auto sandbox = started();
    CHECK(code_of(sandbox->read("half a record", {})) == "sandbox.lied");
    CHECK(code_of(sandbox->read("no end", {})) == "sandbox.lied");
    CHECK(code_of(sandbox->read("wrong end", {})) == "sandbox.lied");
    CHECK(code_of(sandbox->read("more behind the end", {})) == "sandbox.lied");
    CHECK(code_of(sandbox->read("4 GB", {})) == "sandbox.too_much");
    CHECK(code_of(sandbox->read("flood", {}, {.output_bytes_max = 1'000'000})) ==
          "sandbox.too_much");
    CHECK(code_of(sandbox->read("many", {}, {.records_max = 1'000})) == "sandbox.too_much");
    CHECK(sandbox->read("echo", {}).ok());
}

TEST_CASE("a zygote that was shot is started again, and the job is done") {
    const auto sandbox = started();
    const int before = sandbox->zygote();
    REQUIRE(::kill(before, SIGKILL) == 0);
    CHECK(sandbox->read("echo", {}).ok());
    CHECK(sandbox->zygote() != before);
    SUBCASE("in the middle of a job, too") {
        std::atomic<bool> is_done = false;
        std::jthread job{[&] {
            const auto outcome = sandbox->read("spin", {}, {.deadline = 1s});
            is_done = !outcome.ok() && outcome.error().message->code() == "sandbox.too_slow";
        }};
        std::this_thread::sleep_for(200ms);
        ::kill(sandbox->zygote(), SIGKILL);
        job.join();
        CHECK(is_done);
        CHECK(sandbox->read("echo", {}).ok());
    }
    SUBCASE("one that does not answer is replaced by the next job") {
        ::kill(sandbox->zygote(), SIGSTOP);
        const auto outcome = sandbox->read("echo", {}, {.deadline = 500ms});
        CHECK((outcome.ok() || outcome.error().code == Errc::unavailable));
        CHECK(sandbox->read("echo", {}).ok());
    }
}

TEST_CASE("without its program nothing starts, and it is said") {
    const auto sandbox = Sandbox::start(planted(), {.program = "/nowhere/sokuo"});
    REQUIRE_FALSE(sandbox.ok());
    CHECK(sandbox.error().code == Errc::unavailable);
    const auto other = Sandbox::start(planted(), {.program = "/bin/true"});
    REQUIRE_FALSE(other.ok());
    CHECK(other.error().code == Errc::unavailable);
}

TEST_CASE("many threads read at once; no more workers run than may") {
    const auto sandbox = started(3);
    std::atomic<int> right = 0;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 8; ++thread) {
            threads.emplace_back([&, thread] {
                for (int round = 0; round < 10; ++round) {
                    const auto text = std::to_string(thread) + "/" + std::to_string(round);
                    const auto records = sandbox->read("echo", as_bytes(text));
                    if (records.ok() && records.value().front().body == bytes_of(text)) ++right;
                }
            });
        }
    }
    CHECK(right == 80);
}

TEST_CASE("who waits too long for a turn is told to come again") {
    const auto sandbox = started(1);
    std::jthread job{[&] { (void)sandbox->read("spin", {}, {.deadline = 1s}); }};
    std::this_thread::sleep_for(200ms);
    const auto outcome = sandbox->read("echo", {}, {.deadline = 100ms});
    CHECK(outcome == Result<std::vector<Record>>{failure(Errc::unavailable, busy)});
}

TEST_CASE("what a worker may not do ends it: every call but those of computing" *
          doctest::skip(is_sanitized())) {
    const auto sandbox = started();
    for (const auto& deed : deeds()) {
        CAPTURE(deed.name);
        CHECK(code_of(sandbox->read("do", as_bytes(deed.name))) == "sandbox.forbidden");
    }
    CHECK(deeds().size() >= 40);
    CHECK(code_of(sandbox->read("do", as_bytes("nothing"))) == "read");
}

TEST_CASE("a worker has neither files, nor environment, nor its parent's memory" *
          doctest::skip(is_sanitized())) {
    const auto sandbox = started();
    CHECK(code_of(sandbox->read("fork bomb", {})) == "sandbox.forbidden");
    CHECK(code_of(sandbox->read("bomb of memory", {})) == "sandbox.too_hungry");
    const auto limits = sandbox->read("what is open", {});
    REQUIRE(limits.ok());
    CHECK(as_text(limits.value().front().body) == "0123");
}

TEST_CASE("sanitized builds: calls, address space and Landlock are tested in the other builds" *
          doctest::skip(!is_sanitized())) {
    CHECK(is_sanitized());
}

} // namespace sokuo::sandbox
