#include "http/workers.h"

#include <utility>

namespace sokuo::http {

Workers::Workers(std::size_t threads, std::size_t queue_max) : queue_max_{queue_max} {
    for (std::size_t at = 0; at < threads; ++at)
        threads_.emplace_back([this] { run(); });
}

Workers::~Workers() {
    stop();
}

bool Workers::offer(std::function<void()> job) {
    {
        const std::scoped_lock lock{mutex_};
        if (is_stopped_ || waiting_.size() >= queue_max_) return false;
        waiting_.push_back(std::move(job));
    }
    wake_.notify_one();
    return true;
}

void Workers::go_on(std::function<void()> job) {
    {
        const std::scoped_lock lock{mutex_};
        if (is_stopped_) return;
        waiting_.push_back(std::move(job));
    }
    wake_.notify_one();
}

void Workers::stop() {
    std::deque<std::function<void()>> dropped;
    {
        const std::scoped_lock lock{mutex_};
        is_stopped_ = true;
        dropped.swap(waiting_);
    }
    wake_.notify_all();
    threads_.clear();
}

void Workers::run() {
    std::unique_lock lock{mutex_};
    for (;;) {
        wake_.wait(lock, [this] { return is_stopped_ || !waiting_.empty(); });
        if (is_stopped_) return;
        auto job = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        job();
        job = nullptr;
        lock.lock();
    }
}

} // namespace sokuo::http
