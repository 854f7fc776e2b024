#pragma once

// The connections that read: a fixed number, lent to one job each.

#include "store/sqlite/connection.h"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

namespace sokuo::store {

class Readers {
public:
    /// The connections are opened by `reopen`.
    Readers(ConnectionOptions options, std::size_t count);

    /// Runs the job on a snapshot of its own. Waits for a connection; errors: the job's;
    /// `unavailable` after ten seconds without one.
    Result<> read(const std::function<Result<>(Read&)>& job);

    /// Waits until no job reads and keeps the next ones waiting. Errors: `unavailable` when a job
    /// goes on for longer than `patience`; reading is then open again.
    Result<> pause(std::chrono::milliseconds patience);
    void resume();
    /// Between `pause` and `resume` (and once before the first read).
    void close();
    Result<> reopen();

private:
    std::unique_ptr<Connection> lend();
    void give_back(std::unique_ptr<Connection> connection);

    const ConnectionOptions options_;
    const std::size_t count_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::unique_ptr<Connection>> idle_;
    std::size_t lent_ = 0;
    bool is_paused_ = false;
};

/// Runs `job` in a transaction that only reads, and fences what it throws.
Result<> read_on(Connection& connection, const std::function<Result<>(Read&)>& job);

} // namespace sokuo::store
