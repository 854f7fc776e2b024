#pragma once

// 不在と代行 (別表第３: 副責任者は、責任者が不在の場合に権限を引き継ぐ). Pure.
//
// The charter knows no time limit, so not answering only alerts people: power passes when the next
// present stand-in records taking over, with a reason. It returns by itself: when the holder is
// back (whatever they were away for), when the post has another holder, or when the stand-in is
// away or no longer holds the post they stood in from.
//
// Who is next is the charter's line (`succession`). Where the charter names no line for the head,
// any deputy may take over (要綱の空白: it does not say which); for other roles nobody may, until
// the organisation decides.

#include "charter/charter.h"
#include "core/id.h"
#include "core/result.h"
#include "core/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::team {

using AbsenceId = Id<struct AbsenceTag>;

/// Somebody is away: 出張, 休暇, 連絡がつかない.
struct Absence {
    AbsenceId id;
    PersonId person;
    Time from{};
    std::optional<Time> until; ///< Back at this time; nothing: not known.
    std::string reason;
    [[nodiscard]] bool holds(Time now) const { return from <= now && (!until || now < *until); }
    friend bool operator==(const Absence&, const Absence&) = default;
};

/// A post and who holds it today.
struct Seat {
    std::string post;
    PersonId person;
};

/// Somebody who stands in for the holder of a post.
struct StandIn {
    std::string post;    ///< Code of the post stood in for.
    std::string by_post; ///< Code of the post they do it from.
    PersonId person;
    std::optional<PersonId> absent; ///< Who is away; nothing: the post had no holder.
    Time since{};
    std::string reason;
    friend bool operator==(const StandIn&, const StandIn&) = default;
};

/// Who sits where and who is away, now.
struct Roll {
    const charter::Charter& charter;
    std::vector<Seat> seats;
    std::vector<Absence> absences; ///< That hold now.
    std::vector<StandIn> stand_ins;

    [[nodiscard]] bool is_away(const PersonId& person) const;
    [[nodiscard]] bool holds(const PersonId& person, std::string_view post) const;
    /// Nothing when nobody does. Where several do, the first.
    [[nodiscard]] std::optional<PersonId> holder(std::string_view post) const;
    [[nodiscard]] bool is_in_force(const StandIn& stand_in) const;
};

/// Codes of the posts that stand in for `role`, the first asked first. `is_ordered` is false where
/// the charter leaves the order open; empty where it names nobody.
struct Line {
    std::vector<std::string> posts;
    bool is_ordered = true;
};
[[nodiscard]] Line line_of(const charter::Charter& charter, std::string_view role);

/// 引き継ぐ.
struct TakeOver {
    std::string post{}; ///< Code of the post to stand in for.
    std::string reason{};
    std::optional<Time> until{};          ///< When the holder is expected back.
    std::vector<std::string> also_away{}; ///< Posts of the line whose holders are away too.
};

/// What taking over writes down.
struct Succeeding {
    std::string by_post;
    std::vector<PersonId> newly_away; ///< Not recorded as away yet; the post's holder first.
    /// Of the post's holder, where it is recorded already; of several, the one that ends last.
    std::optional<AbsenceId> absence;
    bool is_vacant = false;
};

/// Errors: `not_found` (no such post), `conflict` (nobody is named to stand in, somebody does so
/// already, somebody ahead in the line is there), `forbidden` (not in the line, away), `invalid`
/// (who is said to be away too is not in the line).
[[nodiscard]] Result<Succeeding> ask(const Roll& roll, const TakeOver& command,
                                     const PersonId& who);

} // namespace sokuo::team
