#include "alert/thehive_api.h"

#include "alert/alert_store.h"
#include "alert/thehive.h"
#include "team/access.h"
#include "team/people.h"

#include <utility>

namespace sokuo::alert {
namespace {

using incident::Desk;

// The oldest of the fifth series: what is here was in all of them.
constexpr std::string_view like_version = "5.0.0";
constexpr std::size_t body_max = std::size_t{512} * 1024;

Result<http::Response> answer(const Desk& desk, const AlertId& id, HiveVersion version,
                              int status) {
    return desk.store.read_for([&](store::Read& db) -> Result<http::Response> {
        const auto alert = TRY(load(desk, db, id));
        return http::json_response(status, hive_alert(alert, version));
    });
}

// Said again, it is the same alert: their clients take any other answer for a failure.
Result<http::Response> create(const Desk& desk, const team::Call& call, HiveVersion version) {
    const auto json = TRY(call.json());
    const auto signal = TRY(signal_of_hive(json, version, call.request.body));
    const auto raised = TRY(desk.store.write_for(
        [&](store::Write& db) { return raise(desk, db, call.actor, signal); }));
    return answer(desk, raised.alert, version, 201);
}

Result<http::Response> read(const Desk& desk, const team::Call& call, HiveVersion version) {
    const auto id = TRY(call.id<AlertTag>("id"));
    return answer(desk, id, version, 200);
}

Result<http::Response> change(const Desk& desk, const team::Call& call, HiveVersion version) {
    const auto id = TRY(call.id<AlertTag>("id"));
    const auto json = TRY(call.json());
    const auto judgement = TRY(judgement_of_hive(json));
    const auto job = [&](store::Write& db) -> Result<> {
        // Said again, it is so already.
        const auto alert = TRY(load(desk, db, id));
        if (alert.state == judgement->outcome) return Done{};
        return judge(desk, db, call.actor, id, *judgement);
    };
    if (judgement) TRY(desk.store.write(job));
    if (version == HiveVersion::v0) return answer(desk, id, version, 200);
    http::Response nothing;
    nothing.status = 204;
    return nothing;
}

Result<http::Response> status(const team::Call&, HiveVersion version) {
    if (version == HiveVersion::v1)
        return http::json_response(200,
                                   Json::object({{"version", like_version}, {"product", "Sokuo"}}));
    return http::json_response(
        200, Json::object({{"versions", Json::object({{"TheHive", like_version}})},
                           {"config", Json::object({{"authType", Json::array()}})}}));
}

Result<http::Response> who_am_i(const Desk& desk, const team::Call& call, HiveVersion version) {
    return desk.store.read_for([&](store::Read& db) -> Result<http::Response> {
        const auto person = team::person_ref(db, call.actor.person, call.language);
        auto json = Json::object({{"_id", call.actor.person.text()},
                                  {"_type", version == HiveVersion::v0 ? "user" : "User"},
                                  {"login", call.actor.person.text()},
                                  {"name", person["name"]},
                                  {"organisation", call.charter().organisation.name.ja},
                                  {"hasKey", true}});
        return http::json_response(200, json);
    });
}

} // namespace

std::vector<team::Route> thehive_routes(const Desk& desk) {
    using http::Method;
    std::vector<team::Route> routes;
    const auto add = [&](Method method, const std::string& path, std::string_view action,
                         auto handle) {
        routes.push_back({.method = method,
                          .path = path,
                          .action = std::string{action},
                          .handle = std::move(handle),
                          .upload = {},
                          .limits = {.body_bytes_max = body_max}});
    };
    for (const auto version : {HiveVersion::v0, HiveVersion::v1}) {
        const std::string root = version == HiveVersion::v0 ? "/api" : "/api/v1";
        add(Method::post, root + "/alert", "alert.raise",
            [&desk, version](const team::Call& call) { return create(desk, call, version); });
        add(Method::get, root + "/alert/{id}", "alert.read",
            [&desk, version](const team::Call& call) { return read(desk, call, version); });
        add(Method::patch, root + "/alert/{id}", "alert.judge",
            [&desk, version](const team::Call& call) { return change(desk, call, version); });
        add(Method::get, root + "/status", team::open_to_all,
            [version](const team::Call& call) { return status(call, version); });
        add(Method::get, root + "/user/current", team::signed_in,
            [&desk, version](const team::Call& call) { return who_am_i(desk, call, version); });
    }
    return routes;
}

bool is_thehives(std::string_view path) {
    for (const std::string_view root : {"/api/v1", "/api"}) {
        for (const std::string_view rest : {"/alert", "/alert/{id}", "/status", "/user/current"}) {
            if (path.starts_with(root) && path.substr(root.size()) == rest) return true;
        }
    }
    return false;
}

http::Route with_messages(http::Route guarded) {
    guarded.handler = [answer_of = std::move(guarded.handler)](const http::Request& request) {
        auto response = answer_of(request);
        if (response.status < 400) return response;
        auto problem = parse_json(response.body);
        if (!problem.ok() || problem.value().members() == nullptr) return response;
        auto json = std::move(problem).value();
        json.set("message", std::string{json["detail"].text_or("")});
        response.body = to_text(json);
        return response;
    };
    return guarded;
}

} // namespace sokuo::alert
