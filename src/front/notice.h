#pragma once

// What the public pages show: the organisation and its point of contact, as the charter in force
// says, with the calendar of its hours. Read from the copies in the front's own directory, and
// again when they change.

#include "calendar/closed_days.h"
#include "calendar/date.h"
#include "charter/charter.h"
#include "charter/pack.h"
#include "core/result.h"
#include "core/time.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::front {

/// Which version of the charter's data this is.
struct EditionStamp {
    std::int64_t number = 0;
    Time loaded_at{};
};

struct Notice {
    bool is_fictional = false;
    charter::Organisation organisation;
    std::string charter_title;
    std::string charter_number; ///< むつ市告示第１１６号
    calendar::Date in_force{};
    std::vector<charter::Article> articles;
    std::vector<charter::Category> categories;
    std::vector<charter::StructureRow> structure;
    std::vector<charter::FirstStep> first_steps;
    std::optional<EditionStamp> edition; ///< Nothing: the main process did not say.
    charter::PointOfContact contact;
    calendar::Office office;
};

/// The name of the file that says which version of the charter the copies are of, and what stands
/// in it: `{"number": 3, "loaded_at": "2026-11-24T00:00:00.000000Z"}`.
inline constexpr std::string_view edition_name = "edition.json";
[[nodiscard]] std::string edition_text(const EditionStamp& edition);

/// `directory` holds `charter.yaml`, `packs/*.yaml` and, if the main process put it there,
/// `edition.json`.
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
