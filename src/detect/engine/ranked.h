#pragma once

// Numbers that come and go, and what stands at a rank among them: each in the logarithm of how many
// there are, while it is always about the same percentile that is asked.

#include <cstddef>
#include <set>

namespace sokuo::detect {

class Ranked {
public:
    /// A finite number.
    void add(double number);
    /// One that is there.
    void remove(double number);
    void clear();
    [[nodiscard]] std::size_t size() const { return low_.size() + high_.size(); }

    /// Between the two numbers next to the rank, in proportion; 0 when there is none. `percent` out
    /// of its range is the nearest end of it.
    [[nodiscard]] double percentile(double percent);

private:
    // All of `low_` are at most as large as any of `high_`.
    std::multiset<double> low_{};
    std::multiset<double> high_{};
};

} // namespace sokuo::detect
