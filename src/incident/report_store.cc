#include "incident/report_store.h"

#include "incident/content.h"
#include "incident/notice_store.h"
#include "incident/numbers.h"
#include "journal/due.h"
#include "search/search.h"
#include "team/veil.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace sokuo::incident {
namespace {

constexpr Message no_report{"incident.no_such_report",
                            "この受付は見つかりません。消えたか、見る権限がありません。",
                            "No such report, or you may not see it."};

// `open_group`: 0 undecided (and what is to be looked at again, or was not answered in time),
// 1 waiting (and whom we owe a reply), 2 decided.
constexpr std::string_view schema = R"(
CREATE TABLE report(
  id BLOB PRIMARY KEY, seq INTEGER NOT NULL, number TEXT NOT NULL, state TEXT NOT NULL,
  open_group INTEGER NOT NULL, channel TEXT NOT NULL, reporter_class TEXT NOT NULL,
  received_at INTEGER NOT NULL, in_hours INTEGER NOT NULL, summary TEXT NOT NULL,
  has_contact INTEGER NOT NULL, incident BLOB, look_again INTEGER,
  answer_due INTEGER, answer_overdue INTEGER, owes_reply INTEGER NOT NULL DEFAULT 0,
  erased INTEGER NOT NULL DEFAULT 0, same_as BLOB) WITHOUT ROWID;
CREATE INDEX report_by_same ON report(same_as) WHERE same_as IS NOT NULL;
CREATE INDEX report_by_order ON report(seq);
CREATE INDEX report_by_group ON report(open_group, seq);
CREATE TABLE report_count(open_group INTEGER PRIMARY KEY, count INTEGER NOT NULL);
)";

constexpr std::int64_t undecided = 0;
constexpr std::int64_t waiting = 1;
constexpr std::int64_t decided = 2;

Result<> count(store::Write& db, std::int64_t group, int by) {
    TRY(db.execute("INSERT INTO report_count(open_group, count) VALUES(?1, ?2) "
                   "ON CONFLICT(open_group) DO UPDATE SET count = count + ?2",
                   {group, by}));
    // A group that is empty has no row, whatever came and went.
    TRY(db.execute("DELETE FROM report_count WHERE open_group = ? AND count = 0", {group}));
    return Done{};
}

Result<> move_to(store::Write& db, const Uuid& report, std::int64_t group) {
    const auto before = TRY(db.first("SELECT open_group FROM report WHERE id = ?", {report},
                                     [](const store::Row& row) { return row.integer(0); }));
    if (!before || *before == group) return Done{};
    TRY(db.execute("UPDATE report SET open_group = ? WHERE id = ?", {group, report}));
    TRY(count(db, *before, -1));
    return count(db, group, 1);
}

// Where it stands in the inbox, out of what its row says.
Result<> settle(store::Write& db, const Uuid& report) {
    const auto group = TRY(
        db.first("SELECT CASE WHEN look_again IS NOT NULL OR answer_overdue IS NOT NULL OR "
                 "n.reply_overdue IS NOT NULL OR state = 'undecided' THEN 0 WHEN state IN "
                 "('waiting', 'provider') OR owes_reply = 1 "
                 "OR n.reply_due IS NOT NULL THEN 1 "
                 "ELSE 2 END FROM report LEFT JOIN report_notice n ON n.report = id WHERE id = ?",
                 {report}, [](const store::Row& row) { return row.integer(0); }));
    return move_to(db, report, group.value_or(decided));
}

// Whom we asked answered, or nobody waits for it any more.
Result<> end_question(store::Write& db, const journal::Stream& report) {
    TRY(db.execute("UPDATE report SET answer_due = NULL, answer_overdue = NULL WHERE id = ?",
                   {report.id}));
    return journal::clear_due(db, report, answer_due);
}

