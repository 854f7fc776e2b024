#pragma once

// From the doors to the disk: listens, gathers for a moment, writes many lines with one fsync, and
// keeps the roll of who speaks. A line is on the disk before anybody hears of it. While the disk
// refuses, streams wait and datagrams are dropped and counted, and it is tried again every second.

#include "core/result.h"
#include "syslog/listening.h"
#include "syslog/log_store.h"
#include "syslog/pulse.h"
#include "syslog/queue.h"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace sokuo::syslog {

class Collector {
public:
    /// `store` and `clock` must outlive it. `roll`: who spoke before. Errors: of `Listening`.
    static Result<std::unique_ptr<Collector>> start(ListenRules rules, LogStore& store,
                                                    const Clock& clock, OffsetAt zone, Roll roll);
    ~Collector() { stop(); }
    /// Ends the doors first and then writes what came in by them. Afterwards only `machines` may be
    /// asked.
    void stop();
    Collector(const Collector&) = delete;
    Collector& operator=(const Collector&) = delete;

    /// Waits until a line with a number above `number` is on the disk, or `wait` is over.
    void wait_for_more(std::uint64_t number, std::chrono::milliseconds wait,
                       const std::stop_token& stop);

    [[nodiscard]] const std::vector<Door>& doors() const { return listening_->doors(); }
    [[nodiscard]] Tally tally() const { return listening_->tally(); }
    [[nodiscard]] std::vector<Roll::Machine> machines() const;
    /// Why lines are not written just now.
    [[nodiscard]] std::optional<Error> trouble() const;

private:
    Collector(LogStore& store, OffsetAt zone, Roll roll);
    void write_all();
    void write(std::vector<Arrival> arrivals);
    [[nodiscard]] std::string host_of(const Arrival& arrival) const;

    static constexpr std::size_t queue_bytes_max = std::size_t{32} << 20U;
    LogStore& store_;
    OffsetAt zone_;
    Queue queue_{queue_bytes_max};
    mutable std::mutex mutex_; ///< For what follows.
    std::condition_variable_any written_;
    std::uint64_t last_number_ = 0;
    Roll roll_;
    std::optional<Error> trouble_;
    std::jthread writer_;
    std::unique_ptr<Listening> listening_;
};

} // namespace sokuo::syslog
