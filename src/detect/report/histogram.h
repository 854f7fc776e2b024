#pragma once

// How many, over time, in bounded memory and whatever the times are: an event of 1601 beside ten
// thousand of this morning leaves the morning readable.

#include "detect/report/zone.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace sokuo::detect::report {

class Histogram {
public:
    /// Cells beyond which time is told apart less finely: minutes, ten minutes, hours, days …
    static constexpr std::size_t cells_max = 16'384;

    /// Hours and days begin where they begin in `zone`.
    explicit Histogram(Zone zone) : zone_{zone} {}

    void add(Time time, std::uint64_t count = 1); ///< `time` is readable.
    [[nodiscard]] std::uint64_t total() const { return total_; }
    [[nodiscard]] std::size_t cells() const { return cells_.size(); }

    /// Bars side by side, each of `step`; the first begins at `begin`, by the clock of the zone.
    struct Chart {
        std::int64_t begin = 0; ///< Minutes since 1970-01-01 00:00 there.
        std::int64_t step = 1;  ///< Minutes.
        std::vector<std::uint64_t> bars{};
        std::uint64_t before = 0; ///< Left of the first: few, and far off.
        std::uint64_t after = 0;
    };
    /// At most `bars_max` (at least 2) bars; none when nothing was added.
    [[nodiscard]] Chart chart(std::size_t bars_max) const;

private:
    using Cells = std::map<std::int64_t, std::uint64_t>;
    struct End {
        Cells::const_iterator at{};
        std::uint64_t left_out = 0;
    };
    void coarsen();
    [[nodiscard]] std::uint64_t spare() const;
    [[nodiscard]] End behind_gap(Cells::const_iterator first, Cells::const_iterator last) const;
    [[nodiscard]] End before_gap(Cells::const_iterator first, Cells::const_iterator last) const;

    Zone zone_;
    std::int64_t cell_ = 1; ///< Minutes a cell.
    Cells cells_{};
    std::uint64_t total_ = 0;
};

/// `2026-11-28 09:00` for minutes as in `Chart`; only the day where `step` is days.
[[nodiscard]] std::string minute_text(std::int64_t minutes, std::int64_t step);
/// 10 分, 1 時間, 7 日
[[nodiscard]] std::string step_text(std::int64_t step, Language language);

} // namespace sokuo::detect::report
