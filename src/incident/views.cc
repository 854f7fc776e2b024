// The tables the incidents' lists and records are read from, and what each entry does to them.

#include "incident/clocks.h"
#include "incident/content.h"
#include "incident/incident_store.h"
#include "journal/due.h"
#include "search/search.h"
#include "team/engaged.h"
#include "team/succession_store.h"
#include "team/veil.h"

#include <algorithm>
#include <array>
#include <map>

namespace sokuo::incident {
namespace {

constexpr std::string_view incident_schema = R"(
CREATE TABLE incident(
  id BLOB PRIMARY KEY, seq INTEGER NOT NULL, number TEXT NOT NULL, title TEXT NOT NULL,
  priority TEXT NOT NULL, phase TEXT NOT NULL, is_open INTEGER NOT NULL, category TEXT NOT NULL,
  categories TEXT NOT NULL, department TEXT NOT NULL, charter INTEGER NOT NULL,
  declared_at INTEGER NOT NULL, changed_at INTEGER NOT NULL, deadlines TEXT NOT NULL,
  fulfilled TEXT NOT NULL, circle TEXT NOT NULL, erased INTEGER NOT NULL DEFAULT 0)
  WITHOUT ROWID;
CREATE INDEX incident_by_order ON incident(seq);
CREATE INDEX incident_by_state ON incident(is_open, seq);
CREATE TABLE incident_report(
  incident BLOB NOT NULL, report BLOB NOT NULL, PRIMARY KEY(incident, report)) WITHOUT ROWID;
CREATE TABLE incident_asked(
  asked BLOB PRIMARY KEY, incident BLOB NOT NULL, seq INTEGER NOT NULL, person BLOB,
  post TEXT NOT NULL, is_open INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX incident_asked_open ON incident_asked(is_open, seq);
CREATE TABLE incident_count(is_open INTEGER PRIMARY KEY, count INTEGER NOT NULL);
CREATE TABLE incident_task(
  incident BLOB NOT NULL, task TEXT NOT NULL, is_open INTEGER NOT NULL,
  PRIMARY KEY(incident, task)) WITHOUT ROWID;
CREATE TABLE incident_decision(
  incident BLOB NOT NULL, decision TEXT NOT NULL, is_open INTEGER NOT NULL,
  PRIMARY KEY(incident, decision)) WITHOUT ROWID;
)";

constexpr std::string_view timeline_schema = R"(
CREATE TABLE line(
  incident BLOB NOT NULL, seq INTEGER NOT NULL, line TEXT NOT NULL, kind TEXT NOT NULL,
  type TEXT NOT NULL, text TEXT NOT NULL, content TEXT NOT NULL, occurred_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL, precision TEXT NOT NULL, person BLOB NOT NULL, post BLOB NOT NULL,
  acting_for BLOB NOT NULL, corrects TEXT NOT NULL, corrected_by TEXT NOT NULL,
  erased INTEGER NOT NULL, PRIMARY KEY(incident, seq)) WITHOUT ROWID;
CREATE INDEX line_by_time ON line(incident, occurred_at, seq);
CREATE INDEX line_by_id ON line(incident, line);
)";

std::int64_t micros(Time time) {
    return time.time_since_epoch().count();
}

std::string main_category(const Json& categories) {
    for (const auto& row : categories.items()) {
        if (row["main"].boolean_or(false)) return std::string{row["code"].text_or("")};
    }
    return {};
}

Result<> count(store::Write& db, bool is_open, int by) {
    TRY(db.execute("INSERT INTO incident_count(is_open, count) VALUES(?1, ?2) "
                   "ON CONFLICT(is_open) DO UPDATE SET count = count + ?2",
                   {is_open, by}));
    // A count of nothing has no row, whatever came and went.
    TRY(db.execute("DELETE FROM incident_count WHERE is_open = ? AND count = 0", {is_open}));
    return Done{};
}

Result<> add_reports(store::Write& db, const journal::Stream& incident, const Json& reports) {
    for (const auto& row : reports.items()) {
        const auto report = ReportId::parse(row.text_or(""));
        if (!report.ok()) continue;
        TRY(db.execute("INSERT INTO incident_report(incident, report) VALUES(?, ?) "
                       "ON CONFLICT DO NOTHING",
                       {incident.id, report.value().value}));
    }
    return Done{};
}

// Who may not know of an incident may not know of the reports that told of it either.
Result<> redraw(store::Write& db, const journal::Stream& incident) {
    const auto text = TRY(db.first("SELECT circle FROM incident WHERE id = ?", {incident.id},
                                   [](const store::Row& row) { return std::string{row.text(0)}; }));
    const auto circle = circle_from(TRY(parse_json(text.value_or("null"))));
    TRY(team::draw_veil(db, incident, circle));
    const auto reports =
        TRY(db.all("SELECT report FROM incident_report WHERE incident = ?", {incident.id},
                   [](const store::Row& row) {
                       journal::Stream report{"report", {}};
                       const auto bytes = row.bytes(0);
                       std::ranges::copy(bytes.first(report.id.size()), report.id.begin());
                       return report;
                   }));
    for (const auto& report : reports)
        TRY(team::draw_veil(db, report, circle));
    return Done{};
}

Result<> set_circle(store::Write& db, const journal::Stream& incident, const Json& circle) {
    TRY(db.execute("UPDATE incident SET circle = ? WHERE id = ?",
                   {canonical(circle), incident.id}));
    // Whoever stood in for somebody shut out does so no longer once the circle is another: it is
    // recorded anew if it is to go on.
    TRY(team::set_stand_in_here(db, incident, {}));
    return redraw(db, incident);
}

Result<> apply_asked(store::Write& db, const journal::Entry& entry) {
    const auto asked = AskedId::parse(entry.content["asked"].text_or(""));
    if (!asked.ok()) return Done{};
    const auto person = PersonId::parse(entry.content["person"].text_or(""));
    std::optional<Uuid> who;
    if (person.ok()) who = person.value().value;
    TRY(db.execute(
        "INSERT INTO incident_asked(asked, incident, seq, person, post, is_open) "
        "VALUES(?, ?, ?, ?, ?, 1)",
        {asked.value().value, entry.stream.id, entry.seq, who, entry.content["post"].text_or("")}));
    return Done{};
}

Result<> apply_ask_ended(store::Write& db, const journal::Entry& entry) {
    const auto asked = AskedId::parse(entry.content["asked"].text_or(""));
    if (!asked.ok()) return Done{};
    TRY(db.execute("UPDATE incident_asked SET is_open = 0 WHERE asked = ?", {asked.value().value}));
    return Done{};
}

Result<> apply_taken_over(store::Write& db, const journal::Entry& entry) {
    const auto person = PersonId::parse(entry.content["person"].text_or(""));
    if (!person.ok()) return Done{}; // Erased: nothing says who.
    return team::set_stand_in_here(db, entry.stream,
                                   team::StandInHere{std::string{entry.content["post"].text_or("")},
                                                     std::string{entry.content["by"].text_or("")},
                                                     person.value()});
}

// It ends by itself on its day, whether or not anybody signs in under it.
Result<> apply_engagement_issued(store::Write& db, const journal::Entry& entry) {
    const auto id = EngagementId::parse(entry.content["engagement"].text_or(""));
    const auto until = time_from(entry.content["until"]);
    if (!id.ok() || !until) return Done{};
    return journal::set_due(db, entry.stream, due_name(id.value()), *until,
                            Json::object({{"kind", entry.content["kind"].text_or("")},
                                          {"body", entry.content["body"].text_or("")}}));
}

Result<> apply_engagement_admitted(store::Write& db, const journal::Entry& entry) {
    const auto& content = entry.content;
    const auto id = EngagementId::parse(content["engagement"].text_or(""));
    const auto person = PersonId::parse(content["person"].text_or(""));
    const auto until = time_from(content["until"]);
    if (!id.ok() || !person.ok() || !until) return Done{};
    // That somebody was let in for it tells that there is something.
    TRY(team::belongs_to(db, {"person", person.value().value}, entry.stream));
    return team::engage(db, {.engagement = id.value().value,
                             .about = entry.stream,
                             .person = person.value(),
                             .role = std::string{content["kind"].text_or("")},
                             .body = std::string{content["body"].text_or("")},
                             .until = *until});
}

Result<> end_engagement(store::Write& db, const journal::Entry& entry, const EngagementId& id) {
    TRY(journal::clear_due(db, entry.stream, due_name(id)));
    return team::disengage(db, id.value, entry.recorded_at);
}

// With the incident everybody's access ends who was engaged for it.
Result<> end_engagements(store::Write& db, const journal::Entry& entry) {
    for (const auto& row : entry.content["engagements_ended"].items()) {
        const auto id = EngagementId::parse(row["engagement"].text_or(""));
        if (id.ok()) TRY(journal::clear_due(db, entry.stream, due_name(id.value())));
    }
    return team::disengage(db, entry.stream, entry.recorded_at);
}

Result<> apply_engagement(store::Write& db, const journal::Entry& entry) {
    if (entry.type == "incident.engagement_issued") return apply_engagement_issued(db, entry);
    if (entry.type == "incident.engagement_admitted") return apply_engagement_admitted(db, entry);
    if (entry.type != "incident.engagement_ended") return Done{};
    const auto id = EngagementId::parse(entry.content["engagement"].text_or(""));
    return id.ok() ? end_engagement(db, entry, id.value()) : Result<>{Done{}};
}

Result<> apply_joined(store::Write& db, const journal::Entry& entry) {
    TRY(add_reports(db, entry.stream, Json::array().push(entry.content["report"])));
    return redraw(db, entry.stream);
}

// What the search's filters ask about an incident.
Result<> tell_search(store::Write& db, const journal::Stream& incident) {
    struct Row {
        std::string phase;
        bool is_open = true;
        Json categories;
    };
    const auto row =
        TRY(db.first("SELECT phase, is_open, categories FROM incident WHERE id = ?", {incident.id},
                     [](const store::Row& columns) {
                         auto rows = parse_json(columns.text(2));
                         return Row{std::string{columns.text(0)}, columns.integer(1) != 0,
                                    rows.ok() ? std::move(rows).value() : Json{}};
                     }));
    if (!row) return Done{};
    std::vector<std::string> codes;
    for (const auto& category : categories_from(row->categories))
        codes.push_back(category.code);
    return search::note_particulars(db, incident,
                                    {.state = row->phase,
                                     .is_open = row->is_open,
                                     .incident = incident.id,
                                     .categories = &codes});
}

Result<> apply_declared(store::Write& db, const journal::Entry& entry) {
    const auto& content = entry.content;
    TRY(db.execute(
        "INSERT INTO incident(id, seq, number, title, priority, phase, is_open, category, "
        "categories, department, charter, declared_at, changed_at, deadlines, fulfilled, circle) "
        "VALUES(?, ?, ?, ?, ?, 'triaged', 1, ?, ?, ?, ?, ?, ?, '[]', '{}', ?)",
        {entry.stream.id, entry.seq, content["number"].text_or(""), content["title"].text_or(""),
         content["priority"].text_or(""), main_category(content["categories"]),
         canonical(content["categories"]), content["department"].text_or(""),
         content["charter"].integer_or(0), micros(entry.recorded_at), micros(entry.recorded_at),
         canonical(content["circle"])}));
    TRY(add_reports(db, entry.stream, content["reports"]));
    TRY(team::concerns(db, entry.stream, content["department"].text_or("")));
    TRY(redraw(db, entry.stream));
    TRY(tell_search(db, entry.stream));
    return count(db, true, 1);
}

Result<> apply_retriaged(store::Write& db, const journal::Entry& entry) {
    const auto& content = entry.content;
    if (const auto* title = content["title"].text())
        TRY(db.execute("UPDATE incident SET title = ? WHERE id = ?", {*title, entry.stream.id}));
    if (const auto* priority = content["priority"].text())
        TRY(db.execute("UPDATE incident SET priority = ? WHERE id = ?",
                       {*priority, entry.stream.id}));
    if (!content["categories"].is_null())
        TRY(db.execute("UPDATE incident SET category = ?, categories = ? WHERE id = ?",
                       {main_category(content["categories"]), canonical(content["categories"]),
                        entry.stream.id}));
    return tell_search(db, entry.stream);
}

Result<> set_phase(store::Write& db, const journal::Entry& entry, std::string_view phase) {
    const bool is_open =
        named<Phase>(phase, phase_names).value_or(Phase::triaged) < Phase::converged;
    const auto was_open =
        TRY(db.first("SELECT is_open FROM incident WHERE id = ?", {entry.stream.id},
                     [](const store::Row& row) { return row.integer(0) != 0; }));
    TRY(db.execute("UPDATE incident SET phase = ?, is_open = ? WHERE id = ?",
                   {phase, is_open, entry.stream.id}));
    if (was_open && *was_open != is_open) {
        TRY(count(db, *was_open, -1));
        TRY(count(db, is_open, 1));
    }
    return tell_search(db, entry.stream);
}

Result<Json> json_column(store::Read& db, std::string_view sql, const journal::Entry& entry) {
    const auto text = TRY(db.first(sql, {entry.stream.id},
                                   [](const store::Row& row) { return std::string{row.text(0)}; }));
    return parse_json(text.value_or("{}"));
}

Result<> apply_fulfilled(store::Write& db, const journal::Entry& entry) {
    const auto* clock = entry.content["fulfils"].text();
    if (clock == nullptr) return Done{};
    auto done = TRY(json_column(db, "SELECT fulfilled FROM incident WHERE id = ?", entry));
    done.set(*clock, to_rfc3339(entry.happened_at()));
    TRY(db.execute("UPDATE incident SET fulfilled = ? WHERE id = ?",
                   {canonical(done), entry.stream.id}));
    return journal::clear_due(db, entry.stream, "deadline/" + *clock);
}

// The deadlines the facts assert, by key.
std::map<std::string, Time> asserted(const Json& deadlines) {
    std::map<std::string, Time> due;
    for (const auto& row : deadlines.items()) {
        const auto at = time_from(row["due_at"]);
        if (at && row["certain"].boolean_or(true)) due[std::string{row["key"].text_or("")}] = *at;
    }
    return due;
}

// What was declared by mistake owes nobody anything.
Result<> apply_withdrawn(store::Write& db, const journal::Entry& entry) {
    const auto deadlines =
        TRY(json_column(db, "SELECT deadlines FROM incident WHERE id = ?", entry));
    for (const auto& [key, due] : asserted(deadlines))
        TRY(journal::clear_due(db, entry.stream, "deadline/" + key));
    TRY(end_engagements(db, entry));
    return set_phase(db, entry, "withdrawn");
}

Result<> apply_closed(store::Write& db, const journal::Entry& entry) {
    TRY(end_engagements(db, entry));
    return set_phase(db, entry, "closed");
}

Result<> apply_deadlines(store::Write& db, const journal::Entry& entry) {
    const auto before = TRY(json_column(db, "SELECT deadlines FROM incident WHERE id = ?", entry));
    const auto done = TRY(json_column(db, "SELECT fulfilled FROM incident WHERE id = ?", entry));
    const auto& after = entry.content["deadlines"];
    const auto were = asserted(before);
    const auto are = asserted(after);
    for (const auto& [key, due] : were) {
        if (!are.contains(key)) TRY(journal::clear_due(db, entry.stream, "deadline/" + key));
    }
    for (const auto& [key, due] : are) {
        // One that did not move stays as it is: it may have fired already.
        const auto was = were.find(key);
        const bool is_new = was == were.end() || was->second != due;
        if (is_new && done.find(key) == nullptr)
            TRY(journal::set_due(db, entry.stream, "deadline/" + key, due, Json::object()));
    }
    TRY(db.execute("UPDATE incident SET deadlines = ? WHERE id = ?",
                   {canonical(after), entry.stream.id}));
    return Done{};
}

Result<> set_open(store::Write& db, const journal::Entry& entry, std::string_view sql,
                  std::string_view member, bool is_open) {
    TRY(db.execute(sql, {entry.stream.id, entry.content[member].text_or(""), is_open}));
    return Done{};
}

constexpr std::string_view task_sql =
    "INSERT INTO incident_task(incident, task, is_open) VALUES(?, ?, ?) "
    "ON CONFLICT(incident, task) DO UPDATE SET is_open = excluded.is_open";
constexpr std::string_view decision_sql =
    "INSERT INTO incident_decision(incident, decision, is_open) VALUES(?, ?, ?) "
    "ON CONFLICT(incident, decision) DO UPDATE SET is_open = excluded.is_open";

// The whole row anew, out of what is kept: a replay finds nothing else.
Result<> apply_erased(store::Write& db, const journal::Entry& entry) {
    const auto& kept = entry.content["kept"];
    TRY(db.execute("UPDATE incident SET number = ?, title = '', priority = ?, category = ?, "
                   "categories = ?, department = '', charter = ?, deadlines = '[]', "
                   "fulfilled = '{}', erased = 1 WHERE id = ?",
                   {kept["number"].text_or(""), kept["priority"].text_or(""),
                    main_category(kept["categories"]), canonical(kept["categories"]),
                    kept["charter"].integer_or(0), entry.stream.id}));
    TRY(add_reports(db, entry.stream, kept["reports"]));
    TRY(set_circle(db, entry.stream, kept["circle"]));
    TRY(db.execute("DELETE FROM incident_asked WHERE incident = ?", {entry.stream.id}));
    TRY(db.execute("DELETE FROM incident_task WHERE incident = ?", {entry.stream.id}));
    TRY(db.execute("DELETE FROM incident_decision WHERE incident = ?", {entry.stream.id}));
    TRY(team::concerns(db, entry.stream, {}));
    TRY(team::forget_engaged(db, entry.stream));
    TRY(journal::clear_due(db, entry.stream));
    return set_phase(db, entry, kept["phase"].text_or("closed"));
}

Result<> apply_kind(store::Write& db, const journal::Entry& entry) {
    const auto& type = entry.type;
    if (type == "incident.declared") return apply_declared(db, entry);
    if (type == "incident.retriaged") return apply_retriaged(db, entry);
    if (type == "incident.joined") return apply_joined(db, entry);
    if (type == "incident.circle_set") return set_circle(db, entry.stream, entry.content["circle"]);
    if (type == "incident.asked") return apply_asked(db, entry);
    if (type == "incident.ask_answered" || type == "incident.ask_dropped")
        return apply_ask_ended(db, entry);
    if (type == "incident.taken_over") return apply_taken_over(db, entry);
    if (type.starts_with("incident.engagement_")) return apply_engagement(db, entry);
    if (type == "due.fired") {
        const auto over = engagement_due(entry.content["name"].text_or(""));
        return over ? end_engagement(db, entry, *over) : Result<>{Done{}};
    }
    if (type == "incident.recorded") return apply_fulfilled(db, entry);
    if (type == "incident.deadlines_set") return apply_deadlines(db, entry);
    if (type == "incident.moved") return set_phase(db, entry, entry.content["phase"].text_or(""));
    if (type == "incident.converged") return set_phase(db, entry, "converged");
    if (type == "incident.closed") return apply_closed(db, entry);
    if (type == "incident.reopened") return set_phase(db, entry, "responding");
    if (type == "incident.withdrawn") return apply_withdrawn(db, entry);
    if (type == "incident.task_added") return set_open(db, entry, task_sql, "task", true);
    if (type == "incident.task_changed" && entry.content["state"].text() != nullptr)
        return set_open(db, entry, task_sql, "task", entry.content["state"].text_or("") == "open");
    if (type == "incident.decision_asked")
        return set_open(db, entry, decision_sql, "decision", true);
    if (type == "incident.decision_made")
        return set_open(db, entry, decision_sql, "decision", false);
    if (erases(entry, journal::Slot::content)) return apply_erased(db, entry);
    return Done{};
}

Result<> apply_incident(store::Write& db, const journal::Entry& entry) {
    if (entry.stream.kind != "incident") return Done{};
    TRY(apply_kind(db, entry));
    TRY(db.execute("UPDATE incident SET changed_at = ? WHERE id = ?",
                   {micros(entry.recorded_at), entry.stream.id}));
    return Done{};
}

// What the program did by itself and nobody needs to read in the record.
constexpr std::array<std::string_view, 4> not_shown{"incident.deadlines_set", "incident.attached",
                                                    "journal.erased", "journal.erasure_ended"};

Result<> apply_line(store::Write& db, const journal::Entry& entry) {
    if (entry.stream.kind != "incident") return Done{};
    if (erases(entry, journal::Slot::content)) {
        TRY(db.execute("UPDATE line SET line = '', kind = 'system', text = '', content = '{}', "
                       "precision = 'minute', corrects = '', corrected_by = '', erased = 1 "
                       "WHERE incident = ?",
                       {entry.stream.id}));
        return Done{};
    }
    if (std::ranges::find(not_shown, entry.type) != not_shown.end()) return Done{};

    const bool is_written = entry.type == "incident.recorded";
    const auto& content = entry.content;
    // A line of the program's is named by its entry: the request that made it, and its number.
    const auto line = is_written ? std::string{content["line"].text_or("")} : std::string{};
    const auto corrects = content["corrects"].text_or("");
    TRY(db.execute(
        "INSERT INTO line(incident, seq, line, kind, type, text, content, occurred_at, "
        "recorded_at, precision, person, post, acting_for, corrects, corrected_by, erased) "
        "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?)",
        {entry.stream.id, entry.seq, line, is_written ? content["kind"].text_or("") : "system",
         entry.type, is_written ? content["text"].text_or("") : "", canonical(content),
         micros(entry.happened_at()), micros(entry.recorded_at),
         is_written ? content["precision"].text_or("minute") : "minute", entry.actor.person.value,
         entry.actor.post.value, entry.actor.acting_for.value, is_written ? corrects : "",
         entry.content_state == journal::BodyState::erased}));
    if (is_written && !corrects.empty())
        TRY(db.execute("UPDATE line SET corrected_by = ? WHERE incident = ? AND line = ?",
                       {line, entry.stream.id, corrects}));
    return Done{};
}

} // namespace

const journal::View& incident_view() {
    static const journal::View view{
        .name = "incident",
        .version = 9,
        .schema = incident_schema,
        .tables = {{"incident", "id"},
                   {"incident_report", "incident, report"},
                   {"incident_asked", "asked"},
                   {"incident_count", "is_open"},
                   {"incident_task", "incident, task"},
                   {"incident_decision", "incident, decision"}},
        .derived = {},
        .apply = apply_incident,
    };
    return view;
}

const journal::View& timeline_view() {
    static const journal::View view{
        .name = "timeline",
        .version = 3,
        .schema = timeline_schema,
        .tables = {{"line", "incident, seq"}},
        .derived = {},
        .apply = apply_line,
    };
    return view;
}

} // namespace sokuo::incident
