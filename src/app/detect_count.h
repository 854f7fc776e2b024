#pragma once

// What correlations count of a stream, kept from one look to the next: the matches of the last
// while, by group, and judged anew with every look, in the time of the events. Bounded: a group
// keeps so many, and all groups together.
//
// Judging anew gives the same episodes again; each has a reference, and one reference raises once.

#include "core/time.h"
#include "detect/job/catalogue.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sokuo::app {

/// One match that a correlation counts.
struct Sight {
    std::uint64_t line = 0;    ///< Its number in the log store.
    std::string correlation{}; ///< By its id, or its title: outlives other rules.
    std::uint32_t part = 0;
    Time at{};          ///< When it happened.
    Time received_at{}; ///< When it came in.
    std::vector<std::string> group{};
    std::string value{};
    std::string host{};
    std::string text{}; ///< The line, shortened.
    friend bool operator==(const Sight&, const Sight&) = default;
};

/// What a sight is known by.
struct Forgotten {
    std::uint64_t line = 0;
    std::string correlation{};
    std::uint32_t part = 0;
};

/// An episode: a condition that is met.
struct Episode {
    std::uint32_t rule = 0; ///< As the catalogue numbers it.
    std::string reference{};
    Time at{};
    std::string host{};
    std::uint64_t events = 0;
    std::vector<detect::FieldText> group{};
    std::vector<std::string> lines{}; ///< The first of what was counted.
};

[[nodiscard]] std::string key_of(const detect::RuleInfo& info);

class DetectCount {
public:
    struct Limits {
        std::size_t group_max = 2'000;
        std::size_t all_max = 10'000;
    };
    explicit DetectCount(Limits limits) : limits_{limits} {}
    DetectCount() : DetectCount(Limits{}) {}

    void add(std::vector<Sight> sights);
    /// Forgets groups in which nothing came in for as long as a correlation counts, in the others
    /// what lies before a pause that long, and what is over the limits, the oldest first.
    void forget(const detect::job::Catalogue& catalogue, Time now);
    /// What was forgotten since this was asked last; each once.
    [[nodiscard]] std::vector<Forgotten> take_forgotten() { return std::exchange(forgotten_, {}); }
    /// What is met by now. Correlations that ask for less than so many are judged when their span
    /// is over.
    [[nodiscard]] std::vector<Episode> episodes(const detect::job::Catalogue& catalogue,
                                                Time now) const;
    /// Nothing that came in before this is kept.
    [[nodiscard]] std::optional<Time> oldest() const;
    [[nodiscard]] std::size_t count() const { return count_; }

private:
    struct Group {
        std::vector<Sight> sights{};
        bool is_full = false; ///< Its beginning was forgotten.
    };
    void forget_first(Group& group, std::size_t count);

    Limits limits_;
    std::vector<Forgotten> forgotten_;
    std::map<std::string, Group, std::less<>> groups_;
    std::size_t count_ = 0;
};

} // namespace sokuo::app
