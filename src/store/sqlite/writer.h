#pragma once

// The one thread that writes: takes the jobs that wait, runs them in one transaction, and answers
// when that is on disk.

#include "store/sqlite/connection.h"
#include "store/sqlite/readers.h"
#include "store/sqlite/signal.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

namespace sokuo::store {

struct WriterOptions {
    ConnectionOptions connection;
    std::size_t batch_max = 256;
    std::size_t queue_max = 4096;
    const void* store = nullptr; ///< Whose jobs these are (fence.h).
};

class Writer {
public:
    /// `readers` must outlive the writer; null when reading goes through `read_here`.
    static Result<std::unique_ptr<Writer>> start(WriterOptions options, Readers* readers);
    /// Runs what was queued, then closes the readers and the file.
    ~Writer();

    Result<> write(const std::function<Result<>(Write&)>& job);
    /// Reads on the writer's own connection, between two batches.
    Result<> read_here(const std::function<Result<>(Read&)>& job);
    /// Empties the log, with nobody reading.
    Result<> empty_log();
    void on_commit(std::function<void()> listener);

private:
    struct Job {
        const std::function<Result<>(Write&)>* run = nullptr; ///< Null: empty the log.
        Result<> outcome{Done{}};
        Signal answered{};
    };
    using Batch = std::span<Job* const>;
    /// What takes back a job that failed, and nothing else.
    enum class Guard : std::uint8_t {
        none,       ///< The whole batch is taken back and done again.
        savepoints, ///< A savepoint of its own.
        lone,       ///< It is alone in its transaction.
    };
    using Wait = std::chrono::steady_clock::duration;

    Writer(WriterOptions options, Readers* readers, std::unique_ptr<Connection> connection);

    Result<> submit(Job& job);
    void go();
    bool take(std::vector<Job*>& batch);
    void serve(Batch batch);
    Result<bool> transact(Batch batch);
    Result<bool> transact(Batch batch, Guard guard);
    Result<> run_job(Job& job, Guard guard, bool& has_changed);
    static void answer(Batch batch);
    void tell_listeners();

    void tidy_log();
    Result<> drain_log(std::chrono::milliseconds patience);
    void heal();
    Result<> reopen();

    const WriterOptions options_;
    Readers* const readers_;

    // Taken for a whole batch, so that `read_here` never sees half of one.
    std::mutex connection_mutex_;
    std::unique_ptr<Connection> connection_;

    std::mutex queue_mutex_;
    std::condition_variable queue_filled_;
    std::vector<Job*> queue_;
    bool is_asleep_ = false;
    bool is_stopping_ = false;

    std::mutex listeners_mutex_;
    std::vector<std::function<void()>> listeners_;

    // The writer's thread only. In doubt: the disk failed, so what the connection believes to be
    // in the file may not be there.
    bool is_in_doubt_ = false;
    bool is_spoilt_ = false; ///< A job without a guard failed after it had changed something.
    Trouble worst_ = Trouble::none;
    Wait retry_after_{};
    std::chrono::steady_clock::time_point retry_at_{};

    std::jthread thread_;
};

} // namespace sokuo::store
