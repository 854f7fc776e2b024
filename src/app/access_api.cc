#include "app/access_api.h"

#include "incident/incident_api.h"
#include "incident/present.h"
#include "incident/report_store.h"
#include "team/access.h"
#include "team/people.h"

#include <utility>

namespace sokuo::app {
namespace {

using incident::Desk;

constexpr Message bad_id{"app.bad_access_id", "{0} にはIDを書いてください。", "Give an id as {0}."};

template <class Tag>
Result<std::optional<Id<Tag>>> id_in(const team::Call& call, std::string_view name) {
    const auto text = call.request.query_value(name);
    if (!text) return std::optional<Id<Tag>>{};
    const auto id = Id<Tag>::parse(*text);
    if (!id.ok()) return at(failure(Errc::invalid, bad_id, {std::string{name}}), std::string{name});
    return std::optional{id.value()};
}

Result<team::LookFilter> read_filter(const team::Call& call) {
    team::LookFilter filter;
    filter.count_max = TRY(incident::limit_of(call.request)) + 1;
    filter.before = TRY(incident::row_after(call));
    filter.person = TRY(id_in<PersonTag>(call, "person"));
    if (const auto id = TRY(id_in<IncidentTag>(call, "incident")))
        filter.thing = journal::Stream{"incident", id->value};
    if (const auto id = TRY(id_in<ReportTag>(call, "report")))
        filter.thing = journal::Stream{"report", id->value};
    return filter;
}

// A thing by its number, where it still has one.
Result<Json> thing_of(const Desk& desk, store::Read& db, const journal::Stream& thing,
                      Language language) {
    auto json = Json::object({{"kind", thing.kind}, {"id", to_text(thing.id)}});
    if (thing.kind == "incident") {
        const auto ref = TRY(incident::incident_ref(db, IncidentId{thing.id}));
        if (!ref.is_null()) json.set("number", ref["number"]).set("title", ref["title"]);
    } else if (thing.kind == "person") {
        json.set("title", team::person_ref(db, PersonId{thing.id}, language)["name"]);
    } else if (thing.kind != "report") {
        return json; // 連絡網, 台帳: there is one of each.
    } else if (const auto report = incident::load(desk, db, ReportId{thing.id}); report.ok()) {
        json.set("number", report.value().number);
    }
    return json;
}

Result<http::Response> list_looks(const Desk& desk, const team::Call& call) {
    auto filter = TRY(read_filter(call));
    TRY(call.looks->flush());
    return desk.store.read_for([&](store::Read& db) -> Result<http::Response> {
        auto rows = TRY(team::looks(db, call.actor.person, filter));
        std::string next;
        if (std::ssize(rows) == filter.count_max) {
            rows.pop_back();
            next = std::to_string(rows.back().row);
        }
        incident::Names names{db, call.charter(), call.language};
        auto items = Json::array();
        for (const auto& row : rows)
            items.push(Json::object({{"person", names.of(row.person)},
                                     {"thing", TRY(thing_of(desk, db, row.thing, call.language))},
                                     {"way", team::way_names.at(static_cast<std::size_t>(row.way))},
                                     {"first_at", to_rfc3339(row.first)},
                                     {"last_at", to_rfc3339(row.last)},
                                     {"count", row.count}}));
        return incident::paged(call, Json::object({{"items", std::move(items)}}), next);
    });
}

} // namespace

std::vector<team::Route> access_routes(const Desk& desk) {
    return {{.method = http::Method::get,
             .path = "/api/v1/access",
             .action = "access.read",
             .handle = [&desk](const team::Call& call) { return list_looks(desk, call); }}};
}

} // namespace sokuo::app
