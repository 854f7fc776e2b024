#include "correspondence/letter_store.h"

#include "incident/content.h"
#include "incident/report_store.h"
#include "team/veil.h"

#include <algorithm>

namespace sokuo::correspondence {
namespace {

constexpr Message no_letter{"correspondence.no_such_letter",
                            "このメールは見つかりません。消えたか、見る権限がありません。",
                            "No such mail, or you may not see it."};

// An address stands in the personal body of its letter and here, and goes with it.
constexpr std::string_view schema = R"(
CREATE TABLE letter(
  id BLOB PRIMARY KEY, seq INTEGER NOT NULL, state INTEGER NOT NULL, about_kind TEXT, about BLOB,
  is_new INTEGER NOT NULL DEFAULT 0, account TEXT NOT NULL, sha256 TEXT, message_id TEXT,
  at INTEGER NOT NULL, acknowledges INTEGER NOT NULL DEFAULT 0, tries INTEGER NOT NULL DEFAULT 0,
  tried_at INTEGER) WITHOUT ROWID;
CREATE INDEX letter_by_subject ON letter(about, seq);
CREATE INDEX letter_by_state ON letter(state, seq);
CREATE INDEX letter_by_news ON letter(seq) WHERE is_new = 1;
CREATE INDEX letter_by_id ON letter(message_id);
CREATE INDEX letter_by_hash ON letter(sha256);
CREATE INDEX letter_by_courtesy ON letter(at) WHERE acknowledges = 1;
CREATE TABLE letter_address(
  letter BLOB NOT NULL, address TEXT NOT NULL, PRIMARY KEY(letter, address)) WITHOUT ROWID;
CREATE INDEX letter_address_by_address ON letter_address(address, letter);
)";

std::int64_t micros(Time time) {
    return time.time_since_epoch().count();
}

LetterId id_of(const store::Row& row, int column) {
    LetterId id;
    const auto bytes = row.bytes(column);
    if (bytes.size() == id.value.size()) std::ranges::copy(bytes, id.value.begin());
    return id;
}

// -- The view ------------------------------------------------------------------------------------

Result<> add_address(store::Write& db, const Uuid& letter, std::string_view address) {
    if (address.empty()) return Done{};
    TRY(db.execute("INSERT INTO letter_address(letter, address) VALUES(?, ?) "
                   "ON CONFLICT DO NOTHING",
                   {letter, address_key(address)}));
    return Done{};
}

Result<> add_people(store::Write& db, const Uuid& letter, const Json& people) {
    for (const auto& person : people.items())
        TRY(add_address(db, letter, person["address"].text_or("")));
    return Done{};
}

Result<> set_about(store::Write& db, const journal::Entry& entry, const Json& about, bool is_new) {
    const auto id = Id<struct AboutTag>::parse(about["id"].text_or(""));
    if (!id.ok()) return Done{};
    const journal::Stream owner{std::string{about["kind"].text_or("")}, id.value().value};
    TRY(team::belongs_to(db, entry.stream, owner));
    TRY(db.execute("UPDATE letter SET about_kind = ?, about = ?, is_new = ? WHERE id = ?",
                   {owner.kind, owner.id, is_new, entry.stream.id}));
    return Done{};
}

Result<> set_state(store::Write& db, const journal::Entry& entry, State state) {
    TRY(db.execute("UPDATE letter SET state = ? WHERE id = ?",
                   {static_cast<int>(state), entry.stream.id}));
    return Done{};
}

Result<> apply_received(store::Write& db, const journal::Entry& entry) {
    const auto& said = entry.content;
    TRY(db.execute("INSERT INTO letter(id, seq, state, account, sha256, at) "
                   "VALUES(?, ?, ?, ?, ?, ?)",
                   {entry.stream.id, entry.seq, static_cast<int>(State::arrived),
                    said["account"].text_or(""), said["raw"]["sha256"].text_or(""),
                    micros(entry.recorded_at)}));
    return Done{};
}

Result<> apply_read(store::Write& db, const journal::Entry& entry) {
    TRY(set_state(db, entry, State::read));
    TRY(db.execute("UPDATE letter SET message_id = ? WHERE id = ?",
                   {entry.content["message_id"].text_or(""), entry.stream.id}));
    const auto& people = entry.personal;
    TRY(add_address(db, entry.stream.id, people["from"]["address"].text_or("")));
    return add_address(db, entry.stream.id, people["reply_to"]["address"].text_or(""));
}

Result<> apply_written(store::Write& db, const journal::Entry& entry) {
    const auto& said = entry.content;
    TRY(db.execute("INSERT INTO letter(id, seq, state, account, message_id, at, acknowledges) "
                   "VALUES(?, ?, ?, ?, ?, ?, ?)",
                   {entry.stream.id, entry.seq, static_cast<int>(State::waiting),
                    said["account"].text_or(""), said["message_id"].text_or(""),
                    micros(entry.recorded_at), !said["automatic"].text_or("").empty()}));
    TRY(add_people(db, entry.stream.id, entry.personal["to"]));
    TRY(add_people(db, entry.stream.id, entry.personal["cc"]));
    return set_about(db, entry, said["about"], false);
}

Result<> apply_filed(store::Write& db, const journal::Entry& entry) {
    const auto how = entry.content["how"].text_or("");
    return set_about(db, entry, entry.content, how == "answered" || how == "numbered");
}

Result<> apply_tried(store::Write& db, const journal::Entry& entry) {
    TRY(db.execute("UPDATE letter SET tries = tries + 1, tried_at = ? WHERE id = ?",
                   {micros(entry.recorded_at), entry.stream.id}));
    return Done{};
}

Result<> apply_erased(store::Write& db, const journal::Entry& entry) {
    const bool is_content =
        entry.content["slot"].integer_or(0) == static_cast<int>(journal::Slot::content);
    if (!is_content) {
        TRY(db.execute("DELETE FROM letter_address WHERE letter = ?", {entry.stream.id}));
        return Done{};
    }
    // What a replay finds of it: nothing that was said, and nothing more to do.
    TRY(db.execute(
        "UPDATE letter SET sha256 = '', message_id = '', account = '', acknowledges = 0, "
        "about_kind = NULL, about = NULL, is_new = 0, "
        "state = CASE state WHEN ?1 THEN ?2 ELSE state END WHERE id = ?3",
        {static_cast<int>(State::waiting), static_cast<int>(State::given_up), entry.stream.id}));
    return set_about(db, entry, entry.content["kept"]["about"], false);
}

Result<> apply(store::Write& db, const journal::Entry& entry) {
    if (entry.stream.kind != "letter") return Done{};
    if (entry.type == "letter.received") return apply_received(db, entry);
    if (entry.type == "letter.read") return apply_read(db, entry);
    if (entry.type == "letter.unreadable") return set_state(db, entry, State::unreadable);
    if (entry.type == "letter.filed") return apply_filed(db, entry);
    if (entry.type == "letter.written") return apply_written(db, entry);
    if (entry.type == "letter.tried") return apply_tried(db, entry);
    if (entry.type == "letter.sent") return set_state(db, entry, State::sent);
    if (entry.type == "journal.erased") return apply_erased(db, entry);
    if (entry.type == "letter.seen")
        TRY(db.execute("UPDATE letter SET is_new = 0 WHERE id = ?", {entry.stream.id}));
    if (entry.type == "letter.failed" && entry.content["final"].boolean_or(false))
        return set_state(db, entry, State::given_up);
    return Done{};
}

// -- Reading -------------------------------------------------------------------------------------

Row read_row(const store::Row& row) {
    return {.id = id_of(row, 0), .seq = row.integer(1)};
}

std::optional<journal::Stream> read_stream(const store::Row& row) {
    journal::Stream stream{std::string{row.text(0)}, {}};
    const auto bytes = row.bytes(1);
    if (bytes.size() != stream.id.size()) return {};
    std::ranges::copy(bytes, stream.id.begin());
    return stream;
}

Result<std::optional<journal::Stream>> with_message_id(store::Read& db, const std::string& id) {
    if (id.empty()) return std::optional<journal::Stream>{};
    const auto found = TRY(db.first("SELECT about_kind, about FROM letter WHERE message_id = ? AND "
                                    "about IS NOT NULL ORDER BY seq LIMIT 1",
                                    {id}, read_stream));
    return found.value_or(std::nullopt);
}

Result<std::optional<journal::Stream>> with_number(store::Read& db, const std::string& number) {
    const auto found = TRY(db.first("SELECT 'report', id FROM report WHERE number = ?1 UNION ALL "
                                    "SELECT 'incident', id FROM incident WHERE number = ?1",
                                    {number}, read_stream));
    return found.value_or(std::nullopt);
}

Result<bool> is_reporters(const incident::Desk& desk, store::Read& db, const journal::Stream& about,
                          const std::string& address) {
    if (about.kind != "report") return false;
    const auto report = TRY(incident::load(desk, db, ReportId{about.id}));
    return address_key(report.slip.reporter.mail) == address ||
           address_key(report.slip.finder.mail) == address;
}

} // namespace

