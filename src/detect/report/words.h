#pragma once

// The words that several of the reports share.

#include "core/message.h"
#include "detect/match.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::detect::report {

[[nodiscard]] std::string say(const Message& message, Language language,
                              std::vector<std::string> args = {});

/// 1,234,567
[[nodiscard]] std::string grouped(std::uint64_t number);
/// 1.2 GB; powers of a thousand.
[[nodiscard]] std::string bytes_text(std::uint64_t bytes);

/// 重大 高 中 低 情報, as on the team's screens; Critical High Medium Low Info.
[[nodiscard]] std::string_view level_word(Level level, Language language);
/// From the gravest.
inline constexpr std::array levels_from_gravest{Level::critical, Level::high, Level::medium,
                                                Level::low, Level::informational};

/// A column of the ATT&CK matrix for enterprises. Rules of before version 19 (2026-04) say Defense
/// Evasion, which is two since; both readings have a place.
struct Tactic {
    std::string_view tag{}; ///< Behind `attack.`, with hyphens.
    std::string_view name{};
    std::string_view ja{};
};
inline constexpr std::size_t tactic_count = 16;
/// In the order of the matrix.
[[nodiscard]] std::span<const Tactic, tactic_count> tactics();
/// Which of `tactics()` a rule's tag names: `attack.defense-evasion` or `attack.defense_evasion`.
[[nodiscard]] std::optional<std::size_t> tactic_of(std::string_view tag);

/// What the rule is called, and what it says, in the reader's language where it knows it.
[[nodiscard]] const std::string& title_of(const RuleInfo& rule, Language language);
[[nodiscard]] const std::string& description_of(const RuleInfo& rule, Language language);

/// 作者: Florian Roth（DRL 1.1）; says so when the rule names none. Visible text.
[[nodiscard]] std::string author_line(const RuleInfo& rule, Language language);

} // namespace sokuo::detect::report
