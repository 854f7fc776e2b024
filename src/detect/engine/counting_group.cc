#include "detect/engine/counting_group.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>

namespace sokuo::detect::counting {
namespace {

using Type = CorrelationType;

bool is_ranked(Type type) {
    return type == Type::value_percentile || type == Type::value_median;
}

// What the bounds are held against.
double measure(const Correlation& correlation, Group& group) {
    if (correlation.type == Type::event_count) return static_cast<double>(group.window.size());
    if (correlation.type == Type::value_count) return static_cast<double>(group.distinct.size());
    if (correlation.type == Type::value_sum) return static_cast<double>(group.sum);
    if (correlation.type == Type::value_avg)
        return group.window.empty() ? 0 : static_cast<double>(group.sum / group.window.size());
    const bool is_median = correlation.type == Type::value_median;
    return group.ranked.percentile(is_median ? 50 : correlation.percentile);
}

std::size_t parts_seen(const Group& group) {
    return static_cast<std::size_t>(
        std::ranges::count_if(group.by_part, [](std::size_t count) { return count > 0; }));
}

} // namespace

std::optional<double> to_number(std::string_view text) {
    double number = 0;
    const auto* const end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || at != end || !std::isfinite(number)) return std::nullopt;
    return number;
}

bool adds_up(Type type) {
    return type == Type::value_sum || type == Type::value_avg || type == Type::value_percentile ||
           type == Type::value_median;
}

bool waits_for_end(const Correlation& correlation) {
    return std::ranges::any_of(correlation.bounds, [](const Bound& bound) {
        return bound.compare != Compare::greater && bound.compare != Compare::at_least;
    });
}

void enter(const Correlation& correlation, Group& group, const Kept& kept) {
    if (correlation.type == Type::value_count) ++group.distinct[kept.value];
    if (correlation.type == Type::temporal) {
        group.by_part.resize(correlation.rules.size());
        ++group.by_part[kept.part];
    }
    group.sum += kept.number;
    if (is_ranked(correlation.type)) group.ranked.add(kept.number);
}

void leave(const Correlation& correlation, Group& group, const Kept& kept) {
    if (correlation.type == Type::value_count) {
        const auto found = group.distinct.find(kept.value);
        if (found != group.distinct.end() && --found->second == 0) group.distinct.erase(found);
    }
    if (correlation.type == Type::temporal) --group.by_part[kept.part];
    if (is_ranked(correlation.type)) group.ranked.remove(kept.number);
    if (!adds_up(correlation.type)) return;
    group.sum -= kept.number;
    // What taking away leaves behind must not grow.
    if (++group.left_since <= group.window.size()) return;
    group.left_since = 0;
    group.sum = 0;
    for (const auto& each : group.window)
        group.sum += each.number;
}

bool is_met(const Correlation& correlation, Group& group) {
    if (correlation.type == Type::temporal) {
        const auto seen = parts_seen(group);
        if (correlation.bounds.empty()) return seen == correlation.rules.size();
        return std::ranges::all_of(correlation.bounds, [&](const Bound& bound) {
            return holds(static_cast<double>(seen), bound.compare, bound.number);
        });
    }
    if (correlation.type == Type::temporal_ordered)
        return !group.chain.empty() && group.chain.back().has_value();
    const auto measured = measure(correlation, group);
    return std::ranges::all_of(correlation.bounds, [&](const Bound& bound) {
        return holds(measured, bound.compare, bound.number);
    });
}

} // namespace sokuo::detect::counting
