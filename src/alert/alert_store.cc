#include "alert/alert_store.h"

#include "alert/slip.h"
#include "incident/words.h"
#include "team/veil.h"

#include <algorithm>
#include <utility>

namespace sokuo::alert {
namespace {

using incident::name_of;

constexpr std::string_view schema = R"(
CREATE TABLE alert(
  id BLOB PRIMARY KEY, seq INTEGER NOT NULL, source TEXT NOT NULL, rule TEXT NOT NULL,
  title TEXT NOT NULL, host TEXT NOT NULL, scope INTEGER NOT NULL, severity INTEGER NOT NULL,
  state INTEGER NOT NULL, count INTEGER NOT NULL, first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL, report BLOB) WITHOUT ROWID;
CREATE INDEX alert_by_state ON alert(state, seq);
CREATE INDEX alert_by_seq ON alert(seq);
CREATE INDEX alert_by_report ON alert(report) WHERE report IS NOT NULL;
)";

// `heard`: what gathers under which key, and when it last heard something, by the store's clock.
// `signal`: what was said. Neither is a view: both say more than the journal does.
constexpr std::string_view operational = R"(
CREATE TABLE IF NOT EXISTS alert_heard(
  key TEXT PRIMARY KEY, rule_key TEXT NOT NULL, source TEXT NOT NULL, alert BLOB NOT NULL,
  heard_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS alert_heard_by_rule ON alert_heard(rule_key, heard_at);
CREATE INDEX IF NOT EXISTS alert_heard_by_source ON alert_heard(source, heard_at);
CREATE TABLE IF NOT EXISTS alert_signal(
  n INTEGER PRIMARY KEY AUTOINCREMENT, alert BLOB NOT NULL, source TEXT NOT NULL,
  reference TEXT, host TEXT NOT NULL, at INTEGER NOT NULL, heard_at INTEGER NOT NULL, raw TEXT);
CREATE UNIQUE INDEX IF NOT EXISTS alert_signal_by_reference ON alert_signal(source, reference)
  WHERE reference IS NOT NULL;
CREATE INDEX IF NOT EXISTS alert_signal_by_alert ON alert_signal(alert, n);
CREATE INDEX IF NOT EXISTS alert_signal_by_time ON alert_signal(heard_at);
CREATE TABLE IF NOT EXISTS alert_count(
  alert BLOB PRIMARY KEY, count INTEGER NOT NULL, last_at INTEGER NOT NULL,
  severity INTEGER NOT NULL, written INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS alert_hour(
  alert BLOB NOT NULL, hour INTEGER NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY(alert, hour)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS alert_hour_by_time ON alert_hour(hour);
CREATE INDEX IF NOT EXISTS alert_count_unwritten ON alert_count(alert) WHERE count <> written;
)";

constexpr auto remembered = std::chrono::days{30};

std::int64_t micros(Time time) {
    return time.time_since_epoch().count();
}
Time moment(std::int64_t micros) {
    return Time{Duration{micros}};
}

template <class Tag>
Id<Tag> id_of(ByteView bytes) {
    Id<Tag> id;
    if (bytes.size() == id.value.size()) std::ranges::copy(bytes, id.value.begin());
    return id;
}

// -- The view ------------------------------------------------------------------------------------

Result<> apply_raised(store::Write& db, const journal::Entry& entry) {
    Alert alert;
    alert.apply(entry);
    TRY(db.execute("INSERT INTO alert(id, seq, source, rule, title, host, scope, severity, state, "
                   "count, first_at, last_at) VALUES(?, ?, ?, ?, ?, ?, ?, ?, 0, 1, ?, ?)",
                   {entry.stream.id, entry.seq, alert.first.source, alert.first.rule,
                    alert.first.title, alert.first.host, static_cast<int>(alert.scope),
                    static_cast<int>(alert.severity), micros(entry.happened_at()),
                    micros(entry.happened_at())}));
    return Done{};
}

Result<> apply_counted(store::Write& db, const journal::Entry& entry) {
    Alert alert;
    alert.apply(entry);
    TRY(db.execute(
        "UPDATE alert SET count = ?, last_at = ?, severity = ? WHERE id = ?",
        {alert.count, micros(alert.last_at), static_cast<int>(alert.severity), entry.stream.id}));
    return Done{};
}

// An alert that became part of a report is known with it and not without it.
Result<> apply_judged(store::Write& db, const journal::Entry& entry) {
    Alert alert;
    alert.apply(entry);
    std::optional<Uuid> report;
    if (alert.judgement && alert.judgement->report) report = alert.judgement->report->value;
    TRY(db.execute("UPDATE alert SET state = ?, report = ? WHERE id = ?",
                   {static_cast<int>(alert.state), report, entry.stream.id}));
    if (report) TRY(team::belongs_to(db, entry.stream, {"report", *report}));
    return Done{};
}

Result<> apply(store::Write& db, const journal::Entry& entry) {
    if (entry.stream.kind != "alert") return Done{};
    if (entry.type == "alert.raised") return apply_raised(db, entry);
    if (entry.type == "alert.counted") return apply_counted(db, entry);
    if (entry.type == "alert.judged") return apply_judged(db, entry);
    return Done{};
}

// -- Gathering -----------------------------------------------------------------------------------

Result<std::optional<AlertId>> heard_lately(store::Read& db, std::string_view key, Time now) {
    return db.first("SELECT alert FROM alert_heard WHERE key = ? AND heard_at > ?",
                    {key, micros(now - quiet_max)},
                    [](const store::Row& row) { return id_of<AlertTag>(row.bytes(0)); });
}

// How many alerts one rule, or one source, has open.
Result<std::int64_t> open_of(store::Read& db, std::string_view column, std::string_view value,
                             Time now) {
    const std::string sql{"SELECT count(*) FROM alert_heard WHERE " + std::string{column} +
                          " = ? AND heard_at > ?"};
    return TRY(db.first(sql, {value, micros(now - quiet_max)},
                        [](const store::Row& row) { return row.integer(0); }))
        .value_or(0);
}

Result<> hear(store::Write& db, const Signal& signal, const std::string& key, const AlertId& alert,
              Time now) {
    TRY(db.execute(
        "INSERT INTO alert_heard(key, rule_key, source, alert, heard_at) "
        "VALUES(?, ?, ?, ?, ?) ON CONFLICT(key) DO UPDATE SET "
        "alert = excluded.alert, heard_at = excluded.heard_at",
        {key, gathering_key(signal, Scope::rule), signal.source, alert.value, micros(now)}));
    return Done{};
}

// Which of its alert a signal is, and which of the hour.
struct Nth {
    std::int64_t of_alert = 0;
    std::int64_t of_hour = 0;
};

Result<> keep(store::Write& db, const Signal& signal, const AlertId& alert, const Nth& nth,
              Time now) {
    const bool is_shown = nth.of_alert <= said_max || nth.of_hour <= said_in_hour_max;
    std::optional<std::string_view> reference;
    if (!signal.reference.empty()) reference = signal.reference;
    std::optional<std::string_view> raw;
    if (is_shown && !signal.raw.empty()) raw = signal.raw;
    // Without a number of its own and without its text there is nothing to keep but the count.
    if (!reference && !is_shown) return Done{};
    TRY(db.execute("INSERT INTO alert_signal(alert, source, reference, host, at, heard_at, raw) "
                   "VALUES(?, ?, ?, ?, ?, ?, ?)",
                   {alert.value, signal.source, reference, signal.host,
                    micros(signal.at.value_or(now)), micros(now), raw}));
    return Done{};
}

struct Counted {
    std::int64_t count = 0;
    Severity highest = Severity::info;
};

Result<Counted> count(store::Write& db, const AlertId& alert, const Signal& signal, Time now) {
    const auto at = micros(signal.at.value_or(now));
    TRY(db.execute("INSERT INTO alert_count(alert, count, last_at, severity, written) "
                   "VALUES(?1, 1, ?2, ?3, 1) ON CONFLICT(alert) DO UPDATE SET count = count + 1, "
                   "last_at = max(last_at, ?2), severity = max(severity, ?3)",
                   {alert.value, at, static_cast<int>(signal.severity)}));
    return TRY(db.first("SELECT count, severity FROM alert_count WHERE alert = ?", {alert.value},
                        [](const store::Row& row) {
                            return Counted{row.integer(0), static_cast<Severity>(row.integer(1))};
                        }))
        .value_or(Counted{});
}

Result<std::int64_t> count_in_hour(store::Write& db, const AlertId& alert, Time now) {
    const auto hour = std::chrono::floor<std::chrono::hours>(now);
    return TRY(db.first("INSERT INTO alert_hour(alert, hour, count) VALUES(?1, ?2, 1) "
                        "ON CONFLICT(alert, hour) DO UPDATE SET count = count + 1 RETURNING count",
                        {alert.value, micros(hour)},
                        [](const store::Row& row) { return row.integer(0); }))
        .value_or(0);
}

// The alert a signal belongs to, from narrow to wide; one is opened where there is none.
struct Place {
    AlertId alert;
    std::string key;
    std::optional<Scope> opens;
};
Result<Place> place_of(const incident::Desk& desk, store::Read& db, const Signal& signal,
                       Time now) {
    for (const auto scope : {Scope::host, Scope::rule, Scope::source}) {
        auto key = gathering_key(signal, scope);
        if (const auto found = TRY(heard_lately(db, key, now)))
            return Place{*found, std::move(key), {}};
    }
    const auto of_rule = TRY(open_of(db, "rule_key", gathering_key(signal, Scope::rule), now));
    const auto of_source = TRY(open_of(db, "source", signal.source, now));
    const auto scope = scope_for(of_rule, of_source);
    return Place{AlertId::make(now, desk.random), gathering_key(signal, scope), scope};
}

Result<bool> is_fresh(store::Read& db, const AlertId& alert) {
    return TRY(db.first("SELECT 1 FROM alert WHERE id = ? AND state = 0", {alert.value},
                        [](const store::Row&) { return true; }))
        .value_or(false);
}

Result<> become_report(const incident::Desk& desk, store::Write& db, const journal::Actor& actor,
                       const Alert& alert) {
    const auto slip = slip_of(alert, desk.book.current().charter.time_zone);
    const auto report = TRY(incident::receive(desk, db, actor, slip));
    const auto draft = TRY(alert.ask({.outcome = State::taken, .report = report.id, .reason = {}}));
    TRY(desk.journal.append(db, actor, draft));
    return Done{};
}

Result<> add_to_report(const incident::Desk& desk, store::Write& db, const journal::Actor& actor,
                       const Alert& alert, const ReportId& report) {
    TRY(incident::must_know(db, report, actor.person));
    TRY(incident::act(desk, db, actor, report, addition_of(alert)));
    return Done{};
}

Result<> write_count(const incident::Desk& desk, store::Write& db, const AlertId& id) {
    const auto row = TRY(db.first(
        "SELECT count, last_at, severity FROM alert_count WHERE alert = ? AND count <> written",
        {id.value}, [](const store::Row& one) {
            return std::tuple{one.integer(0), moment(one.integer(1)),
                              static_cast<Severity>(one.integer(2))};
        }));
    if (!row) return Done{};
    const auto [all, last_at, highest] = *row;
    const auto alert = TRY(load(desk, db, id));
    TRY(desk.journal.append(db, {}, alert.counted(all, last_at, highest)));
    TRY(db.execute("UPDATE alert_count SET written = ? WHERE alert = ?", {all, id.value}));
    return Done{};
}

AlertRow read_row(const store::Row& row) {
    AlertRow alert{.id = id_of<AlertTag>(row.bytes(0)),
                   .seq = row.integer(1),
                   .source = std::string{row.text(2)},
                   .rule = std::string{row.text(3)},
                   .title = std::string{row.text(4)},
                   .host = std::string{row.text(5)},
                   .scope = static_cast<Scope>(row.integer(6)),
                   .severity = static_cast<Severity>(row.integer(7)),
                   .state = static_cast<State>(row.integer(8)),
                   .count = row.integer(9),
                   .first_at = moment(row.integer(10)),
                   .last_at = moment(row.integer(11)),
                   .report = {}};
    if (!row.is_null(12)) alert.report = id_of<ReportTag>(row.bytes(12));
    return alert;
}

// What was counted since the journal was last told is shown at once.
constexpr std::string_view columns =
    "a.id, a.seq, a.source, a.rule, a.title, a.host, a.scope, max(a.severity, "
    "coalesce(c.severity, 0)), a.state, max(a.count, coalesce(c.count, 1)), a.first_at, "
    "max(a.last_at, coalesce(c.last_at, 0)), a.report "
    "FROM alert a LEFT JOIN alert_count c ON c.alert = a.id ";

} // namespace

const journal::View& alert_view() {
    static const journal::View view{
        .name = "alert",
        .version = 1,
        .schema = schema,
        .tables = {{"alert", "id"}},
        .derived = {},
        .apply = apply,
    };
    return view;
}

Result<> prepare(store::Store& store) {
    return store.write([](store::Write& db) { return db.script(operational); });
}

Result<std::optional<AlertId>> alert_of(store::Read& db, std::string_view source,
                                        std::string_view reference) {
    if (reference.empty()) return std::optional<AlertId>{};
    return db.first("SELECT alert FROM alert_signal WHERE source = ? AND reference = ?",
                    {source, reference},
                    [](const store::Row& row) { return id_of<AlertTag>(row.bytes(0)); });
}

Result<Raised> raise(const incident::Desk& desk, store::Write& db, const journal::Actor& actor,
                     const Signal& signal) {
    if (const auto known = TRY(alert_of(db, signal.source, signal.reference)))
        return Raised{.alert = *known, .is_new = false, .was_known = true};
    const auto now = desk.now();
    const auto place = TRY(place_of(desk, db, signal, now));
    if (place.opens)
        TRY(desk.journal.append(db, actor, Alert::raise(place.alert, signal, *place.opens)));
    TRY(hear(db, signal, place.key, place.alert, now));
    const auto counted = TRY(count(db, place.alert, signal, now));
    const auto in_hour = TRY(count_in_hour(db, place.alert, now));
    TRY(keep(db, signal, place.alert, {counted.count, in_hour}, now));
    const bool becomes = signal.severity >= report_from && TRY(is_fresh(db, place.alert));
    if (becomes) {
        const auto alert = TRY(load(desk, db, place.alert));
        TRY(become_report(desk, db, actor, alert));
    }
    return Raised{.alert = place.alert, .is_new = place.opens.has_value(), .was_known = false};
}

Result<Alert> load(const incident::Desk& desk, store::Read& db, const AlertId& id) {
    const auto history = TRY(desk.journal.stream(db, stream_of(id)));
    auto alert = TRY(Alert::replay(history));
    const auto row =
        TRY(db.first("SELECT count, last_at, severity FROM alert_count WHERE alert = ?", {id.value},
                     [](const store::Row& one) {
                         return std::tuple{one.integer(0), moment(one.integer(1)),
                                           static_cast<Severity>(one.integer(2))};
                     }));
    if (row) {
        alert.count = std::max(alert.count, std::get<0>(*row));
        alert.last_at = std::max(alert.last_at, std::get<1>(*row));
        alert.severity = std::max(alert.severity, std::get<2>(*row));
    }
    return alert;
}

Result<> judge(const incident::Desk& desk, store::Write& db, const journal::Actor& actor,
               const AlertId& id, const Judge& judgement,
               std::optional<std::int64_t> expected_rev) {
    const auto alert = TRY(load(desk, db, id));
    TRY(incident::still_at(alert.rev, expected_rev));
    const auto draft = TRY(alert.ask(judgement));
    if (judgement.outcome == State::taken) return become_report(desk, db, actor, alert);
    if (judgement.report) TRY(add_to_report(desk, db, actor, alert, *judgement.report));
    TRY(desk.journal.append(db, actor, draft));
    return Done{};
}

Result<std::vector<Said>> said(store::Read& db, const AlertId& id, std::int64_t count_max) {
    return db.all("SELECT coalesce(reference, ''), host, at, coalesce(raw, '') FROM alert_signal "
                  "WHERE alert = ? ORDER BY n DESC LIMIT ?",
                  {id.value, count_max}, [](const store::Row& row) {
                      return Said{std::string{row.text(0)}, std::string{row.text(1)},
                                  moment(row.integer(2)), std::string{row.text(3)}};
                  });
}

Result<std::vector<HourCount>> hours(store::Read& db, const AlertId& id, std::int64_t count_max) {
    auto latest = TRY(db.all("SELECT hour, count FROM alert_hour WHERE alert = ? "
                             "ORDER BY hour DESC LIMIT ?",
                             {id.value, count_max}, [](const store::Row& row) {
                                 return HourCount{moment(row.integer(0)), row.integer(1)};
                             }));
    std::ranges::reverse(latest);
    return latest;
}

Result<std::vector<AlertRow>> alerts(store::Read& db, const PersonId& who, std::string_view state,
                                     std::int64_t before, std::int64_t count_max) {
    static const std::string seen = team::seen("'alert'", "a.id", "?1");
    static const std::string head{"SELECT " + std::string{columns} + "WHERE " + seen +
                                  " AND (?2 = 0 OR a.seq < ?2) "};
    static const std::string tail{"ORDER BY a.seq DESC LIMIT ?3"};
    static const std::string of_new{head + "AND a.state = 0 " + tail};
    static const std::string of_judged{head + "AND a.state > 0 " + tail};
    static const std::string of_all{head + tail};
    const auto& sql = state == "new" ? of_new : state == "judged" ? of_judged : of_all;
    return db.all(sql, {who.value, before, count_max}, read_row);
}

Result<std::vector<AlertRow>> alerts_of(store::Read& db, const ReportId& report) {
    static const std::string sql{"SELECT " + std::string{columns} +
                                 "WHERE a.report = ? ORDER BY a.seq LIMIT 50"};
    return db.all(sql, {report.value}, read_row);
}

Result<std::int64_t> count_new(store::Read& db, const PersonId& who) {
    static const std::string sql{"SELECT count(*) FROM alert a WHERE a.state = 0 AND " +
                                 team::seen("'alert'", "a.id", "?1")};
    return TRY(db.first(sql, {who.value}, [](const store::Row& row) { return row.integer(0); }))
        .value_or(0);
}

Result<std::size_t> write_counts(const incident::Desk& desk) {
    const auto moved = TRY(desk.store.read_for([](store::Read& db) {
        return db.all("SELECT alert FROM alert_count WHERE count <> written LIMIT 500", {},
                      [](const store::Row& row) { return id_of<AlertTag>(row.bytes(0)); });
    }));
    for (const auto& id : moved)
        TRY(desk.store.write([&](store::Write& db) { return write_count(desk, db, id); }));
    return moved.size();
}

Result<> forget_old_signals(const incident::Desk& desk) {
    const auto before = micros(desk.now() - remembered);
    return desk.store.write([&](store::Write& db) -> Result<> {
        TRY(db.execute("DELETE FROM alert_signal WHERE heard_at < ?", {before}));
        TRY(db.execute("DELETE FROM alert_heard WHERE heard_at < ?", {before}));
        TRY(db.execute("DELETE FROM alert_hour WHERE hour < ?", {before}));
        return Done{};
    });
}

} // namespace sokuo::alert
