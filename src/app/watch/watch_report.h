#pragma once

// Where the matches of `sokuo watch` go, each at once: for people the first of a rule, host and
// hour, and how many there were when the hour is over; for programs a line each.

#include "app/watch/request.h"
#include "detect/report/lines.h"
#include "detect/report/table.h"
#include "detect/stream/hours.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace sokuo::app {

class WatchReport {
public:
    /// The request outlives it. The file of `--jsonl` is written on from its end. Errors:
    /// `unavailable`.
    static Result<std::unique_ptr<WatchReport>> open(const WatchRequest& request);
    ~WatchReport();
    WatchReport(const WatchReport&) = delete;
    WatchReport& operator=(const WatchReport&) = delete;

    void match(const detect::Match& match, Time now);
    /// Tells the hours that are over.
    void pass(Time now);
    /// Tells the hours that are under way.
    void finish();
    /// For whoever runs it, on standard error; not when quiet.
    void say(const Message& message, std::vector<std::string> args = {});

    [[nodiscard]] std::uint64_t matches() const { return matches_; }
    /// Somebody closed what we write to, or the disk is full: there is no use in going on.
    [[nodiscard]] bool has_failed() const { return has_failed_; }

private:
    explicit WatchReport(const WatchRequest& request);
    void print(std::string_view text);
    void write(std::string_view line);
    void tell(const std::vector<detect::Gathered>& hours);

    const WatchRequest& request_;
    bool has_text_;
    detect::report::Table table_;
    detect::report::Jsonl jsonl_;
    detect::Hours hours_;
    int file_ = -1;
    std::uint64_t matches_ = 0;
    bool has_head_ = false;
    bool has_failed_ = false;
    std::string line_;
};

} // namespace sokuo::app
