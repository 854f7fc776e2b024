#include "team/people.h"

#include "core/text.h"
#include "team/engaged.h"

#include <algorithm>

namespace sokuo::team {
namespace {

constexpr Message person_unknown{"team.person_unknown", "この職員は登録されていません。",
                                 "There is no such person."};
constexpr Message no_post_outside{
    "team.outsider_holds_no_post",
    "外部の人として迎えた人です。職や当番には就けません。職員になったときは、職員として新しく登録し"
    "て"
    "ください。",
    "This person was let in as an outsider and can hold no post or duty. Once on the staff, "
    "register them anew."};
constexpr Message no_post_in_envelopes{"team.break_glass_holds_no_post",
                                       "非常用アカウントは、職や当番に就けません。",
                                       "The break-glass account holds no post or duty."};
constexpr Message namesake{
    "team.namesake",
    "「{0}"
    "」という職員が、もう登録されています。その人なら、一覧から選んでください。同姓同名の別の人"
    "なら、別の人として登録してください。",
    "Somebody called {0} is on the staff already. Choose them from the list, or say that this is "
    "another person of the same name."};
constexpr Message tenure_backwards{"team.tenure_backwards",
                                   "終わりの日は始まりの日より後にしてください。",
                                   "The last day must not be before the first."};
constexpr Message erased{"team.erased", "（消去済み）", "(erased)"};
constexpr Message the_program{"team.the_program", "（自動）", "(automatic)"};

constexpr std::string_view schema = R"(
CREATE TABLE person(
  id BLOB PRIMARY KEY, name TEXT NOT NULL, reading TEXT NOT NULL, ended INTEGER NOT NULL,
  outsider INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE tenure(
  post TEXT NOT NULL, from_day TEXT NOT NULL, person BLOB NOT NULL, to_day TEXT,
  beside INTEGER NOT NULL, recorded_by BLOB NOT NULL, PRIMARY KEY(post, from_day, person))
  WITHOUT ROWID;
CREATE INDEX tenure_by_person ON tenure(person);
)";

PersonId person_of(ByteView bytes) {
    PersonId id;
    if (bytes.size() == id.value.size()) std::ranges::copy(bytes, id.value.begin());
    return id;
}

journal::Stream person_stream(const PersonId& id) {
    return {"person", id.value};
}

journal::Stream post_stream(std::string_view code) {
    return {"post", charter::post_id(code).value};
}

// The stream of a person is named by the person's id.
PersonId subject(const journal::Entry& entry) {
    return {entry.stream.id};
}

Result<std::string> day_before(std::string_view day) {
    return calendar::to_iso(TRY(calendar::parse_date(day)) - std::chrono::days{1});
}

// One post, one person a day: whoever held it ends the day before; whoever follows still begins.
Result<> make_room(store::Write& db, std::string_view post, std::string_view from,
                   std::optional<std::string>& to) {
    TRY(db.execute("DELETE FROM tenure WHERE post = ? AND from_day = ?", {post, from}));
    const auto ends = TRY(day_before(from));
    TRY(db.execute("UPDATE tenure SET to_day = ? WHERE post = ? AND from_day < ? AND "
                   "(to_day IS NULL OR to_day >= ?)",
                   {ends, post, from, from}));
    const auto next =
        TRY(db.first("SELECT min(from_day) FROM tenure WHERE post = ? AND "
                     "from_day > ?",
                     {post, from}, [](const store::Row& row) {
                         return row.is_null(0) ? std::string{} : std::string{row.text(0)};
                     }));
    if (!next || next->empty()) return Done{};
    auto last = TRY(day_before(*next));
    if (!to || *to > last) to = std::move(last);
    return Done{};
}

Result<> apply_assigned(store::Write& db, const journal::Entry& entry) {
    const auto& content = entry.content;
    const auto post = content["post"].text_or("");
    const auto from = content["from"].text_or("");
    const auto person = PersonId::parse(content["person"].text_or(""));
    if (!person.ok()) return person.error();
    const bool is_beside = content["beside"].boolean_or(false);
    std::optional<std::string> to;
    if (const auto* last = content["to"].text()) to = *last;
    if (!is_beside) TRY(make_room(db, post, from, to));
    TRY(db.execute("INSERT INTO tenure(post, from_day, person, to_day, beside, recorded_by) "
                   "VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(post, from_day, person) DO UPDATE SET "
                   "to_day = excluded.to_day, recorded_by = excluded.recorded_by",
                   {post, from, person.value().value, to, is_beside, entry.actor.person.value}));
    return Done{};
}

Result<> apply(store::Write& db, const journal::Entry& entry) {
    if (entry.type == "person.added" || entry.type == "person.renamed") {
        TRY(db.execute("INSERT INTO person(id, name, reading, ended, outsider) "
                       "VALUES(?, ?, ?, 0, ?) ON CONFLICT(id) DO UPDATE SET "
                       "name = excluded.name, reading = excluded.reading",
                       {subject(entry).value, entry.personal["name"].text_or(""),
                        entry.personal["reading"].text_or(""),
                        entry.content["outsider"].boolean_or(false)}));
    } else if (entry.type == "person.ended") {
        TRY(db.execute("UPDATE person SET ended = 1 WHERE id = ?", {subject(entry).value}));
    } else if (entry.type == "journal.erased" && entry.stream.kind == "person") {
        TRY(db.execute("UPDATE person SET name = '', reading = '' WHERE id = ?",
                       {subject(entry).value}));
    } else if (entry.type == "post.assigned") {
        TRY(apply_assigned(db, entry));
    }
    return Done{};
}

Person read_person(const store::Row& row) {
    Person person{person_of(row.bytes(0)), std::string{row.text(1)}, std::string{row.text(2)},
                  row.integer(3) != 0};
    if (row.integer(4) != 0) person.kind = Kind::outsider;
    if (row.integer(5) != 0) person.kind = Kind::break_glass;
    return person;
}

// Whoever was let in before the entry said so is told by their engagement.
constexpr std::string_view all_persons =
    "SELECT p.id, p.name, p.reading, p.ended, "
    "p.outsider = 1 OR EXISTS(SELECT 1 FROM engaged e WHERE e.person = p.id), "
    "EXISTS(SELECT 1 FROM break_glass g WHERE g.person = p.id) "
    "FROM person p ORDER BY p.reading, p.name, p.id";
constexpr std::string_view one_person =
    "SELECT p.id, p.name, p.reading, p.ended, "
    "p.outsider = 1 OR EXISTS(SELECT 1 FROM engaged e WHERE e.person = p.id), "
    "EXISTS(SELECT 1 FROM break_glass g WHERE g.person = p.id) "
    "FROM person p WHERE p.id = ?";

Result<journal::Entry> add(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
                           const Person& who) {
    auto content = Json::object();
    if (who.kind == Kind::outsider) content.set("outsider", true);
    return journal.append(
        db, actor,
        {.stream = person_stream(who.id),
         .type = "person.added",
         .occurred_at = {},
         .content = std::move(content),
         .personal = Json::object({{"name", who.name}, {"reading", who.reading}})},
        0);
}

} // namespace

const journal::View& people_view() {
    static const journal::View view{
        .name = "people",
        .version = 4,
        .schema = schema,
        .tables = {{"person", "id"}, {"tenure", "post, from_day, person"}},
        .derived = {},
        .apply = apply,
    };
    return view;
}

Result<journal::Entry> add_person(store::Write& db, journal::Journal& journal,
                                  const journal::Actor& actor, const PersonId& id,
                                  const std::string& name, const std::string& reading) {
    return add(db, journal, actor, {.id = id, .name = name, .reading = reading});
}

Result<journal::Entry> add_outsider(store::Write& db, journal::Journal& journal,
                                    const journal::Actor& actor, const PersonId& id,
                                    const std::string& name, const std::string& reading) {
    return add(db, journal, actor,
               {.id = id, .name = name, .reading = reading, .kind = Kind::outsider});
}

Result<> must_be_staff(const Person& person) {
    switch (person.kind) {
    case Kind::staff: return Done{};
    case Kind::outsider: return at(failure(Errc::invalid, no_post_outside), "/person");
    case Kind::break_glass: return at(failure(Errc::invalid, no_post_in_envelopes), "/person");
    }
    return Done{};
}

Result<journal::Entry> assign(store::Write& db, journal::Journal& journal,
                              const journal::Actor& actor, const Tenure& tenure) {
    const auto who = TRY(person(db, tenure.person));
    TRY(must_be_staff(who));
    if (tenure.to && *tenure.to < tenure.from)
        return at(failure(Errc::invalid, tenure_backwards), "/to");
    auto content = Json::object({{"post", tenure.post},
                                 {"person", tenure.person.text()},
                                 {"from", calendar::to_iso(tenure.from)}});
    if (tenure.to) content.set("to", calendar::to_iso(*tenure.to));
    if (tenure.beside_others) content.set("beside", true);
    return journal.append(db, actor,
                          {.stream = post_stream(tenure.post),
                           .type = "post.assigned",
                           .occurred_at = {},
                           .content = std::move(content),
                           .personal = {}});
}

Result<std::vector<Person>> persons(store::Read& db) {
    return db.all(all_persons, {}, read_person);
}

Result<Person> person(store::Read& db, const PersonId& id) {
    auto found = TRY(db.first(one_person, {id.value}, read_person));
    if (!found) return failure(Errc::not_found, person_unknown);
    return *std::move(found);
}

Result<> must_be_nobodys_name(store::Read& db, std::string_view name) {
    const auto all = TRY(persons(db));
    const auto key = search_key(name);
    const bool is_taken = std::ranges::any_of(all, [&](const Person& person) {
        return person.kind == Kind::staff && !person.has_ended && search_key(person.name) == key;
    });
    if (is_taken) return at(failure(Errc::conflict, namesake, {std::string{name}}), "/name");
    return Done{};
}

Result<std::vector<Tenure>> tenures(store::Read& db) {
    std::vector<Tenure> rows;
    const auto each = [&](const store::Row& row) -> Result<> {
        Tenure tenure{.post = std::string{row.text(0)},
                      .person = person_of(row.bytes(1)),
                      .from = TRY(calendar::parse_date(row.text(2))),
                      .to = {},
                      .beside_others = row.integer(4) != 0,
                      .recorded_by = person_of(row.bytes(5))};
        if (!row.is_null(3)) tenure.to = TRY(calendar::parse_date(row.text(3)));
        rows.push_back(std::move(tenure));
        return Done{};
    };
    TRY(db.query("SELECT post, person, from_day, to_day, beside, recorded_by FROM tenure "
                 "ORDER BY post, from_day, person",
                 {}, each));
    return rows;
}

Result<Standing> standing_of(store::Read& db, const charter::Charter& charter, const PersonId& who,
                             calendar::Date day) {
    const auto found = TRY(person(db, who));
    Standing standing{who, found.name, {}};
    // A post that was given to an outsider in an earlier version gives them nothing.
    if (found.has_ended || found.kind != Kind::staff) return standing;
    const auto today = calendar::to_iso(day);
    const auto held = TRY(db.all("SELECT post FROM tenure WHERE person = ? AND from_day <= ? AND "
                                 "(to_day IS NULL OR to_day >= ?)",
                                 {who.value, today, today},
                                 [](const store::Row& row) { return std::string{row.text(0)}; }));
    for (const auto& post : charter.posts) {
        if (std::ranges::find(held, post.code) != held.end())
            standing.posts.push_back({post.id, post.code, post.name, post.role});
    }
    return standing;
}

Json person_ref(store::Read& db, const PersonId& id, Language language) {
    if (id.empty()) return Json::object({{"id", nullptr}, {"name", the_program.text(language)}});
    const auto found = person(db, id);
    const bool is_known = found.ok() && !found.value().name.empty();
    auto ref =
        Json::object({{"id", id.text()},
                      {"name", is_known ? Json{found.value().name} : Json{erased.text(language)}}});
    // An outsider holds no post; the body they came from says who they are.
    const auto found_body = body_of(db, id);
    if (!found_body.ok()) return ref;
    const auto& body = found_body.value();
    if (body) ref.set("post", *body);
    return ref;
}

Json person_ref(store::Read& db, const charter::Charter& charter, const journal::Actor& actor,
                Language language) {
    auto ref = person_ref(db, actor.person, language);
    if (const auto* post = charter.post(actor.post)) ref.set("post", post->name);
    if (const auto* post = charter.post(actor.acting_for)) ref.set("acting_for", post->name);
    return ref;
}

} // namespace sokuo::team
