// Correlations against a plain reading of the specification: random matches in random order, and
// not one episode may differ. Like oracle.test.cc, SOKUO_ORACLE_SECONDS says for how long (4).

#include "detect/engine/counting.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace sokuo::detect {
namespace {

constexpr Time start = std::chrono::sys_days{std::chrono::year{2026} / 11 / 28};

// A match as the story has it.
struct Seen {
    std::size_t rule = 0;
    std::int64_t at = 0; ///< Milliseconds.
    std::string group{};
    std::string value{};
};

// An episode: when it began, in which group, and how many events it came to.
struct Told {
    std::int64_t at = 0;
    std::string group{};
    std::uint64_t events = 0;
    friend auto operator<=>(const Told&, const Told&) = default;
};

std::optional<double> number_in(const std::string& text) {
    double number = 0;
    const auto* const end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || at != end) return std::nullopt;
    return number;
}

// The plain reading: for each event all the others are looked at.
class Naive {
public:
    explicit Naive(const Correlation& correlation) : asked_{correlation} {}

    std::vector<Told> run(std::vector<Seen> all) {
        std::ranges::stable_sort(all, {}, &Seen::at);
        std::map<std::string, std::vector<Seen>> groups;
        for (auto& each : all)
            if (counts(each)) groups[asked_.group_by.empty() ? "" : each.group].push_back(each);
        for (const auto& [group, events] : groups) {
            if (asked_.type == CorrelationType::temporal_ordered)
                in_order(group, events);
            else if (is_about_whole_spans())
                by_spans(group, events);
            else
                by_windows(group, events);
        }
        std::ranges::sort(told_);
        return told_;
    }

private:
    using Events = std::vector<Seen>;

    [[nodiscard]] bool is_numeric() const {
        return asked_.type != CorrelationType::event_count &&
               asked_.type != CorrelationType::temporal &&
               asked_.type != CorrelationType::temporal_ordered &&
               asked_.type != CorrelationType::value_count;
    }
    [[nodiscard]] bool counts(const Seen& seen) const {
        if (seen.rule >= asked_.rules.size()) return false;
        if (asked_.type == CorrelationType::value_count) return !seen.value.empty();
        return !is_numeric() || number_in(seen.value).has_value();
    }
    [[nodiscard]] bool is_about_whole_spans() const {
        return std::ranges::any_of(asked_.bounds, [](const Bound& bound) {
            return bound.compare != Compare::greater && bound.compare != Compare::at_least;
        });
    }
    [[nodiscard]] std::int64_t span() const { return asked_.timespan.count() * 1'000; }

    [[nodiscard]] double measured(const Events& window) const {
        std::set<std::string> distinct;
        std::vector<double> numbers;
        long double sum = 0;
        for (const auto& each : window) {
            distinct.insert(each.value);
            numbers.push_back(number_in(each.value).value_or(0));
            sum += numbers.back();
        }
        std::ranges::sort(numbers);
        const auto rank_of = [&](double percent) {
            const auto rank = percent / 100 * static_cast<double>(numbers.size() - 1);
            const auto low = static_cast<std::size_t>(std::floor(rank));
            const auto high = std::min(low + 1, numbers.size() - 1);
            return numbers[low] +
                   (numbers[high] - numbers[low]) * (rank - static_cast<double>(low));
        };
        switch (asked_.type) {
        case CorrelationType::event_count: return static_cast<double>(window.size());
        case CorrelationType::value_count: return static_cast<double>(distinct.size());
        case CorrelationType::temporal:
        case CorrelationType::temporal_ordered: {
            std::set<std::size_t> rules;
            for (const auto& each : window)
                rules.insert(each.rule);
            return static_cast<double>(rules.size());
        }
        case CorrelationType::value_sum: return static_cast<double>(sum);
        case CorrelationType::value_avg:
            return static_cast<double>(sum / static_cast<long double>(window.size()));
        case CorrelationType::value_percentile: return rank_of(asked_.percentile);
        case CorrelationType::value_median: return rank_of(50);
        }
        return 0;
    }

    [[nodiscard]] bool is_met(const Events& window) const {
        const auto number = measured(window);
        if (asked_.bounds.empty()) return number == static_cast<double>(asked_.rules.size());
        return std::ranges::all_of(asked_.bounds, [&](const Bound& bound) {
            return holds(number, bound.compare, bound.number);
        });
    }

    // Those of the last span before an event, and it.
    [[nodiscard]] Events window_at(const Events& events, std::size_t last) const {
        Events window;
        for (std::size_t at = 0; at <= last; ++at)
            if (events[at].at > events[last].at - span()) window.push_back(events[at]);
        return window;
    }

    void by_windows(const std::string& group, const Events& events) {
        bool is_open = false;
        for (std::size_t at = 0; at < events.size(); ++at) {
            const auto window = window_at(events, at);
            if (!is_met(window)) {
                is_open = false;
            } else if (is_open) {
                ++told_.back().events;
            } else {
                told_.push_back({events[at].at, group, window.size()});
                is_open = true;
            }
        }
    }

    void by_spans(const std::string& group, const Events& events) {
        Events window;
        for (const auto& each : events) {
            if (!window.empty() && each.at - window.front().at >= span()) close(group, window);
            window.push_back(each);
        }
        if (!window.empty()) close(group, window);
    }
    void close(const std::string& group, Events& window) {
        if (is_met(window)) told_.push_back({window.back().at, group, window.size()});
        window.clear();
    }

    // A run ends with the last rule; before it stand the others, each as late as it can.
    void in_order(const std::string& group, const Events& events) {
        std::size_t since = 0;
        for (std::size_t last = 0; last < events.size(); ++last) {
            auto wanted = asked_.rules.size();
            std::optional<std::int64_t> began;
            for (auto at = last + 1; at-- > since && wanted > 0;) {
                const bool is_last = wanted == asked_.rules.size();
                if (is_last && events[last].rule != wanted - 1) break;
                if (events[at].rule != wanted - 1) continue;
                --wanted;
                if (wanted == 0) began = events[at].at;
            }
            if (!began || events[last].at - *began >= span()) continue;
            told_.push_back({events[last].at, group, window_at(events, last).size()});
            since = last + 1;
        }
    }

    const Correlation& asked_;
    std::vector<Told> told_{};
};

class Story {
public:
    explicit Story(std::uint32_t seed) : random_{seed} {}

