#include "alert/alert_api.h"

#include "alert/alert_store.h"
#include "core/fields.h"
#include "incident/incident_api.h"
#include "incident/report_store.h"
#include "incident/words.h"
#include "observable/observable.h"
#include "team/access.h"
#include "team/once.h"
#include "team/people.h"
#include "team/veil.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sokuo::alert {
namespace {

using incident::Desk;
using incident::name_of;
using incident::named;

constexpr Message bad_state{"alert.bad_state", "state は new、judged、all のどれかです。",
                            "state must be new, judged or all."};
constexpr Message report_needed{"alert.report_needed", "どの受付に加えるかを選んでください。",
                                "Choose the report it is added to."};

constexpr std::array<std::string_view, 3> groups{"new", "judged", "all"};
constexpr std::array<std::string_view, 3> outcomes{"taken", "joined", "dismissed"};
constexpr std::int64_t said_shown = 20;
constexpr std::int64_t hours_shown = 48;
constexpr std::size_t body_max = std::size_t{512} * 1024;

Result<Json> report_ref(const Desk& desk, store::Read& db, const ReportId& id) {
    const auto report = TRY(incident::load(desk, db, id));
    return Json::object({{"id", id.text()}, {"number", report.number}});
}

Result<Json> present_row(const Desk& desk, store::Read& db, const AlertRow& row) {
    auto json = Json::object({{"id", row.id.text()},
                              {"source", row.source},
                              {"title", row.title},
                              {"scope", name_of(row.scope, scope_names)},
                              {"severity", name_of(row.severity, severity_names)},
                              {"state", name_of(row.state, state_names)},
                              {"count", row.count},
                              {"first_at", to_rfc3339(row.first_at)},
                              {"last_at", to_rfc3339(row.last_at)}});
    if (!row.rule.empty()) json.set("rule", row.rule);
    if (!row.host.empty()) json.set("host", row.host);
    if (row.report) json.set("report", TRY(report_ref(desk, db, *row.report)));
    return json;
}

Json list_of(const std::vector<std::string>& texts) {
    auto list = Json::array();
    for (const auto& text : texts)
        list.push(text);
    return list;
}

// Nobody opens them by mistake; the event below stays as it came.
Json shown(const std::vector<std::string>& observables) {
    auto list = Json::array();
    for (const auto& one : observables)
        list.push(observable::defanged(one));
    return list;
}

Result<Json> present(const Desk& desk, store::Read& db, const team::Call& call,
                     const Alert& alert) {
    auto json = Json::object({{"id", alert.id.text()},
                              {"rev", alert.rev},
                              {"source", alert.first.source},
                              {"title", alert.first.title},
                              {"description", observable::defanged(alert.first.description)},
                              {"scope", name_of(alert.scope, scope_names)},
                              {"severity", name_of(alert.severity, severity_names)},
                              {"state", name_of(alert.state, state_names)},
                              {"count", alert.count},
                              {"first_at", to_rfc3339(alert.first.at.value_or(alert.raised_at))},
                              {"last_at", to_rfc3339(alert.last_at)},
                              {"raised_at", to_rfc3339(alert.raised_at)},
                              {"tags", list_of(alert.first.tags)},
                              {"observables", shown(alert.first.observables)}});
    if (!alert.first.rule.empty()) json.set("rule", alert.first.rule);
    if (!alert.first.host.empty()) json.set("host", alert.first.host);
    if (!alert.first.reference.empty()) json.set("reference", alert.first.reference);
    if (alert.judgement) {
        const auto& made = *alert.judgement;
        if (made.report) json.set("report", TRY(report_ref(desk, db, *made.report)));
        if (!made.reason.empty()) json.set("reason", made.reason);
        json.set("judged_at", to_rfc3339(alert.judged_at))
            .set("judged_by", team::person_ref(db, alert.judged_by.person, call.language));
    }
    auto events = Json::array();
    for (const auto& one : TRY(said(db, alert.id, said_shown))) {
        auto event = Json::object({{"at", to_rfc3339(one.at)}, {"raw", one.raw}});
        if (!one.reference.empty()) event.set("reference", one.reference);
        if (!one.host.empty()) event.set("host", one.host);
        events.push(std::move(event));
    }
    json.set("events", std::move(events));
    auto by_hour = Json::array();
    for (const auto& hour : TRY(hours(db, alert.id, hours_shown)))
        by_hour.push(Json::object({{"from", to_rfc3339(hour.from)}, {"count", hour.count}}));
    json.set("hours", std::move(by_hour));
    auto may = Json::array();
    may.push(call.may("alert.judge"));
    return json.set("may", std::move(may));
}

Result<http::Response> answer(const Desk& desk, const team::Call& call, const AlertId& id,
                              int status) {
    return desk.store.read_for([&](store::Read& db) -> Result<http::Response> {
        const auto alert = TRY(load(desk, db, id));
        auto response = http::json_response(status, TRY(present(desk, db, call, alert)));
        response.with("ETag", team::etag(alert.rev));
        return response;
    });
}

// A machine repeats what it is not sure of: the source's own number makes it one, so no
// Idempotency-Key is asked for.
Result<http::Response> take_in(const Desk& desk, const team::Call& call) {
    const auto json = TRY(call.json());
    const auto signal = TRY(read_signal(json));
    const auto raised = TRY(desk.store.write_for(
        [&](store::Write& db) { return raise(desk, db, call.actor, signal); }));
    return desk.store.read_for([&](store::Read& db) -> Result<http::Response> {
        const auto alert = TRY(load(desk, db, raised.alert));
        return http::json_response(raised.was_known ? 200 : 201,
                                   Json::object({{"id", alert.id.text()},
                                                 {"state", name_of(alert.state, state_names)},
                                                 {"count", alert.count},
                                                 {"known", raised.was_known}}));
    });
}

Result<http::Response> list(const Desk& desk, const team::Call& call) {
    const auto group = call.request.query_value("state").value_or("new");
    if (std::ranges::find(groups, group) == groups.end())
        return at(failure(Errc::invalid, bad_state), "state");
    const auto limit = TRY(incident::limit_of(call.request));
    const auto after = TRY(incident::row_after(call));
    return desk.store.read_for([&](store::Read& db) -> Result<http::Response> {
        auto rows = TRY(alerts(db, call.actor.person, group, after, limit + 1));
        std::string next;
        if (static_cast<std::int64_t>(rows.size()) > limit) {
            rows.pop_back();
            next = std::to_string(rows.back().seq);
        }
        auto items = Json::array();
        for (const auto& row : rows)
            items.push(TRY(present_row(desk, db, row)));
        const auto open = TRY(count_new(db, call.actor.person));
        auto body =
            Json::object({{"items", std::move(items)}, {"counts", Json::object({{"new", open}})}});
        return incident::paged(call, std::move(body), next);
    });
}

Result<http::Response> list_of_report(const Desk& desk, const team::Call& call) {
    const auto id = TRY(call.id<ReportTag>("id"));
    return desk.store.read_for([&](store::Read& db) -> Result<http::Response> {
        auto items = Json::array();
        const auto rows = TRY(alerts_of(db, id));
        for (const auto& row : rows)
            items.push(TRY(present_row(desk, db, row)));
        return http::json_response(200, Json::object({{"items", std::move(items)}}));
    });
}

Result<Judge> read_judgement(const Json& json) {
    Fields in{json};
    Judge judgement;
    judgement.outcome =
        named<State>(in.choice("outcome", outcomes), state_names).value_or(State::dismissed);
    judgement.report = in.optional_id<ReportTag>("report");
    judgement.reason =
        in.optional_text("reason", {.length_max = 1'000, .lines = true}).value_or(std::string{});
    if (judgement.outcome == State::joined && !judgement.report)
        in.refuse("report", failure(Errc::invalid, report_needed));
    if (judgement.outcome != State::joined) judgement.report.reset();
    TRY(in.finish());
    return judgement;
}

Result<http::Response> judge_one(const Desk& desk, const team::Call& call) {
    const auto id = TRY(call.id<AlertTag>("id"));
    const auto json = TRY(call.json());
    const auto judgement = TRY(read_judgement(json));
    const auto rev = TRY(call.expected_rev());
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        return team::once(db, call, desk.now(), [&]() -> Result<Uuid> {
            TRY(judge(desk, db, call.actor, id, judgement, rev));
            return id.value;
        });
    };
    TRY(desk.store.write_for(job));
    return answer(desk, call, id, 201);
}

Result<http::Response> read_one(const Desk& desk, const team::Call& call) {
    const auto id = TRY(call.id<AlertTag>("id"));
    return answer(desk, call, id, 200);
}

} // namespace

std::vector<team::Route> alert_routes(const Desk& desk) {
    using http::Method;
    const std::string all = "/api/v1/alerts";
    const auto route = [&](Method method, const std::string& path, std::string_view action,
                           auto handle) {
        return team::Route{
            .method = method,
            .path = path,
            .action = std::string{action},
            .handle = [&desk, handle](const team::Call& call) { return handle(desk, call); }};
    };
    auto raising = route(Method::post, all, "alert.raise", take_in);
    raising.limits.body_bytes_max = body_max;
    return {std::move(raising), route(Method::get, all, "alert.read", list),
            route(Method::get, all + "/{id}", "alert.read", read_one),
            route(Method::post, all + "/{id}/judgement", "alert.judge", judge_one),
            route(Method::get, "/api/v1/reports/{id}/alerts", "report.read", list_of_report)};
}

} // namespace sokuo::alert
