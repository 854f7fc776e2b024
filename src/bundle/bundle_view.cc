#include "bundle/bundle_store.h"

namespace sokuo::bundle {
namespace {

constexpr std::string_view schema = R"(
CREATE TABLE bundle_pair(
  direction INTEGER NOT NULL, name TEXT NOT NULL, bundle INTEGER NOT NULL, last INTEGER NOT NULL,
  seq INTEGER NOT NULL, sha256 TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY(direction, name)) WITHOUT ROWID;
CREATE TABLE bundle_item(
  name TEXT NOT NULL, number INTEGER NOT NULL, seq INTEGER NOT NULL,
  PRIMARY KEY(name, number)) WITHOUT ROWID;
CREATE TABLE bundle_report(report BLOB PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
)";

Result<> note_pair(store::Write& db, const journal::Entry& entry, Direction direction) {
    const auto& content = entry.content;
    TRY(db.execute("INSERT INTO bundle_pair(direction, name, bundle, last, seq, sha256, at) "
                   "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT(direction, name) DO UPDATE SET "
                   "bundle = ?3, last = ?4, seq = ?5, sha256 = ?6, at = ?7",
                   {static_cast<int>(direction), content["pair"].text_or(""),
                    content["bundle"].integer_or(0), content["last"].integer_or(0),
                    content["seq"].integer_or(0), content["sha256"].text_or(""),
                    entry.recorded_at.time_since_epoch().count()}));
    return Done{};
}

Result<> apply(store::Write& db, const journal::Entry& entry) {
    if (entry.stream.kind != "bundle") return Done{};
    const auto& content = entry.content;
    const auto name = content["pair"].text_or("");
    if (entry.type == "bundle.read") {
        for (const auto& report : content["begun"].items()) {
            const auto id = ReportId::parse(report.text_or(""));
            if (!id.ok()) continue;
            TRY(db.execute("INSERT INTO bundle_report(report, name) VALUES(?, ?) "
                           "ON CONFLICT DO NOTHING",
                           {id.value().value, name}));
        }
        return note_pair(db, entry, Direction::receive);
    }
    if (entry.type != "bundle.written") return Done{};
    auto number = content["first"].integer_or(1);
    for (const auto& seq : content["entries"].items())
        TRY(db.execute("INSERT INTO bundle_item(name, number, seq) VALUES(?, ?, ?)",
                       {name, number++, seq.integer_or(0)}));
    return note_pair(db, entry, Direction::send);
}

} // namespace

const journal::View& bundle_view() {
    static const journal::View view{.name = "bundle",
                                    .version = 1,
                                    .schema = schema,
                                    .tables = {{"bundle_pair", "direction, name"},
                                               {"bundle_item", "name, number"},
                                               {"bundle_report", "report"}},
                                    .derived = {},
                                    .apply = apply};
    return view;
}

Result<PairRow> pair_row(store::Read& db, Direction direction, std::string_view name) {
    const auto row =
        TRY(db.first("SELECT bundle, last, seq, sha256, at FROM bundle_pair WHERE direction = ? "
                     "AND name = ?",
                     {static_cast<int>(direction), name}, [](const store::Row& columns) {
                         return PairRow{.bundle = columns.integer(0),
                                        .last = columns.integer(1),
                                        .seq = columns.integer(2),
                                        .sha256 = std::string{columns.text(3)},
                                        .at = Time{Duration{columns.integer(4)}}};
                     }));
    return row.value_or(PairRow{});
}

} // namespace sokuo::bundle
