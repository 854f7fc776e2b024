#include "team/team_api.h"

#include "team/account_api.h"
#include "team/once.h"
#include "team/people.h"
#include "team/succession_api.h"
#include "team/succession_store.h"
#include "team/veil.h"

#include <algorithm>
#include <functional>
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

constexpr Message one_of_both{
    "team.move_person", "登録されている人を選ぶか、新しい人の氏名を書いてください。",
    "Choose somebody who is registered, or give the name of a new person."};
constexpr Message no_moves{"team.no_moves", "異動を一つ以上書いてください。",
                           "Give at least one move."};
constexpr std::size_t moves_max = 500;

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
    if (person.kind == Kind::outsider) json.set("kind", "outsider");
    if (person.kind == Kind::break_glass) json.set("kind", "break_glass");
    return json;
}

Json present(const Tenure& tenure, PersonRefs& refs) {
    auto json =
        Json::object({{"person", refs.of(tenure.person)}, {"from", calendar::to_iso(tenure.from)}});
    if (tenure.to) json.set("to", calendar::to_iso(*tenure.to));
    return json;
}

Json present(const Absence& absence) {
    auto json = Json::object({{"id", absence.id.text()},
                              {"from", to_rfc3339(absence.from)},
                              {"reason", absence.reason}});
    if (absence.until) json.set("until", to_rfc3339(*absence.until));
    return json;
}

Json present(const StandIn& stand_in, PersonRefs& refs, const charter::Charter& charter) {
    const auto* from = charter.post(stand_in.by_post);
    return Json::object({{"person", refs.of(stand_in.person)},
                         {"post", from == nullptr ? stand_in.by_post : from->name},
                         {"since", to_rfc3339(stand_in.since)},
                         {"reason", stand_in.reason}});
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
    if (!post.phone.empty()) json.set("phone", post.phone);
    if (!post.scope.empty()) json.set("scope", post.scope);
    if (post.several) json.set("several", true);
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
    const auto roll = TRY(roll_at(db, call.charter(), api.journal.clock().now()));
    const auto away = TRY(absences(db));
    auto people = Json::array();
    const auto everybody = TRY(persons(db));
    for (const auto& person : everybody) {
        const auto may = TRY(may_know(db, {"person", person.id.value}, call.actor.person));
        if (!may && person.id != call.actor.person) continue;
        auto row = present(person, refs.of(person.id));
        if (shows_sign_in) {
            const auto name = TRY(identity::Accounts::sign_in_name(db, person.id));
            if (name) row.set("sign_in_name", *name);
        }
        auto rows = Json::array();
        for (const auto& absence : away) {
            if (absence.person == person.id) rows.push(present(absence));
        }
        if (!rows.items().empty()) row.set("absences", std::move(rows));
        people.push(std::move(row));
    }
    const auto all = TRY(tenures(db));
    auto posts = Json::array();
    for (const auto& post : call.charter().posts) {
        auto row = present(post, all, refs, call, day);
        const auto instead = std::ranges::find(roll.stand_ins, post.code, &StandIn::post);
        if (instead != roll.stand_ins.end())
            row.set("stand_in", present(*instead, refs, call.charter()));
        posts.push(std::move(row));
    }
    auto may = Json::array();
    for (const auto* action : {"team.manage", "team.absence", "team.take_over"})
        may.push(call.may(action));
    return Json::object({{"persons", std::move(people)},
                         {"posts", std::move(posts)},
                         {"succession", present_succession(call.charter(), roll, call.language)},
                         {"may", std::move(may)}});
}

struct NewPerson {
    std::string name;
    std::string reading;
    std::string sign_in_name;
    std::string password;
    bool is_namesake = false; ///< Another person, though one of the staff has this name.
};

