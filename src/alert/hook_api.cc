#include "alert/hook_api.h"

#include "alert/alert_store.h"

#include <algorithm>

namespace sokuo::alert {
namespace {

using incident::Desk;

constexpr std::size_t body_max = std::size_t{256} * 1024;

Proof proof_of(const http::Request& request) {
    return {.id = request.header("webhook-id"),
            .timestamp = request.header("webhook-timestamp"),
            .signatures = request.header("webhook-signature"),
            .hub_signature = request.header("x-hub-signature-256")};
}

// Nobody is told whether there is a hook of a name: a wrong name and a wrong secret get one answer.
Result<http::Response> take_in(const Desk& desk, const std::vector<Hook>& hooks,
                               const team::Call& call) {
    const auto name = call.request.param("name");
    const auto hook = std::ranges::find(hooks, name, &Hook::name);
    if (hook == hooks.end()) return not_proven();
    const auto proof = proof_of(call.request);
    // Security timers go by real time, whatever the store's clock says.
    const auto now = WallClock{}.now();
    TRY(check_proof(*hook, proof, call.request.body, now));
    const auto json = TRY(parse_json(call.request.body, {.bytes_max = body_max, .depth_max = 32}));
    const auto signal = TRY(signal_of(*hook, proof, json, call.request.body));
    const auto raised =
        TRY(desk.store.write_for([&](store::Write& db) { return raise(desk, db, {}, signal); }));
    return http::json_response(
        raised.was_known ? 200 : 201,
        Json::object({{"id", raised.alert.text()}, {"known", raised.was_known}}));
}

} // namespace

std::vector<team::Route> hook_routes(const Desk& desk, const std::vector<Hook>& hooks) {
    return {team::Route{
        .method = http::Method::post,
        .path = "/api/v1/hooks/{name}",
        .action = std::string{team::open_to_all},
        .handle = [&desk, &hooks](const team::Call& call) { return take_in(desk, hooks, call); },
        .upload = {},
        .limits = {.body_bytes_max = body_max}}};
}

} // namespace sokuo::alert
