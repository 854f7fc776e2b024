// A report as the API has it.

#include "incident/content.h"
#include "incident/notice_store.h"
#include "incident/present.h"
#include "incident/report_store.h"
#include "team/veil.h"

#include <array>

namespace sokuo::incident {
namespace {

constexpr std::array<std::string_view, 5> acts{"report.record", "report.judge", "incident.declare",
                                               "report.erase", "letter.write"};

Json texts(const auto& list) {
    auto json = Json::array();
    for (const auto& text : list)
        json.push(text);
    return json;
}

std::string_view state_name(journal::BodyState state) {
    switch (state) {
    case journal::BodyState::absent: return "absent";
    case journal::BodyState::present: return "present";
    case journal::BodyState::erased: return "erased";
    }
    return "absent";
}

Result<Json> report_ref(store::Read& db, const ReportId& id) {
    const auto number =
        TRY(db.first("SELECT number FROM report WHERE id = ?", {id.value},
                     [](const store::Row& row) { return std::string{row.text(0)}; }));
    return Json::object({{"id", id.text()}, {"number", number.value_or("")}});
}

// What it was split off, and what was split off it: as far as the reader may know of them.
Result<> set_parts(store::Read& db, const PersonId& reader, const Report& report, Json& json) {
    const auto& from = report.slip.split_from;
    if (from && TRY(team::may_know(db, stream_of(*from), reader)))
        json.set("split_from", TRY(report_ref(db, *from)));
    auto parts = Json::array();
    for (const auto& part : report.split_into) {
        const auto knows = TRY(team::may_know(db, stream_of(part), reader));
        if (knows) parts.push(TRY(report_ref(db, part)));
    }
    if (!parts.items().empty()) json.set("split_into", std::move(parts));
    return Done{};
}

Json present(Names& names, const Judged& judged) {
    auto row = Json::object({{"outcome", name_of(judged.judgement.outcome, outcome_names)},
                             {"reason", judged.judgement.reason},
                             {"at", to_rfc3339(judged.at)},
                             {"by", names.of(judged.by)}});
    set_text(row, "transferred_to", judged.judgement.transferred_to);
    set_time(row, "look_again_at", judged.judgement.look_again_at);
    if (judged.judgement.owes_reply) row.set("owes_reply", true);
    return row;
}

Json present(Names& names, const Added& added) {
    return Json::object({{"at", to_rfc3339(added.at)},
                         {"by", names.of(added.by)},
                         {"note", added.note},
                         {"items", texts(added.items)}});
}

// What both kinds of exchange tell: how, when, by whom, and when it was written down.
template <class Done>
Json exchanged(Names& names, const Done& done, Way way, const std::string& note,
               const std::string& letter) {
    auto row = Json::object({{"way", name_of(way, way_names)},
                             {"at", to_rfc3339(done.at)},
                             {"recorded_at", to_rfc3339(done.recorded_at)},
                             {"by", names.of(done.by)}});
    set_text(row, "note", note);
    set_text(row, "letter", letter);
    return row;
}

Json present(Names& names, const Replied& replied) {
    const auto& reply = replied.reply;
    return exchanged(names, replied, reply.way, reply.note, reply.letter);
}

Json present(Names& names, const Inquired& asked) {
    const auto& question = asked.question;
    auto row = exchanged(names, asked, question.way, question.note, question.letter);
    row.set("items", texts(question.items));
    row.set("open", asked.is_open);
    set_time(row, "due_at", question.due_at);
    if (asked.is_open) set_time(row, "overdue_since", asked.overdue_since);
    return row;
}

// What not every report says.
void set_what_was_said(Json& json, const Report& report) {
    const auto& slip = report.slip;
    if (!slip.finder.is_empty()) json.set("finder", to_json(slip.finder));
    if (!slip.reporter.is_empty()) json.set("reporter", to_json(slip.reporter));
    set_time(json, "look_again_since", report.look_again_since);
    set_text(json, "systems", slip.systems);
    set_text(json, "instructions", slip.instructions);
    set_text(json, "told_others", slip.told_others);
    set_text(json, "provisional_number", slip.provisional);
    if (!report.left_behind.empty()) {
        auto files = Json::array();
        for (const auto& file : report.left_behind)
            files.push(Json::object({{"name", file.name},
                                     {"bytes", static_cast<std::int64_t>(file.bytes)},
                                     {"sha256", file.sha256}}));
        json.set("left_behind", std::move(files));
    }
    if (report.is_erased) json.set("erased", true);
}

Result<> set_what_became_of_it(store::Read& db, const PersonId& reader, const Report& report,
                               Json& json) {
    if (const auto other = report.same_as()) json.set("same_as", TRY(report_ref(db, *other)));
    TRY(set_parts(db, reader, report, json));
    const auto duplicates = TRY(duplicates_of(db, report.id));
    if (!duplicates.empty()) {
        auto rows = Json::array();
        for (const auto& one : duplicates)
            rows.push(TRY(report_ref(db, one)));
        json.set("duplicates", std::move(rows));
    }
    if (const auto became = report.incident()) {
        auto ref = TRY(incident_ref(db, *became));
        if (!ref.is_null()) json.set("incident", std::move(ref));
    }
    return Done{};
}

} // namespace

Result<Json> present(const Desk& desk, store::Read& db, const team::Call& call,
                     const Report& report) {
    Names names{db, desk.book.current().charter, call.language};
    const auto list = [&](const auto& things) {
        auto rows = Json::array();
        for (const auto& thing : things)
            rows.push(present(names, thing));
        return rows;
    };
    const auto& slip = report.slip;
    auto may = Json::array();
    for (const auto act : acts)
        may.push(call.may(act));
    auto json = Json::object({{"id", report.id.text()},
                              {"number", report.number},
                              {"rev", report.rev},
                              {"state", report.state()},
                              {"channel", slip.channel},
                              {"reporter_class", slip.reporter_class},
                              {"received_at", to_rfc3339(report.received_at)},
                              {"received_by", names.of(report.received_by)},
                              {"in_hours", report.in_hours},
                              {"when", to_json(slip.when)},
                              {"where", slip.where},
                              {"what", slip.what},
                              {"how", slip.how},
                              {"reporter_is_finder", slip.reporter_is_finder},
                              {"personal_state", state_name(report.personal_state)},
                              {"continuing", slip.continuing},
                              {"personal_data", slip.personal_data},
                              {"operations_done", texts(slip.operations_done)},
                              {"missing", texts(report.missing())},
                              {"attachments", list(report.attachments)},
                              {"additions", list(report.additions)},
                              {"judgements", list(report.judgements)},
                              {"questions", list(report.inquiries)},
                              {"replies", list(report.replies)},
                              {"owes_reply", report.owes_reply},
                              {"may", std::move(may)}});
    set_what_was_said(json, report);
    auto notice = TRY(present_notice(desk, db, call, report.id));
    if (!notice.is_null()) json.set("notice", std::move(notice));
    TRY(set_what_became_of_it(db, call.actor.person, report, json));
    return json;
}

Result<http::Response> answer_report(const Desk& desk, store::Read& db, const team::Call& call,
                                     const Report& report, int status) {
    auto response = http::json_response(status, TRY(present(desk, db, call, report)));
    response.with("ETag", team::etag(report.rev));
    return response;
}

Result<http::Response> answer_report(const Desk& desk, const team::Call& call, const ReportId& id,
                                     int status) {
    return desk.store.read_for([&](store::Read& db) -> Result<http::Response> {
        const auto report = TRY(load(desk, db, id));
        return answer_report(desk, db, call, report, status);
    });
}

} // namespace sokuo::incident
