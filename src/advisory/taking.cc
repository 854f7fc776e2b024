#include "advisory/taking.h"

#include "charter/rules.h"
#include "core/sha256.h"
#include "core/text.h"
#include "registry/registry_store.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

namespace sokuo::advisory {
namespace {

constexpr Message no_item{"advisory.no_such_item", "この注意喚起は一覧にありません。",
                          "There is no such advisory in the list."};
constexpr Message opened_already{"advisory.opened_already",
                                 "もう「確認が要るもの」か「済み」にあります。",
                                 "It is among those to check, or done, already."};

constexpr std::string_view tables = R"(
CREATE TABLE IF NOT EXISTS advisory_item(
  key TEXT PRIMARY KEY, content TEXT NOT NULL, print TEXT NOT NULL, words TEXT NOT NULL,
  matched TEXT NOT NULL DEFAULT '', said_at INTEGER NOT NULL, first_seen INTEGER NOT NULL,
  last_seen INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS advisory_item_by_said ON advisory_item(said_at, key);
CREATE TABLE IF NOT EXISTS advisory_seen(
  feed TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY(feed, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS advisory_feed(
  name TEXT PRIMARY KEY, polled_at INTEGER NOT NULL, succeeded_at INTEGER, failed_since INTEGER,
  count INTEGER NOT NULL DEFAULT 0, left_out INTEGER NOT NULL DEFAULT 0,
  unreadable INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS advisory_register(one INTEGER PRIMARY KEY, state TEXT NOT NULL);
)";

constexpr auto kept_for = std::chrono::days{400};

std::int64_t micros(Time time) {
    return time.time_since_epoch().count();
}

std::optional<Time> time_at(const store::Row& row, int column) {
    if (row.is_null(column)) return {};
    return Time{Duration{row.integer(column)}};
}

Json json_of(std::string_view text) {
    auto json = parse_json(text);
    return json.ok() ? std::move(json).value() : Json::object();
}

std::string text_of(const std::vector<Match>& matches) {
    if (matches.empty()) return {};
    auto rows = Json::array();
    for (const auto& match : matches)
        rows.push(to_json(match));
    return canonical(rows);
}

std::vector<Match> matches_of(std::string_view text) {
    std::vector<Match> matches;
    if (text.empty()) return matches;
    const auto rows = json_of(text);
    for (const auto& row : rows.items())
        matches.push_back(match_from(row));
    return matches;
}

// What was said, and what can be searched for.
std::string words_for(const Advisory& advisory) {
    auto words = search_key(advisory.title) + " " + search_key(advisory.source);
    for (const auto& cve : advisory.cves)
        words += " " + search_key(cve);
    for (const auto& product : advisory.products)
        words += " " + search_key(product.vendor + product.name);
    return words;
}

Time said_at(const Advisory& advisory, Time now) {
    const auto said = advisory.updated_at ? advisory.updated_at : advisory.published_at;
    return said.value_or(now);
}

/// One intake: what it needs is made ready once.
class Intake {
public:
    Intake(const Shelf& shelf, store::Write& db, const journal::Actor& actor, Time now,
           calendar::Office office)
        : shelf_{shelf}, db_{db}, actor_{actor}, now_{now}, office_{std::move(office)} {}

    static Result<Intake> begin(const Shelf& shelf, store::Write& db, const journal::Actor& actor,
                                Time now) {
        const auto& edition = shelf.book.current();
        auto office = TRY(charter::contact_office(edition.charter, edition.pack));
        return Intake{shelf, db, actor, now, std::move(office)};
    }

    Result<> take(const Batch::Line& line, Taken& taken) {
        const auto& key = line.advisory.key;
        const auto before =
            TRY(db_.first("SELECT print FROM advisory_item WHERE key = ?", {key},
                          [](const store::Row& row) { return std::string{row.text(0)}; }));
        ++taken.total;
        if (before && *before == line.print) {
            TRY(db_.execute("UPDATE advisory_item SET last_seen = ? WHERE key = ?",
                            {micros(now_), key}));
            return Done{};
        }
        ++(before ? taken.changed : taken.fresh);
        TRY(db_.execute(
            "INSERT INTO advisory_item(key, content, print, words, matched, said_at, first_seen, "
            "last_seen) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7) ON CONFLICT(key) DO UPDATE SET "
            "content = ?2, print = ?3, words = ?4, matched = ?5, said_at = ?6, last_seen = ?7",
            {key, line.content, line.print, line.words, text_of(line.matches),
             micros(said_at(line.advisory, now_)), micros(now_)}));
        return ask(line.advisory, line.matches, taken.opened);
    }

    /// Opens it, or tells the one who looks at it already.
    Result<> ask(const Advisory& advisory, const std::vector<Match>& matches, std::size_t& opened) {
        const auto known = TRY(looked_at(db_, advisory.key));
        if (known) {
            const auto assessment = TRY(load(shelf_, db_, *known));
            const bool is_used = advisory.is_exploited || TRY(is_exploited(db_, advisory));
            const auto due = due_for(advisory, is_used, shelf_.book.current().pack, office_, now_);
            const auto draft = assessment.update(advisory, matches, due);
            if (!draft) return Done{};
            TRY(shelf_.journal.append(db_, actor_, *draft));
            ++opened;
            return Done{};
        }
        const bool is_recent = now_ - said_at(advisory, now_) <= recent;
        if (matches.empty() || !is_recent || opened >= opened_max) return Done{};
        TRY(open(shelf_, db_, actor_,
                 {.advisory = advisory, .opened = "matched", .matches = matches}, now_));
        ++opened;
        return Done{};
    }

private:
    const Shelf& shelf_;
    store::Write& db_;
    const journal::Actor& actor_;
    Time now_;
    calendar::Office office_;
};

// A window that shows nothing of what it showed before has moved on by more than its length.
Result<bool> has_lost(store::Read& db, const Batch& batch) {
    if (batch.kind != Bulletin::Kind::window || batch.lines.empty()) return false;
    const auto any = TRY(db.first("SELECT 1 FROM advisory_seen WHERE feed = ? LIMIT 1",
                                  {batch.feed}, [](const store::Row&) { return true; }));
    if (!any) return false;
    for (const auto& line : batch.lines) {
        const auto seen =
            TRY(db.first("SELECT 1 FROM advisory_seen WHERE feed = ? AND key = ?",
                         {batch.feed, line.advisory.key}, [](const store::Row&) { return true; }));
        if (seen) return false;
    }
    return true;
}

Item item_in(const store::Row& row) {
    return {.advisory = advisory_from(json_of(row.text(0))),
            .said_at = Time{Duration{row.integer(1)}},
            .matches = matches_of(row.text(2))};
}

// What the register is made of, so far as it is matched.
std::string state_of(const std::vector<registry::System>& systems,
                     const std::vector<charter::Maker>& makers) {
    std::string all = std::to_string(key_edition());
    for (const auto& system : systems)
        all += system.id.text() + "/" + std::to_string(system.rev) + " ";
    for (const auto& maker : makers) {
        for (const auto& name : maker.names)
            all += name + "\n";
    }
    return to_hex(sha256(as_bytes(all)));
}

} // namespace

Result<> prepare_advisories(store::Store& store) {
    return store.write([](store::Write& db) -> Result<> { return db.script(tables); });
}

Result<Batch> prepare(const Shelf& shelf, std::string_view feed, const Bulletin& bulletin) {
    const auto systems =
        TRY(shelf.store.read_for([](store::Read& db) { return registry::systems(db); }));
    const Watch watch{systems, shelf.book.current().pack.makers};
    Batch batch{.feed = std::string{feed},
                .kind = bulletin.kind,
                .left_out = bulletin.left_out,
                .unreadable = bulletin.unreadable,
                .lines = {}};
    batch.lines.reserve(bulletin.advisories.size());
    for (const auto& advisory : bulletin.advisories) {
        auto one = advisory;
        // The operator's name for a feed is the one people know.
        if (bulletin.kind == Bulletin::Kind::window && !feed.empty()) one.source = feed;
        batch.lines.push_back({.advisory = one,
                               .matches = watch.matches(one),
                               .content = canonical(to_json(one)),
                               .print = fingerprint(one),
                               .words = words_for(one)});
    }
    return batch;
}

Result<Taken> take_in(const Shelf& shelf, store::Write& db, const journal::Actor& actor,
                      const Batch& batch, Time now) {
    Taken taken;
    taken.has_gap = TRY(has_lost(db, batch));
    if (taken.has_gap) {
        const auto last =
            TRY(db.first("SELECT succeeded_at FROM advisory_feed WHERE name = ?", {batch.feed},
                         [](const store::Row& row) { return time_at(row, 0); }));
        TRY(note_gap(shelf, db, actor, batch.feed, last.value_or(std::nullopt)));
    }
    auto intake = TRY(Intake::begin(shelf, db, actor, now));
    for (const auto& line : batch.lines) {
        TRY(intake.take(line, taken));
        if (batch.kind == Bulletin::Kind::window)
            TRY(db.execute(
                "INSERT INTO advisory_seen(feed, key) VALUES(?, ?) ON CONFLICT DO NOTHING",
                {batch.feed, line.advisory.key}));
    }
    TRY(db.execute(
        "INSERT INTO advisory_feed(name, polled_at, succeeded_at, count, left_out, unreadable) "
        "VALUES(?1, ?2, ?2, ?3, ?4, ?5) ON CONFLICT(name) DO UPDATE SET polled_at = ?2, "
        "succeeded_at = ?2, failed_since = NULL, count = ?3, left_out = ?4, unreadable = ?5",
        {batch.feed, micros(now), static_cast<std::int64_t>(batch.lines.size()),
         static_cast<std::int64_t>(batch.left_out), static_cast<std::int64_t>(batch.unreadable)}));
    return taken;
}

Result<> note_failure(store::Write& db, std::string_view feed, Time now) {
    TRY(db.execute("INSERT INTO advisory_feed(name, polled_at, failed_since) VALUES(?1, ?2, ?2) "
                   "ON CONFLICT(name) DO UPDATE SET polled_at = ?2, "
                   "failed_since = COALESCE(advisory_feed.failed_since, ?2)",
                   {feed, micros(now)}));
    return Done{};
}

Result<std::size_t> match_again(const Shelf& shelf, Time now) {
    const auto& makers = shelf.book.current().pack.makers;
    std::vector<registry::System> systems;
    std::vector<Item> met; // Whose matches are others than before.
    std::string state;
    const auto look = [&](store::Read& db) -> Result<bool> {
        systems = TRY(registry::systems(db));
        state = state_of(systems, makers);
        const auto before =
            TRY(db.first("SELECT state FROM advisory_register WHERE one = 1", {},
                         [](const store::Row& row) { return std::string{row.text(0)}; }));
        if (before.value_or("") == state) return false;
        met = TRY(db.all("SELECT content, said_at, matched FROM advisory_item "
                         "ORDER BY said_at DESC, key",
                         {}, item_in));
        return true;
    };
    if (!TRY(shelf.store.read_for(look))) return std::size_t{0};
    const Watch watch{systems, makers};
    std::erase_if(met, [&](Item& one) {
        auto matches = watch.matches(one.advisory);
        const bool is_same = matches == one.matches;
        one.matches = std::move(matches);
        return is_same;
    });
    return shelf.store.write_for([&](store::Write& db) -> Result<std::size_t> {
        const journal::Actor program{};
        auto intake = TRY(Intake::begin(shelf, db, program, now));
        std::size_t asked = 0;
        for (const auto& one : met) {
            // What was changed meanwhile was matched when it came.
            const auto same = TRY(
                db.execute("UPDATE advisory_item SET matched = ? WHERE key = ? AND print = ?",
                           {text_of(one.matches), one.advisory.key, fingerprint(one.advisory)}));
            if (same == 0) continue;
            TRY(intake.ask(one.advisory, one.matches, asked));
        }
        TRY(db.execute("INSERT INTO advisory_register(one, state) VALUES(1, ?1) "
                       "ON CONFLICT(one) DO UPDATE SET state = ?1",
                       {state}));
        return asked;
    });
}

Result<std::vector<FeedRow>> feed_rows(store::Read& db) {
    return db.all("SELECT name, polled_at, succeeded_at, failed_since, count, left_out, unreadable "
                  "FROM advisory_feed ORDER BY name",
                  {}, [](const store::Row& row) {
                      return FeedRow{.name = std::string{row.text(0)},
                                     .polled_at = time_at(row, 1),
                                     .succeeded_at = time_at(row, 2),
                                     .failed_since = time_at(row, 3),
                                     .count = row.integer(4),
                                     .left_out = row.integer(5),
                                     .unreadable = row.integer(6)};
                  });
}

std::string place_of(const Item& item) {
    return std::to_string(micros(item.said_at)) + " " + item.advisory.key;
}

Result<std::vector<Item>> items(store::Read& db, const ItemFilter& filter) {
    auto said = std::numeric_limits<std::int64_t>::max();
    std::string key;
    if (const auto gap = filter.after.find(' '); gap != std::string::npos) {
        std::from_chars(filter.after.data(), filter.after.data() + gap, said);
        key = filter.after.substr(gap + 1);
    }
    const auto words = search_key(filter.words);
    return db.all(
        "SELECT content, said_at, matched FROM advisory_item i WHERE (said_at < ?1 OR (said_at = "
        "?1 AND key > ?2)) AND (?3 = '' OR instr(words, ?3) > 0) AND (?4 = 0 OR matched <> '') "
        "AND NOT EXISTS(SELECT 1 FROM advisory a WHERE a.key = i.key) "
        "ORDER BY said_at DESC, key LIMIT ?5",
        {said, key, words, filter.only_matching, filter.count_max}, item_in);
}

Result<Advisory> item(store::Read& db, std::string_view key) {
    const auto found = TRY(db.first(
        "SELECT content, said_at, matched FROM advisory_item WHERE key = ?", {key}, item_in));
    if (!found) return failure(Errc::not_found, no_item);
    if (TRY(looked_at(db, key))) return failure(Errc::conflict, opened_already);
    return found->advisory;
}

Result<bool> is_exploited(store::Read& db, const Advisory& advisory) {
    for (const auto& cve : advisory.cves) {
        const auto row = TRY(db.first("SELECT 1 FROM advisory_item WHERE key = ?", {"KEV " + cve},
                                      [](const store::Row&) { return true; }));
        if (row) return true;
    }
    return false;
}

Result<> forget_old_items(store::Store& store, Time now) {
    return store.write([&](store::Write& db) -> Result<> {
        TRY(db.execute("DELETE FROM advisory_item WHERE last_seen < ? AND "
                       "key NOT IN (SELECT key FROM advisory)",
                       {micros(now - kept_for)}));
        TRY(db.execute("DELETE FROM advisory_seen WHERE NOT EXISTS("
                       "SELECT 1 FROM advisory_item i WHERE i.key = advisory_seen.key)"));
        return Done{};
    });
}

} // namespace sokuo::advisory
