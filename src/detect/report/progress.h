#pragma once

// How far a long reading is, in one line. Who draws it says when: ten times a second is plenty.

#include "core/message.h"
#include "core/time.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace sokuo::detect::report {

struct Progress {
    std::uint64_t bytes = 0;
    std::optional<std::uint64_t> bytes_total{}; ///< Nothing: from a pipe, or still being counted.
    std::uint64_t events = 0;
    Duration elapsed{};
};

struct ProgressLook {
    Language language = Language::ja;
    std::size_t width = 80; ///< Columns; what does not fit is left out, the bar first.
    bool is_ascii = false;
};

/// One line, without its end, never wider than `width`. The rate is that since the beginning; the
/// time left is said from the second second on, and is a guess.
[[nodiscard]] std::string progress_line(const Progress& progress, const ProgressLook& look);

} // namespace sokuo::detect::report