const journal::View& letter_view() {
    static const journal::View view{
        .name = "letter",
        .version = 1,
        .schema = schema,
        .tables = {{"letter", "id"}, {"letter_address", "letter, address"}},
        .derived = {},
        .apply = apply,
    };
    return view;
}

Result<Letter> load(const incident::Desk& desk, store::Read& db, const LetterId& id) {
    const auto history = TRY(desk.journal.stream(db, stream_of(id)));
    if (history.empty()) return failure(Errc::not_found, no_letter);
    return Letter::replay(history);
}

Result<Letter> write(const incident::Desk& desk, store::Write& db, const journal::Actor& actor,
                     const journal::Draft& draft) {
    TRY(desk.journal.append(db, actor, draft));
    return load(desk, db, LetterId{draft.stream.id});
}

Result<std::vector<Row>> letters_about(store::Read& db, const journal::Stream& about,
                                       std::int64_t count_max) {
    return db.all("SELECT id, seq FROM letter WHERE about = ?1 OR (?2 = 'incident' AND about IN "
                  "(SELECT report FROM incident_report WHERE incident = ?1)) ORDER BY seq LIMIT ?3",
                  {about.id, about.kind, count_max}, read_row);
}

Result<std::vector<Row>> new_letters(store::Read& db, const PersonId& who, std::int64_t count_max) {
    static const auto sql = "SELECT l.id, l.seq FROM letter l WHERE l.is_new = 1 AND " +
                            team::seen("'letter'", "l.id", "?1") + " ORDER BY l.seq LIMIT ?2";
    return db.all(sql, {who.value, count_max}, read_row);
}

