#pragma once

// Matches gathered by rule, host and hour: a machine says one thing a thousand times, and people
// want to be told once, and then how often. Pure.

#include "detect/match.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace sokuo::detect {

/// What one rule said of one host in one hour.
struct Gathered {
    RuleInfo rule{}; ///< Its own: rules may be read anew in the meantime.
    std::string host{};
    Time hour{};  ///< Its beginning, in the time of the events.
    Time first{}; ///< Of the matches.
    Time last{};
    std::uint64_t count = 0;
    std::uint64_t events = 0; ///< Of correlations: how many events all of them came to.
};

class Hours {
public:
    /// So many are kept; beyond, those that heard from theirs longest ago are over.
    static constexpr std::size_t kept_max = 10'000;

    /// True: the first of its rule, host and hour. A match without a time happened `now`. A
    /// correlation that is told again counts once.
    bool add(const Match& match, Time now);
    /// Forgets those whose hour is over by the clock, and gives what was not told by their first
    /// match: those that had more. In order of time.
    [[nodiscard]] std::vector<Gathered> over(Time now);
    /// The same of all.
    [[nodiscard]] std::vector<Gathered> rest();
    [[nodiscard]] std::size_t count() const { return kept_.size(); }

private:
    using Key = std::tuple<std::string, std::string, Time>;
    struct Kept {
        Gathered gathered{};
        Time heard{};           ///< By the clock.
        std::uint64_t told = 0; ///< `events` when the first was told.
        /// Of a correlation: its episodes, by their beginning and group, and their events.
        std::map<std::size_t, std::uint64_t> episodes{};
    };
    void count(Kept& kept, const Match& match);
    void take_out(const Kept& kept);
    void make_room();
    [[nodiscard]] std::vector<Gathered> taken_out();

    std::map<Key, Kept> kept_;
    std::vector<Gathered> out_; ///< What had more, and is forgotten.
    Time hour_{};               ///< By the clock.
};

} // namespace sokuo::detect
