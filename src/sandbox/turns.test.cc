#include "sandbox/turns.h"

#include <doctest/doctest.h>
#include <thread>

namespace sokuo::sandbox {
namespace {

using namespace std::chrono_literals;

TEST_CASE("who comes too late for a turn waits for it, and not for ever") {
    Turns turns{1};
    CHECK(Turn{turns, Turns::Clock::now()}.has_it());
    {
        const Turn first{turns, Turns::Clock::now()};
        REQUIRE(first.has_it());
        const Turn second{turns, Turns::Clock::now() + 10ms};
        CHECK(!second.has_it());
    } // The second had none and gives none back.
    const Turn again{turns, Turns::Clock::now()};
    REQUIRE(again.has_it());
    CHECK(!Turn{turns, Turns::Clock::now()}.has_it());
}

TEST_CASE("a turn given back goes to who waits") {
    Turns turns{1};
    REQUIRE(turns.take(Turns::Clock::now()));
    bool got_it = false;
    std::jthread waiting{[&] { got_it = turns.take(Turns::Clock::now() + 60s); }};
    turns.give_back();
    waiting.join();
    CHECK(got_it);
}

} // namespace
} // namespace sokuo::sandbox
