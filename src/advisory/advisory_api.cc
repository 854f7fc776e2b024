#include "advisory/advisory_api.h"

#include "advisory/present.h"
#include "advisory/read/read.h"
#include "advisory/reader.h"
#include "core/fields.h"
#include "registry/registry_store.h"
#include "team/once.h"
#include "team/standing.h"

#include <algorithm>
#include <utility>

namespace sokuo::advisory {
namespace {

constexpr Message no_reader{"advisory.no_reader", "いまはファイルを読めません。",
                            "Files cannot be read now."};
constexpr Message no_feeds{"advisory.no_feeds",
                           "見に行くフィードが決められていません（advisories.yaml）。",
                           "No feeds are named (advisories.yaml)."};
constexpr Message due_passed{"advisory.due_passed", "期限に、もう過ぎた日時は書けません。",
                             "The time has passed already."};
constexpr Message no_post{"advisory.no_such_post", "この職は要綱にありません。",
                          "The charter has no such post."};
constexpr Message no_system{"advisory.no_such_system", "このシステムは台帳にありません。",
                            "The registry has no such system."};
constexpr Message no_report{"advisory.no_such_report", "この受付はありません。",
                            "There is no such report."};

constexpr std::int64_t items_at_once = 50;

Result<http::Response> answer_page(const Office& office, const team::Call& call, int status) {
    return office.shelf.store.read_for([&](store::Read& db) -> Result<http::Response> {
        return http::json_response(status, TRY(present_page(office, db, call)));
    });
}

// Acts once for its key; the answer is the whole page as it is then.
Result<http::Response> act_once(const Office& office, const team::Call& call,
                                const std::function<Result<>(store::Write&)>& step) {
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        return team::once(db, call, call.now, [&]() -> Result<Uuid> {
            TRY(step(db));
            return call.actor.person.value;
        });
    };
    TRY(office.shelf.store.write_for(job));
    return answer_page(office, call, 201);
}

template <class Step>
Result<http::Response> on_one(const Office& office, const team::Call& call, const Step& step) {
    const auto id = TRY(call.id<AdvisoryTag>("advisory"));
    const auto rev = TRY(call.expected_rev());
    return act_once(office, call, [&](store::Write& db) {
        return act(office.shelf, db, call.actor, id, step, rev);
    });
}

Result<> must_be_systems(store::Read& db, const std::vector<registry::SystemId>& wanted) {
    const auto all = TRY(registry::systems(db));
    for (const auto& id : wanted) {
        if (std::ranges::find(all, id, &registry::System::id) == all.end())
            return at(failure(Errc::invalid, no_system), "/systems");
    }
    return Done{};
}

Result<http::Response> list_items(const Office& office, const team::Call& call) {
    const auto after = TRY(call.place());
    const ItemFilter filter{.words = std::string{call.request.query_value("q").value_or("")},
                            .only_matching =
                                call.request.query_value("matching").value_or("") == "true",
                            .after = after.value_or(""),
                            .count_max = items_at_once + 1};
    return office.shelf.store.read_for([&](store::Read& db) -> Result<http::Response> {
        auto found = TRY(items(db, filter));
        const auto systems = TRY(registry::systems(db));
        const bool has_more = found.size() > static_cast<std::size_t>(items_at_once);
        if (has_more) found.pop_back();
        auto rows = Json::array();
        for (const auto& one : found)
            rows.push(present_item(one, systems));
        auto body = Json::object({{"items", std::move(rows)}});
        if (has_more) body.set("next", call.seal_place(place_of(found.back())));
        return http::json_response(200, body);
    });
}

Result<http::Response> type_in(const Office& office, const team::Call& call) {
    const auto json = TRY(call.json());
    const auto typed = TRY(read_typed(json));
    return act_once(office, call, [&](store::Write& db) -> Result<> {
        if (typed.report) {
            const auto known = office.reports.describe
                                   ? TRY(office.reports.describe(db, *typed.report, call))
                                   : Json{};
            if (known.is_null()) return at(failure(Errc::invalid, no_report), "/report");
        }
        TRY(open(office.shelf, db, call.actor, typed, call.now));
        return Done{};
    });
}

Result<http::Response> choose(const Office& office, const team::Call& call) {
    const auto json = TRY(call.json());
    Fields in{json};
    const auto key = in.text("key", {.length_max = link_length_max});
    TRY(in.finish());
    return act_once(office, call, [&](store::Write& db) -> Result<> {
        const auto advisory = TRY(item(db, key));
        TRY(open(office.shelf, db, call.actor, {.advisory = advisory, .opened = "chosen"},
                 call.now));
        return Done{};
    });
}

Result<http::Response> take_file(const Office& office, const team::Call& call) {
    if (office.sandbox == nullptr) return failure(Errc::unavailable, no_reader);
    const auto bulletin = TRY(read_in(*office.sandbox, as_bytes(call.request.body)));
    const auto batch = TRY(prepare(office.shelf, bulletin.name, bulletin));
    std::optional<Taken> taken;
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        return team::once(db, call, call.now, [&]() -> Result<Uuid> {
            taken = TRY(take_in(office.shelf, db, call.actor, batch, call.now));
            return call.actor.person.value;
        });
    };
    TRY(office.shelf.store.write_for(job));
    return office.shelf.store.read_for([&](store::Read& db) -> Result<http::Response> {
        auto page = TRY(present_page(office, db, call));
        const auto said = taken.value_or(Taken{.total = bulletin.advisories.size()});
        page.set("taken", Json::object({{"name", bulletin.name},
                                        {"total", said.total},
                                        {"fresh", said.fresh},
                                        {"changed", said.changed},
                                        {"opened", said.opened},
                                        {"gap", said.has_gap},
                                        {"unreadable", bulletin.unreadable}}));
        return http::json_response(201, page);
    });
}

