#pragma once

// 支援依頼・支援要請: outsiders asked in for one purpose (別表第３: 外部委託事業者, 外部の専門家,
// その他). The handler proposes, the head issues (決裁), and it ends by its day or by withdrawal.
// It stands on the incident's own record.
//
//     step        may follow             leads to
//     propose     an incident that is not closed          proposed
//     issue       proposed, before its day    issued: the head approved it, in writing or by word
//     decline     proposed               declined: sent back, withdrawn
//     admit       issued, with sign-in   the same: one person of theirs may sign in
//     note        issued, ended          the same: what was handed over or came back
//     end         issued                 ended, at once
//     (due)       issued                 ended, on its day
//
// The incident's own end (完了, 取り下げ) ends them all, and reopening it revives none.
//
// What whoever signs in gets to see is the parts named and nothing else; a right to act on the
// incident is never among them.

#include "core/id.h"
#include "core/json.h"
#include "core/result.h"
#include "core/time.h"
#include "journal/entry.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sokuo::incident {

using EngagementId = Id<struct EngagementTag>;

/// 支援依頼 to a contractor, 支援要請 to an expert or an authority, その他. Named as the roles are.
enum class Helper : std::uint8_t { contractor, expert, other };
inline constexpr std::array<std::string_view, 3> helper_names{"contractor", "expert", "other"};

/// What of the incident an engagement is about: あらまし, ファクトシート, 経過, 作業, 添付.
enum class Part : std::uint8_t { summary, facts, record, tasks, files };
inline constexpr std::array<std::string_view, 5> part_names{"summary", "facts", "record", "tasks",
                                                            "files"};

/// 支援依頼, 支援要請, 支援の要請等.
[[nodiscard]] const Message& helper_label(Helper helper);
/// あらまし.
[[nodiscard]] const Message& part_label(Part part);

enum class EngagementState : std::uint8_t { proposed, issued, declined, ended };
inline constexpr std::array<std::string_view, 4> engagement_state_names{"proposed", "issued",
                                                                        "declined", "ended"};

/// TLP 2.0 (FIRST), as what was handed over was marked.
inline constexpr std::array<std::string_view, 5> tlp_names{"red", "amber+strict", "amber", "green",
                                                           "clear"};

struct Engage {
    EngagementId engagement;
    Helper helper = Helper::contractor;
    std::string body;    ///< Whom: a company, an authority. Never a person's name.
    std::string purpose; ///< What they are asked to do.
    std::vector<Part> parts;
    bool signs_in = false; ///< False: files and words are handed over, nobody signs in.
    Time until{};
    Uuid approval{}; ///< The 決裁 that was asked for it.
};
struct IssueEngagement {
    EngagementId engagement;
    std::optional<PersonId> said_by; ///< 口頭承認: who said it.
    Time at{};                       ///< Now.
};
struct DeclineEngagement {
    EngagementId engagement;
    std::string reason;
};
struct AdmitPerson {
    EngagementId engagement;
    PersonId person;
};
/// What was handed over or came back (提供情報, 回答).
struct NoteExchange {
    EngagementId engagement;
    bool is_given = false;
    std::string how; ///< 電話, メール, 媒体
    std::string text;
    std::string tlp; ///< May be empty.
    std::optional<Time> at;
};
struct EndEngagement {
    EngagementId engagement;
    std::string reason;
};
using EngagementStep = std::variant<Engage, IssueEngagement, DeclineEngagement, AdmitPerson,
                                    NoteExchange, EndEngagement>;

struct Exchange {
    bool is_given = false;
    std::string how;
    std::string text;
    std::string tlp;
    Time at{};
    journal::Actor by;
};

struct Engagement {
    EngagementId id;
    Helper helper = Helper::contractor;
    std::string body;
    std::string purpose;
    std::vector<Part> parts;
    bool signs_in = false;
    Time until{};
    Uuid approval{};
    EngagementState state = EngagementState::proposed;
    journal::Actor proposed_by;
    Time proposed_at{};
    journal::Actor issued_by;
    std::optional<PersonId> said_by;
    std::optional<Time> issued_at;
    std::optional<Time> ended_at;
    journal::Actor ended_by; ///< Of nobody where its day came.
    std::string reason;      ///< Of declining or ending.
    std::vector<PersonId> people;
    std::vector<Exchange> exchanges;

    [[nodiscard]] bool shows(Part part) const;
};

/// The name of what falls due when an engagement's day comes.
[[nodiscard]] std::string due_name(const EngagementId& id);
/// The engagement a fired due is about; nothing for another.
[[nodiscard]] std::optional<EngagementId> engagement_due(std::string_view name);

/// The entry `step` becomes. `all`: the engagements so far. The caller has asked whether the
/// incident still goes on. Errors: `not_found`, `conflict` (its state), `invalid`.
[[nodiscard]] Result<journal::Draft> ask_engagement(const std::vector<Engagement>& all,
                                                    const EngagementStep& step);
/// The incident was closed or withdrawn: nothing is issued any longer, and what was is over.
void end_all(std::vector<Engagement>& all, const journal::Entry& entry);
/// What is in force and ends with the incident: `[{"engagement", "kind", "body"}]`.
[[nodiscard]] Json ending_with(const std::vector<Engagement>& all);
/// Takes an entry of an incident's stream that is about engagements; others change nothing.
void apply_engagement(std::vector<Engagement>& all, const journal::Entry& entry);

// Errors of all of these: `invalid`, with the field.

[[nodiscard]] Result<Engage> read_engage(const Json& json, Time now);
[[nodiscard]] Result<NoteExchange> read_exchange(const Json& json, Time now);
[[nodiscard]] Result<std::string> read_reason(const Json& json);

} // namespace sokuo::incident
