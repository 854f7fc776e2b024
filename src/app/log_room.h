#pragma once

// Machines' logs while the program serves: the doors of syslog.yaml, the files under DIR/logs, and
// a thread that raises alerts for lines worth one. It reads what is on the disk, from where it
// stopped last: a line that was stored is raised once, whatever happens in between (an alert's
// source and reference are known for thirty days).
//
// Never where the clock is simulated.

#include "app/log_settings.h"
#include "incident/desk.h"
#include "syslog/collector.h"
#include "syslog/log_store.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <thread>

namespace sokuo::app {

/// Creates the operational tables: how far was raised, who spoke when. Idempotent.
Result<> prepare_logs(store::Store& store);

class LogRoom {
public:
    /// Null when there is no syslog.yaml. `desk` must outlive it. Errors: of the settings, of the
    /// doors and of the disk, for the operator.
    static Result<std::unique_ptr<LogRoom>>
    open(const incident::Desk& desk, const std::filesystem::path& directory, bool only_loopback);
    /// Ends the doors, writes what came in, and keeps the roll.
    ~LogRoom();
    LogRoom(const LogRoom&) = delete;
    LogRoom& operator=(const LogRoom&) = delete;

    [[nodiscard]] const syslog::LogStore& store() const { return *store_; }
    [[nodiscard]] const syslog::Collector& collector() const { return *collector_; }
    /// As the collector has it, for whoever else looks at the lines.
    void wait_for_more(std::uint64_t number, std::chrono::milliseconds wait,
                       const std::stop_token& stop) const {
        collector_->wait_for_more(number, wait, stop);
    }
    [[nodiscard]] const syslog::OffsetAt& zone() const { return zone_; }

private:
    LogRoom(const incident::Desk& desk, LogSettings settings, syslog::OffsetAt zone);
    void run(const std::stop_token& stop);
    Result<> raise_more();
    Result<> keep_house();

    const incident::Desk& desk_;
    LogSettings settings_;
    syslog::OffsetAt zone_;
    std::unique_ptr<syslog::LogStore> store_;
    std::unique_ptr<syslog::Collector> collector_;
    std::uint64_t raised_ = 0; ///< Every line up to this one was looked at …
    std::uint64_t noted_ = 0;  ///< … and this is how far the store says so.
    std::chrono::steady_clock::time_point kept_at_{};
    std::jthread thread_;
};

} // namespace sokuo::app
