#pragma once

// Reports that wait on disk for the main process, because it did not answer when they came in.
//
//     spool/ID.json       {"format": "sokuo-spool/1", "provisional": "仮-…", "submission": {…}}
//     spool/.ID.new       being written; forgotten when found
//
// The front writes, the main process reads and removes. Whoever takes a report in does so once per
// `submission.id`: it may have reached the main process before, when only the answer was lost.

#include "core/id.h"
#include "core/result.h"
#include "front/submission.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::front {

/// More than these are not taken: a flood must not fill the disk the main process lives on.
inline constexpr std::size_t spool_reports_max = 20'000;

struct Spooled {
    std::string provisional; ///< 仮受付番号, which the person was told.
    Submission submission;
    friend bool operator==(const Spooled&, const Spooled&) = default;
};

/// On disk for good when it returns. The same id again changes nothing.
/// Errors: `unavailable` (the disk), `too_many` (`spool_reports_max`).
[[nodiscard]] Result<> append(const std::filesystem::path& spool, const Spooled& report);

struct SpoolContents {
    std::vector<Spooled> reports; ///< Oldest first.
    /// Files that are there and cannot be read. They are left where they are: a person must look.
    std::vector<std::filesystem::path> unreadable;
};
/// At most `count_max` reports; call again after removing them. A directory that is not there is
/// empty. Errors: `unavailable`.
[[nodiscard]] Result<SpoolContents> read_spool(const std::filesystem::path& spool,
                                               std::size_t count_max = 100);
/// Nothing when there is no such report. Errors: `unavailable`, `corrupt`.
[[nodiscard]] Result<std::optional<Spooled>> find_in_spool(const std::filesystem::path& spool,
                                                           const ReportId& id);
/// After it was taken in. One that is not there is no error. Errors: `unavailable`.
[[nodiscard]] Result<> remove_from_spool(const std::filesystem::path& spool, const ReportId& id);

/// Writes a whole file so that it is either there complete or not at all, even when the power
/// fails. Errors: `unavailable`.
[[nodiscard]] Result<> write_durably(const std::filesystem::path& path, std::string_view content);

} // namespace sokuo::front
