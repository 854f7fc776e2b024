#include "team/team_api.h"

#include "team/account_api.h"
#include "team/once.h"
#include "team/people.h"

#include <algorithm>
#include <map>
#include <utility>

namespace sokuo::team {
namespace {

constexpr Message post_unknown{"team.post_unknown",
                               "この職は要綱にありません。一覧から選んでください。",
                               "The charter has no such post. Choose one from the list."};
constexpr Message password_unread{"team.password_unread",
                                  "パスワードを文字で入れてください（{0}バイトまで）。",
                                  "Give the password as a text of at most {0} bytes."};

/// Who is who, asked once for an answer.
class PersonRefs {
public:
    PersonRefs(store::Read& db, Language language) : db_{db}, language_{language} {}

    const Json& of(const PersonId& id) {
        const auto found = known_.find(id);
        if (found != known_.end()) return found->second;
        return known_.emplace(id, person_ref(db_, id, language_)).first->second;
    }

private:
    store::Read& db_;
    Language language_;
    std::map<PersonId, Json> known_;
};

Json present(const Person& person, const Json& ref) {
    auto json = Json::object({{"id", person.id.text()}, {"name", ref["name"]}});
    if (!person.reading.empty()) json.set("reading", person.reading);
    if (person.has_ended) json.set("ended", true);
    return json;
}

Json present(const Tenure& tenure, PersonRefs& refs) {
    auto json =
        Json::object({{"person", refs.of(tenure.person)}, {"from", calendar::to_iso(tenure.from)}});
    if (tenure.to) json.set("to", calendar::to_iso(*tenure.to));
    return json;
}

Json present(const charter::Post& post, const std::vector<Tenure>& all, PersonRefs& refs,
             const Call& call, calendar::Date day) {
    const auto* role = call.charter().role(post.role);
    auto json =
        Json::object({{"code", post.code},
                      {"name", post.name},
                      {"role", post.role},
                      {"role_name", role == nullptr ? post.role : role->name.in(call.language)}});
    if (!post.extension.empty()) json.set("extension", post.extension);
    auto rows = Json::array();
    for (const auto& tenure : all) {
        if (tenure.post != post.code) continue;
        rows.push(present(tenure, refs));
        const bool is_now = tenure.from <= day && (!tenure.to || *tenure.to >= day);
        if (is_now) json.set("holder", refs.of(tenure.person));
    }
    json.set("tenures", std::move(rows));
    return json;
}

Result<Json> present_team(const TeamApi& api, store::Read& db, const Call& call) {
    const auto day = TRY(today(api, call.charter()));
    PersonRefs refs{db, call.language};
    // The names people sign in with are for whoever gives them out.
    const bool shows_sign_in = post_for(call.charter(), call.standing, "team.manage").ok();
    auto people = Json::array();
    const auto everybody = TRY(persons(db));
    for (const auto& person : everybody) {
        auto row = present(person, refs.of(person.id));
        if (shows_sign_in) {
            const auto name = TRY(identity::Accounts::sign_in_name(db, person.id));
            if (name) row.set("sign_in_name", *name);
        }
        people.push(std::move(row));
    }
    const auto all = TRY(tenures(db));
    auto posts = Json::array();
    for (const auto& post : call.charter().posts)
        posts.push(present(post, all, refs, call, day));
    return Json::object({{"persons", std::move(people)}, {"posts", std::move(posts)}});
}

Result<http::Response> read_team(const TeamApi& api, const Call& call, int status) {
    const auto look = [&](store::Read& db) { return present_team(api, db, call); };
    return http::json_response(status, TRY(api.store.read_for(look)));
}

struct NewPerson {
    std::string name;
    std::string reading;
    std::string sign_in_name;
    std::string password;
};

Result<NewPerson> read_person(const Json& json) {
    Fields in{json};
    NewPerson person{.name = in.text("name", {.length_max = 100}),
                     .reading = in.optional_text("reading", {.length_max = 100}).value_or(""),
                     .sign_in_name = in.text("sign_in_name", {.length_max = 100}),
                     .password = read_password(in, json)};
    TRY(in.finish());
    return person;
}

Result<http::Response> add_one(const TeamApi& api, const Call& call) {
    const auto json = TRY(call.json());
    const auto wanted = TRY(read_person(json));
    const identity::PasswordRules rules{
        .names = known_names(call.charter(), {wanted.name, wanted.reading, wanted.sign_in_name})};
    auto hash = api.accounts.hash_password(wanted.password, rules);
    if (!hash.ok()) return at(std::move(hash).error(), "/password");
    const auto now = api.journal.clock().now();
    const auto id = PersonId::make(now, api.journal.random());
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        return once(db, call, now, [&]() -> Result<Uuid> {
            TRY(add_person(db, api.journal, call.actor, id, wanted.name, wanted.reading));
            TRY(identity::Accounts::create(db, id, wanted.sign_in_name, hash.value(), now));
            return id.value;
        });
    };
    const PersonId made{TRY(api.store.write_for(job))};
    const auto look = [&](store::Read& db) -> Result<Json> {
        const auto found = TRY(person(db, made));
        auto row = present(found, person_ref(db, made, call.language));
        const auto name = TRY(identity::Accounts::sign_in_name(db, made));
        if (name) row.set("sign_in_name", *name);
        return row;
    };
    return http::json_response(201, TRY(api.store.read_for(look)));
}

calendar::Date read_date(Fields& in, std::string_view name, std::string_view text) {
    auto date = calendar::parse_date(text);
    if (date.ok()) return date.value();
    in.refuse(name, std::move(date).error());
    return {};
}

Result<Tenure> read_tenure(const Json& json, const charter::Charter& charter) {
    Fields in{json};
    Tenure tenure{.post = in.text("post", {.length_max = 100}),
                  .person = in.id<PersonTag>("person"),
                  .from = {},
                  .to = {}};
    tenure.from = read_date(in, "from", in.text("from", {.length_max = 10}));
    if (const auto to = in.optional_text("to", {.length_max = 10}))
        tenure.to = read_date(in, "to", *to);
    const auto* post = charter.post(tenure.post);
    if (post == nullptr) in.refuse("post", failure(Errc::invalid, post_unknown));
    tenure.beside_others = post != nullptr && post->several;
    TRY(in.finish());
    return tenure;
}

Result<http::Response> set_tenure(const TeamApi& api, const Call& call) {
    const auto json = TRY(call.json());
    const auto tenure = TRY(read_tenure(json, call.charter()));
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        return once(db, call, api.journal.clock().now(), [&]() -> Result<Uuid> {
            TRY(assign(db, api.journal, call.actor, tenure));
            return tenure.person.value;
        });
    };
    TRY(api.store.write_for(job));
    return read_team(api, call, 201);
}

} // namespace

Result<calendar::Date> today(const TeamApi& api, const charter::Charter& charter) {
    const auto zone = TRY(calendar::TimeZone::named(charter.time_zone));
    return zone.date(api.journal.clock().now());
}

std::string read_password(Fields& in, const Json& json, std::string_view name) {
    const bool is_absent = in.is_absent(name);
    const auto* text = json[name].text();
    if (!is_absent && text != nullptr && text->size() <= identity::password_bytes_max) return *text;
    in.refuse(name, failure(Errc::invalid, password_unread,
                            {std::to_string(identity::password_bytes_max)}));
    return {};
}

std::vector<Route> team_routes(TeamApi api) {
    return {
        {.method = http::Method::get,
         .path = "/api/v1/team",
         .action = "team.read",
         .handle = [api](const Call& call) { return read_team(api, call, 200); }},
        {.method = http::Method::post,
         .path = "/api/v1/team/persons",
         .action = "team.manage",
         .handle = [api](const Call& call) { return add_one(api, call); }},
        {.method = http::Method::post,
         .path = "/api/v1/team/tenures",
         .action = "team.manage",
         .handle = [api](const Call& call) { return set_tenure(api, call); }},
    };
}

} // namespace sokuo::team
