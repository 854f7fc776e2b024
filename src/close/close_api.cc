#include "close/close_api.h"

#include "incident/incident_api.h"

namespace sokuo::close {
namespace {

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
    routes.push_back(incident::act_route(
        desk, Method::put, "/closure/{condition}", "incident.record",
        [](const team::Call& call, const Json& json) -> Result<incident::Command> {
            return incident::Command{
                TRY(incident::read_condition(json, std::string{call.request.param("condition")}))};
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
