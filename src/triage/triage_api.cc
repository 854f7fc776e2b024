#include "triage/triage_api.h"

#include "incident/circle_api.h"
#include "incident/incident_api.h"
#include "incident/incident_store.h"
#include "incident/report_store.h"
#include "team/once.h"
#include "triage/judgement.h"
#include "triage/misdelivery.h"

namespace sokuo::triage {
namespace {

using incident::Desk;
using incident::Outcome;

constexpr Message bad_answer{"triage.bad_answer", "yes、no、unknown のどれかで答えてください。",
                             "Answer yes, no or unknown."};

constexpr Message goes_elsewhere{
    "triage.goes_elsewhere",
    "受付 {0} は、もう別の受付と同じ件になっています。そちらを選んでください。",
    "Report {0} is a duplicate itself. Choose the one it is of."};
constexpr Message has_duplicates{
    "triage.has_duplicates", "この受付と同じ件の受付があります。この受付のほうを残してください。",
    "Other reports are duplicates of this one. Let this one stay."};
constexpr Message look_again_passed{"triage.look_again_passed",
                                    "見直す日時が過ぎています。これからの日時にしてください。",
                                    "The time to look at it again has passed. Choose one to come."};

Result<http::Response> proposal(const team::Call& call) {
    const auto answer = [&](std::string_view name) -> Result<std::string> {
        const auto value = call.request.query_value(name).value_or("");
        if (value != "yes" && value != "no" && value != "unknown")
            return at(failure(Errc::invalid, bad_answer), std::string{name});
        return std::string{value};
    };
    const incident::TriageAnswers answers{.residents = TRY(answer("residents")),
                                          .stopped = TRY(answer("stopped")),
                                          .spreading = TRY(answer("spreading"))};
    const auto& pack = call.edition.pack;
    const auto proposed = propose(pack, answers);
    auto targets = Json::array();
    const auto* priority = pack.priority(proposed.priority);
    if (priority != nullptr) {
        for (const auto& target : priority->targets)
            targets.push(target.label.in(call.language) + "：" + target.text.in(call.language));
    }
    return http::json_response(
        200, Json::object({{"priority", proposed.priority},
                           {"name", priority == nullptr ? proposed.priority
                                                        : priority->name.in(call.language)},
                           {"reason", proposed.reason.in(call.language)},
                           {"targets", std::move(targets)}}));
}

// What tells of the same matter goes where the report goes, and is known to the same people.
Result<std::vector<ReportId>> with_duplicates(store::Read& db, const ReportId& id) {
    auto all = TRY(incident::duplicates_of(db, id));
    all.insert(all.begin(), id);
    return all;
}

// A duplicate of a duplicate would be nobody's: one goes to the report that is judged.
Result<> goes_along(const Desk& desk, store::Write& db, const team::Call& call, const ReportId& id,
                    const ReportId& other) {
    TRY(incident::must_know(db, other, call.actor.person));
    const auto target = TRY(incident::load(desk, db, other));
    if (target.state() == "duplicate")
        return at(failure(Errc::conflict, goes_elsewhere, {target.number}), "/report");
    if (!TRY(incident::duplicates_of(db, id)).empty())
        return at(failure(Errc::conflict, has_duplicates), "/report");
    const auto became = target.incident();
    if (!became) return Done{};
    TRY(incident::must_know(db, *became, call.actor.person));
    TRY(incident::act(desk, db, call.actor, *became, incident::Join{id}));
    return Done{};
}

// One act, one transaction: the judgement and what it makes stand or fall together.
Result<> carry_out(const Desk& desk, store::Write& db, const team::Call& call, const ReportId& id,
                   Judgement judgement, std::int64_t rev) {
    const auto report = TRY(incident::load(desk, db, id));
    TRY(incident::still_at(report.rev, rev));
    if (judgement.judge.incident)
        TRY(incident::must_know(db, *judgement.judge.incident, call.actor.person));
    if (judgement.declare) {
        auto declare = *judgement.declare;
        declare.circle =
            TRY(incident::admissible(desk, db, call, std::move(declare.circle), "/circle"));
        declare.reports = TRY(with_duplicates(db, id));
        declare.received_at = report.received_at;
        // The report must allow it before a number is drawn.
        TRY(report.ask(judgement.judge));
        judgement.judge.incident =
            TRY(incident::declare(desk, db, call.actor, std::move(declare))).id;
    } else if (judgement.judge.outcome == Outcome::join && judgement.judge.incident) {
        const auto all = TRY(with_duplicates(db, id));
        for (const auto& one : all)
            TRY(incident::act(desk, db, call.actor, *judgement.judge.incident,
                              incident::Join{one}));
    } else if (judgement.judge.outcome == Outcome::duplicate && judgement.judge.same_as) {
        TRY(report.ask(judgement.judge));
        TRY(goes_along(desk, db, call, id, *judgement.judge.same_as));
    }
    TRY(incident::act(desk, db, call.actor, id, judgement.judge, rev));
    return Done{};
}

Result<http::Response> judge(const Desk& desk, const team::Call& call) {
    const auto id = TRY(call.id<ReportTag>("id"));
    const auto json = TRY(call.json());
    const auto rev = TRY(call.expected_rev());
    const auto judgement = TRY(read_judgement(json, call.edition.pack));
    const auto& again = judgement.judge.look_again_at;
    if (again && *again <= desk.now())
        return at(failure(Errc::invalid, look_again_passed), "/look_again_at");
    if (judgement.declare)
        TRY(team::post_for(call.charter(), call.standing, "incident.declare", call.language));
    if (judgement.declare && judgement.declare->circle != team::Circle{})
        TRY(team::post_for(call.charter(), call.standing, "incident.circle", call.language));
    if (judgement.declare) TRY(call.must_be_renewed());
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        return team::once(db, call, desk.now(), [&]() -> Result<Uuid> {
            TRY(carry_out(desk, db, call, id, judgement, rev));
            return id.value;
        });
    };
    TRY(desk.store.write_for(job));
    return incident::answer_report(desk, call, id);
}

Result<http::Response> misdelivery(const Desk& desk, const team::Call& call) {
    const auto json = TRY(call.json());
    const auto slip = TRY(read_misdelivery(json));
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        return team::once(db, call, desk.now(), [&]() -> Result<Uuid> {
            return TRY(record_misdelivery(desk, db, call, slip)).value;
        });
    };
    const IncidentId id{TRY(desk.store.write_for(job))};
    TRY(desk.store.read_for(
        [&](store::Read& db) { return incident::must_know(db, id, call.actor.person); }));
    return incident::answer_incident(desk, call, id, 201);
}

} // namespace

std::vector<team::Route> triage_routes(const Desk& desk) {
    using http::Method;
    std::vector<team::Route> routes;
    routes.push_back({.method = Method::get,
                      .path = "/api/v1/triage/proposal",
                      .action = "report.judge",
                      .handle = proposal});
    routes.push_back({.method = Method::post,
                      .path = "/api/v1/reports/{id}/judgement",
                      .action = "report.judge",
                      .handle = [&desk](const team::Call& call) { return judge(desk, call); },
                      .needs_renewal = false,
                      .current = [&desk](const team::Call& call) -> Result<http::Response> {
                          return incident::answer_report(desk, call, TRY(call.id<ReportTag>("id")));
                      }});
    routes.push_back({.method = Method::post,
                      .path = "/api/v1/misdeliveries",
                      .action = "incident.declare",
                      .handle = [&desk](const team::Call& call) { return misdelivery(desk, call); },
                      .needs_renewal = true});
    routes.push_back(
        incident::act_route(desk, Method::post, "/triage", "incident.prioritise",
                            [](const team::Call&, const Json& json) -> Result<incident::Command> {
                                return incident::Command{TRY(incident::read_retriage(json))};
                            }));
    return routes;
}

} // namespace sokuo::triage
