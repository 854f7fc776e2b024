#pragma once

// How a report was judged (発生判断, 第２条第１号イ).

#include "core/id.h"
#include "core/time.h"
#include "journal/entry.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sokuo::incident {

enum class Outcome : std::uint8_t {
    incident,
    join,
    watch,
    waiting,
    not_incident, ///< 対象外
    transferred,
    spam,     ///< いたずら・迷惑メール: nobody is answered, and it needs no reason
    provider, ///< 提供者の復旧待ち: somebody else works on it; they are asked again at a time
    duplicate, ///< 別の受付と同じ件: what is decided there holds here
};
inline constexpr std::array<std::string_view, 9> outcome_names{
    "incident",    "join", "watch",    "waiting",  "not_incident",
    "transferred", "spam", "provider", "duplicate"};

/// Nothing is waited for any more, though most of it may be judged anew.
[[nodiscard]] constexpr bool is_for_good(Outcome outcome) {
    return outcome != Outcome::watch && outcome != Outcome::waiting && outcome != Outcome::provider;
}

struct Judge {
    Outcome outcome = Outcome::waiting;
    std::string reason;
    std::optional<IncidentId> incident; ///< What it became or was joined to.
    std::optional<ReportId> same_as{};  ///< The report that tells of the same matter.
    std::string transferred_to;
    std::optional<Time> look_again_at;
    bool owes_reply = false; ///< Whoever told us is to be told the outcome.
};

struct Judged {
    Judge judgement;
    Time at{};
    journal::Actor by;
};

} // namespace sokuo::incident
