#include "syslog/queue.h"

#include <iterator>
#include <utility>

namespace sokuo::syslog {
namespace {

// A line costs more than its bytes.
std::size_t cost_of(const Arrival& arrival) {
    return arrival.raw.size() + sizeof arrival;
}

} // namespace

void Queue::add(Arrival arrival) {
    bytes_ += cost_of(arrival);
    was_full_ = was_full_ || bytes_ >= bytes_max_;
    arrivals_.push_back(std::move(arrival));
}

void Queue::put(Arrival arrival) {
    {
        const std::lock_guard lock{mutex_};
        add(std::move(arrival));
    }
    filled_.notify_one();
}

bool Queue::offer(Arrival arrival) {
    {
        const std::lock_guard lock{mutex_};
        if (bytes_ >= bytes_max_) return false;
        add(std::move(arrival));
    }
    filled_.notify_one();
    return true;
}

bool Queue::is_full() const {
    const std::lock_guard lock{mutex_};
    return bytes_ >= bytes_max_;
}

std::vector<Arrival> Queue::take(std::size_t bytes, std::chrono::milliseconds wait) {
    std::vector<Arrival> taken;
    std::unique_lock lock{mutex_};
    filled_.wait_for(lock, wait, [this] { return !arrivals_.empty() || is_closed_; });
    std::size_t sum = 0;
    std::size_t count = 0;
    while (count < arrivals_.size() && sum < bytes)
        sum += cost_of(arrivals_[count++]);
    if (count == arrivals_.size()) {
        taken.swap(arrivals_);
    } else {
        const auto end = arrivals_.begin() + static_cast<std::ptrdiff_t>(count);
        taken.assign(std::make_move_iterator(arrivals_.begin()), std::make_move_iterator(end));
        arrivals_.erase(arrivals_.begin(), end);
    }
    bytes_ -= sum;
    if (was_full_ && bytes_ < bytes_max_ / 2) {
        was_full_ = false;
        if (when_room_) when_room_();
    }
    return taken;
}

void Queue::when_room(std::function<void()> then) {
    const std::lock_guard lock{mutex_};
    when_room_ = std::move(then);
}

void Queue::close() {
    {
        const std::lock_guard lock{mutex_};
        is_closed_ = true;
    }
    filled_.notify_all();
}

bool Queue::is_closed() const {
    const std::lock_guard lock{mutex_};
    return is_closed_;
}

std::size_t Queue::bytes() const {
    const std::lock_guard lock{mutex_};
    return bytes_;
}

} // namespace sokuo::syslog
