#pragma once

// Which lines are worth more than being kept: a grave priority, what an IDS calls grave, words the
// operator is afraid of. Pure; what becomes of a match (an alert, gathered and judged) is decided
// elsewhere. Detection rules will stand beside this, not in it.

#include "syslog/event.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::syslog {

/// What is looked for; an absent number looks for nothing.
struct Selection {
    std::optional<int> syslog_severity_max{}; ///< 0 to 7: this one and graver ones.
    std::optional<int> eve_severity_max = 2;  ///< Of alerts; 1 is the gravest.
    std::optional<int> cef_severity_min = 7;  ///< Of CEF and LEEF; 10 is the gravest.
    std::vector<std::string> words{};         ///< In the text; capitals of ASCII do not matter.
};

/// From light to grave; the names are those of alerts.
enum class Gravity : std::uint8_t { info, low, medium, high, critical };
inline constexpr std::array<std::string_view, 5> gravity_names{"info", "low", "medium", "high",
                                                               "critical"};

/// A line somebody should look at. All texts are valid UTF-8.
struct Match {
    std::string source{};    ///< `suricata`, the product of CEF, the program; else `syslog`.
    std::string reference{}; ///< Of the line in the store: the same line always gives the same.
    std::string rule{}; ///< Of the signature; else the word or the priority that was looked for.
    std::string title{};
    Gravity severity = Gravity::medium;
    std::string host{};
    std::optional<Time> at{}; ///< As the machine said; when it came in otherwise.
    std::vector<std::string> observables{};
    std::string raw{};
    friend bool operator==(const Match&, const Match&) = default;
};

/// Nothing: not worth more than being kept.
[[nodiscard]] std::optional<Match> match(const Event& event, const Selection& selection);

} // namespace sokuo::syslog
