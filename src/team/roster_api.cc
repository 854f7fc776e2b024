#include "team/roster_api.h"

#include "team/access.h"
#include "team/once.h"
#include "team/people.h"
#include "team/roster_store.h"
#include "team/sign_in.h"
#include "team/succession_store.h"

#include <algorithm>
#include <utility>

namespace sokuo::team {
namespace {

constexpr Message no_duties{"team.no_duties", "当番を一つ以上書いてください。",
                            "Give at least one turn of duty."};
constexpr std::size_t duties_max = 60;

void add(Json& json, std::string_view key, const std::string& text) {
    if (!text.empty()) json.set(key, text);
}

Json present(store::Read& db, const KnownContacts& known, Language language) {
    auto json = Json::object({{"may_mail", known.contacts.may_mail},
                              {"checked_at", to_rfc3339(known.checked_at)},
                              {"checked_by", person_ref(db, known.checked_by, language)}});
    add(json, "extension", known.contacts.extension);
    add(json, "phone", known.contacts.phone);
    add(json, "mobile", known.contacts.mobile);
    add(json, "mail", known.contacts.mail);
    return json;
}

Json present(store::Read& db, const Duty& duty, Language language) {
    return Json::object({{"id", duty.id.text()},
                         {"person", person_ref(db, duty.person, language)},
                         {"from", calendar::to_iso(duty.from)},
                         {"to", calendar::to_iso(duty.to)}});
}

Json present(const charter::Post& post, const Call& call) {
    const auto* role = call.charter().role(post.role);
    auto json =
        Json::object({{"code", post.code},
                      {"name", post.name},
                      {"role_name", role == nullptr ? post.role : role->name.in(call.language)}});
    add(json, "extension", post.extension);
    add(json, "phone", post.phone);
    return json;
}

// Everybody who has a post today or can be reached, and how.
Result<Json> present_people(store::Read& db, const Call& call, const Roll& roll,
                            const Roster& roster) {
    auto rows = Json::array();
    const auto everybody = TRY(persons(db));
    for (const auto& person : everybody) {
        auto posts = Json::array();
        for (const auto& post : call.charter().posts) {
            if (roll.holds(person.id, post.code)) posts.push(present(post, call));
        }
        const auto known = roster.contacts.find(person.id);
        const bool is_known = known != roster.contacts.end();
        if (person.has_ended || person.kind != Kind::staff) continue;
        if (posts.items().empty() && !is_known) continue;
        auto row = Json::object({{"person", person_ref(db, person.id, call.language)},
                                 {"posts", std::move(posts)},
                                 {"away", roll.is_away(person.id)}});
        if (!person.reading.empty()) row.set("reading", person.reading);
        if (is_known) row.set("contacts", present(db, known->second, call.language));
        rows.push(std::move(row));
    }
    return rows;
}

Json present_order(store::Read& db, const Call& call, const std::vector<Callee>& order) {
    auto rows = Json::array();
    for (const auto& callee : order)
        rows.push(present_callee(db, call.charter(), callee, call.language));
    return rows;
}

Result<Json> present_roster(store::Read& db, const Call& call) {
    const auto& charter = call.charter();
    const auto roll = TRY(roll_at(db, charter, call.now));
    const auto roster = TRY(roster_at(db, charter, call.now));
    const auto day = TRY(duty_day(charter, call.now));
    auto duties = Json::array();
    for (const auto& duty : TRY(duties_from(db, day)))
        duties.push(present(db, duty, call.language));
    auto off_duty = roster;
    off_duty.on_duty.clear();
    auto may = Json::array();
    for (const auto* action : {"team.manage", "team.duty"})
        may.push(call.may(action));
    return Json::object({{"day", calendar::to_iso(day)},
                         {"people", TRY(present_people(db, call, roll, roster))},
                         {"duties", std::move(duties)},
                         {"order", present_order(db, call, call_order(roll, roster))},
                         {"line", present_order(db, call, call_order(roll, off_duty))},
                         {"minutes", static_cast<std::int64_t>(charter.wake_next_after.count())},
                         {"may", std::move(may)}});
}

Result<http::Response> read_roster(const TeamApi& api, const Call& call, int status) {
    TRY(note_contacts_look(api.store, api.journal, call, roster_thing()));
    const auto look = [&](store::Read& db) { return present_roster(db, call); };
    return http::json_response(status, TRY(api.store.read_for(look)));
}

// -- One person's ------------------------------------------------------------------------------

/// Whose contacts a request is about. Everybody may see and change their own; for others' `action`
/// is asked, and then it is done in that post.
struct Subject {
    PersonId person;
    journal::Actor actor;
};

Result<Subject> subject_of(const Call& call, std::string_view action) {
    Subject subject{.person = TRY(call.id<PersonTag>("id")), .actor = call.actor};
    TRY(owes_nothing(call.charter(), call.standing, call.identity));
    if (subject.person == call.actor.person) return subject;
    const auto held = TRY(post_for(call.charter(), call.standing, action, call.language));
    subject.actor.post = held.id;
    subject.actor.acting_for = held.acting_for;
    return subject;
}

Result<http::Response> answer(const TeamApi& api, const Call& call, const PersonId& who,
                              int status = 200) {
    const auto look = [&](store::Read& db) -> Result<http::Response> {
        TRY(person(db, who));
        auto json = Json::object({{"person", person_ref(db, who, call.language)}});
        const auto known = TRY(contacts_of(db, who));
        if (known) json.set("contacts", present(db, *known, call.language));
        return http::json_response(status, json);
    };
    return api.store.read_for(look);
}

Result<http::Response> read_one(const TeamApi& api, const Call& call) {
    const auto subject = TRY(subject_of(call, "team.contacts"));
    if (subject.person != call.actor.person) {
        // As somebody who may see them: in the post in which that is allowed.
        auto looking = call;
        looking.actor = subject.actor;
        TRY(note_contacts_look(api.store, api.journal, looking, {"person", subject.person.value}));
    }
    return answer(api, call, subject.person);
}

Result<http::Response> write_one(const TeamApi& api, const Call& call) {
    const auto subject = TRY(subject_of(call, "team.manage"));
    const auto json = TRY(call.json());
    Fields in{json};
    const Contacts contacts{.extension =
                                in.optional_text("extension", {.length_max = 30}).value_or(""),
                            .phone = in.optional_text("phone", {.length_max = 30}).value_or(""),
                            .mobile = in.optional_text("mobile", {.length_max = 30}).value_or(""),
                            .mail = in.optional_text("mail", {.length_max = 254}).value_or(""),
                            .may_mail = in.optional_boolean("may_mail").value_or(false)};
    TRY(in.finish());
    TRY(api.store.write([&](store::Write& db) {
        return set_contacts(db, api.journal, subject.actor, subject.person, contacts);
    }));
    return answer(api, call, subject.person);
}

// Whoever rings somebody up and is answered knows that the number is right.
Result<http::Response> check_one(const TeamApi& api, const Call& call) {
    const auto subject = TRY(subject_of(call, "team.contacts"));
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        return once(db, call, api.journal.clock().now(), [&]() -> Result<Uuid> {
            TRY(check_contacts(db, api.journal, subject.actor, subject.person));
            return subject.person.value;
        });
    };
    TRY(api.store.write_for(job));
    return answer(api, call, subject.person, 201);
}

// -- 当番 --------------------------------------------------------------------------------------

calendar::Date read_day(Fields& in, std::string_view name) {
    auto day = calendar::parse_date(in.text(name, {.length_max = 10}));
    if (day.ok()) return day.value();
    in.refuse(name, std::move(day).error());
    return {};
}

Result<std::vector<Duty>> read_duties(const Json& json) {
    Fields in{json};
    const auto& rows = in.array("duties", duties_max);
    TRY(in.finish());
    std::vector<Duty> duties;
    for (const auto& row : rows) {
        Fields one{row, "/duties/" + std::to_string(duties.size())};
        Duty duty{};
        duty.person = one.id<PersonTag>("person");
        duty.from = read_day(one, "from");
        duty.to = read_day(one, "to");
        TRY(one.finish());
        duties.push_back(duty);
    }
    if (duties.empty()) return at(failure(Errc::invalid, no_duties), "/duties");
    return duties;
}

// All of them stand or fall together.
Result<http::Response> assign_duties(const TeamApi& api, const Call& call) {
    const auto json = TRY(call.json());
    const auto duties = TRY(read_duties(json));
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        return once(db, call, api.journal.clock().now(), [&]() -> Result<Uuid> {
            std::size_t index = 0;
            for (const auto& duty : duties) {
                auto made = assign_duty(db, api.journal, call.actor, duty);
                const auto place = "/duties/" + std::to_string(index++);
                if (!made.ok()) return at(made.error(), place + made.error().where);
            }
            return call.actor.person.value;
        });
    };
    TRY(api.store.write_for(job));
    return read_roster(api, call, 201);
}