// What the search's filters ask about a report.
Result<> tell_search(store::Write& db, const journal::Stream& report) {
    struct Row {
        std::string state;
        bool is_open = true;
        std::string channel;
        std::optional<Uuid> incident;
    };
    const auto row =
        TRY(db.first("SELECT state, open_group, channel, incident FROM report WHERE id = ?",
                     {report.id}, [](const store::Row& columns) {
                         Row found{std::string{columns.text(0)},
                                   columns.integer(1) != decided,
                                   std::string{columns.text(2)},
                                   {}};
                         if (columns.is_null(3)) return found;
                         found.incident.emplace();
                         const auto bytes = columns.bytes(3);
                         std::ranges::copy(bytes.first(found.incident->size()),
                                           found.incident->begin());
                         return found;
                     }));
    if (!row) return Done{};
    return search::note_particulars(db, report,
                                    {.state = row->state,
                                     .is_open = row->is_open,
                                     .channel = row->channel,
                                     .incident = row->incident});
}

Result<> apply_received(store::Write& db, const journal::Entry& entry) {
    const auto& content = entry.content;
    const auto what = content["what"].text_or("");
    TRY(db.execute(
        "INSERT INTO report(id, seq, number, state, open_group, channel, "
        "reporter_class, received_at, in_hours, summary, has_contact) "
        "VALUES(?, ?, ?, 'undecided', 0, ?, ?, ?, ?, ?, ?)",
        {entry.stream.id, entry.seq, content["number"].text_or(""), content["channel"].text_or(""),
         content["reporter_class"].text_or(""), entry.happened_at().time_since_epoch().count(),
         content["in_hours"].boolean_or(false), what.empty() ? content["how"].text_or("") : what,
         content["has_contact"].boolean_or(false)}));
    TRY(search::note_particulars(
        db, entry.stream, {.state = "undecided", .channel = content["channel"].text_or("")}));
    return count(db, undecided, 1);
}

Result<> apply_judged(store::Write& db, const journal::Entry& entry) {
    const auto outcome = entry.content["outcome"].text_or("");
    std::string state{outcome};
    if (outcome == "incident") state = "declared";
    if (outcome == "join") state = "joined";
    const auto incident = IncidentId::parse(entry.content["incident"].text_or(""));
    std::optional<Uuid> became;
    if (incident.ok()) became = incident.value().value;
    const auto other = ReportId::parse(entry.content["report"].text_or(""));
    std::optional<Uuid> same;
    if (other.ok()) same = other.value().value;
    TRY(db.execute(
        "UPDATE report SET state = ?, incident = ?, look_again = NULL, owes_reply = ?, "
        "same_as = ? WHERE id = ?",
        {state, became, entry.content["owes_reply"].boolean_or(false), same, entry.stream.id}));
    if (is_for_good(named<Outcome>(outcome, outcome_names).value_or(Outcome::waiting)))
        TRY(end_question(db, entry.stream));
    TRY(settle(db, entry.stream.id));
    TRY(tell_search(db, entry.stream));
    TRY(journal::clear_due(db, entry.stream, look_again));
    const auto again = time_from(entry.content["look_again_at"]);
    if (!again) return Done{};
    return journal::set_due(db, entry.stream, look_again, *again, Json::object());
}

// The time came: it stands among the undecided again, and says since when.
Result<> apply_fired(store::Write& db, const journal::Entry& entry) {
    const auto name = entry.content["name"].text_or("");
    if (name != look_again && name != answer_due && name != reply_due) return Done{};
    const std::string column{name == look_again ? "look_again" : "answer_overdue"};
    if (name != reply_due)
        TRY(db.execute("UPDATE report SET " + column + " = ? WHERE id = ?",
                       {entry.happened_at().time_since_epoch().count(), entry.stream.id}));
    TRY(settle(db, entry.stream.id));
    return tell_search(db, entry.stream);
}

Result<> apply_asked(store::Write& db, const journal::Entry& entry) {
    TRY(end_question(db, entry.stream));
    if (const auto due = time_from(entry.content["due_at"])) {
        TRY(db.execute("UPDATE report SET answer_due = ? WHERE id = ?",
                       {due->time_since_epoch().count(), entry.stream.id}));
        TRY(journal::set_due(db, entry.stream, answer_due, *due, Json::object()));
    }
    TRY(settle(db, entry.stream.id));
    return tell_search(db, entry.stream);
}

Result<> apply_noticed(store::Write& db, const journal::Entry& entry) {
    TRY(settle(db, entry.stream.id));
    return tell_search(db, entry.stream);
}

