#include "team/roster_store.h"

#include "team/people.h"

#include <algorithm>

namespace sokuo::team {
namespace {

constexpr Message nothing_to_check{"team.no_contacts", "連絡先がまだ書かれていません。",
                                   "There are no contacts to check yet."};
constexpr Message duty_backwards{"team.duty_backwards",
                                 "当番の終わりの日は、始まりの日より後にしてください。",
                                 "The last day of duty must not be before the first."};
constexpr Message no_duty{"team.no_such_duty", "この当番の記録はありません。",
                          "There is no such duty."};

constexpr std::string_view schema = R"(
CREATE TABLE contact(
  person BLOB PRIMARY KEY, extension TEXT NOT NULL, phone TEXT NOT NULL, mobile TEXT NOT NULL,
  mail TEXT NOT NULL, may_mail INTEGER NOT NULL, checked_by BLOB NOT NULL,
  checked_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE duty(
  id BLOB PRIMARY KEY, seq INTEGER NOT NULL, person BLOB NOT NULL, from_day TEXT NOT NULL,
  to_day TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX duty_by_end ON duty(to_day, from_day);
)";

template <class Tag>
Id<Tag> id_of(ByteView bytes) {
    Id<Tag> id;
    if (bytes.size() == id.value.size()) std::ranges::copy(bytes, id.value.begin());
    return id;
}

std::int64_t micros(Time time) {
    return time.time_since_epoch().count();
}

journal::Stream stream_of(const PersonId& person) {
    return {"person", person.value};
}

// An erased body tells nothing; that it was there is no reason to keep an empty row.
Result<> apply_contacts(store::Write& db, const journal::Entry& entry) {
    if (entry.personal_state != journal::BodyState::present) return Done{};
    const auto& personal = entry.personal;
    TRY(db.execute(
        "INSERT INTO contact(person, extension, phone, mobile, mail, may_mail, checked_by, "
        "checked_at) VALUES(?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(person) DO UPDATE SET "
        "extension = excluded.extension, phone = excluded.phone, mobile = excluded.mobile, "
        "mail = excluded.mail, may_mail = excluded.may_mail, checked_by = excluded.checked_by, "
        "checked_at = excluded.checked_at",
        {entry.stream.id, personal["extension"].text_or(""), personal["phone"].text_or(""),
         personal["mobile"].text_or(""), personal["mail"].text_or(""),
         personal["may_mail"].boolean_or(false), entry.actor.person.value,
         micros(entry.recorded_at)}));
    return Done{};
}

Result<> apply_to_person(store::Write& db, const journal::Entry& entry) {
    if (entry.type == "person.contacts") return apply_contacts(db, entry);
    if (entry.type == "person.contacts_checked") {
        TRY(db.execute("UPDATE contact SET checked_by = ?, checked_at = ? WHERE person = ?",
                       {entry.actor.person.value, micros(entry.recorded_at), entry.stream.id}));
    }
    const bool is_personal =
        entry.content["slot"].integer_or(0) == static_cast<int>(journal::Slot::personal);
    const bool is_gone =
        entry.type == "person.ended" || (entry.type == "journal.erased" && is_personal);
    if (is_gone) TRY(db.execute("DELETE FROM contact WHERE person = ?", {entry.stream.id}));
    return Done{};
}

Result<> apply_assigned(store::Write& db, const journal::Entry& entry) {
    const auto& content = entry.content;
    const auto person = PersonId::parse(content["person"].text_or(""));
    if (!person.ok()) return Done{};
    TRY(db.execute("INSERT INTO duty(id, seq, person, from_day, to_day) VALUES(?, ?, ?, ?, ?) "
                   "ON CONFLICT(id) DO NOTHING",
                   {entry.stream.id, entry.seq, person.value().value, content["from"].text_or(""),
                    content["to"].text_or("")}));
    return Done{};
}

Result<> apply(store::Write& db, const journal::Entry& entry) {
    if (entry.stream.kind == "person") return apply_to_person(db, entry);
    if (entry.stream.kind != "duty") return Done{};
    if (entry.type == "duty.assigned") return apply_assigned(db, entry);
    if (entry.type == "duty.ended" || entry.type == "journal.erased")
        TRY(db.execute("DELETE FROM duty WHERE id = ?", {entry.stream.id}));
    return Done{};
}

KnownContacts read_contacts(const store::Row& row, int first) {
    return {.contacts = {.extension = std::string{row.text(first)},
                         .phone = std::string{row.text(first + 1)},
                         .mobile = std::string{row.text(first + 2)},
                         .mail = std::string{row.text(first + 3)},
                         .may_mail = row.integer(first + 4) != 0},
            .checked_by = id_of<PersonTag>(row.bytes(first + 5)),
            .checked_at = Time{Duration{row.integer(first + 6)}}};
}

Result<std::vector<Duty>> read_duties(store::Read& db, std::string_view sql, std::string_view day) {
    std::vector<Duty> duties;
    const auto each = [&](const store::Row& row) -> Result<> {
        duties.push_back({.id = id_of<DutyTag>(row.bytes(0)),
                          .person = id_of<PersonTag>(row.bytes(1)),
                          .from = TRY(calendar::parse_date(row.text(2))),
                          .to = TRY(calendar::parse_date(row.text(3)))});
        return Done{};
    };
    TRY(db.query(sql, {day}, each));
    return duties;
}

} // namespace

const journal::View& roster_view() {
    static const journal::View view{
        .name = "roster",
        .version = 1,
        .schema = schema,
        .tables = {{"contact", "person"}, {"duty", "id"}},
        .derived = {},
        .apply = apply,
    };
    return view;
}

Result<> set_contacts(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
                      const PersonId& who, const Contacts& contacts) {
    TRY(person(db, who));
    const auto tidy = TRY(tidied(contacts));
    TRY(journal.append(db, actor,
                       {.stream = stream_of(who),
                        .type = "person.contacts",
                        .occurred_at = {},
                        .content = Json::object(),
                        .personal = Json::object({{"extension", tidy.extension},
                                                  {"phone", tidy.phone},
                                                  {"mobile", tidy.mobile},
                                                  {"mail", tidy.mail},
                                                  {"may_mail", tidy.may_mail}})}));
    return Done{};
}

Result<> check_contacts(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
                        const PersonId& who) {
    const auto known = TRY(contacts_of(db, who));
    if (!known) return failure(Errc::not_found, nothing_to_check);
    TRY(journal.append(db, actor,
                       {.stream = stream_of(who),
                        .type = "person.contacts_checked",
                        .occurred_at = {},
                        .content = Json::object(),
                        .personal = {}}));
    return Done{};
}

Result<std::optional<KnownContacts>> contacts_of(store::Read& db, const PersonId& person) {
    return db.first("SELECT extension, phone, mobile, mail, may_mail, checked_by, checked_at FROM "
                    "contact WHERE person = ?",
                    {person.value}, [](const store::Row& row) { return read_contacts(row, 0); });
}

Result<DutyId> assign_duty(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
                           const Duty& duty) {
    const auto who = TRY(person(db, duty.person));
    TRY(must_be_staff(who));
    if (duty.to < duty.from) return at(failure(Errc::invalid, duty_backwards), "/to");
    const auto id = DutyId::make(journal.clock().now(), journal.random());
    TRY(journal.append(db, actor,
                       {.stream = {"duty", id.value},
                        .type = "duty.assigned",
                        .occurred_at = {},
                        .content = Json::object({{"person", duty.person.text()},
                                                 {"from", calendar::to_iso(duty.from)},
                                                 {"to", calendar::to_iso(duty.to)}}),
                        .personal = {}},
                       0));
    return id;
}

Result<> end_duty(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
                  const DutyId& duty) {
    const auto found = TRY(db.first("SELECT 1 FROM duty WHERE id = ?", {duty.value},
                                    [](const store::Row& row) { return row.integer(0); }));
    if (!found) return failure(Errc::not_found, no_duty);
    TRY(journal.append(db, actor,
                       {.stream = {"duty", duty.value},
                        .type = "duty.ended",
                        .occurred_at = {},
                        .content = Json::object(),
                        .personal = {}}));
    return Done{};
}

Result<std::vector<Duty>> duties_from(store::Read& db, calendar::Date day) {
    return read_duties(db,
                       "SELECT id, person, from_day, to_day FROM duty WHERE to_day >= ?1 "
                       "ORDER BY from_day, seq",
                       calendar::to_iso(day));
}

Result<Roster> roster_at(store::Read& db, const charter::Charter& charter, Time now) {
    Roster roster;
    const auto each = [&](const store::Row& row) -> Result<> {
        roster.contacts.emplace(id_of<PersonTag>(row.bytes(0)), read_contacts(row, 1));
        return Done{};
    };
    TRY(db.query("SELECT person, extension, phone, mobile, mail, may_mail, checked_by, checked_at "
                 "FROM contact",
                 {}, each));
    const auto day = TRY(duty_day(charter, now));
    roster.on_duty = TRY(read_duties(db,
                                     "SELECT id, person, from_day, to_day FROM duty WHERE "
                                     "from_day <= ?1 AND to_day >= ?1 ORDER BY seq",
                                     calendar::to_iso(day)));
    return roster;
}

} // namespace sokuo::team
