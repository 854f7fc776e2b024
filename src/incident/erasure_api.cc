#include "incident/erasure_api.h"

#include "core/fields.h"
#include "incident/erasure_store.h"
#include "incident/incident_api.h"
#include "incident/report_store.h"
#include "team/once.h"

#include <array>
#include <utility>

namespace sokuo::incident {
namespace {

constexpr std::array<std::string_view, 2> parts{"people", "content"};
constexpr TextRule ground_rule{.length_max = 500, .lines = true};

using Begin = std::function<Result<std::vector<BlobId>>(store::Write&)>;

// The first half stands or falls with the key of the request; the second may be repeated.
Result<> erase_once(const Desk& desk, const team::Call& call, const Uuid& id, const Begin& begin) {
    std::vector<BlobId> files;
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        return team::once(db, call, desk.now(), [&]() -> Result<Uuid> {
            files = TRY(begin(db));
            return id;
        });
    };
    TRY(desk.store.write_for(job));
    return end_erasing(desk, files);
}

Result<http::Response> erase_report(const Desk& desk, const team::Call& call) {
    const auto id = TRY(call.id<ReportTag>("id"));
    const auto json = TRY(call.json());
    Erase erase{.ground = {}, .expected_rev = TRY(call.expected_rev())};
    Fields in{json};
    const bool is_people = in.choice("what", parts) == "people";
    erase.ground = in.text("ground", ground_rule);
    TRY(in.finish());
    const auto begin = [&](store::Write& db) -> Result<std::vector<BlobId>> {
        if (!is_people) return begin_erasing(desk, db, call.actor, id, erase);
        TRY(begin_erasing_people(desk, db, call.actor, id, erase));
        return std::vector<BlobId>{};
    };
    TRY(erase_once(desk, call, id.value, begin));
    return answer_report(desk, call, id);
}

Result<http::Response> erase_incident(const Desk& desk, const team::Call& call) {
    const auto id = TRY(call.id<IncidentTag>("id"));
    const auto json = TRY(call.json());
    Erase erase{.ground = {}, .expected_rev = TRY(call.expected_rev())};
    Fields in{json};
    erase.ground = in.text("ground", ground_rule);
    TRY(in.finish());
    TRY(erase_once(desk, call, id.value, [&](store::Write& db) {
        return begin_erasing(desk, db, call.actor, id, erase);
    }));
    return answer_incident(desk, call, id);
}

} // namespace

std::vector<team::Route> erasure_routes(const Desk& desk) {
    std::vector<team::Route> routes;
    routes.push_back(
        {.method = http::Method::post,
         .path = "/api/v1/reports/{id}/erasure",
         .action = "report.erase",
         .handle = [&desk](const team::Call& call) { return erase_report(desk, call); },
         .needs_renewal = true,
         .current = [&desk](const team::Call& call) -> Result<http::Response> {
             return answer_report(desk, call, TRY(call.id<ReportTag>("id")));
         }});
    routes.push_back(
        {.method = http::Method::post,
         .path = "/api/v1/incidents/{id}/erasure",
         .action = "incident.erase",
         .handle = [&desk](const team::Call& call) { return erase_incident(desk, call); },
         .needs_renewal = true,
         .current = [&desk](const team::Call& call) -> Result<http::Response> {
             return answer_incident(desk, call, TRY(call.id<IncidentTag>("id")));
         }});
    return routes;
}

} // namespace sokuo::incident
