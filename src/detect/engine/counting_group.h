#pragma once

// What a correlation counts for one set of `group-by` values: the events in its window, and what is
// measured of them. Part of `Counting`, and of nothing else.

#include "detect/engine/ranked.h"
#include "detect/match.h"
#include "detect/sigma/rule.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::detect::counting {

/// One counted event in a window.
struct Kept {
    Time time{};
    std::uint32_t part = 0;
    double number = 0;
    std::string value;
    std::string place; ///< file:record
};

struct Episode {
    Match match;
    std::uint64_t events = 0;
    std::uint64_t told = 0; ///< of these, when it began; 0: it was not told yet
};

/// What is counted for one set of `group-by` values.
struct Group {
    std::vector<std::string> values;
    std::deque<Kept> window;
    std::vector<std::size_t> by_part; ///< temporal: how many of each rule are in the window
    long double sum = 0;              ///< value_sum, value_avg
    std::size_t left_since = 0;       ///< … how many have left since it was last added up
    Ranked ranked;                    ///< value_percentile, value_median
    std::map<std::string, std::size_t, std::less<>> distinct; ///< value_count
    std::vector<std::optional<Time>> chain;                   ///< temporal_ordered: since when
    std::optional<Episode> episode;
    Time last{};
    /// By the clock of whoever follows a stream: when it heard of an event last, and of the first
    /// that is in the window.
    Time heard{};
    Time opened{};
};

/// A finite number, and nothing else.
[[nodiscard]] std::optional<double> to_number(std::string_view text);
/// Whether its values are numbers.
[[nodiscard]] bool adds_up(CorrelationType type);
/// Whether it can only be judged when a span is over.
[[nodiscard]] bool waits_for_end(const Correlation& correlation);

/// `kept` comes into the window, or is no longer in it: what is measured changes with each event.
/// Looking through the whole window each time would cost the square of a flood.
void enter(const Correlation& correlation, Group& group, const Kept& kept);
void leave(const Correlation& correlation, Group& group, const Kept& kept);

/// Whether the condition is met by what is in the window.
[[nodiscard]] bool is_met(const Correlation& correlation, Group& group);

} // namespace sokuo::detect::counting
