#include "incident/notice_store.h"

#include "core/text.h"
#include "incident/content.h"
#include "incident/incident_store.h"
#include "incident/present.h"
#include "incident/report_store.h"
#include "journal/due.h"

#include <utility>

namespace sokuo::incident {
namespace {

constexpr Message erased_already{"incident.report_erased",
                                 "内容を消去した受付です。書き足すことはできません。",
                                 "The content of this report was erased. Nothing can be added."};

std::optional<std::int64_t> micros(const std::optional<Time>& time) {
    if (!time) return {};
    return time->time_since_epoch().count();
}

Result<> noticed(store::Write& db, const journal::Entry& entry) {
    const auto& content = entry.content;
    const auto due = time_from(content["reply_due_at"]);
    const auto number = content["their_number"].text_or("");
    TRY(db.execute(
        "INSERT INTO report_notice(report, sender, their_number, their_key, reply_due) "
        "VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT(report) DO UPDATE SET sender = ?2, "
        "their_number = ?3, their_key = ?4, reply_due = ?5, reply_overdue = NULL",
        {entry.stream.id, content["sender"].text_or(""), number, search_key(number), micros(due)}));
    if (!due) return journal::clear_due(db, entry.stream, reply_due);
    return journal::set_due(db, entry.stream, reply_due, *due, Json::object());
}

Result<> reply_ended(store::Write& db, const journal::Stream& report) {
    TRY(db.execute(
        "UPDATE report_notice SET reply_due = NULL, reply_overdue = NULL WHERE report = ?",
        {report.id}));
    return journal::clear_due(db, report, reply_due);
}

Result<Report> fresh(const Desk& desk, store::Read& db, const ReportId& id,
                     const std::optional<std::int64_t>& expected_rev) {
    auto report = TRY(load(desk, db, id));
    TRY(still_at(report.rev, expected_rev));
    if (report.is_erased) return failure(Errc::conflict, erased_already);
    return report;
}

} // namespace

Result<> apply_notice(store::Write& db, const journal::Entry& entry) {
    const auto at = entry.happened_at().time_since_epoch().count();
    if (erases(entry, journal::Slot::content))
        TRY(db.execute("DELETE FROM report_notice WHERE report = ?", {entry.stream.id}));
    if (entry.type == "report.noticed" && !entry.content.is_null()) return noticed(db, entry);
    if (entry.type == "report.replied") return reply_ended(db, entry.stream);
    if (entry.type == "report.acknowledged")
        TRY(db.execute("UPDATE report_notice SET acknowledged = ? WHERE report = ?",
                       {at, entry.stream.id}));
    if (entry.type == "due.fired" && entry.content["name"].text_or("") == reply_due)
        TRY(db.execute("UPDATE report_notice SET reply_overdue = ? WHERE report = ?",
                       {at, entry.stream.id}));
    return Done{};
}

Result<std::optional<NoticeRow>> notice_row(store::Read& db, const ReportId& report) {
    return db.first("SELECT sender, their_number, reply_due, reply_overdue, acknowledged "
                    "FROM report_notice WHERE report = ?",
                    {report.value}, [](const store::Row& row) {
                        const auto time = [&](int column) -> std::optional<Time> {
                            if (row.is_null(column)) return {};
                            return Time{Duration{row.integer(column)}};
                        };
                        return NoticeRow{.sender = std::string{row.text(0)},
                                         .their_number = std::string{row.text(1)},
                                         .reply_due_at = time(2),
                                         .reply_overdue_since = time(3),
                                         .acknowledged_at = time(4)};
                    });
}

Result<> write_notice(const Desk& desk, store::Write& db, const journal::Actor& actor,
                      const ReportId& report, const Notice& notice,
                      std::optional<std::int64_t> expected_rev) {
    TRY(fresh(desk, db, report, expected_rev));
    const auto draft = TRY(ask_notice(stream_of(report), notice));
    TRY(desk.journal.append(db, actor, draft, expected_rev));
    return Done{};
}

Result<> write_acknowledge(const Desk& desk, store::Write& db, const journal::Actor& actor,
                           const ReportId& report, const Acknowledge& acknowledge,
                           std::optional<std::int64_t> expected_rev) {
    TRY(fresh(desk, db, report, expected_rev));
    const auto history = TRY(desk.journal.stream(db, stream_of(report)));
    const auto draft = TRY(ask_acknowledge(stream_of(report), notice_of(history), acknowledge));
    TRY(desk.journal.append(db, actor, draft, expected_rev));
    return Done{};
}

Result<Json> present_notice(const Desk& desk, store::Read& db, const team::Call& call,
                            const ReportId& report) {
    const auto history = TRY(desk.journal.stream(db, stream_of(report)));
    const auto state = notice_of(history);
    if (!state) return Json{};
    Names names{db, desk.book.current().charter, call.language};
    auto chain = Json::array();
    for (const auto& hop : state->notice.chain) {
        auto row = Json::object({{"from", hop.from}, {"to", hop.to}});
        set_time(row, "at", hop.at);
        chain.push(std::move(row));
    }
    auto told = Json::array();
    for (const auto& one : state->acknowledged) {
        auto row = Json::object({{"way", name_of(one.said.way, way_names)},
                                 {"at", to_rfc3339(one.at)},
                                 {"recorded_at", to_rfc3339(one.recorded_at)},
                                 {"by", names.of(one.by)}});
        set_text(row, "to", one.said.to);
        set_text(row, "note", one.said.note);
        told.push(std::move(row));
    }
    auto json = Json::object({{"from", state->notice.from},
                              {"chain", std::move(chain)},
                              {"acknowledged", std::move(told)}});
    set_text(json, "their_number", state->notice.their_number);
    set_time(json, "reply_due_at", state->notice.reply_due_at);
    set_time(json, "replied_at", state->replied_at);
    set_time(json, "reply_overdue_since", state->reply_overdue_since);
    return json;
}

} // namespace sokuo::incident
