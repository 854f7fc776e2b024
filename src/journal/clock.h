#pragma once

// The clock of a store. Whether it is the wall's or a simulated one is decided when the store is
// made and written in entry 1; it cannot be changed later. Timers of security (sessions, throttles)
// never use it.

#include "core/time.h"

#include <atomic>

namespace sokuo::journal {

/// A clock that moves only when it is told to: for drills, replays and tests.
class SimulatedClock final : public Clock {
public:
    explicit SimulatedClock(Time start) : now_{start.time_since_epoch().count()} {}

    [[nodiscard]] Time now() const override { return Time{Duration{now_.load()}}; }
    /// Going backwards is refused. Gives whether it moved.
    bool advance_to(Time time);

private:
    std::atomic<Duration::rep> now_;
};

} // namespace sokuo::journal
