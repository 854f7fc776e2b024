#pragma once

// 決裁: somebody proposes, somebody in a role approves, in writing or by word of mouth. Policies of
// response, engagements, filings, releases and closure all pass the same step; what each kind needs
// is the organisation's (`approvals` of the charter's file).
//
//     step            may follow    leads to
//     ask             nothing       asked
//     approve         asked         approved
//     oral            asked         oral: work goes on, the signature is owed
//     (事後確認)
//     confirm         oral          approved
//     contest         oral          contested: 「そうは言っていない」
//     send_back       asked         sent_back, with what is wanted
//     withdraw        asked         withdrawn, by whoever proposed it
//
// Whoever gave it by word of mouth confirms or contests it. Where they no longer can (another holds
// the post, they are away or shut out), whoever holds the role now does so in their stead, and the
// record says that.
//
// Pure: who is asking and whether they hold one of the roles is told, not looked up.

#include "charter/charter.h"
#include "core/id.h"
#include "core/json.h"
#include "core/result.h"
#include "core/time.h"
#include "journal/entry.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sokuo::approval {

using ApprovalId = Id<struct ApprovalTag>;

enum class State : std::uint8_t { asked, approved, oral, contested, sent_back, withdrawn };
inline constexpr std::array<std::string_view, 6> state_names{"asked",     "approved",  "oral",
                                                             "contested", "sent_back", "withdrawn"};

/// Whether the work an approval was asked for may go on.
[[nodiscard]] constexpr bool is_given(State state) {
    return state == State::approved || state == State::oral;
}

/// What is proposed.
struct Ask {
    std::string kind; ///< A code of the charter's `approvals`.
    std::string title;
    std::string text;
    std::optional<IncidentId> incident;
    std::optional<Time> wanted_by;
    /// What it lets happen, where a program acts on it: `engagement` and its id. May be empty.
    journal::Stream subject{};
};
/// In one of the kind's roles. `role` is that in which they approve.
struct Approve {
    std::string role;
    std::string comment;
};
/// 口頭承認, written down at once by somebody who heard it.
struct NoteOral {
    PersonId by; ///< Who approved.
    std::string role;
    Time at{};
    std::string how; ///< 電話, 会議の席で
};
/// In whose stead somebody answers for what another said: `successor` holds the role themselves,
/// `acting` stands in for who does.
enum class Stead : std::uint8_t { own_word, successor, acting };
/// 事後確認.
struct Confirm {
    std::string role;
    std::string comment;
    Stead stead = Stead::own_word;
};
struct Contest {
    std::string role;
    std::string comment;
    Stead stead = Stead::own_word;
};
struct SendBack {
    std::string role;
    std::string comment;
};
struct Withdraw {
    std::string comment;
};
using Step = std::variant<Approve, NoteOral, Confirm, Contest, SendBack, Withdraw>;

class Approval {
public:
    /// Errors: `invalid` (no such kind).
    [[nodiscard]] static Result<journal::Draft> ask(const ApprovalId& id, const Ask& what,
                                                    const charter::Charter& charter);
    /// Errors: `corrupt`.
    [[nodiscard]] static Result<Approval> replay(std::span<const journal::Entry> history);

    /// What `who` may do next. Errors: `conflict` (the state), `forbidden` (two-person rule; only
    /// whoever proposed may withdraw; who may confirm), `invalid` (a comment is missing; an oral
    /// approval of before it was proposed).
    [[nodiscard]] Result<journal::Draft> next(const Step& step, const PersonId& who) const;
    void apply(const journal::Entry& entry);

    ApprovalId id;
    std::int64_t rev = 0;
    Ask asked;
    std::vector<std::string> roles; ///< Who approves, as the charter had it when it was asked.
    bool needs_two = false;         ///< Whoever proposed may not approve.
    journal::Actor asked_by;
    Time asked_at{};
    State state = State::asked;
    std::string comment; ///< Of the newest step.
    journal::Actor answered_by;
    Time answered_at{};
    std::optional<NoteOral> oral;
    bool in_stead = false; ///< 事後確認 was given or refused in the stead of whoever said it.
};

[[nodiscard]] journal::Stream stream_of(const ApprovalId& id);

} // namespace sokuo::approval
