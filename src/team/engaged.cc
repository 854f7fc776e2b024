#include "team/engaged.h"

#include <algorithm>

namespace sokuo::team {
namespace {

constexpr std::string_view schema = R"(
CREATE TABLE engaged(
  engagement BLOB NOT NULL, person BLOB NOT NULL, kind TEXT NOT NULL, id BLOB NOT NULL,
  role TEXT NOT NULL, body TEXT NOT NULL, until_at INTEGER NOT NULL,
  PRIMARY KEY(engagement, person)) WITHOUT ROWID;
CREATE INDEX engaged_by_person ON engaged(person, until_at);
)";

std::int64_t micros(Time time) {
    return time.time_since_epoch().count();
}

Uuid uuid_of(ByteView bytes) {
    Uuid id{};
    if (bytes.size() == id.size()) std::ranges::copy(bytes, id.begin());
    return id;
}

Engaged read_engaged(const store::Row& row) {
    return {.engagement = uuid_of(row.bytes(0)),
            .about = {std::string{row.text(2)}, uuid_of(row.bytes(3))},
            .person = {uuid_of(row.bytes(1))},
            .role = std::string{row.text(4)},
            .body = std::string{row.text(5)},
            .until = Time{Duration{row.integer(6)}}};
}

} // namespace

const journal::View& engaged_view() {
    static const journal::View view{
        .name = "engaged",
        .version = 1,
        .schema = schema,
        .tables = {{"engaged", "engagement, person"}},
        .derived = {},
        .apply = [](store::Write&, const journal::Entry&) -> Result<> { return Done{}; },
    };
    return view;
}

Result<> engage(store::Write& db, const Engaged& engaged) {
    TRY(db.execute("INSERT INTO engaged(engagement, person, kind, id, role, body, until_at) "
                   "VALUES(?, ?, ?, ?, ?, ?, ?) ON CONFLICT(engagement, person) DO UPDATE SET "
                   "until_at = excluded.until_at",
                   {engaged.engagement, engaged.person.value, engaged.about.kind, engaged.about.id,
                    engaged.role, engaged.body, micros(engaged.until)}));
    return Done{};
}

Result<> disengage(store::Write& db, const Uuid& engagement, Time when) {
    TRY(db.execute("UPDATE engaged SET until_at = min(until_at, ?) WHERE engagement = ?",
                   {micros(when), engagement}));
    return Done{};
}

Result<> disengage(store::Write& db, const journal::Stream& about, Time when) {
    TRY(db.execute("UPDATE engaged SET until_at = min(until_at, ?) WHERE kind = ? AND id = ?",
                   {micros(when), about.kind, about.id}));
    return Done{};
}

Result<> forget_engaged(store::Write& db, const journal::Stream& about) {
    TRY(db.execute("DELETE FROM engaged WHERE kind = ? AND id = ?", {about.kind, about.id}));
    return Done{};
}

Result<std::vector<Engaged>> engaged_at(store::Read& db, const PersonId& person, Time now) {
    return db.all("SELECT engagement, person, kind, id, role, body, until_at FROM engaged "
                  "WHERE person = ? AND until_at > ? ORDER BY engagement",
                  {person.value, micros(now)}, read_engaged);
}

Result<std::optional<std::string>> body_of(store::Read& db, const PersonId& person) {
    return db.first("SELECT body FROM engaged WHERE person = ? ORDER BY until_at DESC LIMIT 1",
                    {person.value}, [](const store::Row& row) { return std::string{row.text(0)}; });
}

} // namespace sokuo::team
