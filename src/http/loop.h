#pragma once

// One I/O thread's loop, and the readiness of descriptors on it. All that is known of Boost.Asio.

#include <functional>
#include <memory>

namespace sokuo::http {

/// Runs callbacks on the one thread that called `run`. `post` and `stop` may be called from any.
class Loop {
public:
    Loop();
    ~Loop();
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    /// Until `stop`.
    void run();
    void stop();
    void post(std::function<void()> work);
    /// Called about once a second from now on. The loop's one timer: deadlines are compared, not
    /// set.
    void each_second(std::function<void()> work);

private:
    friend class Watch;
    struct State;
    std::unique_ptr<State> state_;
};

/// Owns a non-blocking descriptor and says when it is ready. Used on the loop's thread only. Once
/// the watch is destroyed no callback of it runs any more.
class Watch {
public:
    /// Closes the descriptor when destroyed.
    Watch(Loop& loop, int descriptor);
    ~Watch();
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    [[nodiscard]] int descriptor() const;
    /// Calls `then` once. Replaces a wait that is under way.
    void when_readable(std::function<void()> then);
    void when_writable(std::function<void()> then);

private:
    struct State;
    State* state_; ///< Outlives the watch until the waits that were under way have ended.
};

} // namespace sokuo::http
