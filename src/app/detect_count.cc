#include "app/detect_count.h"

#include "core/sha256.h"

#include <algorithm>
#include <utility>

namespace sokuo::app {
namespace {

namespace job = detect::job;
using namespace std::chrono_literals;

constexpr std::size_t lines_max = 20;
constexpr auto slack = 10min;

// No two sets of values have one.
std::string group_key(std::string_view correlation, const std::vector<std::string>& group) {
    std::string key{correlation};
    for (const auto& value : group) {
        key += '\x1F';
        key += std::to_string(value.size()) + ':' + value;
    }
    return key;
}

std::map<std::string, std::uint32_t, std::less<>> numbers_of(const job::Catalogue& catalogue) {
    std::map<std::string, std::uint32_t, std::less<>> numbers;
    std::uint32_t number = 0;
    for (const auto& correlation : catalogue.plan.correlations)
        numbers.emplace(key_of(correlation.info), number++);
    return numbers;
}

bool waits_for_end(const detect::Correlation& correlation) {
    return std::ranges::any_of(correlation.bounds, [](const detect::Bound& bound) {
        return bound.compare != detect::Compare::greater &&
               bound.compare != detect::Compare::at_least;
    });
}

Duration longest(const job::Catalogue& catalogue) {
    Duration longest{};
    for (const auto& correlation : catalogue.plan.correlations)
        longest = std::max<Duration>(longest, correlation.timespan);
    return longest;
}

// How many of the first are over: they came in before `before`, and between all of them and what
// comes after lies a pause that no window reaches across.
std::size_t over(const std::vector<Sight>& sights, Duration span, Time before) {
    std::vector<Time> earliest(sights.size() + 1, Time::max()); // Of this one and those after it.
    for (auto at = sights.size(); at > 0; --at)
        earliest[at - 1] = std::min(earliest[at], sights[at - 1].at);
    std::size_t count = 0;
    auto latest = Time::min();
    for (std::size_t at = 0; at < sights.size() && sights[at].received_at < before; ++at) {
        latest = std::max(latest, sights[at].at);
        if (earliest[at + 1] == Time::max() || earliest[at + 1] - latest > span) count = at + 1;
    }
    return count;
}

std::string reference_of(const std::string& group, Time begun) {
    const auto text = group + '\x1E' + std::to_string(begun.time_since_epoch().count());
    const auto sum = sha256(as_bytes(text));
    return "detect-c-" + to_hex(ByteView{sum}.first(16));
}

} // namespace

std::string key_of(const detect::RuleInfo& info) {
    return info.id.empty() ? info.title : info.id;
}

void DetectCount::add(std::vector<Sight> sights) {
    for (auto& sight : sights) {
        auto& group = groups_[group_key(sight.correlation, sight.group)];
        if (group.sights.size() == limits_.group_max) {
            forget_first(group, 1);
            group.is_full = true;
        }
        group.sights.push_back(std::move(sight));
        ++count_;
    }
}

void DetectCount::forget_first(Group& group, std::size_t count) {
    const auto end = group.sights.begin() + static_cast<std::ptrdiff_t>(count);
    for (auto at = group.sights.begin(); at != end; ++at)
        forgotten_.push_back({at->line, at->correlation, at->part});
    group.sights.erase(group.sights.begin(), end);
    count_ -= count;
}

void DetectCount::forget(const job::Catalogue& catalogue, Time now) {
    const auto span = longest(catalogue);
    const auto before = now - span - slack;
    const auto drop = [&](auto at) {
        forget_first(at->second, at->second.sights.size());
        return groups_.erase(at);
    };
    for (auto at = groups_.begin(); at != groups_.end();) {
        const auto count = over(at->second.sights, span, before);
        forget_first(at->second, count);
        // What is left begins behind a pause.
        if (count > 0) at->second.is_full = false;
        at = at->second.sights.empty() ? groups_.erase(at) : std::next(at);
    }
    while (count_ > limits_.all_max)
        drop(std::ranges::min_element(
            groups_, {}, [](const auto& each) { return each.second.sights.back().received_at; }));
}

std::optional<Time> DetectCount::oldest() const {
    if (count_ == 0) return std::nullopt;
    auto oldest = Time::max();
    for (const auto& [key, group] : groups_)
        for (const auto& sight : group.sights)
            oldest = std::min(oldest, sight.received_at);
    return oldest;
}

std::vector<Episode> DetectCount::episodes(const job::Catalogue& catalogue, Time now) const {
    const auto numbers = numbers_of(catalogue);
    const auto& plan = catalogue.plan;
    const auto first =
        static_cast<std::uint32_t>(catalogue.rules.size() - plan.correlations.size());
    std::map<std::uint64_t, const Sight*> by_line;
    std::vector<Episode> episodes;
    const auto found = [&](const detect::Match& match) {
        const auto number = static_cast<std::uint32_t>(
            std::ranges::find(plan.correlations, match.rule,
                              [](const auto& each) { return &each.info; }) -
            plan.correlations.begin());
        const auto& correlation = plan.correlations[number];
        if (!match.time || (waits_for_end(correlation) && *match.time + correlation.timespan > now))
            return;
        Episode episode{.rule = first + number, .at = *match.time, .host = match.computer};
        episode.events = match.events;
        for (const auto& [name, value] : match.matched)
            episode.group.emplace_back(name, value);
        std::vector<std::string> values;
        for (const auto& [name, value] : match.matched)
            values.emplace_back(value);
        const auto key = group_key(key_of(correlation.info), values);
        const auto group = groups_.find(key);
        const bool is_full = group != groups_.end() && group->second.is_full;
        // Where the beginning is forgotten, one an hour.
        episode.reference = reference_of(
            key, is_full ? Time{std::chrono::floor<std::chrono::hours>(*match.time)} : *match.time);
        for (const auto& [time, place] : match.event) {
            if (episode.lines.size() == lines_max) break;
            const auto line =
                std::strtoull(std::string{place.substr(place.rfind(':') + 1)}.c_str(), nullptr, 10);
            const auto at = by_line.find(line);
            if (at != by_line.end()) episode.lines.push_back(at->second->text);
        }
        episodes.push_back(std::move(episode));
    };
    detect::Counting counting{plan, found};
    for (const auto& [key, group] : groups_) {
        for (const auto& sight : group.sights) {
            const auto number = numbers.find(sight.correlation);
            if (number == numbers.end()) continue;
            const auto& correlation = plan.correlations[number->second];
            if (sight.part >= correlation.rules.size() ||
                sight.group.size() != correlation.group_by.size())
                continue;
            by_line.emplace(sight.line, &sight);
            detect::Sighting sighting;
            sighting.counted = {number->second, sight.part, false};
            sighting.time = sight.at;
            sighting.group = sight.group;
            sighting.value = sight.value;
            sighting.file = "log";
            sighting.record = sight.line;
            sighting.computer = sight.host;
            counting.add(std::move(sighting));
        }
    }
    counting.finish();
    return episodes;
}

} // namespace sokuo::app
