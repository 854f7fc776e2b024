#include "intake/intake_api.h"

#include "calendar/date.h"
#include "incident/incident_api.h"
#include "incident/notice_store.h"
#include "incident/present.h"
#include "incident/report_store.h"
#include "incident/uploads.h"
#include "intake/split.h"
#include "search/reader.h"
#include "search/search.h"
#include "search/sharing.h"
#include "team/access.h"
#include "team/once.h"

#include <algorithm>
#include <array>

namespace sokuo::intake {
namespace {

using incident::Desk;

constexpr Message bad_group{"intake.bad_state",
                            "state は undecided、waiting、decided、all のどれかです。",
                            "state must be undecided, waiting, decided or all."};
constexpr Message future{"intake.received_in_the_future",
                         "受付日時が未来です。日時を確かめてください。",
                         "The time of receipt lies in the future. Please check it."};
constexpr Message said_in_the_future{"intake.said_in_the_future",
                                     "話した日時が未来です。日時を確かめてください。",
                                     "That time lies in the future. Please check it."};
constexpr Message no_attachment{"intake.no_attachment", "この添付は見つかりません。",
                                "No such attachment."};

constexpr std::array<std::string_view, 4> groups{"undecided", "waiting", "decided", "all"};
constexpr std::size_t similar_max = 10;
constexpr auto future_tolerance = std::chrono::minutes{2};

Result<Json> present_row(store::Read& db, const incident::ReportRow& row) {
    auto json = Json::object({{"id", row.id.text()},
                              {"number", row.number},
                              {"state", row.state},
                              {"channel", row.channel},
                              {"reporter_class", row.reporter_class},
                              {"received_at", to_rfc3339(row.received_at)},
                              {"in_hours", row.in_hours},
                              {"summary", row.summary},
                              {"has_contact", row.has_contact}});
    if (row.look_again_since) json.set("look_again_since", to_rfc3339(*row.look_again_since));
    if (row.answer_due_at) json.set("answer_due_at", to_rfc3339(*row.answer_due_at));
    if (row.answer_overdue_since)
        json.set("answer_overdue_since", to_rfc3339(*row.answer_overdue_since));
    if (row.owes_reply) json.set("owes_reply", true);
    if (const auto notice = TRY(incident::notice_row(db, row.id))) {
        auto shown = Json::object({{"from", notice->sender}});
        if (!notice->their_number.empty()) shown.set("their_number", notice->their_number);
        if (notice->reply_due_at) shown.set("reply_due_at", to_rfc3339(*notice->reply_due_at));
        if (notice->reply_overdue_since)
            shown.set("reply_overdue_since", to_rfc3339(*notice->reply_overdue_since));
        shown.set("acknowledged", notice->acknowledged_at.has_value());
        json.set("notice", std::move(shown));
    }
    if (row.is_erased) json.set("erased", true);
    if (row.incident) {
        auto ref = TRY(incident::incident_ref(db, *row.incident));
        if (!ref.is_null()) json.set("incident", std::move(ref));
    }
    return json;
}

Result<http::Response> list_reports(const Desk& desk, const team::Call& call) {
    const auto group = call.request.query_value("state").value_or("undecided");
    if (std::ranges::find(groups, group) == groups.end())
        return at(failure(Errc::invalid, bad_group), "state");
    const auto limit = TRY(incident::limit_of(call.request));
    const auto after = TRY(incident::row_after(call));
    return desk.store.read_for([&](store::Read& db) -> Result<http::Response> {
        auto rows = TRY(incident::reports(db, call.actor.person, group, after, limit + 1));
        const auto counts = TRY(incident::report_counts(db, call.actor.person));
        std::string next;
        if (static_cast<std::int64_t>(rows.size()) > limit) {
            rows.pop_back();
            next = std::to_string(rows.back().seq);
        }
        auto items = Json::array();
        for (const auto& row : rows)
            items.push(TRY(present_row(db, row)));
        auto body = Json::object({{"items", std::move(items)},
                                  {"counts", Json::object({{"undecided", counts.undecided},
                                                           {"waiting", counts.waiting}})}});
        return incident::paged(call, std::move(body), next);
    });
}

Result<http::Response> record_report(const Desk& desk, const team::Call& call) {
    const auto json = TRY(call.json());
    const auto now = desk.now();
    const auto slip = TRY(incident::read_slip(json, call.charter().time_zone, now));
    if (slip.received_at && *slip.received_at > now + future_tolerance)
        return at(failure(Errc::invalid, future), "/received_at");
    std::optional<incident::Notice> notice;
    if (!json["notice"].is_null()) notice = TRY(incident::read_notice(json["notice"], "/notice"));
    std::optional<incident::Report> made; // Nothing when the request was answered once before.
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        made.reset();
        return team::once(db, call, now, [&]() -> Result<Uuid> {
            made = TRY(incident::receive(desk, db, call.actor, slip));
            if (notice) {
                TRY(incident::write_notice(desk, db, call.actor, made->id, *notice));
                made = TRY(incident::load(desk, db, made->id));
            }
            return made->id.value;
        });
    };
    const auto id = TRY(desk.store.write_for(job));
    if (!made) {
        // Sent once before; since then it may have become one they may not know of.
        TRY(desk.store.read_for([&](store::Read& db) {
            return incident::must_know(db, ReportId{id}, call.actor.person);
        }));
        return incident::answer_report(desk, call, ReportId{id}, 201);
    }
    return desk.store.read_for(
        [&](store::Read& db) { return incident::answer_report(desk, db, call, *made, 201); });
}

Result<http::Response> add_to_report(const Desk& desk, const team::Call& call) {
    const auto id = TRY(call.id<ReportTag>("id"));
    const auto json = TRY(call.json());
    const auto rev = TRY(call.expected_rev());
    const auto addition = TRY(incident::read_addition(json, call.charter().time_zone, desk.now()));
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        return team::once(db, call, desk.now(), [&]() -> Result<Uuid> {
            return TRY(incident::act(desk, db, call.actor, id, addition, rev)).id.value;
        });
    };
    TRY(desk.store.write_for(job));
    return incident::answer_report(desk, call, id);
}

