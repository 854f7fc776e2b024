#include "syslog/collector.h"

#include "syslog/message.h"

#include <cstdio>
#include <pthread.h>
#include <system_error>
#include <utility>

namespace sokuo::syslog {
namespace {

using namespace std::chrono_literals;

constexpr Message no_thread{"syslog.no_writer", "ログの書き手を始められませんでした。",
                            "The writer of logs could not be started."};

/// So much with one fsync, and gathered for so long before it.
constexpr std::size_t batch_bytes = std::size_t{4} << 20U;
constexpr auto gather_time = 20ms;
constexpr auto again_after = 1s;
/// The head of a line; what is behind it does not say who wrote it.
constexpr std::size_t head_bytes = 512;

} // namespace

Collector::Collector(LogStore& store, OffsetAt zone, Roll roll)
    : store_{store}, zone_{std::move(zone)}, roll_{std::move(roll)} {}

Result<std::unique_ptr<Collector>> Collector::start(ListenRules rules, LogStore& store,
                                                    const Clock& clock, OffsetAt zone, Roll roll) {
    std::unique_ptr<Collector> made{new Collector{store, std::move(zone), std::move(roll)}};
    made->last_number_ = store.totals().count;
    made->listening_ = TRY(Listening::start(std::move(rules), made->queue_, clock));
    try {
        made->writer_ = std::jthread{[its = made.get()] { its->write_all(); }};
    } catch (const std::system_error& error) {
        return because(failure(Errc::unavailable, no_thread), error.what());
    }
    return made;
}

void Collector::stop() {
    listening_.reset();
    queue_.close();
    if (writer_.joinable()) writer_.join();
}

std::string Collector::host_of(const Arrival& arrival) const {
    Event event;
    event.received_at = arrival.received_at;
    event.sender = arrival.sender;
    const auto line = readable(clipped(arrival.raw, head_bytes));
    read_head(event, line, zone_);
    if (!event.host.empty() && event.host != event.sender) return event.host;
    // CEF and EVE may come without a head and name their host themselves.
    return read(arrival, zone_).host;
}

void Collector::write_all() {
    pthread_setname_np(pthread_self(), "logs");
    while (true) {
        auto arrivals = queue_.take(batch_bytes, 500ms);
        const bool is_over = queue_.is_closed() && arrivals.empty();
        if (is_over) return;
        if (arrivals.empty()) continue;
        write(std::move(arrivals));
        if (!queue_.is_closed()) std::this_thread::sleep_for(gather_time);
    }
}

void Collector::write(std::vector<Arrival> arrivals) {
    std::vector<std::string> hosts;
    hosts.reserve(arrivals.size());
    for (const auto& arrival : arrivals)
        hosts.push_back(host_of(arrival));
    std::vector<Record> records;
    records.reserve(arrivals.size());
    for (std::size_t place = 0; place < arrivals.size(); ++place) {
        const auto& arrival = arrivals[place];
        records.push_back({.number = 0,
                           .received_at = arrival.received_at,
                           .marks = arrival.marks,
                           .way = arrival.way,
                           .sender = arrival.sender,
                           .host = hosts[place],
                           .raw = arrival.raw});
    }
    while (true) {
        auto done = store_.append(records);
        {
            const std::lock_guard lock{mutex_};
            trouble_ = done.ok() ? std::nullopt : std::optional{std::move(done).error()};
            if (!trouble_) break;
            if (queue_.is_closed()) { // Ending, and the disk refuses.
                std::fprintf(stderr, "sokuo: logs: %zu lines were not written: %s\n",
                             arrivals.size(), describe(*trouble_).c_str());
                return;
            }
        }
        std::this_thread::sleep_for(again_after);
    }
    {
        const std::lock_guard lock{mutex_};
        last_number_ = records.back().number;
        for (std::size_t place = 0; place < arrivals.size(); ++place)
            roll_.beat(arrivals[place].sender, hosts[place], arrivals[place].received_at);
    }
    written_.notify_all();
}

void Collector::wait_for_more(std::uint64_t number, std::chrono::milliseconds wait,
                              const std::stop_token& stop) {
    std::unique_lock lock{mutex_};
    written_.wait_for(lock, stop, wait, [&] { return last_number_ > number; });
}

std::vector<Roll::Machine> Collector::machines() const {
    const std::lock_guard lock{mutex_};
    return roll_.machines();
}

std::optional<Error> Collector::trouble() const {
    const std::lock_guard lock{mutex_};
    return trouble_;
}

} // namespace sokuo::syslog
