#pragma once

// What a scan found, in numbers: by rule, by host, by tactic, by level, over time; what was read
// and what could not be. Memory is bounded whatever the logs say: what comes after the last rule or
// host that has a place is counted with the others.

#include "core/message.h"
#include "detect/match.h"
#include "detect/report/histogram.h"
#include "detect/report/words.h"
#include "detect/report/zone.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sokuo::detect::report {

/// From the first to the last of the times that can be read.
struct Period {
    std::optional<Time> first{};
    std::optional<Time> last{};
    void add(std::optional<Time> time);
};

/// `2026-11-28 09:12:03 ～ 2026-11-28 10:00:00`; empty when there is none.
[[nodiscard]] std::string period_text(const Period& period, const Zone& zone, Language language);

/// What the readers counted.
struct ReadCounts {
    std::uint64_t files = 0;
    std::uint64_t files_failed = 0; ///< Not read at all, or not to their end.
    std::uint64_t bytes = 0;
    std::uint64_t events = 0;
    std::uint64_t recovered = 0;
    std::uint64_t unreadable = 0;
    std::uint64_t rules = 0; ///< Those that were used.
    /// Of correlations: events without a time, or too late to be counted; groups that were dropped
    /// because there were too many.
    std::uint64_t uncounted = 0;
    std::uint64_t groups_dropped = 0;
};

/// Things of one kind that went wrong, with the first few places.
struct Complaint {
    static constexpr std::size_t places_max = 3;
    struct Place {
        std::string file{};
        std::vector<std::string> args{}; ///< Of the message, there.
    };
    const Message* message = nullptr;
    std::vector<std::string> args{}; ///< What all places have in common; `…` where they differ.
    std::uint64_t count = 0;
    std::vector<Place> places{};
};
/// The message with what is common to all places. Visible text.
[[nodiscard]] std::string complaint_text(const Complaint& complaint, Language language);
/// The file, and in brackets what the other places do not share. Visible text.
[[nodiscard]] std::string place_text(const Complaint& complaint, const Complaint::Place& place);

class Summary {
public:
    struct Limits {
        std::size_t rules_max = 10'000;
        std::size_t hosts_max = 1'000;
    };
    explicit Summary(Zone zone) : Summary{zone, Limits{10'000, 1'000}} {}
    Summary(Zone zone, Limits limits);

    /// The rule has to outlive the summary.
    void put(const Match& match);
    void read(const ReadCounts& counts); ///< Adds.
    /// `message` lives as long as the program.
    void trouble(const Message& message, std::vector<std::string> args, std::string_view file);
    void rule_unusable(const Message& reason, std::vector<std::string> args, std::string_view file);

    struct OfRule {
        const RuleInfo* rule = nullptr; ///< Null: the others.
        std::uint64_t matches = 0;
        std::uint64_t recovered = 0;
        Period period{};
        std::size_t hosts = 0;
        bool has_more_hosts = false;
    };
    struct OfHost {
        std::string name{}; ///< As the log has it, the first 256 bytes. Empty: none is named.
        bool is_others = false;
        std::uint64_t matches = 0;
        Level gravest = Level::informational;
        Period period{};
    };

    [[nodiscard]] const Zone& zone() const { return zone_; }
    [[nodiscard]] std::uint64_t matches() const { return matches_; }
    [[nodiscard]] std::uint64_t recovered() const { return recovered_; }
    [[nodiscard]] std::uint64_t of_level(Level level) const;
    /// As `tactics()`; a match counts for each tactic of its rule.
    [[nodiscard]] const std::array<std::uint64_t, tactic_count>& of_tactics() const;
    [[nodiscard]] const Period& period() const { return period_; }
    [[nodiscard]] const Histogram& histogram() const { return histogram_; }
    [[nodiscard]] const ReadCounts& counts() const { return counts_; }
    /// The gravest first, then the most frequent; the others last.
    [[nodiscard]] std::vector<OfRule> rules() const;
    /// The most frequent first; the others last.
    [[nodiscard]] std::vector<OfHost> hosts() const;
    /// The most frequent first.
    [[nodiscard]] std::vector<Complaint> troubles() const;
    [[nodiscard]] std::vector<Complaint> unusable() const;

private:
    struct Rule {
        OfRule line{};
        std::vector<bool> seen_on{}; ///< By the number of the host.
    };
    using Complaints = std::map<std::string_view, Complaint>;

    std::size_t host_of(const Match& match, std::optional<Time> time);
    Rule& rule_of(const Match& match);
    static void complain(Complaints& complaints, const Message& message,
                         std::vector<std::string> args, std::string_view file);

    Zone zone_;
    Limits limits_;
    std::uint64_t matches_ = 0;
    std::uint64_t recovered_ = 0;
    std::array<std::uint64_t, 5> of_level_{};
    std::array<std::uint64_t, tactic_count> of_tactic_{};
    Period period_{};
    Histogram histogram_;
    ReadCounts counts_{};
    std::unordered_map<const RuleInfo*, Rule> rules_{};
    Rule other_rules_{};
    std::unordered_map<std::string, std::size_t> host_numbers_{};
    std::vector<OfHost> hosts_{};
    OfHost other_hosts_{};
    Complaints troubles_{};
    Complaints unusable_{};
};

} // namespace sokuo::detect::report