Result<std::vector<LetterId>> unread_letters(store::Read& db, std::int64_t count_max) {
    return db.all("SELECT id FROM letter WHERE state = ? ORDER BY seq LIMIT ?",
                  {static_cast<int>(State::arrived), count_max},
                  [](const store::Row& row) { return id_of(row, 0); });
}

Result<std::vector<LetterId>> unsent_letters(store::Read& db, Time now, std::int64_t count_max) {
    struct Waiting {
        LetterId id;
        int tries = 0;
        std::optional<Time> tried_at;
    };
    const auto waiting =
        TRY(db.all("SELECT id, tries, tried_at FROM letter WHERE state = ? ORDER BY seq LIMIT 1000",
                   {static_cast<int>(State::waiting)}, [](const store::Row& row) {
                       Waiting one{id_of(row, 0), static_cast<int>(row.integer(1)), {}};
                       if (!row.is_null(2)) one.tried_at = Time{Duration{row.integer(2)}};
                       return one;
                   }));
    std::vector<LetterId> due;
    for (const auto& one : waiting) {
        const bool is_due = !one.tried_at || next_try(one.tries, *one.tried_at) <= now;
        if (is_due && static_cast<std::int64_t>(due.size()) < count_max) due.push_back(one.id);
    }
    return due;
}

Known known_by(const incident::Desk& desk, store::Read& db) {
    return {.letter = [&db](const std::string& id) { return with_message_id(db, id); },
            .number = [&db](const std::string& number) { return with_number(db, number); },
            .address = [&desk, &db](const journal::Stream& about,
                                    const std::string& address) -> Result<bool> {
                const auto met =
                    TRY(db.first("SELECT 1 FROM letter_address a JOIN letter l ON l.id = a.letter "
                                 "WHERE a.address = ? AND l.about = ? LIMIT 1",
                                 {address, about.id}, [](const store::Row&) { return true; }));
                if (met) return true;
                return is_reporters(desk, db, about, address);
            }};
}

Result<std::optional<LetterId>> same_mail(store::Read& db, std::string_view account,
                                          std::string_view sha256) {
    return db.first("SELECT id FROM letter WHERE sha256 = ? AND account = ? ORDER BY seq LIMIT 1",
                    {sha256, account}, [](const store::Row& row) { return id_of(row, 0); });
}

Result<Lately> lately(store::Read& db, std::string_view address, Time now) {
    Lately known;
    const auto last =
        TRY(db.first("SELECT max(l.at) FROM letter_address a JOIN letter l ON l.id = a.letter "
                     "WHERE a.address = ? AND l.acknowledges = 1",
                     {address_key(address)}, [](const store::Row& row) {
                         return row.is_null(0) ? std::optional<Time>{}
                                               : std::optional{Time{Duration{row.integer(0)}}};
                     }));
    if (last) known.acknowledged_at = *last;
    const auto count = TRY(db.first("SELECT count(*) FROM letter WHERE acknowledges = 1 AND at > ?",
                                    {micros(now - std::chrono::hours{1})},
                                    [](const store::Row& row) { return row.integer(0); }));
    known.acknowledged_in_hour = count.value_or(0);
    return known;
}

} // namespace sokuo::correspondence
