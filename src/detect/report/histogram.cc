#include "detect/report/histogram.h"

#include "detect/report/words.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace sokuo::detect::report {
namespace {

constexpr std::int64_t hour = 60;
constexpr std::int64_t day = 24 * hour;

constexpr std::array<std::int64_t, 16> steps{
    1,   5,       10,       30,       hour,      3 * hour,   6 * hour,    12 * hour,
    day, 7 * day, 30 * day, 90 * day, 360 * day, 3600 * day, 36000 * day, 360000 * day};

// Each a multiple of the one before, so that cells can be joined.
constexpr std::array<std::int64_t, 8> cell_sizes{1,   10,       hour,      6 * hour,
                                                 day, 10 * day, 100 * day, 10000 * day};

constexpr Message days_long{"scan.step_days", "{0} 日", "{0} d"};
constexpr Message hours_long{"scan.step_hours", "{0} 時間", "{0} h"};
constexpr Message minutes_long{"scan.step_minutes", "{0} 分", "{0} min"};

std::int64_t floored(std::int64_t value, std::int64_t step) {
    const auto rest = value % step;
    return value - (rest < 0 ? rest + step : rest);
}

} // namespace

void Histogram::add(Time time, std::uint64_t count) {
    const auto there = time + zone_.offset(time);
    const auto minute = std::chrono::floor<std::chrono::minutes>(there).time_since_epoch().count();
    cells_[floored(minute, cell_)] += count;
    total_ += count;
    while (cells_.size() > cells_max && cell_ != cell_sizes.back())
        coarsen();
}

void Histogram::coarsen() {
    cell_ = *std::ranges::upper_bound(cell_sizes, cell_);
    std::map<std::int64_t, std::uint64_t> joined;
    for (const auto& [minute, count] : cells_)
        joined[floored(minute, cell_)] += count;
    cells_ = std::move(joined);
}

Histogram::Chart Histogram::chart(std::size_t bars_max) const {
    Chart chart;
    if (cells_.empty()) return chart;
    // What is cut off: at most one in a hundred (and three of ten, when there are few), and only
    // where the rest becomes four times as fine.
    auto first = cells_.begin();
    auto last = std::prev(cells_.end());
    const auto spare = std::max<std::uint64_t>(total_ / 100, total_ >= 10 ? 3 : 0);
    auto low = first;
    auto high = last;
    std::uint64_t before = 0;
    std::uint64_t after = 0;
    // The wider gap first: what is far off goes before what is near.
    while (low != high) {
        const auto gap_low = std::next(low)->first - low->first;
        const auto gap_high = high->first - std::prev(high)->first;
        const bool is_low = gap_low >= gap_high;
        const auto count = is_low ? low->second : high->second;
        if (before + after + count > spare) break;
        (is_low ? before : after) += count;
        if (is_low)
            ++low;
        else
            --high;
    }
    if (high->first - low->first + cell_ <= (last->first - first->first) / 4) {
        first = low;
        last = high;
        chart.before = before;
        chart.after = after;
    }
    const auto is_fine = [&](std::int64_t step) {
        const auto begin = step < day ? floored(first->first, step) : floored(first->first, day);
        return step % cell_ == 0 &&
               (last->first - begin) / step < static_cast<std::int64_t>(bars_max);
    };
    const auto* const found = std::ranges::find_if(steps, is_fine);
    chart.step = found == steps.end() ? steps.back() : *found;
    while (!is_fine(chart.step))
        chart.step += chart.step;
    chart.begin = floored(first->first, std::min(chart.step, day));
    chart.bars.resize(static_cast<std::size_t>((last->first - chart.begin) / chart.step) + 1);
    for (auto at = first;; ++at) {
        chart.bars[static_cast<std::size_t>((at->first - chart.begin) / chart.step)] += at->second;
        if (at == last) break;
    }
    return chart;
}

std::string minute_text(std::int64_t minutes, std::int64_t step) {
    // Already of the place: read as UTC nothing is added.
    auto text = local_text(Time{std::chrono::minutes{minutes}}, Zone::utc());
    text.resize(step >= day ? 10 : 16);
    return text;
}

std::string step_text(std::int64_t step, Language language) {
    const auto count = [](std::int64_t number) {
        return std::vector{grouped(static_cast<std::uint64_t>(number))};
    };
    if (step % day == 0) return say(days_long, language, count(step / day));
    if (step % hour == 0) return say(hours_long, language, count(step / hour));
    return say(minutes_long, language, count(step));
}

} // namespace sokuo::detect::report
