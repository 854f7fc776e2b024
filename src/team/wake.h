#pragma once

// 起こす: somebody is called out of bed. One after the other, in the order of roster.h, until one
// answers; whoever has not answered after some minutes is left alone and the next one is called.
// Not answering passes no power (succession.h does, by a record). Pure.
//
// A telephone rings because a person rings it. What the program can do beside that is a mail with
// the number and nothing else, to those who agreed to it.

#include "core/id.h"
#include "core/result.h"
#include "core/time.h"
#include "team/roster.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sokuo::team {

using WakeId = Id<struct WakeTag>;

enum class WakeState : std::uint8_t {
    calling,    ///< Somebody was called and has not answered yet.
    answered,   ///< Somebody is awake.
    unanswered, ///< Everybody was called and nobody answered.
    ended,      ///< Nobody need be woken any longer.
};
[[nodiscard]] std::string_view code_of(WakeState state);

enum class WakeMail : std::uint8_t { none, sent, given_up };

/// Somebody in the order, and what came of calling them.
struct Called : Callee {
    std::optional<Time> called_at{};
    std::optional<Time> answered_at{};
    PersonId noted_by{}; ///< Who noted that they answered; themselves: on the screen.
    int mail_tries = 0;
    std::optional<Time> mail_tried_at{};
    WakeMail mail = WakeMail::none;
    bool is_passed_over = false; ///< Shut out of what it is about, after the order was written.
};

struct Wake {
    WakeId id;
    std::string about_kind; ///< `incident` or `report`
    Uuid about{};
    std::string number; ///< What the mail says: R8-0012.
    PersonId by;
    Time at{};
    std::chrono::minutes next_after{10};
    std::optional<Time> next_at{}; ///< When the next one is called.
    WakeState state = WakeState::calling;
    std::vector<Called> calls{};

    [[nodiscard]] const Called* of(const PersonId& person) const;
};

/// The place in the order of whoever is called next; nothing when all were.
[[nodiscard]] std::optional<std::size_t> next_place(const std::vector<Called>& calls);

/// Errors: `conflict` when nobody in the order can be called.
[[nodiscard]] Result<> may_begin(const std::vector<Callee>& order);
/// Whether `person` may be noted as having answered. Errors: `forbidden` (not in the order),
/// `conflict` (ended, answered already).
[[nodiscard]] Result<> may_answer(const Wake& wake, const PersonId& person);
/// Whether the next one may be called. Errors: `conflict`.
[[nodiscard]] Result<> may_go_on(const Wake& wake);
/// Errors: `conflict`.
[[nodiscard]] Result<> may_end(const Wake& wake);

inline constexpr int mail_tries_max = 6;

/// When the mail to somebody is to be tried (again); nothing when it is sent, given up, or they
/// were not called. Half a minute after the first try, and twice as long each time.
[[nodiscard]] std::optional<Time> mail_due(const Called& called);

/// What the mail says, subject and text: 「要確認 R8-0012」 and nothing more.
[[nodiscard]] std::string mail_text(const std::string& number);

} // namespace sokuo::team
