#pragma once

// The routes of incidents: reading, recording, facts, tasks, decisions, files. Declaring is
// triage's, ending is close's.

#include "incident/desk.h"
#include "incident/incident.h"
#include "team/gate.h"

#include <functional>
#include <optional>
#include <vector>

namespace sokuo::incident {

[[nodiscard]] std::vector<team::Route> incident_routes(const Desk& desk,
                                                       const team::RenderProblem& render);

/// Reads an incident and gives it as an answer with its ETag.
Result<http::Response> answer_incident(const Desk& desk, const team::Call& call,
                                       const IncidentId& id, int status = 200);

/// A handler for an act on the incident of the path: `read` makes the command from the request;
/// the answer is the incident as it is then. With a revision the caller must have read it
/// (If-Match); a POST acts once for its Idempotency-Key.
using ReadCommand = std::function<Result<Command>(const team::Call&, const Json&)>;
struct ActOptions {
    bool needs_rev = true;
    int status = 200;
};
[[nodiscard]] team::Handle act_handler(const Desk& desk, ReadCommand read, ActOptions options = {});

/// A route of an act, `/api/v1/incidents/{id}` in front of `path`.
[[nodiscard]] team::Route act_route(const Desk& desk, http::Method method, std::string path,
                                    std::string action, ReadCommand read, ActOptions options = {});

/// A page of a list: `body` with `next`, and the Link header, when there is more after `place`.
[[nodiscard]] http::Response paged(const team::Call& call, Json body, const std::string& place);
/// The row a page begins after, in a list whose places are numbers; 0: from the beginning.
/// Errors: `invalid`.
[[nodiscard]] Result<std::int64_t> row_after(const team::Call& call);
/// `limit` of the query: 1 to 200, 50 when absent. Errors: `invalid`.
[[nodiscard]] Result<std::int64_t> limit_of(const http::Request& request);

} // namespace sokuo::incident
