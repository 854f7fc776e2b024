#include "team/succession_api.h"

#include "team/once.h"
#include "team/people.h"
#include "team/succession_store.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sokuo::team {
namespace {

constexpr Message no_stand_in{
    "team.blank_no_stand_in",
    "要綱の空白：代わりを務める職が決まっていません。市で決めて、要綱の設定で順番に加えます。",
    "The charter names nobody. Decide it and put them in order in the charter's settings."};
constexpr Message no_order{
    "team.blank_no_order",
    "要綱の空白：引き継ぐ順番が決まっていません。連絡がつく副責任者が引き継げます。",
    "The charter gives no order. Any deputy who can be reached may take over."};

constexpr TextRule reason_rule{.length_max = 500, .lines = true};
// Whether somebody stands in for these is shown also where nothing is decided.
constexpr std::array<std::string_view, 2> always_shown{"head", "handler"};

std::vector<std::string_view> followed(const charter::Charter& charter) {
    std::vector<std::string_view> roles;
    for (const auto& role : charter.roles) {
        const bool is_shown = std::ranges::find(always_shown, role.code) != always_shown.end();
        if (is_shown || !charter.stand_ins(role.code).empty()) roles.emplace_back(role.code);
    }
    return roles;
}

// Acts once for the key of the request; the answer is the team as it is then.
Result<http::Response> act(const TeamApi& api, const Call& call,
                           const std::function<Result<>(store::Write&)>& step) {
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        return once(db, call, api.journal.clock().now(), [&]() -> Result<Uuid> {
            TRY(step(db));
            return call.actor.person.value;
        });
    };
    TRY(api.store.write_for(job));
    return read_team(api, call, 201);
}

Result<http::Response> be_away(const TeamApi& api, const Call& call) {
    const auto json = TRY(call.json());
    const auto now = api.journal.clock().now();
    Fields in{json};
    const Absence absence{
        .id = AbsenceId::make(now, api.journal.random()),
        .person = in.optional_id<PersonTag>("person").value_or(call.actor.person),
        .from = in.optional_time("from").value_or(now),
        .until = in.optional_time("until"),
        .reason = in.text("reason", reason_rule),
    };
    TRY(in.finish());
    return act(api, call, [&](store::Write& db) {
        return record_absence(db, api.journal, call.actor, absence);
    });
}

Result<http::Response> come_back(const TeamApi& api, const Call& call) {
    const auto absence = TRY(call.id<AbsenceTag>("absence"));
    return act(api, call, [&](store::Write& db) {
        return record_return(db, api.journal, call.actor, absence);
    });
}

Result<http::Response> stand_in(const TeamApi& api, const Call& call) {
    const auto json = TRY(call.json());
    Fields in{json};
    const TakeOver command{.post = in.text("post", {.length_max = 100}),
                           .reason = in.text("reason", reason_rule),
                           .until = in.optional_time("until"),
                           .also_away = in.texts("also_away", 20, {.length_max = 100})};
    TRY(in.finish());
    return act(api, call, [&](store::Write& db) {
        return take_over(db, api.journal, call.actor, call.charter(), command);
    });
}

Result<http::Response> end_stand_in(const TeamApi& api, const Call& call) {
    const auto json = TRY(call.json());
    Fields in{json};
    const auto note = in.optional_text("note", reason_rule).value_or("");
    TRY(in.finish());
    const std::string post{call.request.param("post")};
    return act(api, call, [&](store::Write& db) {
        return hand_back(db, api.journal, call.actor, post, note);
    });
}

} // namespace

Json present_succession(const charter::Charter& charter, const Roll& roll, Language language) {
    auto rows = Json::array();
    for (const auto role_code : followed(charter)) {
        const auto line = line_of(charter, role_code);
        const auto* role = charter.role(role_code);
        auto posts = Json::array();
        for (const auto& code : line.posts) {
            const auto* post = charter.post(code);
            const auto holder = roll.holder(code);
            posts.push(Json::object({{"code", code},
                                     {"name", post == nullptr ? code : post->name},
                                     {"there", holder && !roll.is_away(*holder)}}));
        }
        auto row = Json::object(
            {{"role", role_code},
             {"role_name", role == nullptr ? std::string{role_code} : role->name.in(language)},
             {"posts", std::move(posts)},
             {"ordered", line.is_ordered}});
        if (line.posts.empty()) row.set("blank", no_stand_in.text(language));
        if (!line.posts.empty() && !line.is_ordered) row.set("blank", no_order.text(language));
        rows.push(std::move(row));
    }
    return rows;
}

std::vector<Route> succession_routes(TeamApi api) {
    const auto post = [&](const std::string& path, const std::string& action, auto handle) {
        return Route{.method = http::Method::post,
                     .path = "/api/v1/team" + path,
                     .action = action,
                     .handle = [api, handle](const Call& call) { return handle(api, call); }};
    };
    return {post("/absences", "team.absence", be_away),
            post("/absences/{absence}/return", "team.absence", come_back),
            post("/stand-ins", "team.take_over", stand_in),
            post("/stand-ins/{post}/end", "team.take_over", end_stand_in)};
}

} // namespace sokuo::team
