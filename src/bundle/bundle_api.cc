#include "bundle/bundle_api.h"

#include "bundle/bundle_store.h"
#include "core/fields.h"
#include "http/conditional.h"

#include <algorithm>

namespace sokuo::bundle {
namespace {

constexpr Message no_pair{"bundle.no_pair", "送る相手「{0}」は bundles.yaml に書かれていません。",
                          "There is no receiver “{0}” in bundles.yaml."};

Result<Json> present(store::Read& db, const Pair& pair) {
    const auto row = TRY(pair_row(db, pair.direction, pair.card.name));
    auto channels = Json::array();
    for (const auto& channel : pair.channels)
        channels.push(channel);
    auto json =
        Json::object({{"name", pair.card.name},
                      {"direction", direction_names.at(static_cast<std::size_t>(pair.direction))},
                      {"check_number", check_number(pair.card)},
                      {"files", pair.files},
                      {"personal", pair.personal},
                      {"channels", std::move(channels)},
                      {"bundle", row.bundle},
                      {"last", row.last}});
    if (row.at) json.set("at", to_rfc3339(*row.at));
    if (!row.sha256.empty()) json.set("sha256", row.sha256);
    return json;
}

Result<http::Response> list(const Office& office, const team::Call&) {
    auto json = Json::object({{"set_up", office.settings != nullptr}});
    auto pairs = Json::array();
    if (office.settings != nullptr) {
        const auto card = office.settings->secret.card();
        json.set("name", card.name).set("check_number", check_number(card));
        for (const auto& pair : office.settings->pairs)
            pairs.push(TRY(
                office.desk.store.read_for([&](store::Read& db) { return present(db, pair); })));
    }
    return http::json_response(200, json.set("pairs", std::move(pairs)));
}

Result<http::Response> make(const Office& office, const team::Call& call) {
    const auto json = TRY(call.json());
    Fields in{json};
    const auto name = in.text("pair", {.length_max = 40});
    const auto again = in.optional_integer("again", 0, again_max).value_or(0);
    TRY(in.finish());
    const Pair* pair = nullptr;
    if (office.settings != nullptr) {
        for (const auto& one : office.settings->pairs) {
            if (one.card.name == name && one.direction == Direction::send) pair = &one;
        }
    }
    if (pair == nullptr) return at(failure(Errc::invalid, no_pair, {name}), "/pair");
    auto written = TRY(write_next(office, *pair, call.actor, again));
    const auto number = std::to_string(written.head.number);
    const auto file = "sokuo-" + written.head.from + "-" + written.head.to + "-" +
                      std::string(6 - std::min<std::size_t>(6, number.size()), '0') + number +
                      ".bundle";
    http::Response response;
    response.body.assign(reinterpret_cast<const char*>(written.file.data()), written.file.size());
    response.with("Content-Type", "application/octet-stream")
        .with("Content-Disposition", "attachment; filename=\"" + file + "\"")
        .with("Content-Security-Policy", "sandbox; default-src 'none'")
        .with("Cache-Control", "no-store")
        .with("X-Bundle-Items", std::to_string(written.fresh))
        .with("X-Bundle-More", written.is_more ? "true" : "false");
    return response;
}

Result<http::Response> take(const Office& office, const team::Call& call) {
    const auto taken =
        TRY(take_in(office, call.actor, as_bytes(call.request.body), call.charter().time_zone));
    return http::json_response(200, Json::object({{"pair", taken.from},
                                                  {"bundle", taken.bundle},
                                                  {"fresh", taken.fresh},
                                                  {"known", taken.known},
                                                  {"reports", taken.reports},
                                                  {"files", taken.files},
                                                  {"left", taken.left},
                                                  {"skipped", taken.skipped}}));
}

} // namespace

std::vector<team::Route> bundle_routes(const Office& office) {
    using http::Method;
    const auto route = [&](Method method, const std::string& path, auto handle) {
        return team::Route{
            .method = method,
            .path = "/api/v1/bundles" + path,
            .action = "bundle.carry",
            .handle = [office, handle](const team::Call& call) { return handle(office, call); }};
    };
    std::vector<team::Route> routes{route(Method::get, "", list), route(Method::post, "", make)};
    routes.push_back(route(Method::post, "/inbox", take));
    routes.back().limits = {.body_bytes_max = bundle_bytes_max,
                            .body_time_max = std::chrono::minutes{10}};
    return routes;
}

} // namespace sokuo::bundle