Result<http::Response> end_one_duty(const TeamApi& api, const Call& call) {
    const auto duty = TRY(call.id<DutyTag>("duty"));
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        return once(db, call, api.journal.clock().now(), [&]() -> Result<Uuid> {
            TRY(end_duty(db, api.journal, call.actor, duty));
            return duty.value;
        });
    };
    TRY(api.store.write_for(job));
    return read_roster(api, call, 201);
}

} // namespace

Json present_callee(store::Read& db, const charter::Charter& charter, const Callee& callee,
                    Language language) {
    auto json = Json::object({{"person", person_ref(db, callee.person, language)},
                              {"because", code_of(callee.because)},
                              {"away", callee.is_away},
                              {"has_number", callee.has_number}});
    if (const auto* post = charter.post(callee.post)) json.set("post", post->name);
    return json;
}

std::vector<Route> roster_routes(TeamApi api) {
    using http::Method;
    const auto route = [&](Method method, std::string path, std::string_view action, auto handle) {
        return Route{.method = method,
                     .path = "/api/v1/team" + std::move(path),
                     .action = std::string{action},
                     .handle = [api, handle](const Call& call) { return handle(api, call); }};
    };
    const auto read_now = [](const TeamApi& all, const Call& call) {
        return read_roster(all, call, 200);
    };
    return {route(Method::get, "/roster", "team.contacts", read_now),
            route(Method::get, "/persons/{id}/contacts", signed_in, read_one),
            route(Method::put, "/persons/{id}/contacts", signed_in, write_one),
            route(Method::post, "/persons/{id}/contacts/check", signed_in, check_one),
            route(Method::post, "/duties", "team.duty", assign_duties),
            route(Method::post, "/duties/{duty}/end", "team.duty", end_one_duty)};
}

} // namespace sokuo::team