// The second matter becomes a report of its own; one act, one transaction.
Result<http::Response> split(const Desk& desk, const team::Call& call) {
    const auto id = TRY(call.id<ReportTag>("id"));
    const auto json = TRY(call.json());
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        return team::once(db, call, desk.now(), [&]() -> Result<Uuid> {
            const auto whole = TRY(incident::load(desk, db, id));
            const auto slip = TRY(read_split(json, whole, call.charter().time_zone));
            const incident::Split part{ReportId::make(desk.now(), desk.random)};
            TRY(incident::act(desk, db, call.actor, id, part));
            return TRY(incident::receive(desk, db, call.actor, slip, part.into)).id.value;
        });
    };
    const ReportId made{TRY(desk.store.write_for(job))};
    // Sent once before; since then it may have become one they may not know of.
    TRY(desk.store.read_for(
        [&](store::Read& db) { return incident::must_know(db, made, call.actor.person); }));
    return incident::answer_report(desk, call, made, 201);
}

// The pack's words for whoever takes a call, as they are in force today.
Result<http::Response> talk_script(const Desk& desk, const team::Call& call) {
    const auto& pack = call.edition.pack;
    const auto zone = TRY(calendar::TimeZone::named(call.charter().time_zone));
    const auto today = zone.date(desk.now());
    auto lines = Json::array();
    for (const auto& line : pack.talk_script) {
        if (!line.provenance.is_in_force(today)) continue;
        auto row = Json::object({{"key", line.key},
                                 {"title", line.title.in(call.language)},
                                 {"text", line.text.in(call.language)},
                                 {"urgent", line.is_urgent}});
        if (!line.item.empty()) row.set("item", line.item);
        lines.push(std::move(row));
    }
    auto instructions = Json::array();
    for (const auto& one : pack.instructions) {
        if (one.provenance.is_in_force(today))
            instructions.push(
                Json::object({{"key", one.key}, {"text", one.text.in(call.language)}}));
    }
    return http::json_response(200, Json::object({{"lines", std::move(lines)},
                                                  {"instructions", std::move(instructions)}}));
}

