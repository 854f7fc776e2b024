#pragma once

// Correlations: what several matches together mean (specification, "Sigma Correlation Rules"), in
// the time of the events, whatever order they are read in.
//
// An episode is one match: it begins when the condition is first met and lasts as long as it is;
// `Match::time` is when it was met, `Match::events` how many matches it came to. Conditions with an
// upper bound (`lt`, `lte`, `eq`, `neq`) can only be judged when a time span is over: those are
// counted in spans that follow each other, from a group's first event on.

#include "detect/match.h"
#include "detect/sigma/read.h"
#include "detect/sigma/rule.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::detect {

/// Which rules are counted by which correlations.
struct Counted {
    std::uint32_t correlation = 0;
    std::uint32_t part = 0; ///< Which of the correlation's rules it is.
    bool is_correlation = false;
};

/// Correlations with their references found.
struct CountingPlan {
    std::vector<Correlation> correlations{};
    std::vector<std::vector<Counted>> of_rule{};        ///< By rule of the program.
    std::vector<std::vector<Counted>> of_correlation{}; ///< By correlation.
    std::vector<bool> is_silent_correlation{}; ///< By correlation: its matches are not told.
    std::vector<bool> is_silent{};             ///< By rule: its own matches are not told.
    std::vector<Refused> refused{};
};

/// Finds the references. A correlation of rules that are not there is refused, and so is one that
/// would count itself.
[[nodiscard]] CountingPlan plan_counting(std::vector<Correlation> correlations,
                                         const std::vector<Rule>& rules);

/// A match as correlations see it.
struct Sighting {
    Counted counted{};
    Time time{};
    std::vector<std::string> group{}; ///< The values of `group-by`, in its order.
    std::string value{};              ///< Of the field that is counted or added up.
    std::string file{};
    std::uint64_t record = 0;
    std::string computer{};
};

struct CountingTotals {
    std::uint64_t sightings = 0;
    std::uint64_t without_time = 0; ///< Not counted.
    std::uint64_t late = 0;         ///< Older than what was already judged; not counted.
    std::uint64_t forgotten = 0;    ///< Groups dropped because there were too many.
};

struct CountingLimits {
    /// So many sightings wait to be put in order of time; then the older half is judged.
    std::size_t waiting_max = 1'000'000;
    std::size_t groups_max = 200'000;
    std::size_t kept_max = 2'000'000; ///< Events in all windows.
};

class Counting {
public:
    using Found = std::function<void(Match)>;
    /// The plan must outlive it and the matches.
    Counting(const CountingPlan& plan, Found found, CountingLimits limits = {});
    ~Counting();
    Counting(const Counting&) = delete;
    Counting& operator=(const Counting&) = delete;

    void add(Sighting sighting);
    /// Something that has no time cannot be counted.
    void add_without_time() { ++totals_.without_time; }
    /// Judges everything up to `time`: a stream whose events come in order calls it now and then.
    void judge_until(Time time);
    /// Judges everything, and ends all episodes.
    void finish();

    // Of a stream nobody knows the end, so the clock tells. A counting is used either so or by the
    // three above, never by both. `now` is the caller's clock; that of the events may be wrong.

    /// Counts at once, in the order in which events come: one that is older than what its group
    /// has seen counts as of then. An episode is told when it begins, and again when it is over if
    /// more events came to it.
    void add_now(const Sighting& sighting, Time now);
    /// What has heard of nothing for a time span is over, and spans that are over are judged.
    void pass(Time now);
    /// No more is asked for: all episodes are over, and spans that are not are not judged.
    void stop(Time now);
    [[nodiscard]] const CountingTotals& totals() const { return totals_; }

private:
    struct State;
    void judge(const Sighting& sighting);
    void end_all(std::vector<Match>& ended);
    void tell(std::uint32_t correlation, std::vector<Match>& ended);
    void keep_told(std::uint32_t correlation, std::vector<Match>& ended,
                   std::vector<Match>& all) const;
    void pass_on(std::uint32_t correlation, const std::vector<Match>& begun);
    void make_room(std::uint32_t number, Time now, std::vector<Match>& ended);

    const CountingPlan& plan_;
    Found found_;
    CountingLimits limits_;
    CountingTotals totals_;
    std::vector<Sighting> waiting_;
    std::unique_ptr<State> state_;
};

} // namespace sokuo::detect
