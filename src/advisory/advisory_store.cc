#include "advisory/advisory_store.h"

#include "advisory/taking.h"
#include "charter/rules.h"
#include "journal/due.h"
#include "registry/registry_store.h"

#include <algorithm>
#include <utility>

namespace sokuo::advisory {
namespace {

constexpr Message no_advisory{"advisory.no_such_advisory", "この注意喚起はありません。",
                              "There is no such advisory."};
constexpr Message no_gap{"advisory.no_such_gap", "この取りこぼしの記録はありません。",
                         "There is no such record of a gap."};
constexpr Message moved_on{"advisory.moved_on",
                           "ほかの人が先に書きました。いまの内容を確かめてください。",
                           "Somebody else was quicker. Please look at what it says now."};

constexpr std::string_view schema = R"(
CREATE TABLE advisory(
  id BLOB PRIMARY KEY, key TEXT NOT NULL, rev INTEGER NOT NULL, waiting INTEGER NOT NULL,
  due INTEGER, changed_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX advisory_by_key ON advisory(key);
CREATE INDEX advisory_by_waiting ON advisory(waiting, changed_at);
CREATE TABLE advisory_gap(
  id BLOB PRIMARY KEY, feed TEXT NOT NULL, last_at TEXT NOT NULL, found_at INTEGER NOT NULL,
  checked INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
)";

std::int64_t micros(Time time) {
    return time.time_since_epoch().count();
}

template <class Tag>
Id<Tag> id_of(ByteView bytes) {
    Id<Tag> id;
    if (bytes.size() == id.value.size()) std::ranges::copy(bytes, id.value.begin());
    return id;
}

Result<> set_waiting(store::Write& db, const journal::Stream& stream, bool waits) {
    TRY(db.execute("UPDATE advisory SET waiting = ? WHERE id = ?", {waits, stream.id}));
    if (waits) return Done{};
    TRY(db.execute("UPDATE advisory SET due = NULL WHERE id = ?", {stream.id}));
    return journal::clear_due(db, stream, assess_due);
}

// Who answered already is not late any more, whatever day is set.
Result<> set_due(store::Write& db, const journal::Entry& entry) {
    const auto time = parse_rfc3339(entry.content["due_at"].text_or(""));
    if (!time.ok()) return Done{};
    const auto waits = TRY(db.first("SELECT waiting FROM advisory WHERE id = ?", {entry.stream.id},
                                    [](const store::Row& row) { return row.integer(0) != 0; }));
    if (!waits.value_or(false)) return Done{};
    TRY(db.execute("UPDATE advisory SET due = ? WHERE id = ?",
                   {micros(time.value()), entry.stream.id}));
    return journal::set_due(db, entry.stream, assess_due, time.value(), Json::object());
}

Result<> apply_advisory(store::Write& db, const journal::Entry& entry) {
    const auto& type = entry.type;
    const auto& content = entry.content;
    const auto key = content["advisory"]["key"].text_or("");
    if (type == "advisory.opened")
        TRY(db.execute("INSERT INTO advisory(id, key, rev, waiting, changed_at) "
                       "VALUES(?, ?, ?, 1, ?)",
                       {entry.stream.id, key, entry.rev, micros(entry.recorded_at)}));
    TRY(db.execute("UPDATE advisory SET rev = ?, changed_at = ? WHERE id = ?",
                   {entry.rev, micros(entry.recorded_at), entry.stream.id}));
    if (type == "advisory.updated" || type == "advisory.matched")
        TRY(set_waiting(db, entry.stream, true));
    if (type == "advisory.answered")
        return set_waiting(db, entry.stream, content["answer"].text_or("") == "checking");
    if (type == "advisory.put_away" && content["last"].boolean_or(false))
        return set_waiting(db, entry.stream, false);
    if (type == "journal.erased") {
        TRY(db.execute("UPDATE advisory SET key = '' WHERE id = ?", {entry.stream.id}));
        return set_waiting(db, entry.stream, false);
    }
    return set_due(db, entry);
}

Result<> apply_gap(store::Write& db, const journal::Entry& entry) {
    const auto& id = entry.stream.id;
    if (entry.type == "advisory_gap.found")
        TRY(db.execute("INSERT INTO advisory_gap(id, feed, last_at, found_at) VALUES(?, ?, ?, ?)",
                       {id, entry.content["feed"].text_or(""), entry.content["last_at"].text_or(""),
                        micros(entry.recorded_at)}));
    if (entry.type == "advisory_gap.checked")
        TRY(db.execute("UPDATE advisory_gap SET checked = 1 WHERE id = ?", {id}));
    if (entry.type == "journal.erased")
        TRY(db.execute("UPDATE advisory_gap SET feed = '', last_at = '' WHERE id = ?", {id}));
    return Done{};
}

Result<> apply(store::Write& db, const journal::Entry& entry) {
    if (entry.stream.kind == advisory_kind) return apply_advisory(db, entry);
    if (entry.stream.kind == gap_kind) return apply_gap(db, entry);
    return Done{};
}

Result<std::vector<Assessment>> load_all(const Shelf& shelf, store::Read& db,
                                         const std::vector<AdvisoryId>& ids) {
    std::vector<Assessment> all;
    all.reserve(ids.size());
    for (const auto& id : ids)
        all.push_back(TRY(load(shelf, db, id)));
    return all;
}

AdvisoryId id_in(const store::Row& row) {
    return id_of<AdvisoryTag>(row.bytes(0));
}

journal::Draft gap_draft(const GapId& id, std::string type, Json content) {
    return {.stream = {std::string{gap_kind}, id.value},
            .type = std::move(type),
            .occurred_at = {},
            .content = std::move(content),
            .personal = {}};
}

} // namespace

const journal::View& advisory_view() {
    static const journal::View view{
        .name = "advisory",
        .version = 1,
        .schema = schema,
        .tables = {{"advisory", "id"}, {"advisory_gap", "id"}},
        .derived = {},
        .apply = apply,
    };
    return view;
}

Result<Assessment> load(const Shelf& shelf, store::Read& db, const AdvisoryId& id) {
    const auto history = TRY(shelf.journal.stream(db, stream_of(id)));
    if (history.empty()) return failure(Errc::not_found, no_advisory);
    return Assessment::replay(history);
}

Result<std::vector<Assessment>> to_check(const Shelf& shelf, store::Read& db) {
    const auto ids = TRY(db.all("SELECT id FROM advisory WHERE waiting = 1 "
                                "ORDER BY COALESCE(due, 9223372036854775807), id",
                                {}, id_in));
    return load_all(shelf, db, ids);
}

Result<std::vector<Assessment>> done(const Shelf& shelf, store::Read& db, std::int64_t count_max) {
    const auto ids = TRY(db.all("SELECT id FROM advisory WHERE waiting = 0 "
                                "ORDER BY changed_at DESC, id DESC LIMIT ?",
                                {count_max}, id_in));
    return load_all(shelf, db, ids);
}

Result<std::int64_t> done_count(store::Read& db) {
    const auto count = TRY(db.first("SELECT COUNT(*) FROM advisory WHERE waiting = 0", {},
                                    [](const store::Row& row) { return row.integer(0); }));
    return count.value_or(0);
}

Result<std::optional<AdvisoryId>> looked_at(store::Read& db, std::string_view key) {
    if (key.empty()) return std::optional<AdvisoryId>{};
    return db.first("SELECT id FROM advisory WHERE key = ?", {key}, id_in);
}

Result<AdvisoryId> open(const Shelf& shelf, store::Write& db, const journal::Actor& actor,
                        Opening opening, Time now) {
    const auto& edition = shelf.book.current();
    const auto id = AdvisoryId::make(now, shelf.journal.random());
    auto& advisory = opening.advisory;
    if (advisory.key.empty()) advisory.key = "typed " + id.text();
    const auto systems = TRY(registry::systems(db));
    if (opening.matches.empty())
        opening.matches = Watch{systems, edition.pack.makers}.matches(advisory);
    if (!opening.due) {
        const auto office = TRY(charter::contact_office(edition.charter, edition.pack));
        const bool is_used = advisory.is_exploited || TRY(is_exploited(db, advisory));
        opening.due = due_for(advisory, is_used, edition.pack, office, now);
    }
    if (opening.post.empty() && !opening.matches.empty()) {
        const auto& first = opening.matches.front().system;
        const auto found = std::ranges::find(systems, first, &registry::System::id);
        if (found != systems.end() && !found->managers.empty())
            opening.post = found->managers.front();
    }
    TRY(shelf.journal.append(db, actor, Assessment::open(id, opening)));
    return id;
}

Result<> still_at(const Assessment& assessment, std::int64_t expected_rev) {
    if (assessment.rev != expected_rev) return failure(Errc::stale, moved_on);
    return Done{};
}

Result<std::vector<Gap>> open_gaps(store::Read& db) {
    return db.all("SELECT id, feed, last_at, found_at FROM advisory_gap WHERE checked = 0 "
                  "ORDER BY found_at, id",
                  {}, [](const store::Row& row) {
                      const auto last = parse_rfc3339(row.text(2));
                      return Gap{.id = id_of<GapTag>(row.bytes(0)),
                                 .feed = std::string{row.text(1)},
                                 .last_at = last.ok() ? std::optional{last.value()} : std::nullopt,
                                 .found_at = Time{Duration{row.integer(3)}}};
                  });
}

Result<> note_gap(const Shelf& shelf, store::Write& db, const journal::Actor& actor,
                  std::string_view feed, std::optional<Time> last_at) {
    auto content = Json::object({{"feed", feed}});
    if (last_at) content.set("last_at", to_rfc3339(*last_at));
    const auto id = GapId::make(shelf.journal.clock().now(), shelf.journal.random());
    TRY(shelf.journal.append(db, actor, gap_draft(id, "advisory_gap.found", std::move(content))));
    return Done{};
}

Result<> check_gap(const Shelf& shelf, store::Write& db, const journal::Actor& actor,
                   const GapId& id, const std::string& note) {
    const auto open = TRY(open_gaps(db));
    if (std::ranges::find(open, id, &Gap::id) == open.end())
        return failure(Errc::not_found, no_gap);
    TRY(shelf.journal.append(
        db, actor, gap_draft(id, "advisory_gap.checked", Json::object({{"note", note}}))));
    return Done{};
}

} // namespace sokuo::advisory
