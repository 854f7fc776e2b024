#include "core/json.h"
#include "core/text.h"
#include "observable/observable.h"
#include "search/search.h"
#include "search/text.h"
#include "search/words.h"

#include <algorithm>

namespace sokuo::search {
namespace {

// Everything but `search_words` is compared by `verify`, and that is made of the others. Every
// printable sign is a letter to its tokenizer: a token is what stands between two spaces.
constexpr std::string_view schema = R"(
CREATE TABLE search_subject(
  no INTEGER PRIMARY KEY, kind TEXT NOT NULL, id BLOB NOT NULL, number TEXT NOT NULL,
  title TEXT NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL DEFAULT '',
  is_open INTEGER NOT NULL DEFAULT 1, channel TEXT NOT NULL DEFAULT '', incident BLOB,
  under INTEGER NOT NULL);
CREATE UNIQUE INDEX search_subject_by_id ON search_subject(kind, id);
CREATE INDEX search_subject_by_incident ON search_subject(incident);
CREATE TABLE search_category(
  incident BLOB NOT NULL, code TEXT NOT NULL, PRIMARY KEY(incident, code)) WITHOUT ROWID;
CREATE TABLE search_name(
  key TEXT NOT NULL, subject INTEGER NOT NULL, PRIMARY KEY(key, subject)) WITHOUT ROWID;
CREATE INDEX search_name_by_subject ON search_name(subject);
CREATE TABLE search_piece(
  seq INTEGER PRIMARY KEY, source INTEGER NOT NULL, subject INTEGER NOT NULL,
  part INTEGER NOT NULL, at INTEGER NOT NULL, type INTEGER NOT NULL, names INTEGER NOT NULL);
CREATE INDEX search_piece_by_source ON search_piece(source);
CREATE INDEX search_piece_by_subject ON search_piece(subject);
CREATE TABLE search_observable(
  kind INTEGER NOT NULL, value TEXT NOT NULL, seq INTEGER NOT NULL,
  PRIMARY KEY(kind, value, seq)) WITHOUT ROWID;
CREATE INDEX search_observable_by_text ON search_observable(seq);
CREATE TABLE search_text(seq INTEGER PRIMARY KEY, words TEXT NOT NULL);
CREATE TABLE search_type(no INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE INDEX search_type_by_name ON search_type(name);
CREATE VIRTUAL TABLE search_words USING fts5(words, content='search_text', content_rowid='seq',
  detail=none, columnsize=0,
  tokenize='ascii tokenchars ''!"#$%&''''()*+,-./:;<=>?@[\]^_`{|}~''');
)";

struct Subject {
    std::int64_t no = 0;
    std::string number;
    std::string title;
    std::int64_t under = 0; ///< The subject its texts belong to: itself, but for letters.
};

Result<std::optional<Subject>> subject_of(store::Read& db, const journal::Stream& stream) {
    return db.first("SELECT no, number, title, under FROM search_subject "
                    "WHERE kind = ? AND id = ?",
                    {stream.kind, stream.id}, [](const store::Row& row) {
                        return Subject{row.integer(0), std::string{row.text(1)},
                                       std::string{row.text(2)}, row.integer(3)};
                    });
}

// Long titles are what a report says; nobody types one whole.
Result<> add_name(store::Write& db, std::int64_t subject, std::string_view name) {
    if (name.empty() || length(name) > typed_length_max) return Done{};
    TRY(db.execute("INSERT INTO search_name(key, subject) VALUES(?, ?) ON CONFLICT DO NOTHING",
                   {search_key(name), subject}));
    return Done{};
}

Result<> drop_names(store::Write& db, std::int64_t subject) {
    TRY(db.execute("DELETE FROM search_name WHERE subject = ?", {subject}));
    return Done{};
}

// The number of a type is that of the first entry of it, so a replay gives the same.
Result<std::int64_t> type_of(store::Write& db, const journal::Entry& entry) {
    const auto known = TRY(db.first("SELECT no FROM search_type WHERE name = ?", {entry.type},
                                    [](const store::Row& row) { return row.integer(0); }));
    if (known) return *known;
    TRY(db.execute("INSERT INTO search_type(no, name) VALUES(?, ?)", {entry.seq, entry.type}));
    return entry.seq;
}

// What can be compared with other texts (sharing.h). Their number of a notice is told apart.
Result<> add_observables(store::Write& db, const journal::Entry& entry, const std::string& words) {
    auto found = observable::observables(words);
    if (const auto* number = entry.content["their_number"].text())
        found.push_back(observable::reference(*number));
    for (const auto& one : found)
        TRY(db.execute("INSERT INTO search_observable(kind, value, seq) VALUES(?, ?, ?) "
                       "ON CONFLICT DO NOTHING",
                       {static_cast<int>(one.kind), one.value, entry.seq}));
    return Done{};
}

Result<> add_piece(store::Write& db, const journal::Entry& entry, const Subject& subject,
                   const std::string& words) {
    // Asked for every entry, because a replay finds those whose words were erased as well.
    const auto type = TRY(type_of(db, entry));
    if (words.empty()) return Done{};
    const Piece piece{.subject = subject.under,
                      .part = part_of(entry),
                      .at = entry.happened_at(),
                      .names = names_subject(entry)};
    TRY(db.execute("INSERT INTO search_piece(seq, source, subject, part, at, type, names) "
                   "VALUES(?, ?, ?, ?, ?, ?, ?)",
                   {entry.seq, subject.no, piece.subject, static_cast<int>(piece.part),
                    piece.at.time_since_epoch().count(), type, piece.names}));
    TRY(db.execute("INSERT INTO search_text(seq, words) VALUES(?, ?)", {entry.seq, words}));
    TRY(db.execute("INSERT INTO search_words(rowid, words) VALUES(?, ?)",
                   {entry.seq, indexed(piece, words)}));
    return add_observables(db, entry, words);
}

Result<Subject> note_subject(store::Write& db, const journal::Entry& entry) {
    if (auto known = TRY(subject_of(db, entry.stream))) {
        const auto* title = entry.content["title"].text();
        if (entry.type != "incident.retriaged" || title == nullptr) return *std::move(known);
        TRY(db.execute("UPDATE search_subject SET title = ? WHERE no = ?", {*title, known->no}));
        TRY(drop_names(db, known->no));
        TRY(add_name(db, known->no, known->number));
        TRY(add_name(db, known->no, *title));
        return *std::move(known);
    }
    const Subject subject{entry.seq, std::string{entry.content["number"].text_or("")},
                          std::string{title_of(entry.content)}, entry.seq};
    TRY(db.execute("INSERT INTO search_subject(no, kind, id, number, title, at, under) "
                   "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?1)",
                   {subject.no, entry.stream.kind, entry.stream.id, subject.number, subject.title,
                    entry.happened_at().time_since_epoch().count()}));
    TRY(add_name(db, subject.no, subject.number));
    TRY(add_name(db, subject.no, subject.title));
    TRY(add_name(db, subject.no, entry.content["provisional"].text_or("")));
    return subject;
}

// A text in the index, with what it was put in under.
struct Kept {
    std::int64_t seq = 0;
    Piece piece;
    std::string words;
};

Result<std::vector<Kept>> texts_of(store::Read& db, const Subject& source) {
    return db.all("SELECT p.seq, p.subject, p.part, p.at, p.names, t.words FROM search_piece p "
                  "JOIN search_text t ON t.seq = p.seq WHERE p.source = ?",
                  {source.no}, [](const store::Row& row) {
                      return Kept{row.integer(0),
                                  {.subject = row.integer(1),
                                   .part = static_cast<Part>(row.integer(2)),
                                   .at = Time{Duration{row.integer(3)}},
                                   .names = row.integer(4) != 0},
                                  std::string{row.text(5)}};
                  });
}

// Token by token, as it was put in.
Result<> take_out(store::Write& db, const Kept& kept) {
    TRY(db.execute("INSERT INTO search_words(search_words, rowid, words) VALUES('delete', ?, ?)",
                   {kept.seq, indexed(kept.piece, kept.words)}));
    return Done{};
}

Result<> unindex(store::Write& db, const Subject& source) {
    const auto texts = TRY(texts_of(db, source));
    for (const auto& kept : texts) {
        TRY(take_out(db, kept));
        TRY(db.execute("DELETE FROM search_text WHERE seq = ?", {kept.seq}));
        TRY(db.execute("DELETE FROM search_piece WHERE seq = ?", {kept.seq}));
        TRY(db.execute("DELETE FROM search_observable WHERE seq = ?", {kept.seq}));
    }
    return Done{};
}

// A letter is found under what it is filed under.
Result<> file_under(store::Write& db, Subject& letter, const Json& about) {
    const auto id = Id<struct AboutTag>::parse(about["id"].text_or(""));
    letter.under = letter.no;
    if (id.ok()) {
        const journal::Stream stream{std::string{about["kind"].text_or("")}, id.value().value};
        const auto owner = TRY(subject_of(db, stream));
        if (owner) letter.under = owner->no;
    }
    TRY(db.execute("UPDATE search_subject SET under = ? WHERE no = ?", {letter.under, letter.no}));
    auto texts = TRY(texts_of(db, letter));
    for (auto& kept : texts) {
        TRY(take_out(db, kept));
        kept.piece.subject = letter.under;
        TRY(db.execute("UPDATE search_piece SET subject = ? WHERE seq = ?",
                       {letter.under, kept.seq}));
        TRY(db.execute("INSERT INTO search_words(rowid, words) VALUES(?, ?)",
                       {kept.seq, indexed(kept.piece, kept.words)}));
    }
    return Done{};
}

// Everything but the number, which people still have on paper.
Result<> forget(store::Write& db, const journal::Entry& entry) {
    auto subject = TRY(subject_of(db, entry.stream));
    if (!subject) return Done{};
    TRY(unindex(db, *subject));
    TRY(drop_names(db, subject->no));
    const std::string number{entry.content["kept"]["number"].text_or("")};
    TRY(db.execute("UPDATE search_subject SET number = ?, title = '' WHERE no = ?",
                   {number, subject->no}));
    TRY(add_name(db, subject->no, number));
    return add_piece(db, entry, *subject, number);
}

bool erases_content(const journal::Entry& entry) {
    return entry.type == "journal.erased" &&
           entry.content["slot"].integer_or(0) == static_cast<int>(journal::Slot::content);
}

Result<> apply_letter(store::Write& db, const journal::Entry& entry) {
    auto letter = TRY(note_subject(db, entry));
    if (erases_content(entry)) {
        TRY(unindex(db, letter));
        return file_under(db, letter, entry.content["kept"]["about"]);
    }
    if (entry.type == "letter.filed") TRY(file_under(db, letter, entry.content));
    if (entry.type == "letter.written") TRY(file_under(db, letter, entry.content["about"]));
    const bool is_text = entry.type == "letter.read" || entry.type == "letter.written";
    return add_piece(db, entry, letter, is_text ? text_of(entry.content) : "");
}

Result<> apply(store::Write& db, const journal::Entry& entry) {
    if (entry.stream.kind == "letter") return apply_letter(db, entry);
    if (entry.stream.kind != "report" && entry.stream.kind != "incident") return Done{};
    if (entry.type == "due.fired" || entry.type == "journal.erasure_ended") return Done{};
    if (erases_content(entry)) return forget(db, entry);
    if (entry.type == "journal.erased") return Done{};
    const auto subject = TRY(note_subject(db, entry));
    return add_piece(db, entry, subject, text_of(entry.content));
}

// FTS5 keeps the words of deleted rows until its segments are merged.
Result<> optimize(store::Write& db) {
    TRY(db.execute("INSERT INTO search_words(search_words) VALUES('optimize')"));
    return Done{};
}

} // namespace

const journal::View& search_view() {
    static const journal::View view{
        .name = "search",
        .version = 6 * 100'000 + key_edition(),
        .schema = schema,
        .tables = {{"search_subject", "no"},
                   {"search_category", "incident, code"},
                   {"search_name", "key, subject"},
                   {"search_piece", "seq"},
                   {"search_observable", "kind, value, seq"},
                   {"search_text", "seq"},
                   {"search_type", "no"}},
        .derived = {"search_words"},
        .apply = apply,
        .on_erase = optimize,
    };
    return view;
}

Result<> note_particulars(store::Write& db, const journal::Stream& subject,
                          const Particulars& particulars) {
    TRY(db.execute("UPDATE search_subject SET state = ?, is_open = ?, channel = ?, incident = ? "
                   "WHERE kind = ? AND id = ?",
                   {particulars.state, particulars.is_open, particulars.channel,
                    particulars.incident, subject.kind, subject.id}));
    if (particulars.categories == nullptr) return Done{};
    TRY(db.execute("DELETE FROM search_category WHERE incident = ?", {subject.id}));
    for (const auto& code : *particulars.categories)
        TRY(db.execute("INSERT INTO search_category(incident, code) VALUES(?, ?) "
                       "ON CONFLICT DO NOTHING",
                       {subject.id, code}));
    return Done{};
}

} // namespace sokuo::search
