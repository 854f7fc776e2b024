#pragma once

// What a scan finds: a rule, and the event it fits. Everything in it is text of its own, so that it
// outlives the block it was read from; what stands in it was written by strangers.

#include "core/time.h"
#include "detect/field_texts.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sokuo::detect {

/// Sigma's levels (specification, `level`).
enum class Level : std::uint8_t { informational, low, medium, high, critical };

[[nodiscard]] std::string_view to_string(Level level);
[[nodiscard]] std::optional<Level> level_of(std::string_view name);

/// What people are told of a rule. The author and the licence go wherever a match goes: the
/// Detection Rule License 1.1 asks for it.
struct RuleInfo {
    std::string id{}; ///< A UUID, or empty.
    std::string title{};
    std::string author{};
    std::string license{}; ///< As the rule or its folder says; empty when neither does.
    std::string description{};
    std::string title_ja{}; ///< For readers of Japanese, where the rule says it (ours do).
    std::string description_ja{};
    std::string status{};
    std::string date{};
    Level level = Level::medium;
    std::vector<std::string> tags{}; ///< `attack.execution`, `attack.t1059.001` …
    std::vector<std::string> references{};
    std::vector<std::string> false_positives{};
    std::string file{}; ///< Where it was read, for people.
};

/// A field and what it holds, UTF-8, as texts of their own.
using FieldText = std::pair<std::string, std::string>;

struct Match {
    const RuleInfo* rule = nullptr; ///< Never null; lives as long as the rules.
    std::string file{};             ///< As the user would open it; `archive.zip/inner.evtx` inside.
    std::uint64_t record = 0;       ///< `Event::record`.
    bool recovered = false;
    std::optional<Time> time{}; ///< Nothing when the event names none that can be read.
    std::string computer{};
    std::string channel{};
    std::uint32_t event_id = 0;
    FieldTexts matched{}; ///< Those because of which the rule fits, in the order of the rule.
    FieldTexts event{};   ///< The whole event, in the order it was written.
    /// Of a correlation: how many events, and what was counted. 0: a match of one event.
    std::uint64_t events = 0;
};

} // namespace sokuo::detect
