#include "detect/engine/counting.h"

#include "detect/engine/ranked.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <deque>
#include <iterator>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

namespace sokuo::detect {

namespace {

using Type = CorrelationType;

constexpr std::size_t shown_events_max = 100;
// Later than any event, and early enough to be reckoned with.
constexpr Time far_future = std::chrono::sys_days{std::chrono::year{9999} / 12 / 31};

// One counted event in a window.
struct Kept {
    Time time{};
    std::uint32_t part = 0;
    double number = 0;
    std::string value;
    std::string place; // file:record
};

struct Episode {
    Match match;
    std::uint64_t events = 0;
};

// What is counted for one set of `group-by` values.
struct Group {
    std::vector<std::string> values;
    std::deque<Kept> window;
    std::vector<std::size_t> by_part; // temporal: how many of each rule are in the window
    long double sum = 0;              // value_sum, value_avg
    std::size_t left_since = 0;       // … how many have left since it was last added up
    Ranked ranked;                    // value_percentile, value_median
    std::map<std::string, std::size_t, std::less<>> distinct; // value_count
    std::vector<std::optional<Time>> chain;                   // temporal_ordered: since when
    std::optional<Episode> episode;
    Time last{};
};

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

bool is_ranked(Type type) {
    return type == Type::value_percentile || type == Type::value_median;
}

// Whether it can only be judged when a span is over.
bool waits_for_end(const Correlation& correlation) {
    return std::ranges::any_of(correlation.bounds, [](const Bound& bound) {
        return bound.compare != Compare::greater && bound.compare != Compare::at_least;
    });
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

// What is measured changes with each event that comes and goes: looking through the whole window
// each time would cost the square of a flood.
void enter(const Correlation& correlation, Group& group, const Kept& kept) {
    if (correlation.type == Type::value_count) ++group.distinct[kept.value];
    if (correlation.type == Type::temporal) {
        group.by_part.resize(correlation.rules.size());
        ++group.by_part[kept.part];
    }
    group.sum += kept.number;
    if (is_ranked(correlation.type)) group.ranked.add(kept.number);
}

// `kept` is no longer in the window.
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

std::size_t parts_seen(const Group& group) {
    return static_cast<std::size_t>(
        std::ranges::count_if(group.by_part, [](std::size_t count) { return count > 0; }));
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

// What a correlation's match was grouped by, as another that counts it calls it.
std::string grouped_by(const Match& match, const Correlation& by, std::uint32_t part,
                       std::string_view name) {
    for (const auto& alias : by.aliases) {
        if (alias.name != name) continue;
        for (const auto& [rule, field] : alias.fields)
            if (rule == by.rules[part]) name = field;
    }
    for (const auto& [field, value] : match.matched)
        if (field == name) return std::string{value};
    return {};
}

std::string key_of(const std::vector<std::string>& values) {
    std::string key;
    for (const auto& value : values) {
        key += std::to_string(value.size());
        key += ':';
        key += value;
    }
    return key;
}

} // namespace

struct Counting::State {
    std::vector<std::unordered_map<std::string, Group>> groups; // by correlation
    std::size_t group_count = 0;
    std::size_t kept = 0;
    Time judged = Time::min();
};

namespace {

// What judging brought: episodes that began (others may count them at once) and that are over.
struct Outcome {
    std::vector<Match> begun;
    std::vector<Match> ended;
};

// Judges the sightings of one correlation, in order of time.
class Judge {
public:
    Judge(const Correlation& correlation, std::size_t& kept, Outcome& outcome)
        : correlation_{correlation}, kept_{kept}, outcome_{outcome} {}

    void take(Group& group, const Sighting& sighting) {
        group.last = sighting.time;
        const bool waits = waits_for_end(correlation_);
        if (waits)
            close_span(group, sighting.time);
        else
            forget(group, sighting.time - correlation_.timespan);
        if (!keep(group, sighting)) return;
        if (correlation_.type == Type::temporal_ordered) lengthen(group, sighting);
        if (waits) return;
        if (is_met(correlation_, group))
            meet(group, sighting);
        else
            end_episode(group);
    }

    // A span that is over is judged as a whole; the next begins with the next event.
    void close_span(Group& group, Time now) {
        if (group.window.empty() || now - group.window.front().time < correlation_.timespan) return;
        const auto last = group.window.back();
        if (is_met(correlation_, group)) {
            Sighting as_last;
            as_last.time = last.time;
            as_last.group = group.values;
            meet(group, as_last);
            end_episode(group);
        }
        drop_all(group);
    }

    void end_episode(Group& group) {
        if (!group.episode) return;
        auto match = std::move(group.episode->match);
        match.events = group.episode->events;
        group.episode.reset();
        outcome_.ended.push_back(std::move(match));
    }

    void drop_all(Group& group) {
        kept_ -= group.window.size();
        group.window.clear();
        group.distinct.clear();
        group.by_part.clear();
        group.ranked.clear();
        group.sum = 0;
        group.left_since = 0;
    }

private:
    bool keep(Group& group, const Sighting& sighting) {
        Kept kept{sighting.time, sighting.counted.part, 0, {}, {}};
        if (adds_up(correlation_.type)) {
            const auto number = to_number(sighting.value);
            if (!number) return false;
            kept.number = *number;
        }
        if (correlation_.type == Type::value_count) {
            if (sighting.value.empty()) return false;
            kept.value = sighting.value;
        }
        enter(correlation_, group, kept);
        kept.place = sighting.file + ":" + std::to_string(sighting.record);
        group.window.push_back(std::move(kept));
        ++kept_;
        return true;
    }

    void forget(Group& group, Time before) {
        while (!group.window.empty() && group.window.front().time <= before) {
            const auto gone = std::move(group.window.front());
            group.window.pop_front();
            leave(correlation_, group, gone);
            --kept_;
        }
    }

    // chain[k]: the latest beginning of a run of the first k + 1 rules in their order.
    void lengthen(Group& group, const Sighting& sighting) const {
        group.chain.resize(correlation_.rules.size());
        const auto part = sighting.counted.part;
        if (part == 0) {
            group.chain[0] = sighting.time;
            return;
        }
        const auto& before = group.chain[part - 1];
        if (before && sighting.time - *before < correlation_.timespan) group.chain[part] = before;
    }

    void meet(Group& group, const Sighting& sighting) {
        if (!group.episode) {
            group.episode = Episode{begin(group, sighting), group.window.size()};
            outcome_.begun.push_back(group.episode->match);
        } else {
            ++group.episode->events;
            add_place(group.episode->match, group.window.back());
        }
        if (correlation_.type == Type::temporal_ordered) {
            group.chain.assign(group.chain.size(), std::nullopt);
            end_episode(group);
        }
    }

    Match begin(const Group& group, const Sighting& sighting) const {
        Match match;
        match.rule = &correlation_.info;
        match.file = sighting.file;
        match.record = sighting.record;
        match.time = sighting.time;
        match.computer = sighting.computer;
        for (std::size_t at = 0; at < correlation_.group_by.size(); ++at)
            match.matched.emplace_back(correlation_.group_by[at],
                                       at < group.values.size() ? group.values[at] : "");
        for (const auto& kept : group.window)
            add_place(match, kept);
        return match;
    }

    static void add_place(Match& match, const Kept& kept) {
        if (match.event.size() < shown_events_max)
            match.event.emplace_back(to_rfc3339(kept.time), kept.place);
    }

    const Correlation& correlation_;
    std::size_t& kept_;
    Outcome& outcome_;
};

} // namespace

Counting::Counting(const CountingPlan& plan, Found found, CountingLimits limits)
    : plan_{plan}, found_{std::move(found)}, limits_{limits}, state_{std::make_unique<State>()} {
    state_->groups.resize(plan.correlations.size());
}

Counting::~Counting() = default;

void Counting::add(Sighting sighting) {
    ++totals_.sightings;
    waiting_.push_back(std::move(sighting));
    if (waiting_.size() < limits_.waiting_max) return;
    auto middle = waiting_.begin() + static_cast<std::ptrdiff_t>(waiting_.size() / 2);
    std::ranges::nth_element(waiting_, middle, {}, &Sighting::time);
    judge_until(middle->time);
}

void Counting::judge_until(Time time) {
    std::ranges::stable_sort(waiting_, {}, &Sighting::time);
    const auto end = std::ranges::upper_bound(waiting_, time, {}, &Sighting::time);
    std::vector<Sighting> due{std::make_move_iterator(waiting_.begin()),
                              std::make_move_iterator(end)};
    waiting_.erase(waiting_.begin(), end);
    for (const auto& sighting : due)
        judge(sighting);
}

void Counting::pass_on(std::uint32_t correlation, const std::vector<Match>& begun) {
    for (const auto& match : begun) {
        for (const auto& counted : plan_.of_correlation[correlation]) {
            Sighting next;
            next.counted = counted;
            next.time = std::max(match.time.value_or(state_->judged), state_->judged);
            next.file = match.file;
            next.record = match.record;
            next.computer = match.computer;
            const auto& by = plan_.correlations[counted.correlation];
            for (const auto& name : by.group_by)
                next.group.push_back(grouped_by(match, by, counted.part, name));
            for (const auto& name : by.fields) {
                if (!next.value.empty()) next.value += '\x1F';
                next.value += grouped_by(match, by, counted.part, name);
            }
            judge(next);
        }
    }
}

void Counting::keep_told(std::uint32_t correlation, std::vector<Match>& ended,
                         std::vector<Match>& all) const {
    if (!plan_.is_silent_correlation[correlation])
        std::ranges::move(ended, std::back_inserter(all));
}

void Counting::tell(std::uint32_t correlation, std::vector<Match>& ended) {
    if (plan_.is_silent_correlation[correlation]) return;
    for (auto& match : ended)
        found_(std::move(match));
}

void Counting::judge(const Sighting& sighting) {
    if (sighting.time < state_->judged) {
        ++totals_.late;
        return;
    }
    state_->judged = sighting.time;
    const auto number = sighting.counted.correlation;
    Outcome outcome;
    Judge judge{plan_.correlations[number], state_->kept, outcome};
    const auto [at, is_new] = state_->groups[number].try_emplace(key_of(sighting.group));
    auto& group = at->second;
    if (is_new) {
        group.values = sighting.group;
        ++state_->group_count;
    }
    judge.take(group, sighting);
    if (state_->group_count > limits_.groups_max || state_->kept > limits_.kept_max)
        make_room(number, sighting.time, outcome.ended);
    tell(number, outcome.ended);
    pass_on(number, outcome.begun);
}

// The groups nothing happened in for a time span are over; if they are few, the half in which
// nothing happened for longest goes too, so that there is room for a while.
void Counting::make_room(std::uint32_t number, Time now, std::vector<Match>& ended) {
    auto& groups = state_->groups[number];
    Outcome outcome;
    Judge judge{plan_.correlations[number], state_->kept, outcome};
    const auto over = now - plan_.correlations[number].timespan;
    std::vector<Time> lasts;
    for (const auto& [key, group] : groups)
        lasts.push_back(group.last);
    auto until = over;
    if (std::ranges::count_if(lasts, [&](Time last) { return last <= over; }) * 4 <
        static_cast<std::ptrdiff_t>(lasts.size())) {
        const auto middle = lasts.begin() + static_cast<std::ptrdiff_t>(lasts.size() / 2);
        std::ranges::nth_element(lasts, middle);
        until = *middle;
    }
    for (auto at = groups.begin(); at != groups.end();) {
        auto& group = at->second;
        if (group.last > until) {
            ++at;
            continue;
        }
        if (group.last > over) ++totals_.forgotten;
        judge.end_episode(group);
        judge.drop_all(group);
        at = groups.erase(at);
        --state_->group_count;
    }
    std::ranges::move(outcome.ended, std::back_inserter(ended));
}

void Counting::finish() {
    judge_until(Time::max());
    const auto count = static_cast<std::uint32_t>(plan_.correlations.size());
    std::vector<Match> ended;
    // Closing one correlation's spans may give another something to count, and so on.
    for (std::uint32_t round = 0; round < count; ++round) {
        for (std::uint32_t number = 0; number < count; ++number) {
            if (!waits_for_end(plan_.correlations[number])) continue;
            Outcome outcome;
            Judge judge{plan_.correlations[number], state_->kept, outcome};
            for (auto& [key, group] : state_->groups[number])
                judge.close_span(group, far_future);
            keep_told(number, outcome.ended, ended);
            pass_on(number, outcome.begun);
        }
    }
    for (std::uint32_t number = 0; number < count; ++number) {
        Outcome outcome;
        Judge judge{plan_.correlations[number], state_->kept, outcome};
        for (auto& [key, group] : state_->groups[number])
            judge.end_episode(group);
        keep_told(number, outcome.ended, ended);
    }
    std::ranges::stable_sort(ended, {}, &Match::time);
    for (auto& match : ended)
        found_(std::move(match));
}

} // namespace sokuo::detect
