#pragma once

// 連絡網と当番 (別表第３の人を、要る時に呼ぶ): how each person is reached, whose turn it is, and
// whom to call in which order. Pure; what it looks at was read for one moment.
//
// 当番 are days. A day of duty begins when the office opens and lasts until it opens the next day:
// whoever was on duty on Sunday is still called on Monday at three in the morning.

#include "calendar/date.h"
#include "charter/charter.h"
#include "core/id.h"
#include "core/result.h"
#include "core/time.h"
#include "team/succession.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sokuo::team {

using DutyId = Id<struct DutyTag>;

/// How somebody is reached. Personal data: it stands in the personal body of the person's stream.
struct Contacts {
    std::string extension{}; ///< 内線; where there is none of their own, that of the post holds.
    std::string phone{};     ///< Digits and hyphens.
    std::string mobile{};
    std::string mail{};
    /// They agreed to be woken by mail that says a number and nothing else.
    bool may_mail = false;
    friend bool operator==(const Contacts&, const Contacts&) = default;
};

/// Texts as people write them (full width, dashes of any kind) made into what is stored.
/// Errors: `invalid`, naming the field: `/phone`.
[[nodiscard]] Result<Contacts> tidied(Contacts contacts);

struct KnownContacts {
    Contacts contacts;
    PersonId checked_by; ///< Who last said that they are right.
    Time checked_at{};
    friend bool operator==(const KnownContacts&, const KnownContacts&) = default;
};

/// 当番: from a day to a day, both included. Several may be on duty on one day: the earliest
/// assigned is called first.
struct Duty {
    DutyId id;
    PersonId person;
    calendar::Date from{};
    calendar::Date to{};
    friend bool operator==(const Duty&, const Duty&) = default;
};

/// How people are reached and who is on duty, now.
struct Roster {
    std::map<PersonId, KnownContacts> contacts;
    std::vector<Duty> on_duty;
};

/// The day whose duty it is at `now`. Errors: `invalid` (the charter's time zone).
[[nodiscard]] Result<calendar::Date> duty_day(const charter::Charter& charter, Time now);

/// Why somebody is called.
enum class Because : std::uint8_t { on_duty, holds_post, stands_in, is_in_line };
[[nodiscard]] std::string_view code_of(Because because);

/// Somebody in the order of calls.
struct Callee {
    PersonId person;
    std::string post; ///< Code of the post they are called in; empty for one on duty without any.
    Because because{};
    bool is_away = false;
    bool has_number = true; ///< Of their own, or an extension of the post.
    [[nodiscard]] bool can_be_called() const { return !is_away && has_number; }
    friend bool operator==(const Callee&, const Callee&) = default;
};

/// Whom to call, the first first: who is on duty, the handler, the head, each followed by whoever
/// stands in for them and by those in the charter's line; nobody twice. Whoever is away or cannot
/// be reached stays in the list, so that people see why somebody else was called.
[[nodiscard]] std::vector<Callee> call_order(const Roll& roll, const Roster& roster);

} // namespace sokuo::team
