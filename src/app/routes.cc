#include "app/routes.h"

#include "advisory/advisory_api.h"
#include "alert/alert_api.h"
#include "alert/hook_api.h"
#include "alert/thehive_api.h"
#include "app/access_api.h"
#include "app/charter_api.h"
#include "app/clock_api.h"
#include "app/hunt_api.h"
#include "app/inspect_api.h"
#include "app/journal_api.h"
#include "app/log_api.h"
#include "app/problem.h"
#include "app/rules_api.h"
#include "app/search_api.h"
#include "approval/approval_api.h"
#include "bundle/bundle_api.h"
#include "close/close_api.h"
#include "contact/contact_api.h"
#include "correspondence/letter_api.h"
#include "incident/asks_api.h"
#include "incident/circle_api.h"
#include "incident/engaged_api.h"
#include "incident/engagement_api.h"
#include "incident/erasure_api.h"
#include "incident/incident_api.h"
#include "incident/incident_store.h"
#include "incident/report_store.h"
#include "intake/intake_api.h"
#include "monitor/monitor_api.h"
#include "registry/registry_api.h"
#include "team/account_api.h"
#include "team/break_glass_api.h"
#include "team/provider_api.h"
#include "team/roster_api.h"
#include "team/session_api.h"
#include "team/succession_api.h"
#include "team/veil.h"
#include "team/wake_api.h"
#include "triage/triage_api.h"

#include <iterator>
#include <utility>

namespace sokuo::app {
namespace {

// What a call out of bed says: the number people know the thing by.
Result<std::string> number_of(const incident::Desk& desk, store::Read& db,
                              const journal::Stream& about) {
    if (about.kind == "report") return TRY(incident::load(desk, db, ReportId{about.id})).number;
    return TRY(incident::load(desk, db, IncidentId{about.id})).number;
}

// What an advisory that concerns us becomes.
advisory::ReportDesk report_desk(const incident::Desk& desk) {
    advisory::ReportDesk reports;
    reports.receive = [&desk](store::Write& db, const team::Call& call,
                              const advisory::NewReport& wanted) -> Result<ReportId> {
        incident::Slip slip;
        slip.channel = wanted.is_asked ? "authority" : "other";
        slip.reporter_class = wanted.is_asked ? "government" : "staff";
        slip.what = wanted.what;
        slip.how = wanted.how;
        slip.systems = wanted.systems;
        return TRY(incident::receive(desk, db, call.actor, slip)).id;
    };
    reports.describe = [&desk](store::Read& db, const ReportId& id,
                               const team::Call& call) -> Result<Json> {
        const journal::Stream about{"report", id.value};
        if (!TRY(team::may_know(db, about, call.actor.person))) return Json{};
        const auto report = incident::load(desk, db, id);
        if (!report.ok() && report.error().code == Errc::not_found) return Json{};
        if (!report.ok()) return report.error();
        return Json::object({{"id", id.text()}, {"number", report.value().number}});
    };
    return reports;
}

} // namespace

std::vector<team::Route> api_routes(const Parts& parts) {
    std::vector<team::Route> routes;
    const auto add = [&](std::vector<team::Route> more) {
        routes.insert(routes.end(), std::make_move_iterator(more.begin()),
                      std::make_move_iterator(more.end()));
    };
    add(team::session_routes(parts.team, parts.public_url));
    add(team::provider_routes(parts.team));
    add(team::account_routes(parts.team));
    add(team::team_routes(parts.team));
    add(team::succession_routes(parts.team));
    add(team::roster_routes(parts.team));
    const auto number = [&desk = parts.desk](store::Read& db, const journal::Stream& about) {
        return number_of(desk, db, about);
    };
    add(team::wake_routes({parts.team, number, parts.sends_mail}));
    add(team::break_glass_routes(parts.team));
    add(approval::approval_routes(
        {.store = parts.team.store,
         .journal = parts.team.journal,
         .follow = incident::engagement_follow(parts.desk),
         .describe = incident::engagement_describe(parts.desk),
         .proposed_elsewhere = {std::string{incident::engagement_kind}}}));
    add(registry::registry_routes({parts.team.store, parts.team.journal}));
    add(advisory::advisory_routes({.shelf = {parts.team.store, parts.team.journal, parts.team.book},
                                   .reports = report_desk(parts.desk),
                                   .sandbox = parts.sandbox,
                                   .board = parts.board}));
    add(contact::contact_routes(
        {parts.team.store, parts.team.journal, parts.team.book, parts.public_url}));
    add(intake::intake_routes(parts.desk, render_problem));
    add(triage::triage_routes(parts.desk));
    add(incident::incident_routes(parts.desk, render_problem));
    add(incident::asks_routes(parts.desk, render_problem));
    add(incident::circle_routes(parts.desk));
    add(incident::engagement_routes(parts.desk));
    add(incident::engaged_routes(parts.desk, render_problem));
    add(incident::erasure_routes(parts.desk));
    add(close::close_routes(parts.desk));
    add(correspondence::letter_routes(parts.desk, parts.office));
    static const std::vector<alert::Hook> no_hooks;
    add(alert::alert_routes(parts.desk));
    add(alert::hook_routes(parts.desk, parts.hooks != nullptr ? *parts.hooks : no_hooks));
    add(alert::thehive_routes(parts.desk));
    add(monitor::monitor_routes(parts.desk, parts.monitors));
    add(charter_routes(parts.desk));
    add(journal_routes(parts.desk, parts.proofs));
    add(bundle::bundle_routes({parts.desk, parts.bundles}));
    add(log_routes(parts.desk, parts.logs));
    add(inspect_routes(parts.desk, {parts.sandbox, parts.inspect}));
    add(hunt_routes(parts.desk, parts.rules));
    add(rules_routes(parts.rules));
    add(access_routes(parts.desk));
    add(search_routes(parts.desk));
    add(parts.events.routes());
    add(clock_routes(parts.desk, parts.simulated));
    return routes;
}

} // namespace sokuo::app
