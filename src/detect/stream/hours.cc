#include "detect/stream/hours.h"

#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>

namespace sokuo::detect {
namespace {

using std::chrono::hours;

// Beyond these an episode that is told again counts as another.
constexpr std::size_t episodes_max = 1'000;

Time hour_of(Time time) {
    return std::chrono::floor<hours>(time);
}

std::size_t number_of(const Match& match) {
    std::string text = match.time ? to_rfc3339(*match.time) : std::string{};
    for (const auto& [name, value] : match.matched)
        text.append("\x1F").append(value);
    return std::hash<std::string>{}(text);
}

} // namespace

void Hours::count(Kept& kept, const Match& match) {
    auto& gathered = kept.gathered;
    if (match.events == 0) {
        ++gathered.count;
        return;
    }
    const auto number = number_of(match);
    const auto known = kept.episodes.find(number);
    if (known != kept.episodes.end()) {
        gathered.events += match.events - std::min(match.events, known->second);
        known->second = std::max(known->second, match.events);
        return;
    }
    ++gathered.count;
    gathered.events += match.events;
    if (kept.episodes.size() < episodes_max) kept.episodes.emplace(number, match.events);
}

bool Hours::add(const Match& match, Time now) {
    const auto at = match.time.value_or(now);
    const auto& rule = *match.rule;
    const auto [place, is_new] =
        kept_.try_emplace(Key{rule.id.empty() ? rule.title : rule.id, match.computer, hour_of(at)});
    auto& kept = place->second;
    auto& gathered = kept.gathered;
    kept.heard = now;
    if (is_new) {
        gathered.rule = rule;
        gathered.host = match.computer;
        gathered.hour = hour_of(at);
        gathered.first = gathered.last = at;
        kept.told = match.events;
    }
    gathered.first = std::min(gathered.first, at);
    gathered.last = std::max(gathered.last, at);
    count(kept, match);
    if (kept_.size() > kept_max) make_room();
    return is_new;
}

// A quarter at once, so that a flood of names costs no look at all of them each.
void Hours::make_room() {
    std::vector<Time> heard;
    heard.reserve(kept_.size());
    for (const auto& [key, kept] : kept_)
        heard.push_back(kept.heard);
    const auto quarter = heard.begin() + kept_max / 4;
    std::ranges::nth_element(heard, quarter);
    const auto until = *quarter;
    auto as_quiet = static_cast<std::size_t>(
        std::count(heard.begin(), quarter, until)); // of those that are no more quiet than others
    std::erase_if(kept_, [&](const auto& each) {
        const auto at = each.second.heard;
        if (at > until || (at == until && as_quiet == 0)) return false;
        if (at == until) --as_quiet;
        take_out(each.second);
        return true;
    });
}

void Hours::take_out(const Kept& kept) {
    const auto& gathered = kept.gathered;
    if (gathered.count > 1 || gathered.events > kept.told) out_.push_back(gathered);
}

std::vector<Gathered> Hours::taken_out() {
    std::ranges::stable_sort(out_, {}, &Gathered::first);
    return std::exchange(out_, {});
}

// An old log may be sent through: its hours were over before it came. So they end with the hour in
// which they were heard, and those of clocks that are ahead with their own.
std::vector<Gathered> Hours::over(Time now) {
    const auto hour = hour_of(now);
    if (hour != std::exchange(hour_, hour)) {
        std::erase_if(kept_, [&](const auto& each) {
            const auto& kept = each.second;
            const bool is_over = kept.heard < hour && kept.gathered.hour < hour;
            if (is_over) take_out(kept);
            return is_over;
        });
    }
    return taken_out();
}

std::vector<Gathered> Hours::rest() {
    for (const auto& [key, kept] : kept_)
        take_out(kept);
    kept_.clear();
    return taken_out();
}

} // namespace sokuo::detect
