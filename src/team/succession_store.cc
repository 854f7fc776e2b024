#include "team/succession_store.h"

#include "calendar/date.h"
#include "journal/due.h"
#include "team/break_glass.h"
#include "team/engaged.h"
#include "team/people.h"
#include "team/veil.h"

#include <algorithm>

namespace sokuo::team {
namespace {

constexpr Message ends_before{"team.absence_backwards",
                              "不在の終わりは、始まりより後、いまより後にしてください。",
                              "An absence must end after it begins and after now."};
constexpr Message no_absence{"team.no_such_absence", "この不在の記録はありません。",
                             "There is no such absence."};
constexpr Message nobody_stands_in{"team.nobody_stands_in", "いま代わりを務めている人はいません。",
                                   "Nobody stands in."};

constexpr std::string_view schema = R"(
CREATE TABLE absence(
  id BLOB PRIMARY KEY, person BLOB NOT NULL, from_at INTEGER NOT NULL, until_at INTEGER,
  ended_at INTEGER, reason TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX absence_by_person ON absence(person);
CREATE TABLE stand_in(
  seq INTEGER PRIMARY KEY, post TEXT NOT NULL, by_post TEXT NOT NULL, person BLOB NOT NULL,
  absent BLOB, since INTEGER NOT NULL, ended_at INTEGER, reason TEXT NOT NULL);
CREATE INDEX stand_in_by_post ON stand_in(post, ended_at);
CREATE INDEX stand_in_by_person ON stand_in(person, ended_at);
CREATE TABLE stand_in_here(
  kind TEXT NOT NULL, id BLOB NOT NULL, post TEXT NOT NULL, by_post TEXT NOT NULL,
  person BLOB NOT NULL, PRIMARY KEY(kind, id)) WITHOUT ROWID;
)";

constexpr std::string_view due_prefix = "absence/";

template <class Tag>
Id<Tag> id_of(ByteView bytes) {
    Id<Tag> id;
    if (bytes.size() == id.value.size()) std::ranges::copy(bytes, id.value.begin());
    return id;
}

template <class Tag>
Id<Tag> id_in(const Json& json) {
    const auto id = Id<Tag>::parse(json.text_or(""));
    return id.ok() ? id.value() : Id<Tag>{};
}

std::int64_t micros(Time time) {
    return time.time_since_epoch().count();
}

std::optional<Time> time_in(const Json& json) {
    const auto* text = json.text();
    if (text == nullptr) return {};
    const auto time = parse_rfc3339(*text);
    if (!time.ok()) return {};
    return time.value();
}

journal::Stream stream_of(const PersonId& person) {
    return {"person", person.value};
}

std::string due_name(const AbsenceId& absence) {
    return std::string{due_prefix} + absence.text();
}

Result<> apply_absent(store::Write& db, const journal::Entry& entry) {
    const auto& content = entry.content;
    const auto id = id_in<AbsenceTag>(content["absence"]);
    const auto from = time_in(content["from"]).value_or(entry.recorded_at);
    const auto until = time_in(content["until"]);
    std::optional<std::int64_t> end;
    if (until) end = micros(*until);
    TRY(db.execute("INSERT INTO absence(id, person, from_at, until_at, reason) "
                   "VALUES(?, ?, ?, ?, ?) ON CONFLICT(id) DO NOTHING",
                   {id.value, entry.stream.id, micros(from), end, content["reason"].text_or("")}));
    if (!until) return Done{};
    return journal::set_due(db, entry.stream, due_name(id), *until, Json::object());
}

// And with it goes what somebody did in their stead, unless they are away for another reason too.
Result<> end_absence(store::Write& db, const journal::Stream& person, const AbsenceId& id,
                     Time when) {
    TRY(db.execute(
        "UPDATE absence SET ended_at = min(?1, coalesce(until_at, ?1)) WHERE id = ?2 AND "
        "ended_at IS NULL",
        {micros(when), id.value}));
    const auto ended = TRY(db.first("SELECT ended_at FROM absence WHERE id = ?", {id.value},
                                    [](const store::Row& row) { return row.integer(0); }));
    if (!ended) return Done{};
    TRY(db.execute("UPDATE stand_in SET ended_at = ?1 WHERE absent = ?2 AND ended_at IS NULL AND "
                   "NOT EXISTS (SELECT 1 FROM absence WHERE person = ?2 AND from_at <= ?1 AND "
                   "(until_at IS NULL OR until_at > ?1) AND (ended_at IS NULL OR ended_at > ?1))",
                   {*ended, person.id}));
    return journal::clear_due(db, person, due_name(id));
}

Result<> apply_fired(store::Write& db, const journal::Entry& entry) {
    const auto name = entry.content["name"].text_or("");
    if (!name.starts_with(due_prefix)) return Done{};
    const auto id = AbsenceId::parse(name.substr(due_prefix.size()));
    if (!id.ok()) return Done{};
    return end_absence(db, entry.stream, id.value(), entry.recorded_at);
}

Result<> end_stand_in(store::Write& db, const journal::Entry& entry) {
    TRY(db.execute("UPDATE stand_in SET ended_at = ? WHERE post = ? AND ended_at IS NULL",
                   {micros(entry.recorded_at), entry.content["post"].text_or("")}));
    return Done{};
}

Result<> apply_taken_over(store::Write& db, const journal::Entry& entry) {
    const auto& content = entry.content;
    std::optional<Uuid> absent;
    if (content["absent"].text() != nullptr) absent = id_in<PersonTag>(content["absent"]).value;
    TRY(end_stand_in(db, entry));
    TRY(db.execute("INSERT INTO stand_in(seq, post, by_post, person, absent, since, reason) "
                   "VALUES(?, ?, ?, ?, ?, ?, ?)",
                   {entry.seq, content["post"].text_or(""), content["by"].text_or(""),
                    id_in<PersonTag>(content["person"]).value, absent, micros(entry.recorded_at),
                    content["reason"].text_or("")}));
    return Done{};
}

// A replay finds nothing of what was written; so nothing of it is left here either.
Result<> apply_erased(store::Write& db, const journal::Entry& entry) {
    if (entry.content["slot"].integer_or(0) != static_cast<int>(journal::Slot::content))
        return Done{};
    TRY(db.execute("DELETE FROM stand_in WHERE absent = ?", {entry.stream.id}));
    TRY(db.execute("DELETE FROM absence WHERE person = ?", {entry.stream.id}));
    return journal::clear_due(db, entry.stream);
}

Result<> apply(store::Write& db, const journal::Entry& entry) {
    const bool is_present = entry.content_state != journal::BodyState::erased;
    if (entry.stream.kind == "person") {
        if (entry.type == "person.absent" && is_present) return apply_absent(db, entry);
        if (entry.type == "person.returned")
            return end_absence(db, entry.stream, id_in<AbsenceTag>(entry.content["absence"]),
                               entry.recorded_at);
        if (entry.type == "due.fired") return apply_fired(db, entry);
        if (entry.type == "journal.erased") return apply_erased(db, entry);
    }
    if (entry.type == "post.taken_over" && is_present) return apply_taken_over(db, entry);
    if (entry.type == "post.handed_back") return end_stand_in(db, entry);
    return Done{};
}

Absence read_absence(const store::Row& row) {
    Absence absence{.id = id_of<AbsenceTag>(row.bytes(0)),
                    .person = id_of<PersonTag>(row.bytes(1)),
                    .from = Time{Duration{row.integer(2)}},
                    .until = {},
                    .reason = std::string{row.text(4)}};
    if (!row.is_null(3)) absence.until = Time{Duration{row.integer(3)}};
    return absence;
}

StandIn read_stand_in(const store::Row& row) {
    StandIn stand_in{.post = std::string{row.text(0)},
                     .by_post = std::string{row.text(1)},
                     .person = id_of<PersonTag>(row.bytes(2)),
                     .absent = {},
                     .since = Time{Duration{row.integer(4)}},
                     .reason = std::string{row.text(5)}};
    if (!row.is_null(3)) stand_in.absent = id_of<PersonTag>(row.bytes(3));
    return stand_in;
}

Result<calendar::Date> day_of(const charter::Charter& charter, Time now) {
    const auto zone = TRY(calendar::TimeZone::named(charter.time_zone));
    return zone.date(now);
}

// Somebody else sat in the post since: what was done in the stead of whoever held it before, or of
// nobody, does not begin again when they have left.
bool has_passed_on(const std::vector<Tenure>& all, const StandIn& stand_in, calendar::Date since,
                   calendar::Date day) {
    return std::ranges::any_of(all, [&](const Tenure& tenure) {
        return tenure.post == stand_in.post && !tenure.beside_others &&
               tenure.person != stand_in.absent && tenure.from <= day &&
               (!tenure.to || *tenure.to >= since);
    });
}

Result<> write_absence(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
                       const Absence& absence) {
    auto content = Json::object({{"absence", absence.id.text()},
                                 {"from", to_rfc3339(absence.from)},
                                 {"reason", absence.reason}});
    if (absence.until) content.set("until", to_rfc3339(*absence.until));
    TRY(journal.append(db, actor,
                       {.stream = stream_of(absence.person),
                        .type = "person.absent",
                        .occurred_at = {},
                        .content = std::move(content),
                        .personal = {}}));
    return Done{};
}

} // namespace

const journal::View& succession_view() {
    static const journal::View view{
        .name = "succession",
        .version = 2,
        .schema = schema,
        .tables = {{"absence", "id"}, {"stand_in", "seq"}, {"stand_in_here", "kind, id"}},
        .derived = {},
        .apply = apply,
    };
    return view;
}

Result<std::vector<Absence>> absences(store::Read& db) {
    return db.all(
        "SELECT id, person, from_at, until_at, reason FROM absence WHERE ended_at IS NULL "
        "ORDER BY from_at, id",
        {}, read_absence);
}

Result<Roll> roll_at(store::Read& db, const charter::Charter& charter, Time now) {
    Roll roll{.charter = charter, .seats = {}, .absences = {}, .stand_ins = {}};
    const auto day = TRY(day_of(charter, now));
    const auto all = TRY(tenures(db));
    for (const auto& tenure : all) {
        if (tenure.from <= day && (!tenure.to || *tenure.to >= day))
            roll.seats.push_back({tenure.post, tenure.person});
    }
    roll.absences = TRY(
        db.all("SELECT id, person, from_at, until_at, reason FROM absence WHERE from_at <= ?1 AND "
               "(until_at IS NULL OR until_at > ?1) AND (ended_at IS NULL OR ended_at > ?1) "
               "ORDER BY from_at, id",
               {micros(now)}, read_absence));
    roll.stand_ins =
        TRY(db.all("SELECT post, by_post, person, absent, since, reason FROM stand_in WHERE "
                   "since <= ?1 AND (ended_at IS NULL OR ended_at > ?1) ORDER BY seq",
                   {micros(now)}, read_stand_in));
    for (auto one = roll.stand_ins.begin(); one != roll.stand_ins.end();) {
        const auto since = TRY(day_of(charter, one->since));
        const bool stands = roll.is_in_force(*one) && !has_passed_on(all, *one, since, day);
        one = stands ? one + 1 : roll.stand_ins.erase(one);
    }
    return roll;
}

Result<Standing> standing_at(store::Read& db, const charter::Charter& charter, const PersonId& who,
                             Time now, const journal::Stream& about) {
    const auto day = TRY(day_of(charter, now));
    auto standing = TRY(standing_of(db, charter, who, day));
    const auto subject = TRY(owner_of(db, about));
    if (!about.kind.empty()) standing.department = TRY(department_of(db, subject));
    const auto glass = TRY(break_glass(db));
    if (glass && glass->person == who) break_glass_in(standing, charter);
    const auto engaged = TRY(engaged_at(db, who, now));
    for (const auto& one : engaged)
        engage_in(standing, one.role, one.body);
    if (standing.posts.empty()) return standing;
    const auto here =
        TRY(db.first("SELECT post, by_post FROM stand_in_here WHERE kind = ? AND id = ? AND "
                     "person = ?",
                     {subject.kind, subject.id, who.value}, [](const store::Row& row) {
                         return std::pair{std::string{row.text(0)}, std::string{row.text(1)}};
                     }));
    const auto anywhere = TRY(
        db.first("SELECT 1 FROM stand_in WHERE person = ? AND (ended_at IS NULL OR ended_at > ?)",
                 {who.value, micros(now)}, [](const store::Row& row) { return row.integer(0); }));
    if (!here && !anywhere) return standing;
    const auto roll = TRY(roll_at(db, charter, now));
    for (const auto& stand_in : roll.stand_ins) {
        if (stand_in.person == who)
            stand_in_for(standing, charter, stand_in.post, stand_in.by_post);
    }
    if (here && roll.holds(who, here->second) && !roll.is_away(who))
        stand_in_for(standing, charter, here->first, here->second);
    return standing;
}

Result<std::vector<std::string>> stood_in_for(store::Read& db, const charter::Charter& charter,
                                              const PersonId& who, Time since, Time now) {
    auto posts =
        TRY(db.all("SELECT DISTINCT post FROM stand_in WHERE person = ? AND since <= ? AND "
                   "(ended_at IS NULL OR ended_at > ?) ORDER BY post",
                   {who.value, micros(now), micros(since)},
                   [](const store::Row& row) { return std::string{row.text(0)}; }));
    const auto roll = TRY(roll_at(db, charter, now));
    std::erase_if(posts, [&](const std::string& post) {
        return std::ranges::any_of(roll.stand_ins, [&](const StandIn& one) {
            return one.person == who && one.post == post;
        });
    });
    return posts;
}

Result<> set_stand_in_here(store::Write& db, const journal::Stream& about,
                           const std::optional<StandInHere>& stand_in) {
    TRY(db.execute("DELETE FROM stand_in_here WHERE kind = ? AND id = ?", {about.kind, about.id}));
    if (!stand_in) return Done{};
    TRY(db.execute(
        "INSERT INTO stand_in_here(kind, id, post, by_post, person) "
        "VALUES(?, ?, ?, ?, ?)",
        {about.kind, about.id, stand_in->post, stand_in->by_post, stand_in->person.value}));
    return Done{};
}

Result<> record_absence(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
                        const Absence& absence) {
    TRY(person(db, absence.person));
    const bool is_past = absence.until && (*absence.until <= absence.from ||
                                           *absence.until <= journal.clock().now());
    if (is_past) return at(failure(Errc::invalid, ends_before), "/until");
    return write_absence(db, journal, actor, absence);
}

Result<> record_return(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
                       const AbsenceId& absence) {
    const auto found =
        TRY(db.first("SELECT id, person, from_at, until_at, reason FROM absence WHERE id = ? AND "
                     "ended_at IS NULL",
                     {absence.value}, read_absence));
    if (!found) return failure(Errc::not_found, no_absence);
    TRY(journal.append(db, actor,
                       {.stream = stream_of(found->person),
                        .type = "person.returned",
                        .occurred_at = {},
                        .content = Json::object({{"absence", absence.text()}}),
                        .personal = {}}));
    return Done{};
}

Result<> take_over(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
                   const charter::Charter& charter, const TakeOver& command) {
    const auto now = journal.clock().now();
    if (command.until && *command.until <= now)
        return at(failure(Errc::invalid, ends_before), "/until");
    const auto roll = TRY(roll_at(db, charter, now));
    auto next = TRY(ask(roll, command, actor.person));
    const auto holder = roll.holder(command.post);
    for (const auto& person : next.newly_away) {
        const Absence absence{.id = AbsenceId::make(now, journal.random()),
                              .person = person,
                              .from = now,
                              .until = command.until,
                              .reason = command.reason};
        TRY(write_absence(db, journal, actor, absence));
        if (holder == person) next.absence = absence.id;
    }
    auto content = Json::object({{"post", command.post},
                                 {"by", next.by_post},
                                 {"person", actor.person.text()},
                                 {"reason", command.reason}});
    if (next.absence && holder)
        content.set("absence", next.absence->text()).set("absent", holder->text());
    TRY(journal.append(db, actor,
                       {.stream = {"post", charter::post_id(command.post).value},
                        .type = "post.taken_over",
                        .occurred_at = {},
                        .content = std::move(content),
                        .personal = {}}));
    return Done{};
}

Result<> hand_back(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
                   const std::string& post, const std::string& note) {
    const auto found = TRY(db.first("SELECT 1 FROM stand_in WHERE post = ? AND ended_at IS NULL",
                                    {post}, [](const store::Row& row) { return row.integer(0); }));
    if (!found) return failure(Errc::not_found, nobody_stands_in);
    auto content = Json::object({{"post", post}});
    if (!note.empty()) content.set("note", note);
    TRY(journal.append(db, actor,
                       {.stream = {"post", charter::post_id(post).value},
                        .type = "post.handed_back",
                        .occurred_at = {},
                        .content = std::move(content),
                        .personal = {}}));
    return Done{};
}

} // namespace sokuo::team
