#include "incident/incident_api.h"

#include "core/text.h"
#include "http/conditional.h"
#include "incident/incident_store.h"
#include "incident/present.h"
#include "incident/uploads.h"
#include "search/words.h"
#include "team/access.h"
#include "team/once.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace sokuo::incident {
namespace {

constexpr Message bad_limit{"incident.bad_limit", "limit は1から200の数にしてください。",
                            "limit must be a number from 1 to 200."};
constexpr Message bad_state{"incident.bad_state", "state は open、ended、all のどれかです。",
                            "state must be open, ended or all."};
constexpr Message bad_priority{"incident.bad_priority", "priority は P1、P2、P3、P4 のどれかです。",
                               "priority must be P1, P2, P3 or P4."};
constexpr Message future{"incident.in_the_future", "起きた時刻が未来です。時刻を確かめてください。",
                         "The time lies in the future. Please check it."};
constexpr Message no_attachment{"incident.no_attachment", "この添付は見つかりません。",
                                "No such attachment."};

// Clocks of two machines differ a little.
constexpr auto future_tolerance = std::chrono::minutes{2};

std::optional<std::int64_t> number(std::string_view text) {
    std::int64_t value = 0;
    const auto* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, value);
    if (text.empty() || parsed.ec != std::errc{} || parsed.ptr != end) return {};
    return value;
}

Result<std::optional<LineCursor>> line_cursor(const team::Call& call) {
    const auto place = TRY(call.place());
    if (!place) return std::optional<LineCursor>{};
    const auto dot = place->find('.');
    return std::optional{LineCursor{Time{Duration{number(place->substr(0, dot)).value_or(0)}},
                                    number(place->substr(dot + 1)).value_or(0)}};
}

Result<http::Response> list_incidents(const Desk& desk, const team::Call& call) {
    const auto text = [&](std::string_view name) -> std::optional<std::string> {
        const auto value = call.request.query_value(name);
        if (!value) return {};
        return std::string{*value};
    };
    const auto state = text("state").value_or("open");
    if (state != "open" && state != "ended" && state != "all")
        return at(failure(Errc::invalid, bad_state), "state");
    const auto priority = text("priority");
    if (priority && std::ranges::find(priority_codes, *priority) == priority_codes.end())
        return at(failure(Errc::invalid, bad_priority), "priority");
    auto words = search::read_words(text("q").value_or(""));
    if (!words.ok()) return at(std::move(words).error(), "q");
    const auto limit = TRY(limit_of(call.request));
    const Filter filter{.state = state,
                        .priority = priority,
                        .category = text("category"),
                        .words = std::move(words).value(),
                        .before = TRY(row_after(call)),
                        .count_max = limit + 1};
    return desk.store.read_for([&](store::Read& db) -> Result<http::Response> {
        auto rows = TRY(list(db, call.actor.person, filter));
        const auto total = TRY(counts(db, call.actor.person));
        auto body = Json::object();
        std::string next;
        if (static_cast<std::int64_t>(rows.size()) > limit) {
            rows.pop_back();
            next = std::to_string(rows.back().seq);
        }
        auto items = Json::array();
        for (const auto& row : rows)
            items.push(TRY(present(desk, call, row)));
        body.set("items", std::move(items));
        body.set("counts", Json::object({{"open", total.open}, {"ended", total.ended}}));
        return paged(call, std::move(body), next);
    });
}

Result<http::Response> read_timeline(const Desk& desk, const team::Call& call) {
    const auto id = TRY(call.id<IncidentTag>("id"));
    const auto limit = TRY(limit_of(call.request));
    const auto after = TRY(line_cursor(call));
    return desk.store.read_for([&](store::Read& db) -> Result<http::Response> {
        const auto incident = TRY(load(desk, db, id));
        const auto* edition = TRY(desk.book.version(incident.charter));
        auto rows = TRY(lines(db, id, after, limit + 1));
        auto body = Json::object();
        std::string next;
        if (static_cast<std::int64_t>(rows.size()) > limit) {
            rows.pop_back();
            next = std::to_string(rows.back().occurred_at.time_since_epoch().count()) + "." +
                   std::to_string(rows.back().seq);
        }
        Names names{db, edition->charter, call.language};
        auto items = Json::array();
        for (const auto& row : rows)
            items.push(present(names, edition->pack, row, incident, call.language));
        body.set("items", std::move(items));
        return paged(call, std::move(body), next);
    });
}

Result<http::Response> record_line(const Desk& desk, const team::Call& call) {
    const auto id = TRY(call.id<IncidentTag>("id"));
    const auto json = TRY(call.json());
    auto command = TRY(read_record(json));
    const auto now = desk.now();
    if (command.occurred_at && *command.occurred_at > now + future_tolerance)
        return at(failure(Errc::invalid, future), "/occurred_at");
    command.line = LineId::make(now, desk.random);
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        return team::once(db, call, now, [&]() -> Result<Uuid> {
            TRY(act(desk, db, call.actor, id, command));
            return command.line.value;
        });
    };
    const auto made = TRY(desk.store.write_for(job));
    return desk.store.read_for([&](store::Read& db) -> Result<http::Response> {
        const auto incident = TRY(load(desk, db, id));
        const auto* edition = TRY(desk.book.version(incident.charter));
        const auto found = TRY(line(db, id, LineId{made}));
        if (!found) return failure(Errc::not_found, no_attachment);
        Names names{db, edition->charter, call.language};
        return http::json_response(201,
                                   present(names, edition->pack, *found, incident, call.language));
    });
}

