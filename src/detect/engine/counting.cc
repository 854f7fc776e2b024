#include "detect/engine/counting.h"

#include "detect/engine/counting_group.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <unordered_map>
#include <utility>

namespace sokuo::detect {

namespace {

using Type = CorrelationType;
using namespace counting;

constexpr std::size_t shown_events_max = 100;
// Later than any event, and early enough to be reckoned with.
constexpr Time far_future = std::chrono::sys_days{std::chrono::year{9999} / 12 / 31};

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
    std::optional<Time> clock; // of a stream
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

    // Of a stream: told at once when an episode begins that goes on.
    void take_now(Group& group, const Sighting& sighting, Time now) {
        group.heard = now;
        if (sighting.time < group.last) {
            auto moved = sighting;
            moved.time = group.last;
            take(group, moved);
        } else {
            take(group, sighting);
        }
        if (!group.episode || group.episode->told != 0) return;
        group.episode->told = group.episode->events;
        outcome_.ended.push_back(group.episode->match);
        outcome_.ended.back().events = group.episode->events;
    }

    // What is over by the clock; false: nothing is left of the group.
    bool pass(Group& group, Time now) {
        const bool is_span_over = waits_for_end(correlation_) && !group.window.empty() &&
                                  now - group.opened >= correlation_.timespan;
        if (is_span_over) close_span(group, far_future);
        if (now - group.heard < correlation_.timespan) return true;
        end_episode(group);
        drop_all(group);
        return false;
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
        const bool is_told = group.episode->told == match.events;
        group.episode.reset();
        if (!is_told) outcome_.ended.push_back(std::move(match));
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
        if (group.window.empty()) group.opened = group.heard;
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
    if (sighting.time < state_->judged && !state_->clock) {
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
    if (const auto clock = state_->clock) {
        judge.take_now(group, sighting, *clock);
    } else {
        judge.take(group, sighting);
    }
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

void Counting::add_now(const Sighting& sighting, Time now) {
    ++totals_.sightings;
    state_->clock = now;
    judge(sighting);
}

void Counting::pass(Time now) {
    state_->clock = now;
    for (std::uint32_t number = 0; number < plan_.correlations.size(); ++number) {
        Outcome outcome;
        Judge judge{plan_.correlations[number], state_->kept, outcome};
        auto& groups = state_->groups[number];
        for (auto at = groups.begin(); at != groups.end();) {
            const bool is_over = !judge.pass(at->second, now);
            if (is_over) --state_->group_count;
            at = is_over ? groups.erase(at) : std::next(at);
        }
        std::ranges::stable_sort(outcome.ended, {}, &Match::time);
        tell(number, outcome.ended);
        pass_on(number, outcome.begun);
    }
}

void Counting::stop(Time now) {
    pass(now);
    std::vector<Match> ended;
    end_all(ended);
    std::ranges::stable_sort(ended, {}, &Match::time);
    for (auto& match : ended)
        found_(std::move(match));
}

void Counting::end_all(std::vector<Match>& ended) {
    for (std::uint32_t number = 0; number < plan_.correlations.size(); ++number) {
        Outcome outcome;
        Judge judge{plan_.correlations[number], state_->kept, outcome};
        for (auto& [key, group] : state_->groups[number])
            judge.end_episode(group);
        keep_told(number, outcome.ended, ended);
    }
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
    end_all(ended);
    std::ranges::stable_sort(ended, {}, &Match::time);
    for (auto& match : ended)
        found_(std::move(match));
}

} // namespace sokuo::detect
