#pragma once

// Who waits for a turn: so many at once, the rest until a time.

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace sokuo::sandbox {

/// Any thread. Outlives every `Turn` taken of it.
class Turns {
public:
    using Clock = std::chrono::steady_clock;

    explicit Turns(std::size_t at_once) : free_{at_once} {}

    /// Blocks until `until` at most. False: no turn became free.
    bool take(Clock::time_point until) {
        std::unique_lock lock{mutex_};
        if (!changed_.wait_until(lock, until, [&] { return free_ > 0; })) return false;
        --free_;
        return true;
    }
    void give_back() {
        {
            const std::lock_guard lock{mutex_};
            ++free_;
        }
        changed_.notify_one();
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t free_;
};

/// A turn for as long as it lives, if it got one.
class Turn {
public:
    Turn(Turns& turns, Turns::Clock::time_point until)
        : turns_{turns}, has_it_{turns.take(until)} {}
    ~Turn() {
        if (has_it_) turns_.give_back();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    Turn(Turn&&) = delete;
    Turn& operator=(Turn&&) = delete;

    [[nodiscard]] bool has_it() const { return has_it_; }

private:
    Turns& turns_;
    bool has_it_;
};

} // namespace sokuo::sandbox
