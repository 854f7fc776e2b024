#pragma once

// The closed sets of words an incident is told in, and their names in the API and the journal.

#include "core/result.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sokuo::incident {

/// How far the work is (DOMAIN §3.10). Reporting and publication run beside it and are no phase.
enum class Phase : std::uint8_t {
    triaged,    ///< 宣言済み
    responding, ///< 初動対応中
    contained,  ///< 封じ込め済み
    eradicated, ///< 根絶済み
    recovering, ///< 復旧中（暫定対策）
    recovered,  ///< 復旧済み
    converged,  ///< 収束宣言
    closed,     ///< 完了
    withdrawn,  ///< 取り下げ
};

/// What a line of the record is.
enum class LineKind : std::uint8_t { fact, decision, action, contact };

/// 値あり, 調査中, 不明 and 該当なし are four different things.
enum class FactState : std::uint8_t { known, investigating, unknown, not_applicable };

enum class TaskState : std::uint8_t { open, done, skipped };

enum class ConditionState : std::uint8_t { open, met, not_applicable };

/// How exactly a time is known.
enum class Precision : std::uint8_t { minute, hour, day, unknown };

inline constexpr std::array<std::string_view, 9> phase_names{
    "triaged",   "responding", "contained", "eradicated", "recovering",
    "recovered", "converged",  "closed",    "withdrawn"};
inline constexpr std::array<std::string_view, 4> line_kind_names{"fact", "decision", "action",
                                                                 "contact"};
inline constexpr std::array<std::string_view, 4> fact_state_names{"known", "investigating",
                                                                  "unknown", "not_applicable"};
inline constexpr std::array<std::string_view, 3> task_state_names{"open", "done", "skipped"};
inline constexpr std::array<std::string_view, 3> condition_state_names{"open", "met",
                                                                       "not_applicable"};
inline constexpr std::array<std::string_view, 4> precision_names{"minute", "hour", "day",
                                                                 "unknown"};
inline constexpr std::array<std::string_view, 4> priority_codes{"P1", "P2", "P3", "P4"};

/// The name of an enumerator in one of the tables above.
template <class Enum, std::size_t N>
[[nodiscard]] constexpr std::string_view name_of(Enum value,
                                                 const std::array<std::string_view, N>& names) {
    return names.at(static_cast<std::size_t>(value));
}

template <class Enum, std::size_t N>
[[nodiscard]] constexpr std::optional<Enum> named(std::string_view name,
                                                  const std::array<std::string_view, N>& names) {
    for (std::size_t index = 0; index < N; ++index) {
        if (names[index] == name) return static_cast<Enum>(index);
    }
    return {};
}

/// 初動対応中
[[nodiscard]] const Message& phase_label(Phase phase);

} // namespace sokuo::incident
