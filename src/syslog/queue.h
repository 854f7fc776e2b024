#pragma once

// What has come in and is not on the disk yet: between whoever listens and whoever writes. Bounded
// in bytes. A stream that finds it full waits, and so does its sender; a datagram is dropped and
// counted, because nobody can be made to wait for it.
//
// Threads: any.

#include "syslog/event.h"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <vector>

namespace sokuo::syslog {

class Queue {
public:
    explicit Queue(std::size_t bytes_max) : bytes_max_{bytes_max} {}

    /// Of a stream: always taken, because it has been read; whoever reads asks `is_full` before.
    void put(Arrival arrival);
    /// Of a datagram: false when there is no room.
    [[nodiscard]] bool offer(Arrival arrival);
    [[nodiscard]] bool is_full() const;

    /// Waits until there is something, `wait` at the most, and takes about `bytes` of the oldest.
    [[nodiscard]] std::vector<Arrival> take(std::size_t bytes, std::chrono::milliseconds wait);
    /// Called on the taker's thread when there is room again after it was full; it must not call
    /// the queue. Once this returns, what was set before is not called any more.
    void when_room(std::function<void()> then);

    /// Nothing waits any more; what is there can still be taken.
    void close();
    [[nodiscard]] bool is_closed() const;
    [[nodiscard]] std::size_t bytes() const;

private:
    void add(Arrival arrival);

    const std::size_t bytes_max_;
    mutable std::mutex mutex_;
    std::condition_variable filled_;
    std::vector<Arrival> arrivals_;
    std::size_t bytes_ = 0;
    bool was_full_ = false;
    bool is_closed_ = false;
    std::function<void()> when_room_;
};

} // namespace sokuo::syslog