Result<> apply_replied(store::Write& db, const journal::Entry& entry) {
    TRY(db.execute("UPDATE report SET owes_reply = 0 WHERE id = ?", {entry.stream.id}));
    TRY(settle(db, entry.stream.id));
    return tell_search(db, entry.stream);
}

// The whole row anew, out of what is kept: a replay finds nothing else.
Result<> apply_erased(store::Write& db, const journal::Entry& entry) {
    const auto& kept = entry.content["kept"];
    const auto incident = IncidentId::parse(kept["incident"].text_or(""));
    std::optional<Uuid> became;
    if (incident.ok()) became = incident.value().value;
    TRY(db.execute(
        "UPDATE report SET number = ?, state = ?, channel = ?, reporter_class = ?, in_hours = ?, "
        "summary = '', has_contact = 0, incident = ?, look_again = NULL, answer_due = NULL, "
        "answer_overdue = NULL, owes_reply = 0, same_as = NULL, erased = 1 WHERE id = ?",
        {kept["number"].text_or(""), kept["state"].text_or("not_incident"),
         kept["channel"].text_or("other"), kept["reporter_class"].text_or("unknown"),
         kept["in_hours"].boolean_or(false), became, entry.stream.id}));
    TRY(move_to(db, entry.stream.id, decided));
    TRY(tell_search(db, entry.stream));
    return journal::clear_due(db, entry.stream);
}

Result<> apply(store::Write& db, const journal::Entry& entry) {
    if (entry.stream.kind != "report") return Done{};
    TRY(apply_notice(db, entry));
    if (entry.type == "report.noticed") return apply_noticed(db, entry);
    if (entry.type == "report.received") return apply_received(db, entry);
    if (entry.type == "report.judged") return apply_judged(db, entry);
    if (entry.type == "due.fired") return apply_fired(db, entry);
    if (entry.type == "report.asked") return apply_asked(db, entry);
    if (entry.type == "report.replied") return apply_replied(db, entry);
    if (entry.type == "report.added") {
        if (const auto* what = entry.content["what"].text())
            TRY(db.execute("UPDATE report SET summary = ? WHERE id = ?", {*what, entry.stream.id}));
        if (entry.content["has_contact"].boolean_or(false))
            TRY(db.execute("UPDATE report SET has_contact = 1 WHERE id = ?", {entry.stream.id}));
        TRY(end_question(db, entry.stream));
        TRY(settle(db, entry.stream.id));
        return tell_search(db, entry.stream);
    }
    if (erases(entry, journal::Slot::content)) return apply_erased(db, entry);
    if (erases(entry, journal::Slot::personal))
        TRY(db.execute("UPDATE report SET has_contact = 0 WHERE id = ?", {entry.stream.id}));
    return Done{};
}

ReportRow read_row(const store::Row& row) {
    ReportRow report{.id = {},
                     .seq = row.integer(1),
                     .number = std::string{row.text(2)},
                     .state = std::string{row.text(3)},
                     .channel = std::string{row.text(4)},
                     .reporter_class = std::string{row.text(5)},
                     .received_at = Time{Duration{row.integer(6)}},
                     .in_hours = row.integer(7) != 0,
                     .summary = std::string{row.text(8)},
                     .has_contact = row.integer(9) != 0,
                     .incident = {},
                     .look_again_since = {},
                     .answer_due_at = {},
                     .answer_overdue_since = {},
                     .owes_reply = false,
                     .is_erased = false};
    std::ranges::copy(row.bytes(0).first(report.id.value.size()), report.id.value.begin());
    if (!row.is_null(10)) {
        report.incident.emplace();
        std::ranges::copy(row.bytes(10).first(report.incident->value.size()),
                          report.incident->value.begin());
    }
    report.is_erased = row.integer(12) != 0;
    const auto time = [&](int column) -> std::optional<Time> {
        if (row.is_null(column)) return {};
        return Time{Duration{row.integer(column)}};
    };
    report.look_again_since = time(11);
    report.answer_due_at = time(13);
    report.answer_overdue_since = time(14);
    report.owes_reply = row.integer(15) != 0;
    return report;
}

std::string_view group_clause(std::string_view group) {
    if (group == "undecided") return " AND open_group = 0 AND seq > ?1 ORDER BY seq";
    if (group == "waiting") return " AND open_group = 1 AND seq > ?1 ORDER BY seq";
    if (group == "decided") return " AND open_group = 2 AND (?1 = 0 OR seq < ?1) ORDER BY seq DESC";
    return " AND (?1 = 0 OR seq < ?1) ORDER BY seq DESC";
}

} // namespace

