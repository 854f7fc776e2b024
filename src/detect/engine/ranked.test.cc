#include "detect/engine/ranked.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace sokuo::detect {
namespace {

// The same, by looking at all of them.
double plainly(std::vector<double> numbers, double percent) {
    if (numbers.empty()) return 0;
    std::ranges::sort(numbers);
    const auto rank = percent / 100 * static_cast<double>(numbers.size() - 1);
    const auto below = static_cast<std::size_t>(std::floor(rank));
    const auto above = std::min(below + 1, numbers.size() - 1);
    return numbers[below] + (numbers[above] - numbers[below]) * (rank - static_cast<double>(below));
}

TEST_CASE("what stands at a rank is what a sorted list says, whatever comes and goes") {
    std::mt19937 random{20261128};
    for (const double percent : {0.0, 1.0, 25.0, 50.0, 90.0, 99.9, 100.0}) {
        CAPTURE(percent);
        Ranked ranked;
        std::vector<double> all;
        for (int step = 0; step < 2'000; ++step) {
            const bool grows = step % 1'000 < 600;
            if (all.empty() || (random() % 3 != 0) == grows) {
                all.push_back(static_cast<double>(random() % 50) - 25);
                ranked.add(all.back());
            } else {
                const auto at = all.begin() + static_cast<std::ptrdiff_t>(random() % all.size());
                ranked.remove(*at);
                all.erase(at);
            }
            REQUIRE(ranked.size() == all.size());
            if (step % 3 == 0) REQUIRE(ranked.percentile(percent) == plainly(all, percent));
        }
    }
}

TEST_CASE("numbers at the ends of what there is have a middle") {
    Ranked ranked;
    for (const double number : {-1.7e308, 1.7e308, 1.7e308})
        ranked.add(number);
    CHECK(ranked.percentile(0) == -1.7e308);
    CHECK(ranked.percentile(50) == 1.7e308);
    CHECK(ranked.percentile(100) == 1.7e308);
    CHECK(std::abs(ranked.percentile(25)) < 1e300);
}

TEST_CASE("another percentile may be asked at any time, and none of them is beyond the ends") {
    Ranked ranked;
    CHECK(ranked.percentile(50) == 0);
    for (const double number : {4.0, 1.0, 3.0, 2.0})
        ranked.add(number);
    CHECK(ranked.percentile(100) == 4);
    CHECK(ranked.percentile(0) == 1);
    CHECK(ranked.percentile(50) == 2.5);
    CHECK(ranked.percentile(-1) == 1);
    CHECK(ranked.percentile(1e9) == 4);
    ranked.clear();
    CHECK(ranked.percentile(50) == 0);
}

} // namespace
} // namespace sokuo::detect
