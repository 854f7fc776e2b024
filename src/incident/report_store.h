#pragma once

// The inbox's view and how a report is written. Below the functions, because intake receives
// reports and triage judges them.

#include "incident/desk.h"
#include "incident/incident_store.h"
#include "incident/report.h"
#include "journal/view.h"
#include "team/gate.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::incident {

/// Tables `report` and `report_count`.
[[nodiscard]] const journal::View& report_view();

/// Draws a number and writes the slip. `in_hours` is worked out from the charter. A report that
/// came with an id of its own is received once: the second time it is only read.
/// Errors: `invalid`.
Result<Report> receive(const Desk& desk, store::Write& db, const journal::Actor& actor,
                       const Slip& slip, std::optional<ReportId> known_as = {});
/// Errors: `not_found`, `corrupt`.
Result<Report> load(const Desk& desk, store::Read& db, const ReportId& id);

/// As for a report that does not exist: `not_found`.
Result<> must_know(store::Read& db, const ReportId& id, const PersonId& who);

/// Asks the report for one step and writes it.
template <class Step>
Result<Report> act(const Desk& desk, store::Write& db, const journal::Actor& actor,
                   const ReportId& id, const Step& step,
                   std::optional<std::int64_t> expected_rev = {}) {
    auto report = TRY(load(desk, db, id));
    TRY(still_at(report.rev, expected_rev));
    const auto draft = TRY(report.ask(step));
    report.apply(TRY(desk.journal.append(db, actor, draft, expected_rev)));
    return report;
}

struct ReportRow {
    ReportId id;
    std::int64_t seq = 0;
    std::string number;
    std::string state;
    std::string channel;
    std::string reporter_class;
    Time received_at{};
    bool in_hours = false;
    std::string summary;
    bool has_contact = false;
    std::optional<IncidentId> incident;
    std::optional<Time> look_again_since; ///< Undecided again, since this time came.
    std::optional<Time> answer_due_at;    ///< Something was asked, and is to be answered by then.
    std::optional<Time> answer_overdue_since;
    bool owes_reply = false;
    bool is_erased = false;
};

/// `group`: undecided and waiting come oldest first, decided and all newest first. `after`: the
/// `seq` of the last row seen; 0 from the beginning.
/// Only what `who` may know of.
Result<std::vector<ReportRow>> reports(store::Read& db, const PersonId& who, std::string_view group,
                                       std::int64_t after, std::int64_t count_max);
struct ReportCounts {
    std::int64_t undecided = 0;
    std::int64_t waiting = 0;
};
Result<ReportCounts> report_counts(store::Read& db, const PersonId& who);

/// Reports that were judged to tell of the same matter as this one, oldest first.
Result<std::vector<ReportId>> duplicates_of(store::Read& db, const ReportId& id);

/// `{"id", "number", "title"}` of an incident; null when there is none.
Result<Json> incident_ref(store::Read& db, const IncidentId& id);

/// Report of the API.
Result<Json> present(const Desk& desk, store::Read& db, const team::Call& call,
                     const Report& report);
Result<http::Response> answer_report(const Desk& desk, store::Read& db, const team::Call& call,
                                     const Report& report, int status = 200);
/// Reads it first.
Result<http::Response> answer_report(const Desk& desk, const team::Call& call, const ReportId& id,
                                     int status = 200);

} // namespace sokuo::incident