const journal::View& report_view() {
    static const auto all_tables = std::string{schema} + std::string{notice_schema};
    static const journal::View view{
        .name = "report",
        .version = 6,
        .schema = all_tables,
        .tables = {{"report", "id"}, {"report_count", "open_group"}, {"report_notice", "report"}},
        .derived = {},
        .apply = apply,
    };
    return view;
}

Result<Report> receive(const Desk& desk, store::Write& db, const journal::Actor& actor,
                       const Slip& slip, std::optional<ReportId> known_as) {
    const bool is_here = known_as && TRY(desk.journal.rev(db, stream_of(*known_as))) > 0;
    if (is_here) return load(desk, db, *known_as);
    const auto& edition = desk.book.current();
    const auto now = desk.now();
    assert(edition.office.has_value());
    const auto id = known_as ? *known_as : ReportId::make(now, desk.random);
    auto draft =
        TRY(Report::receive(id, slip, edition.office->is_open_at(slip.received_at.value_or(now))));
    set_number(draft.content, TRY(next_number(db, edition.charter, "report",
                                              edition.charter.numbering.report, now)));
    const auto entry = TRY(desk.journal.append(db, actor, draft, 0));
    return Report::replay({&entry, 1});
}

Result<Report> load(const Desk& desk, store::Read& db, const ReportId& id) {
    const auto history = TRY(desk.journal.stream(db, stream_of(id)));
    if (history.empty()) return failure(Errc::not_found, no_report);
    return Report::replay(history);
}

Result<> must_know(store::Read& db, const ReportId& id, const PersonId& who) {
    const auto knows = TRY(team::may_know(db, stream_of(id), who));
    if (!knows) return failure(Errc::not_found, no_report);
    return Done{};
}

Result<std::vector<ReportRow>> reports(store::Read& db, const PersonId& who, std::string_view group,
                                       std::int64_t after, std::int64_t count_max) {
    static const auto from =
        "SELECT id, seq, number, state, channel, reporter_class, received_at, in_hours, summary, "
        "has_contact, incident, look_again, erased, answer_due, answer_overdue, owes_reply "
        "FROM report WHERE " +
        team::seen("'report'", "report.id", "?3");
    const auto sql = from + std::string{group_clause(group)} + " LIMIT ?2";
    return db.all(sql, {after, count_max, who.value}, read_row);
}

Result<ReportCounts> report_counts(store::Read& db, const PersonId& who) {
    // All there are, without the few behind a veil.
    static const std::string sql =
        "SELECT open_group, sum(count) FROM (SELECT open_group, count FROM report_count UNION ALL "
        "SELECT r.open_group, -1 FROM (SELECT DISTINCT id FROM veil WHERE kind = 'report') w "
        "JOIN report r ON r.id = w.id WHERE NOT (" +
        team::seen("'report'", "r.id", "?1") + ")) GROUP BY open_group";
    ReportCounts counts;
    TRY(db.query(sql, {who.value}, [&](const store::Row& row) -> Result<> {
        if (row.integer(0) == undecided) counts.undecided = row.integer(1);
        if (row.integer(0) == waiting) counts.waiting = row.integer(1);
        return Done{};
    }));
    return counts;
}

Result<std::vector<ReportId>> duplicates_of(store::Read& db, const ReportId& id) {
    return db.all("SELECT id FROM report WHERE same_as = ? ORDER BY seq LIMIT 200", {id.value},
                  [](const store::Row& row) {
                      ReportId found;
                      std::ranges::copy(row.bytes(0).first(found.value.size()),
                                        found.value.begin());
                      return found;
                  });
}

Result<Json> incident_ref(store::Read& db, const IncidentId& id) {
    Json ref;
    TRY(db.query("SELECT number, title FROM incident WHERE id = ?", {id.value},
                 [&](const store::Row& row) -> Result<> {
                     ref = Json::object(
                         {{"id", id.text()}, {"number", row.text(0)}, {"title", row.text(1)}});
                     return Done{};
                 }));
    return ref;
}

} // namespace sokuo::incident
