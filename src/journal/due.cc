#include "journal/due.h"

#include <algorithm>

namespace sokuo::journal {
namespace {

inline constexpr Message due_again{
    "journal.due_again", "期限「{0}」が同じ時刻にもう一度設定されました。プログラムの誤りです。",
    "The deadline “{0}” was set again for the same moment. This is an error of the program."};
inline constexpr Message due_content_broken{
    "journal.due_content_broken",
    "期限「{0}」の内容が読めません。sokuo rebuild を実行してください。",
    "The content of the deadline “{0}” cannot be read. Run `sokuo rebuild`."};

constexpr std::size_t batch = 64; // So that a long list of reminders does not hold the writer.

struct Row {
    Stream stream;
    std::string name;
    Time at{};
    std::string content;
};

std::int64_t micros(Time time) {
    return time.time_since_epoch().count();
}

Row row_of(const store::Row& row) {
    Row due{{std::string{row.text(0)}, {}},
            std::string{row.text(2)},
            Time{Duration{row.integer(3)}},
            std::string{row.text(4)}};
    const auto id = row.bytes(1);
    std::copy_n(id.begin(), std::min(id.size(), due.stream.id.size()), due.stream.id.begin());
    return due;
}

Result<> apply(store::Write& db, const Entry& entry) {
    if (entry.type != "due.fired") return Done{};
    return clear_due(db, entry.stream, entry.content["name"].text_or(""));
}

Result<> fire(store::Write& db, Journal& journal, const Row& due) {
    auto content = parse_json(due.content);
    if (!content.ok())
        return because(failure(Errc::corrupt, due_content_broken, {due.name}),
                       describe(content.error()));
    TRY(journal.append(db, Actor{},
                       Draft{.stream = due.stream,
                             .type = "due.fired",
                             .occurred_at = due.at,
                             .content = Json::object({{"at", to_rfc3339(due.at)},
                                                      {"content", std::move(content).value()},
                                                      {"name", due.name}})}));
    // A view may set the next reminder when this one fires; the same moment again would never end.
    const auto again = TRY(db.first(
        "SELECT at FROM due WHERE stream_kind = ? AND stream_id = ? AND name = ? AND at <= ?",
        {due.stream.kind, due.stream.id, due.name, micros(due.at)},
        [](const store::Row& row) { return row.integer(0); }));
    if (again) return failure(Errc::corrupt, due_again, {due.name});
    return Done{};
}

} // namespace

const View& due_view() {
    static const View view{
        .name = "due",
        .schema = R"sql(
CREATE TABLE due(
    stream_kind TEXT NOT NULL, stream_id BLOB NOT NULL, name TEXT NOT NULL, at INTEGER NOT NULL,
    content TEXT NOT NULL, PRIMARY KEY(stream_kind, stream_id, name)) WITHOUT ROWID;
CREATE INDEX due_at ON due(at, stream_kind, stream_id, name);
)sql",
        .tables = {{"due", "stream_kind, stream_id, name"}},
        .apply = apply,
    };
    return view;
}

Result<> set_due(store::Write& db, const Stream& stream, std::string_view name, Time at,
                 const Json& content) {
    TRY(db.execute("INSERT INTO due(stream_kind, stream_id, name, at, content) "
                   "VALUES(?, ?, ?, ?, ?) ON CONFLICT(stream_kind, stream_id, name) "
                   "DO UPDATE SET at = excluded.at, content = excluded.content",
                   {stream.kind, stream.id, name, micros(at), canonical(content)}));
    return Done{};
}

Result<> clear_due(store::Write& db, const Stream& stream, std::string_view name) {
    TRY(db.execute("DELETE FROM due WHERE stream_kind = ? AND stream_id = ? AND name = ?",
                   {stream.kind, stream.id, name}));
    return Done{};
}

Result<> clear_due(store::Write& db, const Stream& stream) {
    TRY(db.execute("DELETE FROM due WHERE stream_kind = ? AND stream_id = ?",
                   {stream.kind, stream.id}));
    return Done{};
}

Result<std::size_t> fire_due(store::Store& store, Journal& journal, Time now) {
    const auto fire_some = [&](store::Write& db) -> Result<std::size_t> {
        std::size_t fired = 0;
        for (; fired < batch; ++fired) {
            const auto due = TRY(
                db.first("SELECT stream_kind, stream_id, name, at, content FROM due WHERE at <= ? "
                         "ORDER BY at, stream_kind, stream_id, name LIMIT 1",
                         {micros(now)}, row_of));
            if (!due) break;
            TRY(fire(db, journal, *due));
        }
        return fired;
    };
    std::size_t fired = 0;
    for (;;) {
        const auto some = TRY(store.write_for(fire_some));
        fired += some;
        if (some < batch) return fired;
    }
}

Result<std::optional<Time>> next_due(store::Read& db) {
    const auto at = TRY(db.first("SELECT at FROM due ORDER BY at LIMIT 1", {},
                                 [](const store::Row& row) { return row.integer(0); }));
    if (!at) return std::optional<Time>{};
    return std::optional<Time>{Time{Duration{*at}}};
}

} // namespace sokuo::journal
