#include "search/search.h"

#include "core/json.h"
#include "core/text.h"
#include "team/veil.h"

#include <algorithm>
#include <array>
#include <set>

namespace sokuo::search {
namespace {

// `search_text` is an ordinary table, so that `verify` can compare it; the index is built from it.
constexpr std::string_view schema = R"(
CREATE TABLE search_subject(
  kind TEXT NOT NULL, id BLOB NOT NULL, number TEXT NOT NULL, title TEXT NOT NULL,
  at INTEGER NOT NULL, state TEXT NOT NULL, PRIMARY KEY(kind, id)) WITHOUT ROWID;
CREATE TABLE search_text(
  seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, id BLOB NOT NULL, words TEXT NOT NULL);
CREATE INDEX search_text_by_subject ON search_text(kind, id);
CREATE VIRTUAL TABLE search_words USING fts5(words, content='search_text', content_rowid='seq',
  tokenize='unicode61 remove_diacritics 0');
)";

constexpr std::size_t words_of_query_max = 40;
constexpr std::size_t words_of_likeness_max = 60;

// Codes, ids and times say nothing a person would look for.
constexpr std::array<std::string_view, 35> skipped{"state",
                                                   "kind",
                                                   "key",
                                                   "task",
                                                   "decision",
                                                   "line",
                                                   "attachment",
                                                   "sha256",
                                                   "series",
                                                   "phase",
                                                   "from",
                                                   "precision",
                                                   "code",
                                                   "report",
                                                   "reports",
                                                   "corrects",
                                                   "answers",
                                                   "priority",
                                                   "proposed",
                                                   "categories",
                                                   "channel",
                                                   "deadlines",
                                                   "fulfils",
                                                   "reporter_class",
                                                   "at",
                                                   "assignee",
                                                   "outcome",
                                                   "incident",
                                                   "operations_done",
                                                   "named",
                                                   "excluded",
                                                   "asked",
                                                   "person",
                                                   "post",
                                                   "charter"};

std::string_view last_character(std::string_view text) {
    auto start = text.size() - 1;
    while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xC0U) == 0x80U)
        --start;
    return text.substr(start);
}

void gather(const Json& json, std::string& words) {
    if (const auto* text = json.text()) {
        const auto key = bigrams(*text);
        if (key.empty()) return;
        if (!words.empty()) words += ' ';
        words += key;
        // Every character but the last begins a pair; the last stands by itself, to be found alone.
        words += ' ';
        words += last_character(key);
    }
    for (const auto& item : json.items())
        gather(item, words);
    if (const auto* members = json.members()) {
        for (const auto& [name, value] : *members) {
            if (!name.ends_with("_at") && std::ranges::find(skipped, name) == skipped.end())
                gather(value, words);
        }
    }
}

std::string_view title_of(const Json& content) {
    if (const auto* title = content["title"].text()) return *title;
    return content["what"].text_or("");
}

Result<> index(store::Write& db, const journal::Entry& entry, const std::string& words) {
    if (words.empty()) return Done{};
    TRY(db.execute("INSERT INTO search_text(seq, kind, id, words) VALUES(?, ?, ?, ?)",
                   {entry.seq, entry.stream.kind, entry.stream.id, words}));
    TRY(db.execute("INSERT INTO search_words(rowid, words) VALUES(?, ?)", {entry.seq, words}));
    return Done{};
}

// Everything but the number, which people still have on paper.
Result<> forget(store::Write& db, const journal::Entry& entry) {
    const auto& stream = entry.stream;
    const Json number{entry.content["kept"]["number"].text_or("")};
    TRY(db.execute("INSERT INTO search_words(search_words, rowid, words) "
                   "SELECT 'delete', seq, words FROM search_text WHERE kind = ? AND id = ?",
                   {stream.kind, stream.id}));
    TRY(db.execute("DELETE FROM search_text WHERE kind = ? AND id = ?", {stream.kind, stream.id}));
    TRY(db.execute("UPDATE search_subject SET number = ?, title = '' WHERE kind = ? AND id = ?",
                   {number.text_or(""), stream.kind, stream.id}));
    std::string words;
    gather(number, words);
    return index(db, entry, words);
}

Result<> note_subject(store::Write& db, const journal::Entry& entry) {
    const auto title = title_of(entry.content);
    const auto at = entry.recorded_at.time_since_epoch().count();
    if (entry.rev == 1) {
        TRY(db.execute("INSERT INTO search_subject(kind, id, number, title, at, state) "
                       "VALUES(?, ?, ?, ?, ?, ?)",
                       {entry.stream.kind, entry.stream.id, entry.content["number"].text_or(""),
                        title, at, entry.type}));
        return Done{};
    }
    const bool is_renamed = entry.type == "incident.retriaged" && !title.empty();
    if (is_renamed) {
        TRY(db.execute("UPDATE search_subject SET title = ?, state = ? WHERE kind = ? AND id = ?",
                       {title, entry.type, entry.stream.kind, entry.stream.id}));
    } else {
        TRY(db.execute("UPDATE search_subject SET state = ? WHERE kind = ? AND id = ?",
                       {entry.type, entry.stream.kind, entry.stream.id}));
    }
    return Done{};
}

