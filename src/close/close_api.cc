#include "close/close_api.h"

#include "incident/incident_api.h"
#include "incident/incident_store.h"

#include <algorithm>

namespace sokuo::close {
namespace {

constexpr Message agreed_in_future{"close.agreed_in_the_future",
                                   "了承を得た日時が未来です。日時を確かめてください。",
                                   "The time of the agreement lies in the future. Check it."};

constexpr auto future_tolerance = std::chrono::minutes{2};

// The roles that must agree to a condition, by the rules the incident was declared under.
Result<std::vector<std::string>> agreeing_roles(const incident::Desk& desk, const IncidentId& id,
                                                std::string_view key) {
    const auto incident =
        TRY(desk.store.read_for([&](store::Read& db) { return incident::load(desk, db, id); }));
    const auto* edition = TRY(desk.book.version(incident.charter));
    const auto* condition = edition->pack.condition(key);
    return condition == nullptr ? std::vector<std::string>{} : condition->agreed_by;
}

// A condition that names a role is met when who holds it says so, or when somebody who may writes
// down that they said so. Taking it back is always the safe side.
Result<incident::Command> set_condition(const incident::Desk& desk, const team::Call& call,
                                        const Json& json) {
    auto command =
        TRY(incident::read_condition(json, std::string{call.request.param("condition")}));
    const auto id = TRY(call.id<IncidentTag>("id"));
    const auto roles = TRY(agreeing_roles(desk, id, command.key));
    const auto held = team::post_in(call.charter(), call.standing, roles, call.language);
    if (command.oral) {
        TRY(team::post_for(call.charter(), call.standing, "incident.oral_agreement",
                           call.language));
        if (command.oral->at > desk.now() + future_tolerance)
            return at(failure(Errc::invalid, agreed_in_future), "/oral_agreement/at");
    } else if (held.ok()) {
        command.role = held.value().role;
    } else if (roles.empty() || command.state == incident::ConditionState::open) {
        TRY(team::post_for(call.charter(), call.standing, "incident.record", call.language));
    } else if (!team::post_for(call.charter(), call.standing, "incident.oral_agreement").ok()) {
        return held.error();
    } // Who may write an oral agreement down is told by the incident what is missing.
    return incident::Command{std::move(command)};
}

// An act that needs nothing but the words it is done with.
template <class Act>
incident::ReadCommand with_statement() {
    return [](const team::Call&, const Json& json) -> Result<incident::Command> {
        return incident::Command{Act{TRY(incident::read_statement(json))}};
    };
}

} // namespace

std::vector<team::Route> close_routes(const incident::Desk& desk) {
    using http::Method;
    std::vector<team::Route> routes;
    routes.push_back(incident::act_route(desk, Method::put, "/closure/{condition}",
                                         "incident.condition",
                                         [&desk](const team::Call& call, const Json& json) {
                                             return set_condition(desk, call, json);
                                         }));
    routes.push_back(incident::act_route(desk, Method::post, "/convergence", "incident.converge",
                                         with_statement<incident::Converge>()));
    routes.back().needs_renewal = true;
    routes.push_back(incident::act_route(desk, Method::post, "/close", "incident.close",
                                         with_statement<incident::Close>()));
    routes.back().needs_renewal = true;
    routes.push_back(incident::act_route(desk, Method::post, "/reopen", "incident.reopen",
                                         with_statement<incident::Reopen>()));
    routes.push_back(incident::act_route(desk, Method::post, "/withdrawal", "incident.withdraw",
                                         with_statement<incident::Withdraw>()));
    return routes;
}

} // namespace sokuo::close