// Said on the phone or at the counter; a mail is written by the route of letters.
template <class Step>
Result<http::Response> exchange(const Desk& desk, const team::Call& call, Step step) {
    const auto id = TRY(call.id<ReportTag>("id"));
    const auto rev = TRY(call.expected_rev());
    const auto now = desk.now();
    if (step.at && *step.at > now + future_tolerance)
        return at(failure(Errc::invalid, said_in_the_future), "/at");
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        return team::once(db, call, now, [&]() -> Result<Uuid> {
            return TRY(incident::act(desk, db, call.actor, id, step, rev)).id.value;
        });
    };
    TRY(desk.store.write_for(job));
    return incident::answer_report(desk, call, id);
}

Result<http::Response> reply(const Desk& desk, const team::Call& call) {
    const auto json = TRY(call.json());
    return exchange(desk, call, TRY(incident::read_reply(json)));
}

Result<http::Response> ask_more(const Desk& desk, const team::Call& call) {
    const auto json = TRY(call.json());
    auto question = TRY(incident::read_inquiry(json));
    if (question.due_at && *question.due_at <= desk.now())
        return at(failure(Errc::invalid, incident::answer_due_passed), "/due_at");
    return exchange(desk, call, std::move(question));
}

// Of a notice from another organisation: that it is one, and that they were told we have it.
template <class Write>
Result<http::Response> on_notice(const Desk& desk, const team::Call& call, const Write& write) {
    const auto id = TRY(call.id<ReportTag>("id"));
    const auto rev = TRY(call.expected_rev());
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        return team::once(db, call, desk.now(), [&]() -> Result<Uuid> {
            TRY(write(db, id, rev));
            return id.value;
        });
    };
    TRY(desk.store.write_for(job));
    return incident::answer_report(desk, call, id);
}

Result<http::Response> set_notice(const Desk& desk, const team::Call& call) {
    const auto json = TRY(call.json());
    const auto notice = TRY(incident::read_notice(json, ""));
    return on_notice(desk, call, [&](store::Write& db, const ReportId& id, std::int64_t rev) {
        return incident::write_notice(desk, db, call.actor, id, notice, rev);
    });
}

Result<http::Response> acknowledge(const Desk& desk, const team::Call& call) {
    const auto json = TRY(call.json());
    const auto said = TRY(incident::read_acknowledge(json));
    if (said.at && *said.at > desk.now() + future_tolerance)
        return at(failure(Errc::invalid, said_in_the_future), "/at");
    return on_notice(desk, call, [&](store::Write& db, const ReportId& id, std::int64_t rev) {
        return incident::write_acknowledge(desk, db, call.actor, id, said, rev);
    });
}

Json beside(const std::vector<search::Sharing>& sharing, const std::vector<search::Hit>& words) {
    std::vector<search::Hit> hits;
    hits.reserve(sharing.size() + words.size());
    for (const auto& one : sharing)
        hits.push_back(one.hit);
    for (const auto& hit : words) {
        if (std::ranges::find(hits, hit.id, &search::Hit::id) == hits.end()) hits.push_back(hit);
    }
    if (hits.size() > similar_max) hits.resize(similar_max);
    auto shown = incident::present(hits);
    auto items = Json::array();
    std::size_t place = 0;
    for (auto item : shown["items"].items()) {
        if (place < sharing.size()) {
            auto shared = Json::array();
            for (const auto& text : sharing[place].shared)
                shared.push(text);
            item.set("shared", std::move(shared));
        }
        items.push(std::move(item));
        ++place;
    }
    return Json::object({{"items", std::move(items)}});
}

Result<http::Response> similar(const Desk& desk, const team::Call& call) {
    const auto id = TRY(call.id<ReportTag>("id"));
    // First what shares an address or a number with it, then what is in the same words.
    const auto look = [&](store::Read& db) -> Result<http::Response> {
        const auto report = TRY(incident::load(desk, db, id));
        const auto reader = search::reader_of(call);
        const auto sharing =
            TRY(search::sharing_with(db, reader, incident::stream_of(id), similar_max));
        const auto words = TRY(search::similar(
            db, reader, report.slip.what + " " + report.slip.where, id.value, similar_max));
        return http::json_response(200, beside(sharing, words));
    };
    return desk.store.read_for(look);
}

