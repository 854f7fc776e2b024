#include "team/wake_store.h"

#include "journal/due.h"
#include "team/roster_store.h"
#include "team/succession_store.h"
#include "team/veil.h"

#include <algorithm>
#include <array>

namespace sokuo::team {
namespace {

constexpr Message no_wake{"team.no_such_wake", "この呼び出しの記録はありません。",
                          "There is no such call."};
constexpr Message calling_already{"team.calling_already",
                                  "この件ではもう起こしています。応答を待っています。",
                                  "Somebody is being called for this already."};

constexpr std::string_view schema = R"(
CREATE TABLE wake(
  id BLOB PRIMARY KEY, seq INTEGER NOT NULL, about_kind TEXT NOT NULL, about BLOB NOT NULL,
  number TEXT NOT NULL, caller BLOB NOT NULL, at INTEGER NOT NULL, minutes INTEGER NOT NULL,
  next_at INTEGER, state INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX wake_by_subject ON wake(about, seq);
CREATE INDEX wake_by_state ON wake(state, seq);
CREATE TABLE wake_call(
  wake BLOB NOT NULL, place INTEGER NOT NULL, person BLOB NOT NULL, post TEXT NOT NULL,
  because TEXT NOT NULL, away INTEGER NOT NULL, has_number INTEGER NOT NULL, called_at INTEGER,
  answered_at INTEGER, noted_by BLOB, mail_tries INTEGER NOT NULL, mail_tried_at INTEGER,
  mail INTEGER NOT NULL, passed_over INTEGER NOT NULL DEFAULT 0, PRIMARY KEY(wake, place)
) WITHOUT ROWID;
)";

constexpr std::string_view due_name = "wake/next";
constexpr std::int64_t minutes_default = 10;

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

std::optional<Time> time_in(const store::Row& row, int column) {
    if (row.is_null(column)) return {};
    return Time{Duration{row.integer(column)}};
}

journal::Stream stream_of(const WakeId& id) {
    return {"wake", id.value};
}

// -- The view ----------------------------------------------------------------------------------

Result<> set_state(store::Write& db, const journal::Stream& wake, WakeState state) {
    TRY(db.execute("UPDATE wake SET state = ?, next_at = NULL WHERE id = ?",
                   {static_cast<int>(state), wake.id}));
    return journal::clear_due(db, wake, due_name);
}

// Calls whoever is next at `now`; when all were called, nobody answered.
Result<> advance(store::Write& db, const journal::Stream& wake, Time now) {
    const auto next = TRY(db.first("SELECT min(place) FROM wake_call WHERE wake = ? AND called_at "
                                   "IS NULL AND away = 0 AND has_number = 1 AND passed_over = 0",
                                   {wake.id}, [](const store::Row& row) {
                                       return row.is_null(0) ? std::int64_t{-1} : row.integer(0);
                                   }));
    const auto place = next.value_or(-1);
    if (place < 0) return set_state(db, wake, WakeState::unanswered);
    TRY(db.execute("UPDATE wake_call SET called_at = ? WHERE wake = ? AND place = ?",
                   {micros(now), wake.id, place}));
    const auto minutes = TRY(db.first("SELECT minutes FROM wake WHERE id = ?", {wake.id},
                                      [](const store::Row& row) { return row.integer(0); }));
    const auto next_at = now + std::chrono::minutes{minutes.value_or(minutes_default)};
    TRY(db.execute("UPDATE wake SET state = ?, next_at = ? WHERE id = ?",
                   {static_cast<int>(WakeState::calling), micros(next_at), wake.id}));
    return journal::set_due(db, wake, due_name, next_at, Json::object());
}

Result<> apply_called(store::Write& db, const journal::Entry& entry) {
    const auto& content = entry.content;
    const auto about = id_in<struct SubjectTag>(content["about"]["id"]);
    const auto kind = content["about"]["kind"].text_or("");
    const auto minutes = std::max<std::int64_t>(content["minutes"].integer_or(minutes_default), 1);
    TRY(belongs_to(db, entry.stream, {std::string{kind}, about.value}));
    TRY(db.execute("INSERT INTO wake(id, seq, about_kind, about, number, caller, at, minutes, "
                   "next_at, state) VALUES(?, ?, ?, ?, ?, ?, ?, ?, NULL, 0)",
                   {entry.stream.id, entry.seq, kind, about.value, content["number"].text_or(""),
                    entry.actor.person.value, micros(entry.recorded_at), minutes}));
    std::int64_t place = 0;
    for (const auto& row : content["order"].items()) {
        TRY(db.execute("INSERT INTO wake_call(wake, place, person, post, because, away, "
                       "has_number, mail_tries, mail) VALUES(?, ?, ?, ?, ?, ?, ?, 0, 0)",
                       {entry.stream.id, place++, id_in<PersonTag>(row["person"]).value,
                        row["post"].text_or(""), row["because"].text_or(""),
                        row["away"].boolean_or(false), row["has_number"].boolean_or(true)}));
    }
    return advance(db, entry.stream, entry.recorded_at);
}

Result<> apply_answered(store::Write& db, const journal::Entry& entry, const PersonId& person) {
    TRY(db.execute(
        "UPDATE wake_call SET answered_at = ?, noted_by = ? WHERE wake = ? AND "
        "person = ?",
        {micros(entry.recorded_at), entry.actor.person.value, entry.stream.id, person.value}));
    return set_state(db, entry.stream, WakeState::answered);
}

Result<> pass_over(store::Write& db, const journal::Stream& wake, const PersonId& person) {
    TRY(db.execute("UPDATE wake_call SET passed_over = 1 WHERE wake = ? AND person = ?",
                   {wake.id, person.value}));
    return Done{};
}

Result<> apply_mail(store::Write& db, const journal::Entry& entry, const PersonId& person) {
    const auto set = [&](std::string_view sql, std::int64_t value) -> Result<> {
        TRY(db.execute(sql, {value, entry.stream.id, person.value}));
        return Done{};
    };
    constexpr std::string_view outcome =
        "UPDATE wake_call SET mail = ? WHERE wake = ? AND person = ?";
    if (entry.type == "wake.mail_sent") return set(outcome, static_cast<int>(WakeMail::sent));
    if (entry.type == "wake.mail_tried")
        return set("UPDATE wake_call SET mail_tries = mail_tries + 1, mail_tried_at = ? "
                   "WHERE wake = ? AND person = ?",
                   micros(entry.recorded_at));
    if (!entry.content["final"].boolean_or(false)) return Done{};
    return set(outcome, static_cast<int>(WakeMail::given_up));
}

Result<> apply(store::Write& db, const journal::Entry& entry) {
    if (entry.stream.kind != "wake") return Done{};
    const auto person = id_in<PersonTag>(entry.content["person"]);
    if (entry.type == "wake.called") return apply_called(db, entry);
    if (entry.type == "wake.answered") return apply_answered(db, entry, person);
    if (entry.type == "wake.ended") return set_state(db, entry.stream, WakeState::ended);
    if (entry.type == "wake.passed_over") return pass_over(db, entry.stream, person);
    if (entry.type.starts_with("wake.mail_")) return apply_mail(db, entry, person);
    const bool is_next =
        entry.type == "wake.next_called" ||
        (entry.type == "due.fired" && entry.content["name"].text_or("") == due_name);
    return is_next ? advance(db, entry.stream, entry.recorded_at) : Result<>{Done{}};
}

// -- Reading -----------------------------------------------------------------------------------

Because because_of(std::string_view code) {
    for (const auto one : {Because::on_duty, Because::holds_post, Because::stands_in})
        if (code_of(one) == code) return one;
    return Because::is_in_line;
}

Called read_call(const store::Row& row) {
    Called called{};
    called.person = id_of<PersonTag>(row.bytes(0));
    called.post = std::string{row.text(1)};
    called.because = because_of(row.text(2));
    called.is_away = row.integer(3) != 0;
    called.has_number = row.integer(4) != 0;
    called.called_at = time_in(row, 5);
    called.answered_at = time_in(row, 6);
    if (!row.is_null(7)) called.noted_by = id_of<PersonTag>(row.bytes(7));
    called.mail_tries = static_cast<int>(row.integer(8));
    called.mail_tried_at = time_in(row, 9);
    called.mail = static_cast<WakeMail>(row.integer(10));
    called.is_passed_over = row.integer(11) != 0;
    return called;
}

Wake read_wake(const store::Row& row) {
    return {.id = id_of<WakeTag>(row.bytes(0)),
            .about_kind = std::string{row.text(1)},
            .about = id_of<struct SubjectTag>(row.bytes(2)).value,
            .number = std::string{row.text(3)},
            .by = id_of<PersonTag>(row.bytes(4)),
            .at = Time{Duration{row.integer(5)}},
            .next_after = std::chrono::minutes{row.integer(6)},
            .next_at = time_in(row, 7),
            .state = static_cast<WakeState>(row.integer(8))};
}

constexpr std::string_view wake_columns =
    "SELECT id, about_kind, about, number, caller, at, minutes, next_at, state FROM wake ";

Result<> read_calls(store::Read& db, Wake& wake) {
    wake.calls = TRY(db.all("SELECT person, post, because, away, has_number, called_at, "
                            "answered_at, noted_by, mail_tries, mail_tried_at, mail, passed_over "
                            "FROM wake_call "
                            "WHERE wake = ? ORDER BY place",
                            {wake.id.value}, read_call));
    return Done{};
}

Result<std::vector<Wake>> calling(store::Read& db) {
    static const auto sql = std::string{wake_columns} + "WHERE state = ? ORDER BY seq";
    auto wakes = TRY(db.all(sql, {static_cast<int>(WakeState::calling)}, read_wake));
    for (auto& wake : wakes)
        TRY(read_calls(db, wake));
    return wakes;
}

Result<> write(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
               const WakeId& id, std::string type, Json content) {
    TRY(journal.append(db, actor,
                       {.stream = stream_of(id),
                        .type = std::move(type),
                        .occurred_at = {},
                        .content = std::move(content),
                        .personal = {}}));
    return Done{};
}

Json order_json(const std::vector<Callee>& order) {
    auto rows = Json::array();
    for (const auto& callee : order)
        rows.push(Json::object({{"person", callee.person.text()},
                                {"post", callee.post},
                                {"because", code_of(callee.because)},
                                {"away", callee.is_away},
                                {"has_number", callee.has_number}}));
    return rows;
}

} // namespace

const journal::View& wake_view() {
    static const journal::View view{
        .name = "wake",
        .version = 2,
        .schema = schema,
        .tables = {{"wake", "id"}, {"wake_call", "wake, place"}},
        .derived = {},
        .apply = apply,
    };
    return view;
}

Result<std::vector<Callee>> order_for(store::Read& db, const charter::Charter& charter,
                                      const journal::Stream& about, const PersonId& caller,
                                      Time now) {
    const auto roll = TRY(roll_at(db, charter, now));
    const auto roster = TRY(roster_at(db, charter, now));
    const auto sight = TRY(sights(db, about));
    auto order = call_order(roll, roster);
    std::erase_if(order, [&](const Callee& callee) {
        return callee.person == caller || !sees(sight, callee.person);
    });
    return order;
}

Result<WakeId> begin_wake(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
                          const charter::Charter& charter, const journal::Stream& about,
                          const std::string& number) {
    const auto now = journal.clock().now();
    const auto before = TRY(wakes_about(db, about, 1));
    if (!before.empty() && before.front().state == WakeState::calling)
        return failure(Errc::conflict, calling_already);
    const auto order = TRY(order_for(db, charter, about, actor.person, now));
    TRY(may_begin(order));
    const auto id = WakeId::make(now, journal.random());
    auto content =
        Json::object({{"about", Json::object({{"kind", about.kind}, {"id", to_text(about.id)}})},
                      {"number", number},
                      {"minutes", static_cast<std::int64_t>(charter.wake_next_after.count())},
                      {"order", order_json(order)}});
    TRY(write(db, journal, actor, id, "wake.called", std::move(content)));
    return id;
}

Result<> note_answer(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
                     const WakeId& id, const PersonId& person) {
    const auto wake = TRY(load_wake(db, id));
    TRY(may_answer(wake, person));
    return write(db, journal, actor, id, "wake.answered",
                 Json::object({{"person", person.text()}}));
}

Result<> call_next(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
                   const WakeId& id) {
    const auto wake = TRY(load_wake(db, id));
    TRY(may_go_on(wake));
    return write(db, journal, actor, id, "wake.next_called", Json::object());
}

Result<> end_wake(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
                  const WakeId& id) {
    const auto wake = TRY(load_wake(db, id));
    TRY(may_end(wake));
    return write(db, journal, actor, id, "wake.ended", Json::object());
}

Result<> pass_over_shut_out(store::Write& db, journal::Journal& journal,
                            const journal::Actor& actor) {
    const auto wakes = TRY(calling(db));
    for (const auto& wake : wakes) {
        const auto sight = TRY(sights(db, stream_of(wake.id)));
        for (const auto& call : wake.calls) {
            if (call.called_at || call.is_passed_over || sees(sight, call.person)) continue;
            TRY(write(db, journal, actor, wake.id, "wake.passed_over",
                      Json::object({{"person", call.person.text()}})));
        }
    }
    return Done{};
}

Result<Wake> load_wake(store::Read& db, const WakeId& id) {
    static const auto sql = std::string{wake_columns} + "WHERE id = ?";
    auto wake = TRY(db.first(sql, {id.value}, read_wake));
    if (!wake) return failure(Errc::not_found, no_wake);
    TRY(read_calls(db, *wake));
    return *std::move(wake);
}

Result<std::vector<Wake>> wakes_about(store::Read& db, const journal::Stream& about,
                                      std::int64_t count_max) {
    static const auto sql =
        std::string{wake_columns} + "WHERE about = ? AND about_kind = ? ORDER BY seq DESC LIMIT ?";
    auto wakes = TRY(db.all(sql, {about.id, about.kind, count_max}, read_wake));
    for (auto& wake : wakes)
        TRY(read_calls(db, wake));
    return wakes;
}

Result<std::vector<DueMail>> mails_due(store::Read& db, Time now) {
    const auto wakes = TRY(calling(db));
    std::vector<DueMail> due;
    for (const auto& wake : wakes) {
        const auto sight = TRY(sights(db, stream_of(wake.id)));
        for (const auto& called : wake.calls) {
            const auto at = mail_due(called);
            if (!at || *at > now || !sees(sight, called.person)) continue;
            const auto known = TRY(contacts_of(db, called.person));
            if (!known || !known->contacts.may_mail) continue;
            due.push_back(
                {wake.id, called.person, wake.number, known->contacts.mail, called.mail_tries});
        }
    }
    return due;
}

Result<> note_mail(store::Write& db, journal::Journal& journal, const WakeId& wake,
                   const PersonId& person, MailOutcome outcome) {
    constexpr std::array<std::string_view, 4> types{"wake.mail_tried", "wake.mail_sent",
                                                    "wake.mail_failed", "wake.mail_failed"};
    auto content = Json::object({{"person", person.text()}});
    if (outcome == MailOutcome::given_up) content.set("final", true);
    return write(db, journal, {}, wake, std::string{types.at(static_cast<std::size_t>(outcome))},
                 std::move(content));
}

} // namespace sokuo::team
