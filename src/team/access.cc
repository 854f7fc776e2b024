#include "team/access.h"

#include "team/once.h"
#include "team/veil.h"

#include <algorithm>
#include <limits>

namespace sokuo::team {
namespace {

constexpr std::string_view schema = R"(
CREATE TABLE IF NOT EXISTS look(
  row INTEGER PRIMARY KEY, day INTEGER NOT NULL, person BLOB NOT NULL, kind TEXT NOT NULL,
  id BLOB NOT NULL, way INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  count INTEGER NOT NULL, UNIQUE(day, person, kind, id, way));
CREATE INDEX IF NOT EXISTS look_by_thing ON look(kind, id, row);
)";

// Far more people and things than a day has; what comes beyond is not counted, the rest is.
constexpr std::size_t waiting_max = 10000;

std::int64_t micros(Time time) {
    return time.time_since_epoch().count();
}

std::int64_t day_of(Time time) {
    return std::chrono::floor<std::chrono::days>(time).time_since_epoch().count();
}

Uuid uuid_of(ByteView bytes) {
    Uuid id{};
    if (bytes.size() == id.size()) std::ranges::copy(bytes, id.begin());
    return id;
}

// The id of something there is one of: sixteen letters.
Uuid only_one(std::string_view letters) {
    return uuid_of(as_bytes(letters));
}

Result<> apply(store::Write& db, const journal::Entry& entry) {
    if (entry.stream.kind != "access") return Done{};
    const std::string kind{entry.content["kind"].text_or("")};
    if (kind.empty()) return Done{};
    // An outsider is known with the incident they were let in for: who looked at them, too.
    const auto owner = TRY(owner_of(db, {kind, entry.stream.id}));
    return belongs_to(db, entry.stream, owner);
}

Looked read_look(const store::Row& row) {
    return {.row = row.integer(0),
            .person = {uuid_of(row.bytes(1))},
            .thing = {std::string{row.text(2)}, uuid_of(row.bytes(3))},
            .way = static_cast<Way>(row.integer(4)),
            .first = Time{Duration{row.integer(5)}},
            .last = Time{Duration{row.integer(6)}},
            .count = row.integer(7)};
}

Result<> append(store::Write& db, journal::Journal& journal, const Call& call,
                const journal::Stream& thing, std::string_view what, const std::string& name) {
    auto content = Json::object({{"kind", thing.kind}, {"what", what}});
    if (!name.empty()) content.set("name", name);
    TRY(journal.append(db, call.actor,
                       {.stream = {"access", thing.id},
                        .type = "access.looked",
                        .occurred_at = {},
                        .content = std::move(content),
                        .personal = {}}));
    return Done{};
}

} // namespace

const journal::View& access_view() {
    static const journal::View view{
        .name = "access",
        .version = 2,
        .schema = "",
        .tables = {},
        .derived = {},
        .apply = apply,
    };
    return view;
}

journal::Stream roster_thing() {
    return {"roster", only_one("sokuo/the-roster")};
}

journal::Stream registry_thing() {
    return {"registry", only_one("sokuo/a-registry")};
}

Result<> prepare_access(store::Store& store) {
    return store.write([](store::Write& db) { return db.script(schema); });
}

void Looks::note(const PersonId& person, const journal::Stream& thing, Way way, Time now) {
    const std::scoped_lock lock{mutex_};
    const Key key{day_of(now), person, thing.kind, thing.id, way};
    const auto found = counts_.find(key);
    if (found == counts_.end() && counts_.size() >= waiting_max) return;
    auto& count = counts_[key];
    if (count.count == 0) count.first = now;
    count.last = now;
    ++count.count;
}

Result<> Looks::flush() {
    decltype(counts_) counts;
    {
        const std::scoped_lock lock{mutex_};
        counts.swap(counts_);
    }
    if (counts.empty()) return Done{};
    auto written = store_.write([&](store::Write& db) -> Result<> {
        for (const auto& [key, count] : counts) {
            const auto& [day, person, kind, id, way] = key;
            TRY(db.execute(
                "INSERT INTO look(day, person, kind, id, way, first, last, count) "
                "VALUES(?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(day, person, kind, id, way) DO UPDATE "
                "SET last = excluded.last, count = count + excluded.count",
                {day, person.value, kind, id, static_cast<std::int64_t>(way), micros(count.first),
                 micros(count.last), count.count}));
        }
        return Done{};
    });
    if (written.ok()) return written;
    const std::scoped_lock lock{mutex_};
    for (const auto& [key, count] : counts) {
        auto& kept = counts_[key];
        if (kept.count == 0) kept.last = count.last;
        kept.first = count.first;
        kept.count += count.count;
    }
    return written;
}

Result<std::vector<Looked>> looks(store::Read& db, const PersonId& who, const LookFilter& filter) {
    static const std::string from =
        "SELECT row, person, kind, id, way, first, last, count FROM look WHERE row < ?1 AND " +
        seen("look.kind", "look.id", "?2");
    auto sql = from;
    const auto before =
        filter.before > 0 ? filter.before : std::numeric_limits<std::int64_t>::max();
    std::vector<store::Param> params{before, who.value};
    if (filter.thing) {
        sql += " AND kind = ? AND id = ?";
        params.emplace_back(filter.thing->kind);
        params.emplace_back(filter.thing->id);
    }
    if (filter.person) {
        sql += " AND person = ?";
        params.emplace_back(filter.person->value);
    }
    sql += " ORDER BY row DESC LIMIT ?";
    params.emplace_back(filter.count_max);
    std::vector<Looked> rows;
    TRY(db.query(sql, params, [&](const store::Row& row) -> Result<> {
        rows.push_back(read_look(row));
        return Done{};
    }));
    return rows;
}

Result<> forget_old_looks(store::Store& store, Time now) {
    return store.write([&](store::Write& db) -> Result<> {
        TRY(db.execute("DELETE FROM look WHERE day < ?", {day_of(now - look_kept_for)}));
        return Done{};
    });
}

Result<> journal_file_look(store::Store& store, journal::Journal& journal, const Call& call,
                           const journal::Stream& thing, const std::string& name) {
    return store.write(
        [&](store::Write& db) { return append(db, journal, call, thing, "file", name); });
}

Result<> journal_personal_look(store::Store& store, journal::Journal& journal, const Call& call,
                               const journal::Stream& thing) {
    const OnceKey key{.person = call.actor.person,
                      .key = "personal " + thing.kind + " " + to_text(thing.id) + " " +
                             std::to_string(day_of(call.now)),
                      .request = {}};
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        return once(db, key, call.now, [&]() -> Result<Uuid> {
            TRY(append(db, journal, call, thing, "personal", {}));
            return thing.id;
        });
    };
    TRY(store.write_for(job));
    return Done{};
}

Result<> note_contacts_look(store::Store& store, journal::Journal& journal, const Call& call,
                            const journal::Stream& thing) {
    if (call.looks != nullptr) call.looks->note(call.actor.person, thing, Way::read, call.now);
    auto noted = journal_personal_look(store, journal, call, thing);
    if (!noted.ok() && noted.error().code == Errc::unavailable) return Done{};
    return noted;
}

} // namespace sokuo::team