Result<std::unique_ptr<http::BodySink>> attach(const Desk& desk, const team::Call& call,
                                               const team::RenderProblem& render) {
    const auto id = TRY(call.id<IncidentTag>("id"));
    TRY(desk.store.read_for([&](store::Read& db) { return load(desk, db, id); }));
    // The request is gone when the last piece arrives, so what the entry needs is copied.
    const auto* edition = &call.edition;
    return open_upload(
        desk, call, {.action = "incident.attach", .about = stream_of(id)}, render,
        [&desk, id, edition](const Uploaded& file) -> Result<http::Response> {
            const auto record = [&](store::Write& db, const Hand& hand) -> Result<> {
                TRY(act(desk, db, hand.actor, id,
                        Attach{.blob = file.stored.id,
                               .name = file.name,
                               .bytes = file.stored.bytes,
                               .sha256 = to_hex(file.stored.sha256),
                               .key = file.key.text(),
                               .kind = file.kind}));
                return Done{};
            };
            const auto blob = TRY(journal_once(desk, file, record));
            return desk.store.read_for([&](store::Read& db) -> Result<http::Response> {
                const auto incident = TRY(load(desk, db, id));
                Names names{db, edition->charter, file.language};
                return http::json_response(201, present(names, *incident.attachment(blob)));
            });
        });
}

Result<http::Response> read_attachment(const Desk& desk, const team::Call& call) {
    const auto id = TRY(call.id<IncidentTag>("id"));
    const auto blob = TRY(call.id<BlobTag>("attachment"));
    const auto incident =
        TRY(desk.store.read_for([&](store::Read& db) { return load(desk, db, id); }));
    const auto* attachment = incident.attachment(blob);
    if (attachment == nullptr) return failure(Errc::not_found, no_attachment);
    TRY(team::journal_file_look(desk.store, desk.journal, call, stream_of(id), attachment->name));
    const auto key = TRY(journal::KeyId::parse(attachment->key));
    return download(desk, blob, key, attachment->name, attachment->bytes);
}

template <class Made>
Result<Command> made(Result<Made> command) {
    if (!command.ok()) return std::move(command).error();
    return Command{std::move(command).value()};
}

} // namespace

Result<std::int64_t> limit_of(const http::Request& request) {
    const auto text = request.query_value("limit");
    if (!text) return std::int64_t{50};
    const auto value = number(*text);
    if (!value || *value < 1 || *value > 200) return at(failure(Errc::invalid, bad_limit), "limit");
    return *value;
}

Result<std::int64_t> row_after(const team::Call& call) {
    const auto place = TRY(call.place());
    return place ? number(*place).value_or(0) : 0;
}

http::Response paged(const team::Call& call, Json body, const std::string& place) {
    if (place.empty()) return http::json_response(200, body);
    const auto next = call.seal_place(place);
    body.set("next", next);
    std::string target = call.request.path + "?after=" + http::percent_encoded(next);
    for (const auto& [name, value] : call.request.query) {
        if (name != "after")
            target += "&" + http::percent_encoded(name) + "=" + http::percent_encoded(value);
    }
    auto response = http::json_response(200, body);
    response.with("Link", "<" + target + ">; rel=\"next\"");
    return response;
}

Result<http::Response> answer_incident(const Desk& desk, const team::Call& call,
                                       const IncidentId& id, int status) {
    return desk.store.read_for([&](store::Read& db) -> Result<http::Response> {
        const auto incident = TRY(load(desk, db, id));
        auto response = http::json_response(status, TRY(present(desk, db, call, incident)));
        response.with("ETag", team::etag(incident.rev));
        return response;
    });
}

team::Handle act_handler(const Desk& desk, ReadCommand read, ActOptions options) {
    return
        [&desk, read = std::move(read), options](const team::Call& call) -> Result<http::Response> {
            const auto id = TRY(call.id<IncidentTag>("id"));
            const auto json = TRY(call.json());
            std::optional<std::int64_t> rev;
            if (options.needs_rev) rev = TRY(call.expected_rev());
            const auto command = TRY(read(call, json));
            const bool is_post = call.request.method == http::Method::post;
            const auto job = [&](store::Write& db) -> Result<Uuid> {
                const auto step = [&]() -> Result<Uuid> {
                    TRY(act(desk, db, call.actor, id, command, rev));
                    return id.value;
                };
                if (!is_post) return step();
                return team::once(db, call, desk.now(), step);
            };
            TRY(desk.store.write_for(job));
            return answer_incident(desk, call, id, options.status);
        };
}

