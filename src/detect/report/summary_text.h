#pragma once

// A summary for people at a terminal, to be read from top to bottom or piped into a file.

#include "core/message.h"
#include "detect/report/summary.h"

#include <cstddef>
#include <string>

namespace sokuo::detect::report {

struct SummaryLook {
    Language language = Language::ja;
    std::size_t width = 80; ///< Columns; at least 60 are used.
    bool is_ascii = false;  ///< Bars without block elements, for fonts that have none.
    std::size_t rules_shown = 30;
    std::size_t hosts_shown = 20;
};

void append_text(const Summary& summary, const SummaryLook& look, std::string& out);

/// Four lines of bars and one that says what they stand for. Nothing where the chart is empty.
void append_chart(const Histogram& histogram, const SummaryLook& look, std::string& out);

/// The longest bar, for the count `most`, takes `width` columns; whatever is not 0 is seen.
[[nodiscard]] std::string bar(std::uint64_t count, std::uint64_t most, std::size_t width,
                              bool is_ascii);

} // namespace sokuo::detect::report
