#include "incident/upstream_present.h"

#include "incident/content.h"
#include "incident/notice_store.h"

namespace sokuo::incident {
namespace {

Json present(Names& names, const Upstream& one) {
    auto row = Json::object({{"id", one.id.text()},
                             {"from", one.from},
                             {"at", to_rfc3339(one.at)},
                             {"by", names.of(one.by)}});
    set_text(row, "their_number", one.their_number);
    set_text(row, "note", one.note);
    set_time(row, "ended_at", one.ended_at);
    set_text(row, "ended_why", one.ended_why);
    return row;
}

Json present(const NoticeRow& notice, Json report) {
    auto row = Json::object({{"from", notice.sender},
                             {"report", std::move(report)},
                             {"acknowledged", notice.acknowledged_at.has_value()}});
    set_text(row, "their_number", notice.their_number);
    set_time(row, "reply_due_at", notice.reply_due_at);
    set_time(row, "reply_overdue_since", notice.reply_overdue_since);
    return row;
}

} // namespace

Result<Json> present_upstreams(store::Read& db, Names& names, const Incident& incident) {
    auto rows = Json::array();
    for (const auto& report : incident.reports) {
        const auto notice = TRY(notice_row(db, report));
        if (!notice) continue;
        const auto number =
            TRY(db.first("SELECT number FROM report WHERE id = ?", {report.value},
                         [](const store::Row& row) { return std::string{row.text(0)}; }));
        rows.push(present(*notice,
                          Json::object({{"id", report.text()}, {"number", number.value_or("")}})));
    }
    for (const auto& one : incident.upstreams)
        rows.push(present(names, one));
    return rows;
}

} // namespace sokuo::incident
