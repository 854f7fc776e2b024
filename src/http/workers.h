#pragma once

// The bounded pool of threads that runs blocking code.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace sokuo::http {

class Workers {
public:
    /// `job`s must not let exceptions escape.
    Workers(std::size_t threads, std::size_t queue_max);
    /// Stops as `stop` does.
    ~Workers();
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    /// A new piece of work. False: `queue_max` of all kinds are waiting, or stopped.
    [[nodiscard]] bool offer(std::function<void()> job);
    /// The next step of work that was accepted before: waits however full the queue is (one step
    /// per connection at most). After `stop` it is dropped.
    void go_on(std::function<void()> job);
    /// Drops what waits, returns when what runs has ended.
    void stop();

private:
    void run();

    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> waiting_;
    std::size_t queue_max_;
    bool is_stopped_ = false;
    std::vector<std::jthread> threads_;
};

} // namespace sokuo::http
