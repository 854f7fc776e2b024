#include "team/provider_api.h"

#include "http/conditional.h"
#include "team/account_api.h"
#include "team/session_api.h"

#include <cstdio>
#include <string>
#include <utility>
#include <variant>

namespace sokuo::team {
namespace {

constexpr Message no_provider{"team.no_provider_here",
                              "この即応には、認証サービスでのサインインはありません。",
                              "There is no signing in through a sign-in service here."};

constexpr std::string_view journey_cookie = "sokuo-journey";

std::string_view cookie_of(const http::Request& request, std::string_view name) {
    return request.cookie(http::cookie_name(name, request.is_secure));
}

std::string keep(const http::Request& request, std::string_view name, std::string value,
                 std::chrono::seconds max_age, http::SameSite same_site) {
    return http::set_cookie({.name = std::string{name},
                             .value = std::move(value),
                             .max_age = max_age,
                             .same_site = same_site,
                             .is_secure = request.is_secure});
}

// A fixed word for each: nothing of a request ever stands in an address we send a browser to.
std::string_view word_of(const Error& error) {
    switch (error.code) {
    case Errc::unavailable: return "silent";
    case Errc::stale: return "again";
    case Errc::forbidden: return "unbound";
    case Errc::not_found:
    case Errc::unauthenticated:
    case Errc::conflict:
    case Errc::invalid:
    case Errc::too_large:
    case Errc::too_many:
    case Errc::corrupt: return "refused";
    }
    return "refused";
}

http::Response home(const http::Request& request, std::string_view word) {
    auto response = http::see_other(word.empty() ? "/" : "/?sign-in=" + std::string{word});
    response.with("Set-Cookie",
                  keep(request, journey_cookie, {}, std::chrono::seconds{0}, http::SameSite::lax));
    return response;
}

/// The session a browser has, if it stands: what is begun now takes its place.
std::string session_before(const TeamApi& api, const http::Request& request) {
    const auto secret = Gate::session_secret(request);
    if (secret.empty()) return {};
    const auto identity = api.accounts.session(secret);
    return identity.ok() ? to_hex(identity.value().session) : std::string{};
}

Result<http::Response> depart(const TeamApi& api, const Call& call) {
    const auto& request = call.request;
    const identity::Wish wish{.own_device = request.query_value("own_device") == "1",
                              .again = request.query_value("again") == "1",
                              .session = session_before(api, request)};
    const auto departure = api.others.provider->depart(wish);
    if (!departure.ok()) return home(request, word_of(departure.error()));
    auto response = http::see_other(departure.value().url);
    response.with("Set-Cookie",
                  keep(request, journey_cookie, departure.value().cookie,
                       std::chrono::seconds{identity::journey_length}, http::SameSite::lax));
    return response;
}

/// The session before is the same person's or stays: another's is not ours to end.
void end_before(const TeamApi& api, const identity::Opened& opened, std::string_view session) {
    const auto id = hash_from_hex(session);
    if (!id) return;
    const auto ended = api.accounts.end_seat(opened.identity.person, *id);
    static_cast<void>(ended.ok()); // Ended by itself meanwhile.
}

Result<http::Response> let_in(const TeamApi& api, const Call& call) {
    const auto& request = call.request;
    const auto value = [&](std::string_view name) {
        return std::string{request.query_value(name).value_or("")};
    };
    const auto arrival = TRY(api.others.provider->arrive({.code = value("code"),
                                                          .state = value("state"),
                                                          .issuer = value("iss"),
                                                          .error = value("error")},
                                                         cookie_of(request, journey_cookie)));
    const identity::Device device{.is_own = arrival.wish.own_device,
                                  .name = identity::device_name(request.header("user-agent"))};
    const auto outcome = TRY(api.accounts.arrive(arrival, device));
    if (const auto* opened = std::get_if<identity::Opened>(&outcome)) {
        end_before(api, *opened, arrival.wish.session);
        auto response = home(request, {});
        response.with("Set-Cookie", session_cookie(request, *opened));
        return response;
    }
    auto response = home(request, "code");
    response.with("Set-Cookie",
                  keep(request, step_cookie, std::get<identity::SecondStep>(outcome).ticket,
                       std::chrono::seconds{identity::second_step_length}, http::SameSite::strict));
    return response;
}

Result<http::Response> come_back(const TeamApi& api, const Call& call) {
    auto answer = let_in(api, call);
    if (answer.ok()) return answer;
    const auto& error = answer.error();
    // What the provider sent is for the operator to read; who is silent was said when it began.
    if (error.code == Errc::unauthenticated)
        std::fprintf(stderr, "sokuo: %s\n", describe(error).c_str());
    return home(call.request, word_of(error));
}

} // namespace

std::vector<Route> provider_routes(TeamApi api) {
    const auto route = [&](std::string_view path, auto handle) {
        return Route{.method = http::Method::get,
                     .path = std::string{path},
                     .action = std::string{open_to_all},
                     .handle = [api, handle](const Call& call) -> Result<http::Response> {
                         if (api.others.provider == nullptr)
                             return failure(Errc::not_found, no_provider);
                         return handle(api, call);
                     }};
    };
    return {route("/api/v1/session/oidc", depart), route("/api/v1/session/oidc/return", come_back)};
}

} // namespace sokuo::team