Result<> apply(store::Write& db, const journal::Entry& entry) {
    if (entry.stream.kind != "report" && entry.stream.kind != "incident") return Done{};
    if (entry.type == "due.fired" || entry.type == "journal.erasure_ended") return Done{};
    if (entry.type == "journal.erased") {
        const bool is_content =
            entry.content["slot"].integer_or(0) == static_cast<int>(journal::Slot::content);
        return is_content ? forget(db, entry) : Result<>{Done{}};
    }
    TRY(note_subject(db, entry));
    std::string words;
    gather(entry.content, words);
    return index(db, entry, words);
}

// FTS5 keeps the words of deleted rows until its segments are merged.
Result<> optimize(store::Write& db) {
    TRY(db.execute("INSERT INTO search_words(search_words) VALUES('optimize')"));
    return Done{};
}

// Each word as an FTS5 string, so that no sign in it means anything.
std::string fts_string(std::string_view word) {
    std::string text{'"'};
    for (const char sign : word) {
        if (sign == '"') text += '"';
        text += sign;
    }
    return text + '"';
}

std::vector<std::string> split(std::string_view text, std::size_t count_max) {
    std::vector<std::string> words;
    while (!text.empty() && words.size() < count_max) {
        const auto end = std::min(text.find(' '), text.size());
        if (end > 0) words.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

// A person's words are apart by spaces; each is a phrase of bigrams, and all must be there.
std::string phrases(std::string_view typed) {
    std::string query;
    std::string spaced{typed};
    for (std::size_t at = spaced.find("\u3000"); at != std::string::npos;
         at = spaced.find("\u3000"))
        spaced.replace(at, 3, " ");
    for (const auto& word : split(spaced, words_of_query_max)) {
        const auto key = bigrams(word);
        if (key.empty()) continue;
        if (!query.empty()) query += " AND ";
        query += fts_string(key);
        // One character stands as a word only where it stood alone; inside words it begins pairs.
        if (length(key) == 1) query += " *";
    }
    return query;
}

Hit read_hit(const store::Row& row) {
    Hit hit{.kind = std::string{row.text(0)},
            .id = {},
            .number = std::string{row.text(2)},
            .title = std::string{row.text(3)},
            .at = Time{Duration{row.integer(4)}},
            .state = std::string{row.text(5)}};
    std::ranges::copy(row.bytes(1).first(hit.id.size()), hit.id.begin());
    return hit;
}

} // namespace

const journal::View& search_view() {
    static const journal::View view{
        .name = "search",
        .version = 4,
        .schema = schema,
        .tables = {{"search_subject", "kind, id"}, {"search_text", "seq"}},
        .derived = {"search_words"},
        .apply = apply,
        .on_erase = optimize,
    };
    return view;
}

Result<std::vector<Hit>> find(store::Read& db, const PersonId& who, std::string_view words,
                              std::string_view kind, std::size_t count_max) {
    static const std::string sql =
        "SELECT s.kind, s.id, s.number, s.title, s.at, s.state FROM search_subject s "
        "WHERE (?2 = '' OR s.kind = ?2) AND " +
        team::seen("s.kind", "s.id", "?4") +
        " AND (s.kind, s.id) IN "
        "(SELECT t.kind, t.id FROM search_words w JOIN search_text t ON t.seq = w.rowid "
        "WHERE search_words MATCH ?1 ORDER BY w.rowid DESC LIMIT 2000) "
        "ORDER BY s.at DESC LIMIT ?3";
    const auto query = phrases(words);
    if (query.empty()) return std::vector<Hit>{};
    return db.all(sql, {query, kind, static_cast<std::int64_t>(count_max), who.value}, read_hit);
}

Result<std::vector<Hit>> similar(store::Read& db, const PersonId& who, std::string_view text,
                                 const Uuid& except, std::size_t count_max) {
    static const std::string sql =
        "SELECT s.kind, s.id, s.number, s.title, s.at, s.state FROM search_words w "
        "JOIN search_text t ON t.seq = w.rowid JOIN search_subject s ON s.kind = t.kind AND "
        "s.id = t.id WHERE search_words MATCH ?1 AND t.id <> ?2 AND " +
        team::seen("s.kind", "s.id", "?4") + " ORDER BY rank LIMIT ?3";
    auto words = split(bigrams(text), words_of_likeness_max);
    std::ranges::sort(words);
    words.erase(std::ranges::unique(words).begin(), words.end());
    if (words.size() < 3) return std::vector<Hit>{};
    std::string query;
    for (const auto& word : words) {
        if (!query.empty()) query += " OR ";
        query += fts_string(word);
    }
    auto rows = TRY(db.all(
        sql, {query, except, static_cast<std::int64_t>(count_max * 4), who.value}, read_hit));
    std::set<std::pair<std::string, Uuid>> seen;
    std::vector<Hit> hits;
    for (auto& hit : rows) {
        if (hits.size() < count_max && seen.insert({hit.kind, hit.id}).second)
            hits.push_back(std::move(hit));
    }
    return hits;
}

} // namespace sokuo::search