team::Route act_route(const Desk& desk, http::Method method, std::string path, std::string action,
                      ReadCommand read, ActOptions options) {
    return {.method = method,
            .path = "/api/v1/incidents/{id}" + std::move(path),
            .action = std::move(action),
            .handle = act_handler(desk, std::move(read), options),
            .current = [&desk](const team::Call& call) -> Result<http::Response> {
                return answer_incident(desk, call, TRY(call.id<IncidentTag>("id")));
            }};
}

namespace {

// What moves an incident on.
std::vector<team::Route> act_routes(const Desk& desk) {
    using http::Method;
    std::vector<team::Route> routes;
    routes.push_back(
        act_route(desk, Method::put, "/facts/{key}", "incident.fact",
                  [&desk](const team::Call& call, const Json& json) -> Result<Command> {
                      auto fact = TRY(read_fact(json, std::string{call.request.param("key")}));
                      if (fact.as_of && *fact.as_of > desk.now() + future_tolerance)
                          return at(failure(Errc::invalid, future), "/as_of");
                      return Command{std::move(fact)};
                  }));
    routes.push_back(act_route(desk, Method::post, "/tasks", "incident.task",
                               [&desk](const team::Call&, const Json& json) -> Result<Command> {
                                   auto command = TRY(read_task(json));
                                   command.task = TaskId::make(desk.now(), desk.random);
                                   return Command{std::move(command)};
                               },
                               {.needs_rev = false, .status = 201}));
    routes.push_back(act_route(desk, Method::patch, "/tasks/{task}", "incident.task",
                               [](const team::Call& call, const Json& json) -> Result<Command> {
                                   return made(
                                       read_task_change(json, TRY(call.id<TaskTag>("task"))));
                               }));
    routes.push_back(act_route(desk, Method::post, "/decisions", "incident.record",
                               [&desk](const team::Call&, const Json& json) -> Result<Command> {
                                   auto command = TRY(read_question(json));
                                   command.decision = DecisionId::make(desk.now(), desk.random);
                                   return Command{std::move(command)};
                               },
                               {.needs_rev = false, .status = 201}));
    routes.push_back(
        act_route(desk, Method::post, "/decisions/{decision}/answer", "incident.decide",
                  [](const team::Call& call, const Json& json) -> Result<Command> {
                      return made(read_answer(json, TRY(call.id<DecisionTag>("decision"))));
                  }));
    routes.push_back(act_route(desk, Method::post, "/upstreams", "incident.record",
                               [&desk](const team::Call&, const Json& json) -> Result<Command> {
                                   auto command = TRY(read_upstream(json));
                                   command.id = UpstreamId::make(desk.now(), desk.random);
                                   return Command{std::move(command)};
                               },
                               {.needs_rev = false, .status = 201}));
    routes.push_back(
        act_route(desk, Method::post, "/upstreams/{upstream}/end", "incident.record",
                  [](const team::Call& call, const Json& json) -> Result<Command> {
                      return made(read_upstream_end(json, TRY(call.id<UpstreamTag>("upstream"))));
                  },
                  {.needs_rev = false}));
    routes.push_back(
        act_route(desk, Method::post, "/phase", "incident.move",
                  [](const team::Call&, const Json& json) { return made(read_move(json)); }));
    return routes;
}

} // namespace

std::vector<team::Route> incident_routes(const Desk& desk, const team::RenderProblem& render) {
    using http::Method;
    const auto get = [&](const std::string& path, const std::string& action, auto handle) {
        return team::Route{
            .method = Method::get,
            .path = path,
            .action = action,
            .handle = [&desk, handle](const team::Call& call) { return handle(desk, call); }};
    };
    std::vector<team::Route> routes;
    routes.push_back(get("/api/v1/incidents", "incident.read", list_incidents));
    routes.push_back(get("/api/v1/incidents/{id}", "incident.read",
                         [](const Desk& at_desk, const team::Call& call) -> Result<http::Response> {
                             return answer_incident(at_desk, call, TRY(call.id<IncidentTag>("id")));
                         }));
    routes.push_back(get("/api/v1/incidents/{id}/timeline", "incident.read", read_timeline));
    routes.push_back(
        get("/api/v1/incidents/{id}/attachments/{attachment}", "incident.read", read_attachment));
    routes.push_back(
        {.method = Method::post,
         .path = "/api/v1/incidents/{id}/timeline",
         .action = "incident.record",
         .handle = [&desk](const team::Call& call) { return record_line(desk, call); }});
    routes.push_back(
        {.method = Method::post,
         .path = "/api/v1/incidents/{id}/attachments",
         .action = "incident.attach",
         .handle = {},
         .upload = [&desk, render](const team::Call& call) { return attach(desk, call, render); },
         .limits = upload_limits()});

    for (auto& route : act_routes(desk))
        routes.push_back(std::move(route));
    return routes;
}

} // namespace sokuo::incident
