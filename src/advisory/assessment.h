#pragma once

// 該当資産の確認: an advisory that matters, from the day it came to the answer whether it concerns
// the organisation. A value; asks and applies, like the incident.
//
//     advisory.opened    {"advisory", "opened", "matches", "due_at", "due_from", "post", "report"}
//                        opened: matched (the register has it), typed (by hand), chosen (from the
//                        feed, though nothing matched); report: the one it came by
//     advisory.updated   {"advisory", "matches", …}   the source says something else
//     advisory.matched   {"matches", …}                the register has it by now
//     advisory.assigned  {"post", "due_at"}
//     advisory.answered  {"answer", "systems", "note"}
//     advisory.put_away  {"system", "reason", "last"}  a match that is none; the last one of them
//                                                      is the answer 該当なし
//     advisory.reported  {"report"}                    what was found is a report now
//     due.fired          the answer is overdue

#include "advisory/advisory.h"
#include "advisory/match.h"
#include "calendar/closed_days.h"
#include "charter/pack.h"
#include "journal/entry.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::advisory {

inline constexpr std::string_view advisory_kind = "advisory";
/// What its row in the queue of due things is called.
inline constexpr std::string_view assess_due = "assess";
inline constexpr std::array<std::string_view, 3> answers{"checking", "affected", "none"};

/// By when it should be known, and who says so: `pack` (目安), `kev`, `asked` (回答期限 of whoever
/// sent it), `person` (set here).
struct Due {
    Time at{};
    std::string from;
    friend bool operator==(const Due&, const Due&) = default;
};

/// The pack's 目安 counted from `now`, or KEV's day when it comes first and has not passed.
/// Nothing when neither says anything.
[[nodiscard]] std::optional<Due> due_for(const Advisory& advisory, bool is_exploited,
                                         const charter::Pack& pack, const calendar::Office& office,
                                         Time now);

/// Why it is looked at, with everything its first entry says.
struct Opening {
    Advisory advisory;
    std::string opened; ///< `matched`, `typed`, `chosen`
    std::vector<Match> matches{};
    std::optional<Due> due{};
    std::string post{}; ///< Code of the post that checks; empty: nobody yet.
    std::optional<ReportId> report{};
};

struct Assign {
    std::string post;
    std::optional<Time> due_at;
};
struct Answer {
    std::string answer;
    std::vector<registry::SystemId> systems; ///< Of `affected`: at least one.
    std::string note;
};
struct PutAway {
    registry::SystemId system;
    std::string reason;
    friend bool operator==(const PutAway&, const PutAway&) = default;
};

struct Assessment {
    AdvisoryId id;
    std::int64_t rev = 0;
    Advisory advisory;
    std::string opened;
    Time opened_at{};
    std::vector<Match> matches; ///< Without those that were put away.
    std::vector<PutAway> put_away;
    std::string post;
    std::optional<Due> due;
    std::optional<Time> overdue_since;
    std::string answer; ///< One of `answers`; empty: none yet.
    std::vector<registry::SystemId> systems;
    std::string note;
    std::optional<Time> answered_at;
    journal::Actor answered_by;
    std::optional<Time> changed_since; ///< After the answer the source or the register changed.
    std::string change;                ///< `updated`, `matched`
    std::optional<ReportId> from_report;
    std::optional<ReportId> report;
    bool is_erased = false;

    /// Nobody answered for good, or what was answered is not what it says now.
    [[nodiscard]] bool needs_check() const;

    [[nodiscard]] static journal::Draft open(const AdvisoryId& id, const Opening& opening);
    /// Nothing when it says and concerns what it did. `due`: for one that was answered already.
    [[nodiscard]] std::optional<journal::Draft>
    update(const Advisory& now, const std::vector<Match>& all, const std::optional<Due>& due) const;
    // Errors: `invalid` with the field; `conflict` once its content was erased.
    [[nodiscard]] Result<journal::Draft> ask(const Assign& assign) const;
    [[nodiscard]] Result<journal::Draft> ask(const Answer& given) const;
    [[nodiscard]] Result<journal::Draft> ask(const PutAway& away) const;
    /// Errors: `conflict` unless the answer is `affected`, or when there is a report already.
    [[nodiscard]] Result<journal::Draft> ask_report(const ReportId& made) const;

    /// Errors: `corrupt` when there is nothing.
    [[nodiscard]] static Result<Assessment> replay(std::span<const journal::Entry> history);
    void apply(const journal::Entry& entry);

private:
    void take_answer(const journal::Entry& entry, bool is_last);
};

[[nodiscard]] journal::Stream stream_of(const AdvisoryId& id);

// Requests. Errors: `invalid`, with the field.

/// An advisory typed in by hand; its key is made by whoever keeps it.
[[nodiscard]] Result<Opening> read_typed(const Json& json);
[[nodiscard]] Result<Assign> read_assign(const Json& json);
[[nodiscard]] Result<Answer> read_answer(const Json& json);
[[nodiscard]] Result<PutAway> read_put_away(const Json& json);

} // namespace sokuo::advisory
