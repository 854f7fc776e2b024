#include "incident/asks_api.h"

#include "incident/content.h"
#include "incident/incident_api.h"
#include "incident/incident_store.h"
#include "incident/present.h"
#include "incident/uploads.h"
#include "team/once.h"
#include "team/people.h"
#include "team/veil.h"

#include <algorithm>
#include <array>

namespace sokuo::incident {
namespace {

constexpr Message no_ask{"incident.no_such_ask", "このお願いは見つかりません。",
                         "No such request."};

constexpr std::int64_t asks_max = 200;
constexpr std::array<std::string_view, 3> states{"open", "answered", "dropped"};

/// Where an ask stands.
struct Place {
    AskedId asked;
    IncidentId incident;
};

Place read_place(const store::Row& row) {
    Place place{};
    std::ranges::copy(row.bytes(0).first(place.asked.value.size()), place.asked.value.begin());
    std::ranges::copy(row.bytes(1).first(place.incident.value.size()),
                      place.incident.value.begin());
    return place;
}

Hand hand_of(const team::Call& call) {
    return {.actor = call.actor, .standing = call.standing};
}

bool is_theirs(const Asked& asked, const Hand& hand) {
    if (asked.person) return *asked.person == hand.actor.person;
    return std::ranges::any_of(hand.standing.posts, [&](const team::Held& held) {
        return held.code == asked.post && held.acting_for.empty();
    });
}

// All of an ask that whoever was asked gets to see: nothing of the incident.
Json present(store::Read& db, const team::Call& call, const Incident& incident,
             const Asked& asked) {
    auto row =
        Json::object({{"id", asked.id.text()},
                      {"text", asked.text},
                      {"state", states.at(static_cast<std::size_t>(asked.state))},
                      {"asked_by", team::person_ref(db, call.charter(), asked.by, call.language)},
                      {"asked_at", to_rfc3339(asked.at)}});
    set_time(row, "due_at", asked.due_at);
    set_time(row, "ended_at", asked.ended_at);
    if (asked.state == AskedState::answered) set_text(row, "answer", asked.answer);
    auto files = Json::array();
    for (const auto& attachment : incident.attachments) {
        if (attachment.asked == asked.id)
            files.push(Json::object({{"name", attachment.name},
                                     {"bytes", static_cast<std::int64_t>(attachment.bytes)}}));
    }
    if (!files.items().empty()) row.set("files", std::move(files));
    return row;
}

// Somebody may be asked about an incident they know nothing of, but not when they are shut out.
Result<bool> may_answer(store::Read& db, const Hand& hand, const Incident& incident,
                        const Asked* asked) {
    if (asked == nullptr || !is_theirs(*asked, hand)) return false;
    const auto sights = TRY(team::sights(db, stream_of(incident.id)));
    return !team::is_shut_out(sights, hand.actor.person);
}

// The open ones that go to a person or to one of the posts they hold, newest first.
Result<std::vector<Place>> open_places(store::Read& db, const team::Call& call) {
    std::string sql = "SELECT asked, incident FROM incident_asked WHERE is_open = 1 AND "
                      "(person = ? OR (person IS NULL AND post IN (NULL";
    std::vector<store::Param> params{call.actor.person.value};
    for (const auto& held : call.standing.posts) {
        sql += ", ?";
        params.emplace_back(held.code);
    }
    sql += "))) ORDER BY seq DESC LIMIT ?";
    params.emplace_back(asks_max);
    std::vector<Place> places;
    TRY(db.query(sql, params, [&](const store::Row& row) -> Result<> {
        places.push_back(read_place(row));
        return Done{};
    }));
    return places;
}

Result<http::Response> list_mine(const Desk& desk, const team::Call& call) {
    return desk.store.read_for([&](store::Read& db) -> Result<http::Response> {
        const auto places = TRY(open_places(db, call));
        auto items = Json::array();
        for (const auto& place : places) {
            const auto incident = TRY(load(desk, db, place.incident));
            const auto* asked = incident.asked_of(place.asked);
            const auto may = TRY(may_answer(db, hand_of(call), incident, asked));
            if (may) items.push(present(db, call, incident, *asked));
        }
        return http::json_response(200, Json::object({{"items", std::move(items)}}));
    });
}

/// The incident of an ask that was put to the caller. Errors: `not_found`, also for another's.
Result<Incident> theirs(const Desk& desk, store::Read& db, const Hand& hand, const AskedId& id) {
    const auto place = TRY(db.first("SELECT asked, incident FROM incident_asked WHERE asked = ?",
                                    {id.value}, read_place));
    if (!place) return failure(Errc::not_found, no_ask);
    auto incident = TRY(load(desk, db, place->incident));
    const auto may = TRY(may_answer(db, hand, incident, incident.asked_of(id)));
    if (!may) return failure(Errc::not_found, no_ask);
    return incident;
}

Result<http::Response> answer_with(const Desk& desk, const team::Call& call, const AskedId& id,
                                   int status) {
    return desk.store.read_for([&](store::Read& db) -> Result<http::Response> {
        const auto incident = TRY(theirs(desk, db, hand_of(call), id));
        return http::json_response(status, present(db, call, incident, *incident.asked_of(id)));
    });
}

Result<http::Response> answer_ask(const Desk& desk, const team::Call& call) {
    const auto id = TRY(call.id<AskedTag>("asked"));
    const auto json = TRY(call.json());
    const auto text = TRY(read_asked_text(json, "text"));
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        const auto incident = TRY(theirs(desk, db, hand_of(call), id));
        return team::once(db, call, desk.now(), [&]() -> Result<Uuid> {
            TRY(act(desk, db, call.actor, incident.id, AnswerAsked{id, text}));
            return id.value;
        });
    };
    TRY(desk.store.write_for(job));
    return answer_with(desk, call, id, 201);
}

Result<std::unique_ptr<http::BodySink>> hand_in(const Desk& desk, const team::Call& call,
                                                const team::RenderProblem& render) {
    const auto id = TRY(call.id<AskedTag>("asked"));
    TRY(desk.store.read_for([&](store::Read& db) { return theirs(desk, db, hand_of(call), id); }));
    return open_upload(
        desk, call, {.action = "ask.answer"}, render,
        [&desk, id](const Uploaded& file) -> Result<http::Response> {
            const auto record = [&](store::Write& db, const Hand& hand) -> Result<> {
                const auto incident = TRY(theirs(desk, db, hand, id));
                TRY(act(desk, db, hand.actor, incident.id,
                        Attach{.blob = file.stored.id,
                               .name = file.name,
                               .bytes = file.stored.bytes,
                               .sha256 = to_hex(file.stored.sha256),
                               .key = file.key.text(),
                               .asked = id,
                               .engagement = {},
                               .kind = file.kind}));
                return Done{};
            };
            TRY(journal_once(desk, file, record));
            return http::json_response(
                201, Json::object({{"name", file.name},
                                   {"bytes", static_cast<std::int64_t>(file.stored.bytes)}}));
        });
}

} // namespace

