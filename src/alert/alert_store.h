#pragma once

// The view of alerts, and how signals become alerts.
//
// A storm must not become a storm in the journal. Every signal is durable before it is
// acknowledged, but as a row of an operational table; the journal gets the alert when it is opened
// and its count now and then (`write_counts`).

#include "alert/alert.h"
#include "incident/desk.h"
#include "incident/report_store.h"
#include "journal/view.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::alert {

/// Table `alert`.
[[nodiscard]] const journal::View& alert_view();

/// Creates the operational tables. Idempotent.
Result<> prepare(store::Store& store);

struct Raised {
    AlertId alert;
    bool is_new = false;    ///< It opened an alert.
    bool was_known = false; ///< The source had said this very thing before: nothing changed.
};

/// Takes one signal in. One from `report_from` on becomes a report in the same write, unless its
/// alert was judged already.
Result<Raised> raise(const incident::Desk& desk, store::Write& db, const journal::Actor& actor,
                     const Signal& signal);

/// Errors: `not_found`, `corrupt`.
Result<Alert> load(const incident::Desk& desk, store::Read& db, const AlertId& id);

/// Makes a report of it, adds it to one, or puts it away. Errors: as `Alert::ask`; `not_found` for
/// a report that `actor` may not know of; `conflict` for one that takes nothing more.
Result<> judge(const incident::Desk& desk, store::Write& db, const journal::Actor& actor,
               const AlertId& id, const Judge& judgement,
               std::optional<std::int64_t> expected_rev = {});

/// What the source last said about it, newest first: at most `count_max` events as they came.
struct Said {
    std::string reference;
    std::string host;
    Time at{};
    std::string raw;
};
Result<std::vector<Said>> said(store::Read& db, const AlertId& id, std::int64_t count_max);
/// So many of an alert are kept with their raw text …
inline constexpr std::int64_t said_max = 50;
/// … and so many more of each hour, so that there is evidence of what goes on.
inline constexpr std::int64_t said_in_hour_max = 5;

/// How often it was said in each hour of the server's clock, oldest first: the last `count_max` in
/// which it was said at all.
struct HourCount {
    Time from{};
    std::int64_t count = 0;
};
Result<std::vector<HourCount>> hours(store::Read& db, const AlertId& id, std::int64_t count_max);

struct AlertRow {
    AlertId id;
    std::int64_t seq = 0;
    std::string source, rule, title, host;
    Scope scope = Scope::host;
    Severity severity = Severity::medium;
    State state = State::fresh;
    std::int64_t count = 1;
    Time first_at{};
    Time last_at{};
    std::optional<ReportId> report;
};

/// `state`: `new`, `judged` or `all`; newest first. `before`: the `seq` of the last row seen; 0
/// from the beginning. Only what `who` may know of.
Result<std::vector<AlertRow>> alerts(store::Read& db, const PersonId& who, std::string_view state,
                                     std::int64_t before, std::int64_t count_max);
/// Those that became this report or were added to it.
Result<std::vector<AlertRow>> alerts_of(store::Read& db, const ReportId& report);
Result<std::int64_t> count_new(store::Read& db, const PersonId& who);
/// The alert that a source's own number belongs to.
Result<std::optional<AlertId>> alert_of(store::Read& db, std::string_view source,
                                        std::string_view reference);

/// Writes the counts that moved into the journal. A duty; gives how many.
Result<std::size_t> write_counts(const incident::Desk& desk);
/// Forgets signals older than 30 days: from then on their reference is new again.
Result<> forget_old_signals(const incident::Desk& desk);

} // namespace sokuo::alert
