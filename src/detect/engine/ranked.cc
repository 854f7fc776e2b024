#include "detect/engine/ranked.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <iterator>

namespace sokuo::detect {

void Ranked::add(double number) {
    const bool is_low = !low_.empty() && number <= *low_.rbegin();
    (is_low ? low_ : high_).insert(number);
}

void Ranked::remove(double number) {
    const bool is_low = !low_.empty() && number <= *low_.rbegin();
    auto& half = is_low ? low_ : high_;
    const auto found = half.find(number);
    assert(found != half.end());
    half.erase(found);
}

void Ranked::clear() {
    low_.clear();
    high_.clear();
}

double Ranked::percentile(double percent) {
    if (size() == 0) return 0;
    const auto rank = std::clamp(percent, 0.0, 100.0) / 100 * static_cast<double>(size() - 1);
    const auto below = std::floor(rank);
    const auto wanted = static_cast<std::size_t>(below) + 1;
    while (low_.size() < wanted)
        low_.insert(low_.end(), high_.extract(high_.begin()));
    while (low_.size() > wanted)
        high_.insert(high_.begin(), low_.extract(std::prev(low_.end())));
    const auto here = *low_.rbegin();
    const auto next = high_.empty() ? here : *high_.begin();
    if (rank == below) return here;
    const auto between = next - here;
    if (std::isinf(between)) return std::lerp(here, next, rank - below);
    return here + between * (rank - below);
}

} // namespace sokuo::detect
