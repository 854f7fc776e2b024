#pragma once

// What the public pages show: the organisation and its point of contact, as the charter in force
// says, with the calendar of its hours. Read from the copies in the front's own directory, and
// again when they change.

#include "calendar/closed_days.h"
#include "charter/charter.h"
#include "core/result.h"
#include "core/time.h"

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

namespace sokuo::front {

struct Notice {
    bool is_fictional = false;
    charter::Organisation organisation;
    std::string charter_title;
    charter::PointOfContact contact;
    calendar::Office office;
};

/// `directory` holds `charter.yaml` and `packs/*.yaml`.
/// Errors: `unavailable` (not there), and what the charter module says of them.
[[nodiscard]] Result<Notice> read_notice(const std::filesystem::path& directory);

/// The newest notice that could be read. Threads: any.
class Board {
public:
    [[nodiscard]] static Result<std::unique_ptr<Board>> open(std::filesystem::path directory);
    /// Looks at the files at most once a second. A copy, so that a page is of one notice. What
    /// cannot be read is logged, and the last good one stays.
    [[nodiscard]] Notice at(Time now);

private:
    Board(std::filesystem::path directory, Notice notice, std::string stamp);

    std::filesystem::path directory_;
    std::mutex mutex_;
    Notice notice_;
    std::string stamp_; ///< Names, sizes and times of the files.
    Time looked_at_{};
};

} // namespace sokuo::front
