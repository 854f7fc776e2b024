#include "team/break_glass_api.h"

#include "team/break_glass.h"

namespace sokuo::team {
namespace {

constexpr Message not_by_itself{
    "team.break_glass_by_itself",
    "非常用アカウントでは、封をし直せません。ふだんのアカウントでサインインしてください。",
    "The break-glass account cannot seal itself. Sign in with an ordinary account."};
constexpr Message not_for_programs{"team.not_for_programs",
                                   "サインインの設定は、画面からサインインした本人だけが使えます。"
                                   "APIの鍵では使えません。",
                                   "How somebody signs in is for whoever signed in on a screen; an "
                                   "API token may not."};

Result<Json> present(const TeamApi& api, const Call& call) {
    const auto state = TRY(api.store.read_for([](store::Read& db) { return break_glass(db); }));
    auto posts = Json::array();
    for (const auto& code : call.charter().break_glass) {
        if (const auto* post = call.charter().post(code)) posts.push(post->name);
    }
    auto json = Json::object({{"sign_in_name", break_glass_name}, {"posts", std::move(posts)}});
    if (!state) return json;
    json.set("sealed_at", to_rfc3339(state->sealed));
    if (state->opened) json.set("opened_at", to_rfc3339(*state->opened));
    return json;
}

Result<http::Response> read_one(const TeamApi& api, const Call& call) {
    return http::json_response(200, TRY(present(api, call)));
}

// The halves are in this answer and nowhere else: they are printed, and the sheets are sealed.
Result<http::Response> seal_one(const TeamApi& api, const Call& call) {
    if (call.identity.is_token) return failure(Errc::forbidden, not_for_programs);
    if (call.standing.is_break_glass) return failure(Errc::forbidden, not_by_itself);
    const auto halves = TRY(new_halves(api.accounts));
    const auto keys = TRY(api.store.write_for([&](store::Write& db) {
        return seal(db, api.journal, call.actor, call.charter(), halves.hash,
                    api.accounts.wall_now());
    }));
    TRY(api.accounts.destroy(keys));
    auto json = TRY(present(api, call));
    json.set("halves", Json::array().push(halves.first).push(halves.second));
    return http::json_response(201, json);
}

} // namespace

std::vector<Route> break_glass_routes(TeamApi api) {
    constexpr std::string_view path = "/api/v1/team/break-glass";
    return {{.method = http::Method::get,
             .path = std::string{path},
             .action = "team.manage",
             .handle = [api](const Call& call) { return read_one(api, call); }},
            {.method = http::Method::post,
             .path = std::string{path},
             .action = "team.manage",
             .handle = [api](const Call& call) { return seal_one(api, call); },
             .needs_renewal = true}};
}

} // namespace sokuo::team
