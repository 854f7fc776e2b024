#include "monitor/monitor_store.h"

#include "alert/alert_store.h"
#include "core/sha256.h"
#include "incident/words.h"
#include "monitor/entries.h"
#include "monitor/ignore.h"

#include <algorithm>
#include <utility>

namespace sokuo::monitor {
namespace {

constexpr Message no_monitor{"monitor.no_such_monitor",
                             "この見張りはありません。monitors.yaml を確かめてください。",
                             "There is no such monitor. Check monitors.yaml."};
constexpr Message moved_on{"monitor.page_moved_on",
                           "見ている間に、ページがまた変わりました。いまの内容を確かめてください。",
                           "The page changed again meanwhile. Please look at what it says now."};

// `shape`: what the rows below are about; when it changes they are about something else.
constexpr std::string_view tables = R"(
CREATE TABLE IF NOT EXISTS monitor(
  id BLOB PRIMARY KEY, name TEXT NOT NULL UNIQUE, shape TEXT NOT NULL,
  state INTEGER NOT NULL DEFAULT 0, bad INTEGER NOT NULL DEFAULT 0,
  good INTEGER NOT NULL DEFAULT 0, since INTEGER NOT NULL DEFAULT 0,
  told INTEGER NOT NULL DEFAULT 0, fell_for INTEGER NOT NULL DEFAULT 0,
  checked_at INTEGER, verdict TEXT NOT NULL DEFAULT '{}',
  right_hash TEXT NOT NULL DEFAULT '', right_at INTEGER, right_page TEXT,
  seen_hash TEXT NOT NULL DEFAULT '', seen_page TEXT, alert BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS monitor_look(
  n INTEGER PRIMARY KEY AUTOINCREMENT, monitor BLOB NOT NULL, at INTEGER NOT NULL,
  reason INTEGER NOT NULL, took INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS monitor_look_by_monitor ON monitor_look(monitor, n);
)";

constexpr std::string_view columns =
    "SELECT id, name, state, bad, good, since, told, checked_at, verdict, right_hash, right_at, "
    "seen_hash, alert, fell_for FROM monitor ";

std::int64_t micros(Time time) {
    return time.time_since_epoch().count();
}
Time moment(std::int64_t micros) {
    return Time{Duration{micros}};
}
std::optional<Time> moment(const store::Row& row, int column) {
    if (row.is_null(column)) return {};
    return moment(row.integer(column));
}

template <class Tag>
Id<Tag> id_of(ByteView bytes) {
    Id<Tag> id;
    if (bytes.size() == id.value.size()) std::ranges::copy(bytes, id.value.begin());
    return id;
}

Watched read_row(const store::Row& row) {
    Watched watched{.id = id_of<MonitorTag>(row.bytes(0)), .name = std::string{row.text(1)}};
    watched.standing = {.state = static_cast<State>(row.integer(2)),
                        .bad = row.integer(3),
                        .good = row.integer(4),
                        .since = moment(row.integer(5)),
                        .is_told = row.integer(6) != 0};
    watched.checked_at = moment(row, 7);
    const auto verdict = parse_json(row.text(8));
    if (verdict.ok()) watched.last = verdict_from(verdict.value());
    watched.right_hash = row.text(9);
    watched.right_at = moment(row, 10);
    watched.seen_hash = row.text(11);
    if (!row.is_null(12)) watched.alert = id_of<alert::AlertTag>(row.bytes(12));
    watched.fell_for = static_cast<Reason>(row.integer(13));
    return watched;
}

// Two targets of one shape see the same.
std::string shape_of(const Target& target) {
    auto left_out = Json::array();
    for (const auto& one : target.left_out)
        left_out.push(one);
    return to_text(Json::object({{"kind", static_cast<int>(target.kind)},
                                 {"address", target.address},
                                 {"left_out", std::move(left_out)}}));
}

Result<std::optional<Watched>> by_name(store::Read& db, std::string_view name) {
    static const std::string sql{std::string{columns} + "WHERE name = ?"};
    return db.first(sql, {name}, read_row);
}

Result<> enrol_one(const incident::Desk& desk, store::Write& db, const Target& target) {
    const auto shape = shape_of(target);
    const auto known =
        TRY(db.first("SELECT shape FROM monitor WHERE name = ?", {target.name},
                     [](const store::Row& row) { return std::string{row.text(0)}; }));
    if (!known) {
        const auto id = MonitorId::make(desk.now(), desk.random);
        TRY(db.execute("INSERT INTO monitor(id, name, shape) VALUES(?, ?, ?)",
                       {id.value, target.name, shape}));
    } else if (*known != shape) {
        TRY(db.execute("UPDATE monitor SET shape = ?, state = 0, bad = 0, good = 0, told = 0, "
                       "checked_at = NULL, verdict = '{}', right_hash = '', right_at = NULL, "
                       "right_page = NULL, seen_hash = '', seen_page = NULL WHERE name = ?",
                       {shape, target.name}));
    }
    return Done{};
}

Result<std::optional<Page>> kept_page(const store::Row& row, int column) {
    if (row.is_null(column)) return std::optional<Page>{};
    const auto json = TRY(parse_json(row.text(column), {.bytes_max = std::size_t{4} << 20U}));
    return std::optional{TRY(page_from(json))};
}

// What is ignored goes from both. The patterns were checked when the settings were read.
Page heeded(const Target& target, const Page& page) {
    const auto patterns = Patterns::read(target.ignored);
    return patterns.ok() ? patterns.value().without(page) : page;
}

/// All that one look changes.
struct Noted {
    const Target& target;
    Verdict verdict{};
    Difference difference{};
    std::optional<Page> page{}; ///< As it was read.
    std::string hash{};
    bool is_quiet = false;
    Time now{};
};

Result<> keep_look(store::Write& db, const MonitorId& id, const Noted& noted) {
    TRY(db.execute("INSERT INTO monitor_look(monitor, at, reason, took) VALUES(?, ?, ?, ?)",
                   {id.value, micros(noted.now), static_cast<int>(noted.verdict.reason),
                    static_cast<std::int64_t>(noted.verdict.took.count())}));
    TRY(db.execute("DELETE FROM monitor_look WHERE monitor = ?1 AND n <= (SELECT n FROM "
                   "monitor_look WHERE monitor = ?1 ORDER BY n DESC LIMIT 1 OFFSET ?2)",
                   {id.value, looks_max}));
    return Done{};
}

Result<> keep_page(const incident::Desk& desk, store::Write& db, const Watched& before,
                   const Noted& noted) {
    if (!noted.page || before.seen_hash == noted.hash) return Done{};
    const auto text = to_text(to_json(*noted.page));
    TRY(db.execute("UPDATE monitor SET seen_hash = ?, seen_page = ? WHERE id = ?",
                   {noted.hash, text, before.id.value}));
    // A first answer that is not as it should be is no measure for later ones.
    if (!before.right_hash.empty() || !noted.verdict.is_good()) return Done{};
    TRY(db.execute("UPDATE monitor SET right_hash = ?, right_page = ?, right_at = ? WHERE id = ?",
                   {noted.hash, text, micros(noted.now), before.id.value}));
    const auto draft = accepted_entry(before.id.value, before.name, noted.hash, {});
    TRY(desk.journal.append(db, {}, draft));
    return Done{};
}

Result<> tell(const incident::Desk& desk, store::Write& db, const Watched& before,
              const Noted& noted, const Step& step) {
    if (step.event == Event::none) return Done{};
    const auto& stream = before.id.value;
    if (step.event == Event::recovered) {
        const auto draft =
            recovered_entry(stream, noted.target, before.fell_for, before.standing.since);
        TRY(desk.journal.append(db, {}, draft));
        return Done{};
    }
    const auto since = step.standing.since;
    TRY(desk.journal.append(db, {}, fell_entry(stream, noted.target, noted.verdict, since)));
    auto signal = signal_of(noted.target, noted.verdict, noted.difference, noted.now);
    signal.reference = before.id.text() + "/" + std::to_string(micros(since));
    const auto raised = TRY(alert::raise(desk, db, {}, signal));
    TRY(db.execute("UPDATE monitor SET alert = ?, fell_for = ? WHERE id = ?",
                   {raised.alert.value, static_cast<int>(noted.verdict.reason), stream}));
    return Done{};
}

Result<State> keep(const incident::Desk& desk, store::Write& db, const Noted& noted) {
    const auto before = TRY(by_name(db, noted.target.name));
    if (!before) return failure(Errc::not_found, no_monitor);
    // It leads elsewhere since this look began: what was seen says nothing any more.
    const auto shape =
        TRY(db.first("SELECT shape FROM monitor WHERE name = ?", {noted.target.name},
                     [](const store::Row& row) { return std::string{row.text(0)}; }));
    if (shape != shape_of(noted.target)) return State::fresh;
    const auto next = step(before->standing, noted.verdict.is_good(), noted.target.alarm,
                           noted.is_quiet, noted.now);
    TRY(keep_look(db, before->id, noted));
    TRY(keep_page(desk, db, *before, noted));
    const auto& standing = next.standing;
    TRY(db.execute("UPDATE monitor SET state = ?, bad = ?, good = ?, since = ?, told = ?, "
                   "checked_at = ?, verdict = ? WHERE id = ?",
                   {static_cast<int>(standing.state), standing.bad, standing.good,
                    micros(standing.since), standing.is_told, micros(noted.now),
                    to_text(to_json(noted.verdict)), before->id.value}));
    TRY(tell(desk, db, *before, noted, next));
    return standing.state;
}

} // namespace

Result<> prepare(store::Store& store) {
    return store.write([](store::Write& db) -> Result<> { return db.script(tables); });
}

Result<> enrol(const incident::Desk& desk, const std::vector<Target>& targets) {
    return desk.store.write([&](store::Write& db) -> Result<> {
        for (const auto& target : targets)
            TRY(enrol_one(desk, db, target));
        return Done{};
    });
}

Result<std::vector<Watched>> watched(store::Read& db) {
    return db.all(columns, {}, read_row);
}

Result<Watched> watched(store::Read& db, const MonitorId& id) {
    static const std::string sql{std::string{columns} + "WHERE id = ?"};
    auto found = TRY(db.first(sql, {id.value}, read_row));
    if (!found) return failure(Errc::not_found, no_monitor);
    return *std::move(found);
}

Result<std::vector<Look>> looks(store::Read& db, const MonitorId& id, std::int64_t count_max) {
    return db.all("SELECT at, reason, took FROM monitor_look WHERE monitor = ? ORDER BY n DESC "
                  "LIMIT ?",
                  {id.value, count_max}, [](const store::Row& row) {
                      return Look{.at = moment(row.integer(0)),
                                  .reason = static_cast<Reason>(row.integer(1)),
                                  .took = std::chrono::milliseconds{row.integer(2)}};
                  });
}

Result<Pages> pages(store::Read& db, const MonitorId& id) {
    Pages found;
    const auto take = [&](const store::Row& row) -> Result<> {
        found.right = TRY(kept_page(row, 0));
        found.seen = TRY(kept_page(row, 1));
        return Done{};
    };
    TRY(db.query("SELECT right_page, seen_page FROM monitor WHERE id = ?", {id.value}, take));
    return found;
}

Difference difference(const Target& target, const Pages& pages) {
    if (!pages.right || !pages.seen) return {};
    return compare(heeded(target, *pages.right), heeded(target, *pages.seen));
}

Result<State> note(const incident::Desk& desk, const Target& target, const Observation& seen) {
    Noted noted{.target = target, .page = seen.page, .now = desk.now()};
    auto heard = seen;
    std::optional<Page> right;
    if (seen.page) {
        const auto load = [&](store::Read& db) -> Result<Pages> {
            const auto row = TRY(by_name(db, target.name));
            if (!row) return Pages{};
            return pages(db, row->id);
        };
        auto kept = TRY(desk.store.read_for(load));
        if (kept.right) right = heeded(target, *kept.right);
        heard.page = heeded(target, *seen.page);
        noted.hash = hash_of(*heard.page);
        if (right) noted.difference = compare(*right, *heard.page);
    }
    noted.verdict = judge(target, heard, right ? &*right : nullptr, noted.now);
    const auto zone = calendar::TimeZone::named(desk.book.current().charter.time_zone);
    noted.is_quiet = zone.ok() && is_quiet(target.alarm, noted.now, zone.value());
    return desk.store.write_for([&](store::Write& db) { return keep(desk, db, noted); });
}

Result<> accept(const incident::Desk& desk, store::Write& db, const journal::Actor& actor,
                const MonitorId& id, std::string_view seen, std::string_view reason) {
    const auto before = TRY(watched(db, id));
    if (before.seen_hash.empty() || before.seen_hash != seen)
        return failure(Errc::conflict, moved_on);
    TRY(db.execute("UPDATE monitor SET right_hash = seen_hash, right_page = seen_page, "
                   "right_at = ?1, state = 1, bad = 0, good = 1, told = 0, since = ?1, "
                   "verdict = '{}' WHERE id = ?2",
                   {micros(desk.now()), id.value}));
    const auto draft = accepted_entry(id.value, before.name, before.seen_hash, reason);
    TRY(desk.journal.append(db, actor, draft));
    return Done{};
}

} // namespace sokuo::monitor