    // Rules a, b and c, and one correlation of some of them.
    std::string rules() {
        std::string text;
        for (const auto* const name : {"a", "b", "c"})
            text += std::string{"title: "} + name + "\nname: " + name +
                    "\nlogsource: {product: x}\ndetection: {s: {A: 1}, condition: s}\n---\n";
        const auto type = one_of({"event_count", "value_count", "temporal", "temporal_ordered",
                                  "value_sum", "value_avg", "value_percentile", "value_median"});
        const bool is_temporal = type.starts_with("temporal");
        text += "title: N\ncorrelation:\n  type: " + type +
                "\n  rules: " + one_of({"[a, b, c]", "[a, b]", is_temporal ? "[a, b]" : "[a]"}) +
                "\n  timespan: " + std::to_string(1 + below(20)) + "s\n";
        if (below(2) == 0) text += "  group-by: [U]\n";
        if (type == "temporal_ordered" || (is_temporal && below(2) == 0)) return text;
        const int most = is_temporal ? 4 : type == "value_sum" ? 40 : 8;
        const auto compare = one_of({"gte", "gt", "gte", "lt", "lte", "eq", "neq"});
        text += "  condition: {" + compare + ": " + std::to_string(below(most));
        if (compare != "gte" && below(4) == 0) text += ", gte: " + std::to_string(below(3));
        if (type.starts_with("value")) text += ", field: F";
        if (type == "value_percentile") text += ", percentile: " + std::to_string(below(101));
        return text + "}\n";
    }

    std::vector<Seen> matches() {
        std::vector<Seen> all(static_cast<std::size_t>(below(60)));
        const int seconds = 1 + below(60);
        // Times that are the same, and as far apart as a span, are to be met.
        const int step = one_of_numbers({1, 250, 1'000});
        for (auto& each : all) {
            each.rule = static_cast<std::size_t>(below(3));
            each.at = std::int64_t{below(seconds * 1'000)} / step * step;
            each.group = one_of({"x", "y"});
            each.value =
                below(6) == 0 ? one_of({"", "no", "1e3", "-2"}) : std::to_string(below(12) - 2);
        }
        return all;
    }

private:
    int below(int end) { return static_cast<int>(random_() % static_cast<std::uint32_t>(end)); }
    std::string one_of(const std::vector<std::string>& from) {
        return from[static_cast<std::size_t>(below(static_cast<int>(from.size())))];
    }
    int one_of_numbers(const std::vector<int>& from) {
        return from[static_cast<std::size_t>(below(static_cast<int>(from.size())))];
    }

    std::mt19937 random_;
};

std::vector<Told> counted(const Rules& rules, const std::vector<Seen>& matches) {
    const auto plan = plan_counting(rules.correlations, rules.rules);
    std::vector<Told> told;
    Counting counting{
        plan, [&](const Match& match) {
            const auto at =
                std::chrono::duration_cast<std::chrono::milliseconds>(*match.time - start);
            told.push_back({at.count(),
                            match.matched.empty() ? std::string{}
                                                  : std::string{(*match.matched.begin()).second},
                            match.events});
        }};
    for (const auto& each : matches) {
        for (const auto& of : plan.of_rule[each.rule]) {
            Sighting sighting;
            sighting.counted = of;
            sighting.time = start + std::chrono::milliseconds{each.at};
            if (!rules.correlations[0].group_by.empty()) sighting.group = {each.group};
            sighting.value = each.value;
            counting.add(std::move(sighting));
        }
    }
    counting.finish();
    std::ranges::sort(told);
    return told;
}

std::chrono::seconds budget() {
    const char* const asked = std::getenv("SOKUO_ORACLE_SECONDS");
    return std::chrono::seconds{asked == nullptr ? 4 : std::atoi(asked)};
}

TEST_CASE("no random sequence of matches tells the counting from the specification") {
    const auto end = std::chrono::steady_clock::now() + budget();
    std::map<CorrelationType, std::size_t> met;
    std::uint32_t seed = 0;
    for (; std::chrono::steady_clock::now() < end; ++seed) {
        Story story{seed};
        const auto text = story.rules();
        Rules rules;
        read_rules(text, "random", {}, rules);
        REQUIRE_MESSAGE(rules.correlations.size() == 1, text);
        for (int each = 0; each < 4; ++each) {
            const auto matches = story.matches();
            const auto plainly = Naive{rules.correlations[0]}.run(matches);
            const auto fast = counted(rules, matches);
            if (fast != plainly) {
                INFO(seed, "\n", text);
                for (const auto& seen : matches)
                    MESSAGE("rule ", seen.rule, " at ", seen.at, " in ", seen.group, ": ",
                            seen.value);
                REQUIRE(fast == plainly);
            }
            met[rules.correlations[0].type] += plainly.size();
        }
    }
    MESSAGE(seed, " correlations, four sequences each");
    // A comparison of nothing with nothing proves nothing.
    CHECK(met.size() == 8);
    for (const auto& [type, episodes] : met)
        CHECK(episodes > 20);
}

} // namespace
} // namespace sokuo::detect
