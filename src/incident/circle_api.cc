#include "incident/circle_api.h"

#include "core/fields.h"
#include "incident/incident_api.h"
#include "incident/incident_store.h"
#include "team/people.h"
#include "team/succession_store.h"

#include <algorithm>

namespace sokuo::incident {
namespace {

constexpr std::string_view circle_action = "incident.circle";

constexpr Message nobody_can_lift{
    "incident.circle_locked", "見てよい人の中に、制限を変えられる人（{0}）を一人は入れてください。",
    "Name at least one person who may lift the restriction ({0})."};
constexpr Message head_is_here{"incident.head_not_excluded",
                               "責任者（または代行）は、この事案を知っています。引き継げません。",
                               "The head, or who stands in, knows of this incident."};
constexpr Message stranger{"incident.circle_stranger", "登録されていない人が入っています。",
                           "Somebody in the list is not registered."};

bool holds(const std::vector<PersonId>& persons, const PersonId& person) {
    return std::ranges::find(persons, person) != persons.end();
}

Result<bool> may_lift(store::Read& db, const charter::Charter& charter, const PersonId& person,
                      Time now) {
    const auto standing = TRY(team::standing_at(db, charter, person, now));
    return team::post_for(charter, standing, circle_action).ok();
}

// Whoever has the head's power and may not know of the incident: the head, or who stands in.
struct Unknowing {
    std::string post;
    PersonId person;
};

Result<Unknowing> unknowing_head(const charter::Charter& charter, const team::Roll& roll,
                                 const team::Circle& circle) {
    for (const auto& post : charter.posts) {
        if (post.role != "head") continue;
        const auto instead = std::ranges::find(roll.stand_ins, post.code, &team::StandIn::post);
        if (instead != roll.stand_ins.end()) {
            if (!team::knows(circle, instead->person)) return Unknowing{post.code, instead->person};
            continue;
        }
        const auto holder = roll.holder(post.code);
        if (holder && !team::knows(circle, *holder)) return Unknowing{post.code, *holder};
    }
    return failure(Errc::conflict, head_is_here);
}

// For this incident everybody who may not know of it counts as away (不在), shut out by name or
// not named: what somebody cannot see, they cannot decide.
void count_as_away(team::Roll& roll, const team::Circle& circle, Time now) {
    for (const auto& seat : roll.seats) {
        if (!team::knows(circle, seat.person))
            roll.absences.push_back({{}, seat.person, now, {}, {}});
    }
}

Result<Command> take_over(const Desk& desk, const team::Call& call, const Json& json) {
    Fields in{json};
    const auto reason = in.text("reason", {.length_max = 500, .lines = true});
    TRY(in.finish());
    const auto id = TRY(call.id<IncidentTag>("id"));
    return desk.store.read_for([&](store::Read& db) -> Result<Command> {
        const auto incident = TRY(load(desk, db, id));
        auto roll = TRY(team::roll_at(db, call.charter(), call.now));
        const auto head = TRY(unknowing_head(call.charter(), roll, incident.circle));
        count_as_away(roll, incident.circle, call.now);
        std::erase_if(roll.stand_ins,
                      [&](const team::StandIn& one) { return one.post == head.post; });
        const auto next =
            TRY(team::ask(roll, {.post = head.post, .reason = reason, .until = {}, .also_away = {}},
                          call.actor.person));
        return Command{TakeOver{.post = head.post,
                                .by_post = next.by_post,
                                .person = call.actor.person,
                                .excluded = head.person,
                                .reason = reason}};
    });
}

} // namespace

Result<team::Circle> admissible(const Desk& desk, store::Read& db, const team::Call& call,
                                team::Circle circle, const std::string& where) {
    for (const auto* persons : {&circle.named, &circle.excluded}) {
        for (const auto& person : *persons) {
            if (!team::person(db, person).ok())
                return at(failure(Errc::invalid, stranger),
                          where + (persons == &circle.named ? "/named" : "/excluded"));
        }
    }
    if (!circle.is_restricted) return circle;
    const auto& me = call.actor.person;
    if (!holds(circle.named, me) && !holds(circle.excluded, me)) circle.named.push_back(me);
    for (const auto& person : circle.named) {
        const auto may = TRY(may_lift(db, call.charter(), person, desk.now()));
        if (may) return circle;
    }
    return at(failure(Errc::invalid, nobody_can_lift,
                      {team::roles_allowed(call.charter(), circle_action, call.language)}),
              where + "/named");
}

std::vector<team::Route> circle_routes(const Desk& desk) {
    const auto read = [&desk](const team::Call& call, const Json& json) -> Result<Command> {
        auto command = TRY(read_circle(json, ""));
        command.circle = TRY(desk.store.read_for([&](store::Read& db) {
            return admissible(desk, db, call, std::move(command.circle), "");
        }));
        return Command{std::move(command)};
    };
    return {act_route(desk, http::Method::put, "/circle", std::string{circle_action}, read),
            act_route(desk, http::Method::post, "/stand-in", "team.take_over",
                      [&desk](const team::Call& call, const Json& json) {
                          return take_over(desk, call, json);
                      })};
}

} // namespace sokuo::incident
