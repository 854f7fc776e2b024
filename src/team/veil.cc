#include "team/veil.h"

#include <algorithm>

namespace sokuo::team {
namespace {

constexpr std::string_view schema = R"(
CREATE TABLE veil(
  kind TEXT NOT NULL, id BLOB NOT NULL, person BLOB NOT NULL, sees INTEGER NOT NULL,
  PRIMARY KEY(kind, id, person)) WITHOUT ROWID;
CREATE TABLE veil_owner(
  kind TEXT NOT NULL, id BLOB NOT NULL, owner_kind TEXT NOT NULL, owner_id BLOB NOT NULL,
  PRIMARY KEY(kind, id)) WITHOUT ROWID;
CREATE TABLE concern(
  kind TEXT NOT NULL, id BLOB NOT NULL, department TEXT NOT NULL, PRIMARY KEY(kind, id)
) WITHOUT ROWID;
)";

const PersonId everybody_else{};

Result<> set(store::Write& db, const journal::Stream& about, const PersonId& who, bool sees) {
    TRY(db.execute("INSERT INTO veil(kind, id, person, sees) VALUES(?, ?, ?, ?) "
                   "ON CONFLICT(kind, id, person) DO UPDATE SET sees = excluded.sees",
                   {about.kind, about.id, who.value, sees}));
    return Done{};
}

} // namespace

const journal::View& veil_view() {
    static const journal::View view{
        .name = "veil",
        .version = 2,
        .schema = schema,
        .tables = {{"veil", "kind, id, person"},
                   {"veil_owner", "kind, id"},
                   {"concern", "kind, id"}},
        .derived = {},
        // Drawn by the views of what it covers.
        .apply = [](store::Write&, const journal::Entry&) -> Result<> { return Done{}; },
    };
    return view;
}

Result<> draw_veil(store::Write& db, const journal::Stream& about, const Circle& circle) {
    TRY(db.execute("DELETE FROM veil WHERE kind = ? AND id = ?", {about.kind, about.id}));
    if (circle.is_restricted) {
        TRY(set(db, about, everybody_else, false));
        for (const auto& person : circle.named)
            TRY(set(db, about, person, true));
    }
    for (const auto& person : circle.excluded)
        TRY(set(db, about, person, false));
    return Done{};
}

Result<> belongs_to(store::Write& db, const journal::Stream& what, const journal::Stream& owner) {
    TRY(db.execute("INSERT INTO veil_owner(kind, id, owner_kind, owner_id) VALUES(?, ?, ?, ?) "
                   "ON CONFLICT(kind, id) DO NOTHING",
                   {what.kind, what.id, owner.kind, owner.id}));
    return Done{};
}

Result<journal::Stream> owner_of(store::Read& db, const journal::Stream& what) {
    const auto owner =
        TRY(db.first("SELECT owner_kind, owner_id FROM veil_owner WHERE kind = ? AND id = ?",
                     {what.kind, what.id}, [](const store::Row& row) {
                         journal::Stream stream{std::string{row.text(0)}, {}};
                         const auto bytes = row.bytes(1);
                         if (bytes.size() == stream.id.size())
                             std::ranges::copy(bytes, stream.id.begin());
                         return stream;
                     }));
    return owner.value_or(what);
}

Result<> concerns(store::Write& db, const journal::Stream& what, std::string_view department) {
    TRY(db.execute("DELETE FROM concern WHERE kind = ? AND id = ?", {what.kind, what.id}));
    if (department.empty()) return Done{};
    TRY(db.execute("INSERT INTO concern(kind, id, department) VALUES(?, ?, ?)",
                   {what.kind, what.id, department}));
    return Done{};
}

Result<std::string> department_of(store::Read& db, const journal::Stream& what) {
    const auto found = TRY(
        db.first("SELECT department FROM concern WHERE kind = ? AND id = ?", {what.kind, what.id},
                 [](const store::Row& row) { return std::string{row.text(0)}; }));
    return found.value_or("");
}

Result<std::vector<Sight>> sights(store::Read& db, const journal::Stream& about) {
    return db.all("SELECT person, sees FROM veil WHERE kind = ?1 AND id = ?2 UNION ALL "
                  "SELECT v.person, v.sees FROM veil_owner o JOIN veil v ON v.kind = o.owner_kind "
                  "AND v.id = o.owner_id WHERE o.kind = ?1 AND o.id = ?2",
                  {about.kind, about.id}, [](const store::Row& row) {
                      Sight sight{.person = {}, .sees = row.integer(1) != 0};
                      const auto bytes = row.bytes(0);
                      if (bytes.size() == sight.person.value.size())
                          std::ranges::copy(bytes, sight.person.value.begin());
                      return sight;
                  });
}

bool sees(const std::vector<Sight>& sights, const PersonId& who) {
    const auto row_of = [&](const PersonId& person) {
        return std::ranges::find(sights, person, &Sight::person);
    };
    auto found = row_of(who);
    if (found == sights.end()) found = row_of(everybody_else);
    return found == sights.end() || found->sees;
}

bool is_shut_out(const std::vector<Sight>& sights, const PersonId& who) {
    const auto found = std::ranges::find(sights, who, &Sight::person);
    return found != sights.end() && !found->sees;
}

Result<bool> may_know(store::Read& db, const journal::Stream& about, const PersonId& who) {
    return sees(TRY(sights(db, about)), who);
}

std::string seen(std::string_view kind, std::string_view id, std::string_view who) {
    const std::string is{kind};
    const std::string one{id};
    const std::string own =
        "(SELECT v.sees FROM veil v WHERE v.kind = " + is + " AND v.id = " + one;
    const std::string owners = "(SELECT v.sees FROM veil_owner o JOIN veil v ON v.kind = "
                               "o.owner_kind AND v.id = o.owner_id WHERE o.kind = " +
                               is + " AND o.id = " + one;
    const std::string person = " AND v.person = " + std::string{who} + "), ";
    const std::string others = " AND v.person = zeroblob(16)), ";
    return "coalesce(" + own + person + owners + person + own + others + owners + others + "1) = 1";
}

} // namespace sokuo::team
