#pragma once

// The rows of notices, which the view of reports keeps beside its own, and how they are written.

#include "incident/desk.h"
#include "incident/notice.h"
#include "incident/report.h"
#include "store/store.h"
#include "team/gate.h"

#include <optional>
#include <string>

namespace sokuo::incident {

/// For the view of reports (report_store.cc): table `report_notice`, and what an entry does to it.
inline constexpr std::string_view notice_schema = R"(
CREATE TABLE report_notice(
  report BLOB PRIMARY KEY, sender TEXT NOT NULL, their_number TEXT NOT NULL,
  their_key TEXT NOT NULL, reply_due INTEGER, reply_overdue INTEGER,
  acknowledged INTEGER) WITHOUT ROWID;
CREATE INDEX report_notice_by_number ON report_notice(their_key);
)";
Result<> apply_notice(store::Write& db, const journal::Entry& entry);

struct NoticeRow {
    std::string sender;
    std::string their_number;
    std::optional<Time> reply_due_at;
    std::optional<Time> reply_overdue_since;
    std::optional<Time> acknowledged_at;
};
Result<std::optional<NoticeRow>> notice_row(store::Read& db, const ReportId& report);

/// Errors: `not_found`, `conflict`, `invalid`.
Result<> write_notice(const Desk& desk, store::Write& db, const journal::Actor& actor,
                      const ReportId& report, const Notice& notice,
                      std::optional<std::int64_t> expected_rev = {});
Result<> write_acknowledge(const Desk& desk, store::Write& db, const journal::Actor& actor,
                           const ReportId& report, const Acknowledge& acknowledge,
                           std::optional<std::int64_t> expected_rev = {});

/// Notice of the API, as part of a report; null when it is none.
Result<Json> present_notice(const Desk& desk, store::Read& db, const team::Call& call,
                            const ReportId& report);

} // namespace sokuo::incident
