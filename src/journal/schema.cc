#include "journal/schema.h"

namespace sokuo::journal {

const std::string_view schema = R"sql(
CREATE TABLE IF NOT EXISTS entry(seq INTEGER PRIMARY KEY, leaf BLOB NOT NULL);
CREATE TRIGGER IF NOT EXISTS entry_in_order BEFORE INSERT ON entry
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM entry)
BEGIN SELECT RAISE(ABORT, 'entries are numbered without a gap'); END;
CREATE TRIGGER IF NOT EXISTS entry_no_update BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;
CREATE TRIGGER IF NOT EXISTS entry_no_delete BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never deleted'); END;

CREATE TABLE IF NOT EXISTS body(
    seq INTEGER NOT NULL, slot INTEGER NOT NULL, salt BLOB NOT NULL, sealed BLOB NOT NULL,
    key_id BLOB NOT NULL, PRIMARY KEY(seq, slot)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS erasing(one INTEGER PRIMARY KEY);
CREATE TRIGGER IF NOT EXISTS body_no_update BEFORE UPDATE ON body
BEGIN SELECT RAISE(ABORT, 'a body is never changed'); END;
CREATE TRIGGER IF NOT EXISTS body_no_delete BEFORE DELETE ON body
WHEN NOT EXISTS (SELECT 1 FROM erasing)
BEGIN SELECT RAISE(ABORT, 'a body goes only by an erasure'); END;

CREATE TABLE IF NOT EXISTS stream_key(
    kind TEXT NOT NULL, id BLOB NOT NULL, slot INTEGER NOT NULL, key_id BLOB NOT NULL,
    PRIMARY KEY(kind, id, slot)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS erasure(
    seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, id BLOB NOT NULL, slot INTEGER NOT NULL,
    through_rev INTEGER NOT NULL, key_id BLOB);
CREATE TABLE IF NOT EXISTS erasure_key(
    seq INTEGER NOT NULL, key_id BLOB NOT NULL, PRIMARY KEY(seq, key_id)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS erasure_stream ON erasure(kind, id, slot);
CREATE TABLE IF NOT EXISTS view_version(
    name TEXT PRIMARY KEY, version INTEGER NOT NULL, schema_hash BLOB NOT NULL,
    tables TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS checkpoint(
    origin TEXT NOT NULL, size INTEGER NOT NULL, note TEXT NOT NULL, PRIMARY KEY(origin, size));
CREATE TABLE IF NOT EXISTS frontier(size INTEGER PRIMARY KEY, subtrees BLOB NOT NULL);
)sql";

const View& stream_view() {
    static const View view{
        .name = "stream",
        .schema = R"sql(
CREATE TABLE stream_entry(
    kind TEXT NOT NULL, id BLOB NOT NULL, rev INTEGER NOT NULL, seq INTEGER NOT NULL,
    PRIMARY KEY(kind, id, rev)) WITHOUT ROWID;
)sql",
        .tables = {{"stream_entry", "kind, id, rev"}},
        .apply = [](store::Write& db, const Entry& entry) -> Result<> {
            TRY(db.execute("INSERT INTO stream_entry(kind, id, rev, seq) VALUES(?, ?, ?, ?)",
                           {entry.stream.kind, entry.stream.id, entry.rev, entry.seq}));
            return Done{};
        },
    };
    return view;
}

} // namespace sokuo::journal