Result<std::unique_ptr<http::BodySink>> attach(const Desk& desk, const team::Call& call,
                                               const team::RenderProblem& render) {
    const auto id = TRY(call.id<ReportTag>("id"));
    TRY(desk.store.read_for([&](store::Read& db) { return incident::load(desk, db, id); }));
    const auto* edition = &call.edition;
    return incident::open_upload(
        desk, call, {.action = "report.record", .about = {"report", id.value}}, render,
        [&desk, id, edition](const incident::Uploaded& file) -> Result<http::Response> {
            const auto record = [&](store::Write& db, const incident::Hand& hand) -> Result<> {
                TRY(incident::act(desk, db, hand.actor, id,
                                  incident::Attach{.blob = file.stored.id,
                                                   .name = file.name,
                                                   .bytes = file.stored.bytes,
                                                   .sha256 = to_hex(file.stored.sha256),
                                                   .key = file.key.text(),
                                                   .kind = file.kind,
                                                   .sha256_before = file.sha256_before}));
                return Done{};
            };
            const auto blob = TRY(incident::journal_once(desk, file, record));
            return desk.store.read_for([&](store::Read& db) -> Result<http::Response> {
                const auto report = TRY(incident::load(desk, db, id));
                incident::Names names{db, edition->charter, file.language};
                return http::json_response(201, incident::present(names, *report.attachment(blob)));
            });
        });
}

Result<http::Response> read_attachment(const Desk& desk, const team::Call& call) {
    const auto id = TRY(call.id<ReportTag>("id"));
    const auto blob = TRY(call.id<BlobTag>("attachment"));
    const auto report =
        TRY(desk.store.read_for([&](store::Read& db) { return incident::load(desk, db, id); }));
    const auto* attachment = report.attachment(blob);
    if (attachment == nullptr) return failure(Errc::not_found, no_attachment);
    const journal::Stream about{"report", id.value};
    TRY(team::journal_file_look(desk.store, desk.journal, call, about, attachment->name));
    const auto key = TRY(journal::KeyId::parse(attachment->key));
    return incident::download(desk, blob, key, attachment->name, attachment->bytes);
}

// Whoever reads the slip of somebody who gave a name or a telephone leaves a line in the journal.
Result<http::Response> read_report(const Desk& desk, const team::Call& call) {
    const auto id = TRY(call.id<ReportTag>("id"));
    const auto report =
        TRY(desk.store.read_for([&](store::Read& db) { return incident::load(desk, db, id); }));
    if (!report.slip.reporter.is_empty())
        TRY(team::journal_personal_look(desk.store, desk.journal, call, {"report", id.value}));
    return incident::answer_report(desk, call, id);
}

} // namespace

std::vector<team::Route> intake_routes(const Desk& desk, const team::RenderProblem& render) {
    using http::Method;
    const auto route = [&](Method method, const std::string& path, const std::string& action,
                           auto handle) {
        return team::Route{
            .method = method,
            .path = "/api/v1/reports" + path,
            .action = action,
            .handle = [&desk, handle](const team::Call& call) { return handle(desk, call); }};
    };
    std::vector<team::Route> routes;
    routes.push_back(route(Method::get, "", "report.read", list_reports));
    routes.push_back(route(Method::post, "", "report.record", record_report));
    routes.push_back(route(Method::get, "/{id}", "report.read", read_report));
    const auto steps = [&](const std::string& path, auto handle) {
        routes.push_back(route(Method::post, path, "report.record", handle));
        routes.back().current = [&desk](const team::Call& call) -> Result<http::Response> {
            return incident::answer_report(desk, call, TRY(call.id<ReportTag>("id")));
        };
    };
    steps("/{id}/additions", add_to_report);
    auto script = route(Method::get, "", "report.record", talk_script);
    script.path = "/api/v1/talk-script";
    routes.push_back(std::move(script));
    routes.push_back(route(Method::post, "/{id}/split", "report.record", split));
    steps("/{id}/replies", reply);
    steps("/{id}/questions", ask_more);
    steps("/{id}/notice", set_notice);
    steps("/{id}/acknowledgements", acknowledge);
    routes.push_back(route(Method::get, "/{id}/similar", "report.read", similar));
    routes.push_back(
        route(Method::get, "/{id}/attachments/{attachment}", "report.read", read_attachment));
    routes.push_back(
        {.method = Method::post,
         .path = "/api/v1/reports/{id}/attachments",
         .action = "report.record",
         .handle = {},
         .upload = [&desk, render](const team::Call& call) { return attach(desk, call, render); },
         .limits = incident::upload_limits()});
    return routes;
}

} // namespace sokuo::intake
