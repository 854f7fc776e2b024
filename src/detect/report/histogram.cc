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

// An end is left out where that makes the rest so many times finer.
constexpr std::int64_t finer = 4;

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
    Cells joined;
    for (const auto& [minute, count] : cells_)
        joined[floored(minute, cell_)] += count;
    cells_ = std::move(joined);
}

// How many may be left out at one end: one in a hundred, and of a few still three.
std::uint64_t Histogram::spare() const {
    return std::max<std::uint64_t>(total_ / 100, total_ >= 10 ? 3 : 0);
}

// Behind the widest gap that few are before, and how few.
Histogram::End Histogram::behind_gap(Cells::const_iterator first,
                                     Cells::const_iterator last) const {
    End end{first, 0};
    std::int64_t widest = 0;
    std::uint64_t passed = 0;
    for (auto at = first; at != last; ++at) {
        passed += at->second;
        if (passed > spare()) break;
        const auto gap = std::next(at)->first - at->first;
        if (gap > widest) end = {std::next(at), passed};
        widest = std::max(widest, gap);
    }
    return end;
}

// Before the widest gap that few are behind.
Histogram::End Histogram::before_gap(Cells::const_iterator first,
                                     Cells::const_iterator last) const {
    End end{last, 0};
    std::int64_t widest = 0;
    std::uint64_t passed = 0;
    for (auto at = last; at != first; --at) {
        passed += at->second;
        if (passed > spare()) break;
        const auto gap = at->first - std::prev(at)->first;
        if (gap > widest) end = {std::prev(at), passed};
        widest = std::max(widest, gap);
    }
    return end;
}

Histogram::Chart Histogram::chart(std::size_t bars_max) const {
    Chart chart;
    if (cells_.empty()) return chart;
    auto first = cells_.begin();
    auto last = std::prev(cells_.end());
    // Either end once, the emptier one first.
    for (int end = 0; end < 2; ++end) {
        const auto [low, before] = behind_gap(first, last);
        const auto [high, after] = before_gap(first, last);
        const bool is_low = last->first - low->first <= high->first - first->first;
        const auto rest = is_low ? last->first - low->first : high->first - first->first;
        if (rest + cell_ > (last->first - first->first) / finer) break;
        if (is_low) {
            first = low;
            chart.before += before;
        } else {
            last = high;
            chart.after += after;
        }
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