Result<http::Response> want_poll(const Office& office, const team::Call& call) {
    if (office.board == nullptr || office.board->feeds().empty())
        return failure(Errc::conflict, no_feeds);
    office.board->want();
    return answer_page(office, call, 202);
}

Result<http::Response> close_gap(const Office& office, const team::Call& call) {
    const auto id = TRY(call.id<GapTag>("gap"));
    const auto json = TRY(call.json());
    Fields in{json};
    const auto note = in.text("note", {.length_max = 500, .lines = true});
    TRY(in.finish());
    return act_once(office, call, [&](store::Write& db) {
        return check_gap(office.shelf, db, call.actor, id, note);
    });
}

Result<http::Response> assign(const Office& office, const team::Call& call) {
    const auto json = TRY(call.json());
    const auto wanted = TRY(read_assign(json));
    if (!wanted.post.empty() && call.charter().post(wanted.post) == nullptr)
        return at(failure(Errc::invalid, no_post), "/post");
    if (wanted.due_at && *wanted.due_at <= call.now)
        return at(failure(Errc::invalid, due_passed), "/due_at");
    return on_one(office, call, wanted);
}

Result<http::Response> answer(const Office& office, const team::Call& call) {
    const auto json = TRY(call.json());
    const auto given = TRY(read_answer(json));
    TRY(office.shelf.store.read_for(
        [&](store::Read& db) { return must_be_systems(db, given.systems); }));
    return on_one(office, call, given);
}

Result<http::Response> put_away(const Office& office, const team::Call& call) {
    const auto json = TRY(call.json());
    return on_one(office, call, TRY(read_put_away(json)));
}

std::string systems_of(const std::vector<registry::System>& all, const Assessment& one) {
    std::string names;
    for (const auto& id : one.systems) {
        const auto found = std::ranges::find(all, id, &registry::System::id);
        if (found == all.end()) continue;
        names += (names.empty() ? "" : "、") + found->name;
    }
    return names;
}

// Whoever does this must be allowed to write reports as well.
Result<http::Response> report(const Office& office, const team::Call& call) {
    const auto id = TRY(call.id<AdvisoryTag>("advisory"));
    const auto rev = TRY(call.expected_rev());
    TRY(team::post_for(call.charter(), call.standing, "report.record"));
    return act_once(office, call, [&](store::Write& db) -> Result<> {
        const auto one = TRY(load(office.shelf, db, id));
        TRY(still_at(one, rev));
        // Asked before there is a report, which cannot be taken back.
        TRY(one.ask_report({}));
        const auto systems = TRY(registry::systems(db));
        const auto names = systems_of(systems, one);
        NewReport wanted{
            .what =
                "注意喚起に該当：" + one.advisory.title + (one.note.empty() ? "" : "\n" + one.note),
            .how = one.advisory.source + (one.advisory.link.empty() ? "" : " " + one.advisory.link),
            .systems = names,
            .is_asked = one.opened == "typed"};
        if (!office.reports.receive) return failure(Errc::unavailable, no_report);
        const auto made = TRY(office.reports.receive(db, call, wanted));
        const auto draft = TRY(one.ask_report(made));
        TRY(office.shelf.journal.append(db, call.actor, draft, rev));
        return Done{};
    });
}

} // namespace

std::vector<team::Route> advisory_routes(const Office& office) {
    using http::Method;
    using Handle = Result<http::Response> (*)(const Office&, const team::Call&);
    const std::string all = "/api/v1/advisories";
    const std::string one = all + "/{advisory}";
    const auto route = [&](Method method, const std::string& path, std::string action,
                           Handle handle) {
        return team::Route{
            .method = method,
            .path = path,
            .action = std::move(action),
            .handle = [office, handle](const team::Call& call) { return handle(office, call); },
            .current = [office](const team::Call& call) { return answer_page(office, call, 200); }};
    };
    std::vector<team::Route> routes{
        {.method = Method::get,
         .path = all,
         .action = "advisory.read",
         .handle = [office](const team::Call& call) { return answer_page(office, call, 200); }},
        route(Method::get, all + "/items", "advisory.read", list_items),
        route(Method::post, all, "advisory.assess", type_in),
        route(Method::post, all + "/chosen", "advisory.assess", choose),
        route(Method::post, all + "/polls", "advisory.assess", want_poll),
        route(Method::post, all + "/gaps/{gap}/check", "advisory.assess", close_gap),
        route(Method::post, one + "/assignment", "advisory.assess", assign),
        route(Method::post, one + "/answer", "advisory.assess", answer),
        route(Method::post, one + "/put-away", "advisory.assess", put_away),
        route(Method::post, one + "/report", "advisory.assess", report)};
    auto files = route(Method::post, all + "/files", "advisory.assess", take_file);
    files.limits = {.body_bytes_max = input_bytes_max, .body_time_max = std::chrono::seconds{120}};
    routes.push_back(std::move(files));
    return routes;
}

} // namespace sokuo::advisory
