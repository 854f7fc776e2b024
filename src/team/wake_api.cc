#include "team/wake_api.h"

#include "team/once.h"
#include "team/people.h"
#include "team/roster_api.h"
#include "team/sign_in.h"
#include "team/wake_store.h"

#include <utility>

namespace sokuo::team {
namespace {

constexpr std::int64_t shown_max = 10;

std::string_view code_of_mail(const Called& called) {
    if (called.mail == WakeMail::sent) return "sent";
    if (called.mail == WakeMail::given_up) return "failed";
    return "trying";
}

Json present(store::Read& db, const Call& call, const Called& called) {
    auto json = present_callee(db, call.charter(), called, call.language);
    if (called.is_passed_over) json.set("passed_over", true);
    if (called.called_at) json.set("called_at", to_rfc3339(*called.called_at));
    if (called.mail_tries > 0) json.set("mail", code_of_mail(called));
    if (!called.answered_at) return json;
    json.set("answered_at", to_rfc3339(*called.answered_at));
    if (called.noted_by != called.person)
        json.set("noted_by", person_ref(db, called.noted_by, call.language));
    return json;
}

Json present(store::Read& db, const Call& call, const Wake& wake) {
    auto calls = Json::array();
    for (const auto& called : wake.calls)
        calls.push(present(db, call, called));
    auto json = Json::object({{"id", wake.id.text()},
                              {"number", wake.number},
                              {"state", code_of(wake.state)},
                              {"by", person_ref(db, wake.by, call.language)},
                              {"at", to_rfc3339(wake.at)},
                              {"calls", std::move(calls)},
                              {"has_next", next_place(wake.calls).has_value()}});
    if (wake.next_at) json.set("next_at", to_rfc3339(*wake.next_at));
    return json;
}

// The gate let the request in, so the id is one.
Result<journal::Stream> subject_of(const Call& call, std::string_view kind) {
    const auto id = TRY(call.id<struct SubjectTag>("id"));
    return journal::Stream{std::string{kind}, id.value};
}

Result<http::Response> read_board(const WakeApi& api, const Call& call, std::string_view kind,
                                  int status = 200) {
    const auto about = TRY(subject_of(call, kind));
    const auto look = [&](store::Read& db) -> Result<http::Response> {
        auto order = Json::array();
        for (const auto& callee :
             TRY(order_for(db, call.charter(), about, call.actor.person, call.now)))
            order.push(present_callee(db, call.charter(), callee, call.language));
        auto wakes = Json::array();
        for (const auto& wake : TRY(wakes_about(db, about, shown_max)))
            wakes.push(present(db, call, wake));
        const auto minutes = static_cast<std::int64_t>(call.charter().wake_next_after.count());
        return http::json_response(
            status, Json::object({{"order", std::move(order)},
                                  {"wakes", std::move(wakes)},
                                  {"minutes", minutes},
                                  {"sends_mail", api.sends_mail && api.sends_mail()},
                                  {"may", Json::array().push(call.may("team.wake"))}}));
    };
    return api.team.store.read_for(look);
}

Result<http::Response> begin(const WakeApi& api, const Call& call, std::string_view kind) {
    const auto about = TRY(subject_of(call, kind));
    const auto& team = api.team;
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        return once(db, call, team.journal.clock().now(), [&]() -> Result<Uuid> {
            const auto number = TRY(api.number_of(db, about));
            const auto id =
                TRY(begin_wake(db, team.journal, call.actor, call.charter(), about, number));
            return id.value;
        });
    };
    TRY(team.store.write_for(job));
    return read_board(api, call, kind, 201);
}

Result<http::Response> act(const WakeApi& api, const Call& call,
                           const std::function<Result<>(store::Write&, const WakeId&)>& step) {
    const auto id = TRY(call.id<WakeTag>("id"));
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        return once(db, call, api.team.journal.clock().now(), [&]() -> Result<Uuid> {
            TRY(step(db, id));
            return id.value;
        });
    };
    TRY(api.team.store.write_for(job));
    return api.team.store.read_for([&](store::Read& db) -> Result<http::Response> {
        const auto wake = TRY(load_wake(db, id));
        return http::json_response(201, present(db, call, wake));
    });
}

// Whoever was called says so themselves, whatever their role; for somebody who answered the
// telephone it is noted by those who may call.
Result<http::Response> acknowledge(const WakeApi& api, const Call& call) {
    const auto json = TRY(call.json());
    Fields in{json};
    const auto person = in.optional_id<PersonTag>("person").value_or(call.actor.person);
    TRY(in.finish());
    TRY(owes_nothing(call.charter(), call.standing, call.identity));
    auto actor = call.actor;
    if (person != actor.person) {
        const auto held = TRY(post_for(call.charter(), call.standing, "team.wake", call.language));
        actor.post = held.id;
        actor.acting_for = held.acting_for;
    }
    return act(api, call, [&](store::Write& db, const WakeId& id) {
        return note_answer(db, api.team.journal, actor, id, person);
    });
}

Result<http::Response> go_on(const WakeApi& api, const Call& call) {
    return act(api, call, [&](store::Write& db, const WakeId& id) {
        return call_next(db, api.team.journal, call.actor, id);
    });
}

Result<http::Response> stop(const WakeApi& api, const Call& call) {
    return act(api, call, [&](store::Write& db, const WakeId& id) {
        return end_wake(db, api.team.journal, call.actor, id);
    });
}

} // namespace

std::vector<Route> wake_routes(const WakeApi& api) {
    using http::Method;
    std::vector<Route> routes;
    const auto add = [&](Method method, std::string path, std::string action, Handle handle) {
        routes.push_back({.method = method,
                          .path = std::move(path),
                          .action = std::move(action),
                          .handle = std::move(handle)});
    };
    for (const std::string kind : {"incident", "report"}) {
        const auto path = "/api/v1/" + kind + "s/{id}/wake";
        add(Method::get, path, kind + ".read",
            [api, kind](const Call& call) { return read_board(api, call, kind); });
        add(Method::post, path, "team.wake",
            [api, kind](const Call& call) { return begin(api, call, kind); });
    }
    const std::string one = "/api/v1/wakes/{id}";
    add(Method::post, one + "/ack", std::string{signed_in},
        [api](const Call& call) { return acknowledge(api, call); });
    add(Method::post, one + "/next", "team.wake",
        [api](const Call& call) { return go_on(api, call); });
    add(Method::post, one + "/end", "team.wake",
        [api](const Call& call) { return stop(api, call); });
    return routes;
}

} // namespace sokuo::team
