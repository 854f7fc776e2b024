#pragma once

// Where machines' logs lie: files under one folder, apart from the journal. A log is no record of
// what people did; it comes in by the thousand a second, is kept for a time and then dropped.
//
//     DIR/N.log   lines as they came (record.h), N the number of the first; N.idx, their summaries
//
// One writer (`append`, `prune`), any number of readers at any time. Lines are numbered from 1 in
// the order they came in and found again newest first.
//
// After a failed write or fsync nothing of that batch counts: the file is left as it is, a new one
// is begun, and what the old one holds from the new one's first number on is not read.

#include "core/random.h"
#include "core/result.h"
#include "syslog/segment.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sokuo::syslog {

struct Keep {
    std::chrono::days days{365};
    std::uint64_t bytes_max = std::uint64_t{50} << 30U;
    /// So much of the disk is left to the journal; below it nothing is taken in.
    std::uint64_t free_bytes_min = std::uint64_t{1} << 30U;
    std::uint64_t segment_bytes_max = std::uint64_t{64} << 20U;
};

struct Query {
    std::string host{};               ///< As it calls itself, or the sender's address.
    Time from{};                      ///< Received then or later.
    Time until = Time::max();         ///< Received before.
    std::vector<std::string> words{}; ///< All of them stand in the line; ASCII's capitals fold.
    std::optional<std::uint64_t> before{}; ///< Only lines of smaller numbers.
    std::size_t count_max = 100;
    std::chrono::milliseconds patience{2'000};
};

/// A line that was found.
struct Stored {
    std::uint64_t number = 0;
    Arrival arrival{};
};

struct Page {
    std::vector<Stored> lines{}; ///< The newest first.
    /// Where to go on: `before` of the next query. Nothing: there is no more.
    std::optional<std::uint64_t> next{};
    bool is_out_of_time = false;       ///< There may be more that was not looked at.
    std::optional<Time> searched_to{}; ///< Everything received later was looked at.
};

struct Totals {
    std::uint64_t count = 0; ///< Numbers given so far.
    std::uint64_t bytes = 0;
    std::optional<Time> earliest{};
    std::uint64_t damaged_files = 0; ///< Found when it was opened; a power cut leaves one.
};

class LogStore {
public:
    /// Makes the folder, and completes the indexes of an earlier run. `random` must outlive it.
    /// Errors: `unavailable`.
    static Result<std::unique_ptr<LogStore>> open(std::filesystem::path folder, Keep keep,
                                                  Random& random);
    ~LogStore();
    LogStore(const LogStore&) = delete;
    LogStore& operator=(const LogStore&) = delete;

    /// Numbers the lines and makes them durable. Errors: `unavailable`; then none of them is.
    Result<> append(std::span<Record> lines);
    /// No line gets a number up to this one, which was given when there were other files.
    void go_on_after(std::uint64_t number);
    /// Drops the oldest files until what is left is within `Keep`.
    void prune(Time now);

    [[nodiscard]] Page find(const Query& query) const;
    /// Every line with a number above `number`, in order, until `visit` says no.
    void each_after(std::uint64_t number, const std::function<bool(const Record&)>& visit) const;
    [[nodiscard]] Totals totals() const;
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

private:
    LogStore(std::filesystem::path folder, Keep keep, Random& random);

    /// The file that is appended to.
    struct Current;
    Result<> begin_segment();
    Result<> write(std::span<const Record> lines);
    Result<> check_space() const;
    void note(std::span<const Record> lines, std::uint64_t begin);
    void end_segment();
    [[nodiscard]] std::vector<Segment> snapshot() const;

    std::filesystem::path folder_;
    Keep keep_;
    Random& random_;
    std::unique_ptr<Current> current_; ///< Of the writer alone.
    mutable std::mutex mutex_;         ///< For what follows.
    std::vector<Segment> segments_;    ///< In order; the last may be the current one.
    std::uint64_t next_number_ = 1;
    std::uint64_t damaged_files_ = 0;
};

} // namespace sokuo::syslog
