#include "monitor/monitor_api.h"

#include "core/fields.h"
#include "incident/words.h"
#include "team/once.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace sokuo::monitor {
namespace {

using incident::Desk;
using incident::name_of;

constexpr Message not_named{
    "monitor.not_named",
    "この見張りは、いまの monitors.yaml にありません。書いた人に確かめてください。",
    "This monitor is not in monitors.yaml now. Ask whoever writes it."};

constexpr std::int64_t strip_max = 30;
constexpr std::int64_t listed_max = 100;
constexpr std::size_t hash_length = 64;

struct Room {
    const Desk& desk;
    Board* board;
};

Json present_looks(const std::vector<Look>& looks) {
    auto list = Json::array();
    for (const auto& look : looks)
        list.push(Json::object({{"at", to_rfc3339(look.at)},
                                {"reason", name_of(look.reason, reason_names)},
                                {"took_ms", static_cast<std::int64_t>(look.took.count())}}));
    return list;
}

Result<Json> present(store::Read& db, const team::Call& call, const Target& target,
                     const Watched& one, std::int64_t looks_shown) {
    const auto& verdict = one.last;
    const auto zone = calendar::TimeZone::named(call.charter().time_zone);
    const auto last = TRY(looks(db, one.id, looks_shown));
    auto json =
        Json::object({{"id", one.id.text()},
                      {"name", one.name},
                      {"kind", name_of(target.kind, kind_names)},
                      {"address", target.address},
                      {"state", name_of(one.standing.state, state_names)},
                      {"reason", name_of(verdict.reason, reason_names)},
                      {"sentence", render(message_of(verdict.reason), verdict.args, call.language)},
                      {"every_seconds", static_cast<std::int64_t>(target.every.count())},
                      {"severity", name_of(target.alarm.severity, alert::severity_names)},
                      {"quiet", zone.ok() && is_quiet(target.alarm, call.now, zone.value())},
                      {"looks", present_looks(last)}});
    if (one.checked_at)
        json.set("checked_at", to_rfc3339(*one.checked_at))
            .set("since", to_rfc3339(one.standing.since));
    if (verdict.days_left) json.set("days_left", *verdict.days_left);
    if (target.kind == Kind::page && one.right_at) {
        json.set("accepted_at", to_rfc3339(*one.right_at)).set("score", verdict.score);
        if (!one.seen_hash.empty()) json.set("seen", one.seen_hash);
    }
    if (one.alert && one.standing.is_told) json.set("alert", one.alert->text());
    return json;
}

Json present_features(const std::vector<Feature>& features) {
    auto list = Json::array();
    for (const auto& feature : features)
        list.push(Json::object(
            {{"kind", name_of(feature.kind, feature_names)}, {"place", feature.place}}));
    return list;
}

Json present_rows(const std::vector<Row>& rows) {
    auto list = Json::array();
    for (const auto& row : rows) {
        if (row.kind == Row::Kind::gap) {
            list.push(Json::object({{"kind", "gap"}, {"count", row.count}}));
            continue;
        }
        list.push(Json::object({{"kind", row.kind == Row::Kind::same ? "same" : "changed"},
                                {"before", row.before},
                                {"after", row.after},
                                {"hidden", row.is_hidden}}));
    }
    return list;
}

Json present_difference(const Page& right, const Page& seen, const Difference& changed) {
    auto boasts = Json::array();
    for (const auto& word : changed.boasts)
        boasts.push(word);
    auto json = Json::object({{"score", changed.score},
                              {"emptied", changed.is_emptied},
                              {"boasts", std::move(boasts)},
                              {"rows", present_rows(changed.rows)},
                              {"added", present_features(changed.added)},
                              {"removed", present_features(changed.removed)},
                              {"cut", right.is_cut || seen.is_cut}});
    if (changed.is_title_changed)
        json.set("title_before", right.title).set("title_after", seen.title);
    return json;
}

Result<http::Response> answer_list(const Room& room, const team::Call& call) {
    return room.desk.store.read_for([&](store::Read& db) -> Result<http::Response> {
        const auto known = TRY(watched(db));
        const auto targets = room.board != nullptr ? room.board->targets() : std::vector<Target>{};
        auto items = Json::array();
        for (const auto& target : targets) {
            const auto found = std::ranges::find(known, target.name, &Watched::name);
            if (found != known.end()) items.push(TRY(present(db, call, target, *found, strip_max)));
        }
        auto may = Json::array();
        may.push(call.may("monitor.manage"));
        auto body = Json::object({{"items", std::move(items)},
                                  {"watching", room.board != nullptr},
                                  {"may", std::move(may)}});
        const auto trouble = room.board != nullptr ? room.board->trouble() : std::nullopt;
        if (trouble) {
            auto said = render(*trouble->message, trouble->args, call.language);
            if (!trouble->where.empty()) said = trouble->where + ": " + said;
            body.set("trouble", said);
        }
        return http::json_response(200, body);
    });
}

// The target as it is named now, with its rows. Errors: `not_found`.
Result<Target> target_of(const Room& room, const Watched& one) {
    if (room.board != nullptr)
        if (auto target = room.board->target(one.name)) return *std::move(target);
    return failure(Errc::not_found, not_named);
}

Result<http::Response> answer_one(const Room& room, const team::Call& call, const MonitorId& id,
                                  int status) {
    return room.desk.store.read_for([&](store::Read& db) -> Result<http::Response> {
        const auto one = TRY(watched(db, id));
        const auto target = TRY(target_of(room, one));
        auto json = TRY(present(db, call, target, one, listed_max));
        const auto kept = TRY(pages(db, id));
        if (target.kind == Kind::page && kept.right && kept.seen)
            json.set("difference",
                     present_difference(*kept.right, *kept.seen, difference(target, kept)));
        auto may = Json::array();
        may.push(call.may("monitor.manage"));
        json.set("may", std::move(may));
        return http::json_response(status, json);
    });
}

Result<http::Response> read_one(const Room& room, const team::Call& call) {
    const auto id = TRY(call.id<MonitorTag>("monitor"));
    return answer_one(room, call, id, 200);
}

Result<http::Response> look_now(const Room& room, const team::Call& call) {
    const auto id = TRY(call.id<MonitorTag>("monitor"));
    const auto one =
        TRY(room.desk.store.read_for([&](store::Read& db) { return watched(db, id); }));
    TRY(target_of(room, one));
    room.board->want(one.name);
    return answer_one(room, call, id, 202);
}

Result<http::Response> accept_page(const Room& room, const team::Call& call) {
    const auto id = TRY(call.id<MonitorTag>("monitor"));
    const auto json = TRY(call.json());
    Fields in{json};
    const auto seen = in.text("seen", {.length_max = hash_length});
    const auto reason = in.text("reason", {.length_max = 500, .lines = true});
    TRY(in.finish());
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        return team::once(db, call, call.now, [&]() -> Result<Uuid> {
            TRY(accept(room.desk, db, call.actor, id, seen, reason));
            return id.value;
        });
    };
    TRY(room.desk.store.write_for(job));
    return answer_one(room, call, id, 201);
}

} // namespace

std::vector<team::Route> monitor_routes(const Desk& desk, Board* board) {
    using http::Method;
    using Handle = Result<http::Response> (*)(const Room&, const team::Call&);
    const std::string all = "/api/v1/monitors";
    const std::string one = all + "/{monitor}";
    const auto route = [&](Method method, const std::string& path, std::string action,
                           Handle handle) {
        return team::Route{.method = method,
                           .path = path,
                           .action = std::move(action),
                           .handle = [&desk, board, handle](const team::Call& call) {
                               return handle(Room{desk, board}, call);
                           }};
    };
    return {route(Method::get, all, "alert.read", answer_list),
            route(Method::get, one, "alert.read", read_one),
            route(Method::post, one + "/checks", "monitor.manage", look_now),
            route(Method::post, one + "/baseline", "monitor.manage", accept_page)};
}

} // namespace sokuo::monitor
