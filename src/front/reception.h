#pragma once

// Taking a report in: the same form twice gets the same receipt, the main process is asked for a
// number, and when it does not give one the report goes to the spool with a provisional number.
// When `take` gives a receipt, the report is on a disk.

#include "core/result.h"
#include "core/time.h"
#include "front/receipts.h"
#include "front/submission.h"

#include <array>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace sokuo::front {

struct ReceptionOptions {
    std::filesystem::path directory; ///< `DIR/front`
    std::chrono::milliseconds main_time_max{3'000};
};

/// Threads: any.
class Reception {
public:
    /// Makes the spool. Errors: `unavailable`.
    [[nodiscard]] static Result<std::unique_ptr<Reception>> open(ReceptionOptions options,
                                                                 Time now);

    /// Errors: `unavailable` (the disk), `too_many` (the spool is full).
    [[nodiscard]] Result<Receipt> take(const Submission& submission);
    /// Of the last 24 hours.
    [[nodiscard]] std::optional<Receipt> find(const ReportId& id) const;

private:
    Reception(ReceptionOptions options, Receipts receipts);
    [[nodiscard]] std::optional<std::string> ask_main(const Submission& submission);
    [[nodiscard]] Result<Receipt> put_aside(const Submission& submission);
    [[nodiscard]] std::string free_number(const ReportId& id) const;

    ReceptionOptions options_;
    Receipts receipts_;
    /// A double click brings the same form to two workers at once.
    std::array<std::mutex, 64> doors_;
    std::atomic<Time> forgot_at_{Time{}};
    /// A main process that hangs must not hold up every report.
    std::atomic<std::chrono::steady_clock::time_point> main_rests_until_{{}};
};

} // namespace sokuo::front
