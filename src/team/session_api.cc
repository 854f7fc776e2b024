#include "team/session_api.h"

#include "http/conditional.h"
#include "team/break_glass.h"
#include "team/people.h"
#include "team/sign_in.h"
#include "team/succession_store.h"

#include <utility>
#include <variant>

namespace sokuo::team {
namespace {

constexpr std::string_view session_path = "/api/v1/session";
constexpr auto own_device_for = std::chrono::hours{12}; // As long as a session lasts at most.

struct SessionPlace {
    TeamApi api;
    std::string public_url;
};

Json present_person(const charter::Charter& charter, const Standing& standing, Language language) {
    auto posts = Json::array();
    for (const auto& held : standing.posts) {
        const auto* role = charter.role(held.role);
        auto post =
            Json::object({{"name", held.name},
                          {"role", held.role},
                          {"role_name", role == nullptr ? held.role : role->name.in(language)}});
        if (const auto* absent = charter.post(held.acting_for))
            post.set("acting_for", absent->name);
        posts.push(std::move(post));
    }
    return Json::object(
        {{"id", standing.person.text()}, {"name", standing.name}, {"posts", std::move(posts)}});
}

Json present(const SessionPlace& place, const Call& call, const identity::Identity& identity,
             const Standing& standing) {
    const auto& charter = call.charter();
    const bool is_simulated = place.api.journal.opened().clock == journal::ClockKind::simulated;
    auto may = Json::array();
    for (const auto& action : actions_of(charter, standing))
        may.push(action);
    auto owes = Json::array();
    for (const auto what : owed(charter, standing, identity))
        owes.push(what);
    auto json = Json::object(
        {{"person", present_person(charter, standing, call.language)},
         {"organisation", Json::object({{"name", charter.organisation.name.in(call.language)},
                                        {"team_name", charter.organisation.team.in(call.language)},
                                        {"fictional", charter.fictional},
                                        {"simulated", is_simulated},
                                        {"public_url", place.public_url}})},
         {"may", std::move(may)},
         {"owes", std::move(owes)},
         {"source", to_text(identity.source)},
         {"second_factor", identity.has_second},
         {"renewed", identity.is_renewed},
         {"own_device", identity.own_device}});
    // Announced to the team while the envelopes lie open; to outsiders it says nothing.
    if (!post_for(charter, standing, "team.read").ok()) return json;
    const auto glass = place.api.store.read_for([](store::Read& db) { return break_glass(db); });
    if (!glass.ok()) return json;
    const auto& account = glass.value();
    if (account && account->opened) json.set("break_glass_opened_at", to_rfc3339(*account->opened));
    return json;
}

std::string cookie(const http::Request& request, std::string value,
                   std::optional<std::chrono::seconds> max_age) {
    return http::set_cookie({.name = "sokuo",
                             .value = std::move(value),
                             .max_age = max_age,
                             .same_site = http::SameSite::strict,
                             .is_secure = request.is_secure});
}

// 201 with the cookie: somebody is signed in.
Result<http::Response> entered(const SessionPlace& place, const Call& call,
                               const identity::Opened& opened) {
    const auto& api = place.api;
    const auto standing = TRY(api.store.read_for([&](store::Read& db) {
        return standing_at(db, call.charter(), opened.identity.person, api.journal.clock().now());
    }));
    if (standing.is_break_glass) {
        auto actor = call.actor;
        actor.person = standing.person;
        TRY(api.store.write([&](store::Write& db) { return note_opened(db, api.journal, actor); }));
    }
    auto response = http::json_response(201, present(place, call, opened.identity, standing));
    response.with("Set-Cookie", session_cookie(call.request, opened));
    return response;
}

Result<http::Response> sign_in(const SessionPlace& place, const Call& call) {
    const auto json = TRY(call.json());
    Fields in{json};
    const auto name = in.text("name", {.length_max = 100});
    const auto password = read_password(in, json);
    const identity::Device device{.is_own = in.optional_boolean("own_device").value_or(false),
                                  .name = identity::device_name(call.request.header("user-agent"))};
    TRY(in.finish());
    const auto outcome = TRY(place.api.accounts.sign_in(name, password, device));
    if (const auto* opened = std::get_if<identity::Opened>(&outcome))
        return entered(place, call, *opened);
    const auto& step = std::get<identity::SecondStep>(outcome);
    return http::json_response(
        202, Json::object({{"ticket", step.ticket}, {"ends_at", to_rfc3339(step.ends)}}));
}

Result<http::Response> give_second(const SessionPlace& place, const Call& call) {
    const auto json = TRY(call.json());
    Fields in{json};
    // Whoever came by the provider has it in a cookie, which no page can read.
    const auto kept = call.request.cookie(http::cookie_name(step_cookie, call.request.is_secure));
    const auto ticket = in.optional_text("ticket", {.length_max = 100}).value_or(std::string{kept});
    const auto code = in.text("code", {.length_max = 100});
    TRY(in.finish());
    const auto opened = TRY(place.api.accounts.finish_sign_in(ticket, code));
    return entered(place, call, opened);
}

Result<http::Response> sign_out(const SessionPlace& place, const Call& call) {
    TRY(place.api.accounts.sign_out(call.identity));
    http::Response response;
    response.status = 204;
    response.with("Set-Cookie", cookie(call.request, {}, std::chrono::seconds{0}));
    return response;
}

Result<http::Response> renew(const SessionPlace& place, const Call& call) {
    const auto json = TRY(call.json());
    Fields in{json};
    const auto password = read_password(in, json);
    const auto code = in.optional_text("code", {.length_max = 100}).value_or("");
    TRY(in.finish());
    const auto renewed = TRY(place.api.accounts.renew(call.identity, password, code));
    return http::json_response(200, present(place, call, renewed, call.standing));
}

Result<http::Response> read_session(const SessionPlace& place, const Call& call) {
    return http::json_response(200, present(place, call, call.identity, call.standing));
}

// What a stranger is offered at the door.
Result<http::Response> read_ways(const SessionPlace& place, const Call&) {
    const auto& others = place.api.others;
    auto ways = Json::object({{"directory", others.directory != nullptr}});
    if (others.provider != nullptr)
        ways.set("provider", Json::object({{"label_ja", others.provider->label(Language::ja)},
                                           {"label_en", others.provider->label(Language::en)}}));
    return http::json_response(200, ways);
}

} // namespace

std::string session_cookie(const http::Request& request, const identity::Opened& opened) {
    std::optional<std::chrono::seconds> max_age;
    if (opened.identity.own_device) max_age = own_device_for;
    return cookie(request, opened.secret, max_age);
}

std::vector<Route> session_routes(TeamApi api, std::string public_url) {
    using http::Method;
    const SessionPlace place{api, std::move(public_url)};
    const auto route = [&](Method method, std::string_view path, std::string_view action,
                           auto handle) {
        return Route{.method = method,
                     .path = std::string{path},
                     .action = std::string{action},
                     .handle = [place, handle](const Call& call) { return handle(place, call); }};
    };
    return {route(Method::post, session_path, open_to_all, sign_in),
            route(Method::post, "/api/v1/session/second-factor", open_to_all, give_second),
            route(Method::get, "/api/v1/session/ways", open_to_all, read_ways),
            route(Method::get, session_path, signed_in, read_session),
            route(Method::remove, session_path, signed_in, sign_out),
            route(Method::post, "/api/v1/session/renewal", signed_in, renew)};
}

} // namespace sokuo::team