Result<NewPerson> read_person(const Json& json) {
    Fields in{json};
    NewPerson person{.name = in.text("name", {.length_max = 100}),
                     .reading = in.optional_text("reading", {.length_max = 100}).value_or(""),
                     .sign_in_name = in.text("sign_in_name", {.length_max = 100}),
                     .password = read_password(in, json),
                     .is_namesake = in.optional_boolean("namesake").value_or(false)};
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
            if (!wanted.is_namesake) TRY(must_be_nobodys_name(db, wanted.name));
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

/// One line of 人事異動: who holds the post from the day on, by id or as somebody new by name.
struct Move {
    Tenure tenure;
    std::string name;
    std::string reading;
    bool is_namesake = false;
};

Result<Move> read_move(const Json& json, const charter::Charter& charter, std::size_t index) {
    const auto where = "/moves/" + std::to_string(index);
    Fields in{json, where};
    Move move{.tenure = {.post = in.text("post", {.length_max = 100}),
                         .person = in.optional_id<PersonTag>("person").value_or(PersonId{}),
                         .from = {},
                         .to = {}},
              .name = in.optional_text("name", {.length_max = 100}).value_or(""),
              .reading = in.optional_text("reading", {.length_max = 100}).value_or(""),
              .is_namesake = in.optional_boolean("namesake").value_or(false)};
    const auto* post = charter.post(move.tenure.post);
    if (post == nullptr) in.refuse("post", failure(Errc::invalid, post_unknown));
    move.tenure.beside_others = post != nullptr && post->several;
    if (move.tenure.person.empty() == move.name.empty())
        in.refuse("person", failure(Errc::invalid, one_of_both));
    TRY(in.finish());
    return move;
}

Result<std::vector<Move>> read_moves(const Json& json, const charter::Charter& charter) {
    Fields in{json};
    const auto from = read_date(in, "from", in.text("from", {.length_max = 10}));
    const auto& rows = in.array("moves", moves_max);
    TRY(in.finish());
    std::vector<Move> moves;
    for (const auto& row : rows) {
        moves.push_back(TRY(read_move(row, charter, moves.size())));
        moves.back().tenure.from = from;
    }
    if (moves.empty()) return at(failure(Errc::invalid, no_moves), "/moves");
    return moves;
}

/// Those whom a reshuffle registers: the same new name twice is one person with two posts.
using Newcomers = std::map<std::pair<std::string, std::string>, PersonId>;

Result<> carry_out(const TeamApi& api, store::Write& db, const Call& call, Move move,
                   Newcomers& newcomers) {
    if (!move.name.empty()) {
        auto& id = newcomers[{move.name, move.reading}];
        if (id.empty()) {
            id = PersonId::make(api.journal.clock().now(), api.journal.random());
            TRY(add_person(db, api.journal, call.actor, id, move.name, move.reading));
        }
        move.tenure.person = id;
    }
    TRY(assign(db, api.journal, call.actor, move.tenure));
    return Done{};
}

// Asked before anybody is registered: two of one name in the list are told apart by their readings.
Result<> must_be_new(store::Read& db, const Move& move) {
    if (move.name.empty() || move.is_namesake) return Done{};
    return must_be_nobodys_name(db, move.name);
}

// All of them stand or fall together.
Result<> carry_out(const TeamApi& api, store::Write& db, const Call& call,
                   const std::vector<Move>& moves) {
    Newcomers newcomers;
    const auto each = [&](const std::function<Result<>(const Move&)>& act) -> Result<> {
        for (std::size_t index = 0; index < moves.size(); ++index) {
            auto done = act(moves[index]);
            if (!done.ok()) return at(std::move(done).error(), "/moves/" + std::to_string(index));
        }
        return Done{};
    };
    TRY(each([&](const Move& move) { return must_be_new(db, move); }));
    return each([&](const Move& move) { return carry_out(api, db, call, move, newcomers); });
}

Result<http::Response> reshuffle(const TeamApi& api, const Call& call) {
    const auto json = TRY(call.json());
    const auto moves = TRY(read_moves(json, call.charter()));
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        return once(db, call, api.journal.clock().now(), [&]() -> Result<Uuid> {
            TRY(carry_out(api, db, call, moves));
            return call.actor.person.value;
        });
    };
    TRY(api.store.write_for(job));
    return read_team(api, call, 201);
}

} // namespace

Result<http::Response> read_team(const TeamApi& api, const Call& call, int status) {
    const auto look = [&](store::Read& db) { return present_team(api, db, call); };
    return http::json_response(status, TRY(api.store.read_for(look)));
}

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
         .handle = [api](const Call& call) { return set_tenure(api, call); },
         .needs_renewal = true},
        {.method = http::Method::post,
         .path = "/api/v1/team/reshuffle",
         .action = "team.manage",
         .handle = [api](const Call& call) { return reshuffle(api, call); },
         .limits = {.body_bytes_max = std::size_t{256} * 1024},
         .needs_renewal = true},
    };
}

} // namespace sokuo::team
