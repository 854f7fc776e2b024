#pragma once

// Looks at the targets the operator named while the program serves: a few at once, each when it is
// its turn (monitor/board.h), by threads that can be stopped. Never where the clock is simulated: a
// drill and a demo call nobody.

#include "monitor/board.h"
#include "monitor/look.h"
#include "monitor/monitor_store.h"

#include <filesystem>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace sokuo::app {

class MonitorRoom {
public:
    /// All must outlive this.
    MonitorRoom(const incident::Desk& desk, monitor::Board& board, std::filesystem::path directory,
                monitor::Looker look);

    /// Reads monitors.yaml, when it is another one than before. Errors: of the store. What is wrong
    /// with the file stands on the board, and in the log once.
    Result<> read_settings();
    /// Looks at the one whose turn it is. Gives whether there was one. A look that was cut short by
    /// `stop` says nothing and is forgotten. Errors: of the store.
    Result<bool> look_once(const std::stop_token& stop);

    void start();
    ~MonitorRoom();
    MonitorRoom(const MonitorRoom&) = delete;
    MonitorRoom& operator=(const MonitorRoom&) = delete;

private:
    void work(const std::stop_token& stop, bool reads_settings);

    const incident::Desk& desk_;
    monitor::Board& board_;
    std::filesystem::path directory_;
    monitor::Looker look_;
    std::optional<std::vector<monitor::Target>> named_;
    std::string last_trouble_;
    std::vector<std::jthread> threads_;
};

} // namespace sokuo::app
