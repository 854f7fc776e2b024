#include "incident/incident_store.h"

#include "incident/clocks.h"
#include "incident/content.h"
#include "incident/numbers.h"
#include "search/find.h"
#include "team/veil.h"
#include "team/wake_store.h"

#include <algorithm>

namespace sokuo::incident {
namespace {

constexpr Message no_incident{"incident.no_such_incident",
                              "この事案は見つかりません。消えたか、見る権限がありません。",
                              "No such incident, or you may not see it."};
constexpr Message moved_on{"incident.moved_on",
                           "読んだあとに、ほかの人が変更しています。新しい内容を確かめてください。",
                           "Somebody changed this since you read it. See what is new."};
constexpr Message no_line{"incident.no_such_line", "この記録は見つかりません。", "No such line."};

// Of a list of incidents, so many are looked for by words.
constexpr std::size_t words_found_max = 200;

constexpr std::string_view line_columns =
    "line, seq, kind, type, text, content, occurred_at, recorded_at, precision, person, post, "
    "acting_for, corrects, corrected_by, erased";

Time moment(std::int64_t micros) {
    return Time{Duration{micros}};
}

template <class Tag>
Id<Tag> id_of(ByteView bytes) {
    Id<Tag> id;
    if (bytes.size() == id.value.size()) std::ranges::copy(bytes, id.value.begin());
    return id;
}

Json json_of(std::string_view text) {
    auto json = parse_json(text);
    return json.ok() ? std::move(json).value() : Json{};
}

std::optional<LineId> line_id(std::string_view text) {
    const auto id = LineId::parse(text);
    if (!id.ok()) return {};
    return id.value();
}

Row read_row(const store::Row& row) {
    Row incident{.id = id_of<IncidentTag>(row.bytes(0)),
                 .number = std::string{row.text(1)},
                 .title = std::string{row.text(2)},
                 .priority = std::string{row.text(3)},
                 .phase = named<Phase>(row.text(4), phase_names).value_or(Phase::triaged),
                 .categories = categories_from(json_of(row.text(5))),
                 .department = std::string{row.text(6)},
                 .declared_at = moment(row.integer(7)),
                 .changed_at = moment(row.integer(8)),
                 .charter = row.integer(9),
                 .tasks_open = row.integer(10),
                 .waiting = row.integer(11),
                 .deadlines = json_of(row.text(12)),
                 .fulfilled = {},
                 .is_erased = row.integer(15) != 0,
                 .seq = row.integer(14)};
    const auto done = json_of(row.text(13));
    if (const auto* members = done.members()) {
        for (const auto& [key, value] : *members) {
            if (const auto time = time_from(value)) incident.fulfilled[key] = *time;
        }
    }
    return incident;
}

Line read_line(const store::Row& row) {
    return {.id = line_id(row.text(0)).value_or(LineId{}),
            .seq = row.integer(1),
            .kind = std::string{row.text(2)},
            .type = std::string{row.text(3)},
            .text = std::string{row.text(4)},
            .content = json_of(row.text(5)),
            .occurred_at = moment(row.integer(6)),
            .recorded_at = moment(row.integer(7)),
            .precision = std::string{row.text(8)},
            .actor = {.person = id_of<PersonTag>(row.bytes(9)),
                      .post = id_of<PostTag>(row.bytes(10)),
                      .acting_for = id_of<PostTag>(row.bytes(11)),
                      .assurance = journal::Assurance::none,
                      .request = {}},
            .corrects = line_id(row.text(12)),
            .corrected_by = line_id(row.text(13)),
            .is_erased = row.integer(14) != 0};
}

// The rules an incident is judged by: those of the version it was declared under.
Result<const charter::Edition*> edition_of(const Desk& desk, const Incident& incident) {
    return desk.book.version(incident.charter);
}

Result<> refresh_deadlines(const Desk& desk, store::Write& db, const journal::Actor& actor,
                           Incident& incident) {
    const auto* edition = TRY(edition_of(desk, incident));
    const Rules rules{edition->charter, edition->pack};
    auto deadlines = TRY(work_out_deadlines(incident, rules));
    if (canonical(deadlines) == canonical(incident.deadlines)) return Done{};
    const auto draft = TRY(incident.ask(SetDeadlines{std::move(deadlines)}, rules));
    incident.apply(TRY(desk.journal.append(db, actor, draft, incident.rev)));
    return Done{};
}

bool may_change_deadlines(const Command& command) {
    return std::holds_alternative<SetFact>(command) || std::holds_alternative<Retriage>(command) ||
           std::holds_alternative<Reopen>(command);
}

/// A report is known with the incident it joins, and not without it.
bool may_shut_out(const Command& command) {
    return std::holds_alternative<SetCircle>(command) || std::holds_alternative<Join>(command);
}

} // namespace

Result<Incident> load(const Desk& desk, store::Read& db, const IncidentId& id) {
    const auto history = TRY(desk.journal.stream(db, stream_of(id)));
    if (history.empty()) return failure(Errc::not_found, no_incident);
    return Incident::replay(history);
}

Result<> still_at(std::int64_t rev, std::optional<std::int64_t> expected_rev) {
    if (expected_rev && *expected_rev != rev) return failure(Errc::stale, moved_on);
    return Done{};
}

Result<Incident> act(const Desk& desk, store::Write& db, const journal::Actor& actor,
                     const IncidentId& id, const Command& command,
                     std::optional<std::int64_t> expected_rev) {
    auto incident = TRY(load(desk, db, id));
    TRY(still_at(incident.rev, expected_rev));
    const auto* edition = TRY(edition_of(desk, incident));
    const Rules rules{edition->charter, edition->pack};
    const auto draft = TRY(incident.ask(command, rules));
    incident.apply(TRY(desk.journal.append(db, actor, draft, expected_rev)));
    if (may_change_deadlines(command)) TRY(refresh_deadlines(desk, db, actor, incident));
    if (may_shut_out(command)) TRY(team::pass_over_shut_out(db, desk.journal, actor));
    return incident;
}

Result<Incident> declare(const Desk& desk, store::Write& db, const journal::Actor& actor,
                         Declare command) {
    const auto& edition = desk.book.current();
    const auto now = desk.now();
    const auto id = IncidentId::make(now, desk.random);
    // A gap in the ordinary numbers would tell that there is one nobody is shown.
    const auto& forms = edition.charter.numbering;
    const bool is_secret = command.circle.is_restricted || !command.circle.excluded.empty();
    const auto number = TRY(next_number(db, edition.charter, is_secret ? "restricted" : "incident",
                                        is_secret ? forms.restricted : forms.incident, now));
    command.number = number.text;
    command.charter = edition.number;
    auto draft = TRY(Incident::declare(id, command, {edition.charter, edition.pack}));
    set_number(draft.content, number);
    const auto entry = TRY(desk.journal.append(db, actor, draft, 0));
    auto incident = TRY(Incident::replay({&entry, 1}));
    TRY(refresh_deadlines(desk, db, actor, incident));
    if (is_secret) TRY(team::pass_over_shut_out(db, desk.journal, actor));
    return incident;
}

Result<> must_know(store::Read& db, const IncidentId& id, const PersonId& who) {
    const auto knows = TRY(team::may_know(db, stream_of(id), who));
    if (!knows) return failure(Errc::not_found, no_incident);
    return Done{};
}

Result<std::vector<Row>> list(store::Read& db, const PersonId& who, const Filter& filter) {
    // One statement for every filter: the planner takes the index by state or by order.
    static constexpr std::string_view columns =
        "SELECT i.id, i.number, i.title, i.priority, i.phase, i.categories, i.department, "
        "i.declared_at, i.changed_at, i.charter, "
        "(SELECT count(*) FROM incident_task t WHERE t.incident = i.id AND t.is_open = 1), "
        "(SELECT count(*) FROM incident_decision d WHERE d.incident = i.id AND d.is_open = 1), "
        "i.deadlines, i.fulfilled, i.seq, i.erased FROM incident i WHERE i.seq < ?1 AND ";
    auto sql = std::string{columns} + team::seen("'incident'", "i.id", "?2") + " ";
    const auto before =
        filter.before > 0 ? filter.before : std::numeric_limits<std::int64_t>::max();
    std::vector<store::Param> params{before, who.value};
    if (filter.state != "all") {
        sql += "AND i.is_open = ? ";
        params.emplace_back(filter.state == "open");
    }
    if (filter.priority) {
        sql += "AND i.priority = ? ";
        params.emplace_back(*filter.priority);
    }
    if (filter.category) {
        sql += "AND i.category = ? ";
        params.emplace_back(*filter.category);
    }
    std::vector<Uuid> found;
    if (!filter.words.empty()) {
        found =
            TRY(search::ids_of(db, {.who = who, .reads_reports = false}, {.wanted = filter.words}));
        found.resize(std::min(found.size(), words_found_max));
        sql += "AND i.id IN (NULL";
        for (const auto& id : found) {
            sql += ", ?";
            params.emplace_back(id);
        }
        sql += ") ";
    }
    sql += "ORDER BY i.seq DESC LIMIT ?";
    params.emplace_back(filter.count_max);

    std::vector<Row> rows;
    TRY(db.query(sql, params, [&](const store::Row& row) -> Result<> {
        rows.push_back(read_row(row));
        return Done{};
    }));
    return rows;
}

Result<Counts> counts(store::Read& db, const PersonId& who) {
    // All there are, without the few behind a veil.
    static const std::string sql =
        "SELECT is_open, sum(count) FROM (SELECT is_open, count FROM incident_count UNION ALL "
        "SELECT i.is_open, -1 FROM (SELECT DISTINCT id FROM veil WHERE kind = 'incident') w "
        "JOIN incident i ON i.id = w.id WHERE NOT (" +
        team::seen("'incident'", "i.id", "?1") + ")) GROUP BY is_open";
    Counts counts;
    TRY(db.query(sql, {who.value}, [&](const store::Row& row) -> Result<> {
        (row.integer(0) != 0 ? counts.open : counts.ended) = row.integer(1);
        return Done{};
    }));
    return counts;
}

Result<std::vector<Line>> lines(store::Read& db, const IncidentId& id,
                                std::optional<LineCursor> after, std::int64_t count_max) {
    static const std::string sql = std::string{"SELECT "}.append(line_columns) +
                                   " FROM line WHERE incident = ? AND (occurred_at, seq) < (?, ?) "
                                   "ORDER BY occurred_at DESC, seq DESC LIMIT ?";
    constexpr auto end = std::numeric_limits<std::int64_t>::max();
    const auto time = after ? after->occurred_at.time_since_epoch().count() : end;
    return db.all(sql, {id.value, time, after ? after->seq : end, count_max}, read_line);
}

Result<Line> line(store::Read& db, const IncidentId& id, std::int64_t seq) {
    static const std::string sql =
        std::string{"SELECT "}.append(line_columns) + " FROM line WHERE incident = ? AND seq = ?";
    auto found = TRY(db.first(sql, {id.value, seq}, read_line));
    if (!found) return failure(Errc::not_found, no_line);
    return *std::move(found);
}

Result<std::optional<Line>> line(store::Read& db, const IncidentId& id, const LineId& line_id) {
    static const std::string sql =
        std::string{"SELECT "}.append(line_columns) + " FROM line WHERE incident = ? AND line = ?";
    return db.first(sql, {id.value, line_id.text()}, read_line);
}

} // namespace sokuo::incident