std::vector<team::Route> asks_routes(const Desk& desk, const team::RenderProblem& render) {
    using http::Method;
    std::vector<team::Route> routes;
    routes.push_back(act_route(desk, Method::post, "/asks", "ask.put",
                               [&desk](const team::Call&, const Json& json) -> Result<Command> {
                                   auto command = TRY(read_ask(json));
                                   command.asked = AskedId::make(desk.now(), desk.random);
                                   return Command{std::move(command)};
                               },
                               {.needs_rev = false, .status = 201}));
    routes.push_back(act_route(desk, Method::post, "/asks/{asked}/withdrawal", "ask.put",
                               [](const team::Call& call, const Json& json) -> Result<Command> {
                                   return Command{DropAsked{TRY(call.id<AskedTag>("asked")),
                                                            TRY(read_asked_text(json, "reason"))}};
                               }));
    const auto mine = [&](Method method, std::string path, auto handle) {
        routes.push_back(
            {.method = method,
             .path = "/api/v1/asks" + std::move(path),
             .action = "ask.answer",
             .handle = [&desk, handle](const team::Call& call) { return handle(desk, call); }});
    };
    mine(Method::get, "", list_mine);
    mine(Method::get, "/{asked}",
         [](const Desk& at_desk, const team::Call& call) -> Result<http::Response> {
             return answer_with(at_desk, call, TRY(call.id<AskedTag>("asked")), 200);
         });
    mine(Method::post, "/{asked}/answer", answer_ask);
    routes.push_back(
        {.method = Method::post,
         .path = "/api/v1/asks/{asked}/files",
         .action = "ask.answer",
         .handle = {},
         .upload = [&desk, render](const team::Call& call) { return hand_in(desk, call, render); },
         .limits = upload_limits()});
    return routes;
}

} // namespace sokuo::incident
