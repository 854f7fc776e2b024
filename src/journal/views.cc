#include "journal/views.h"

#include "core/sha256.h"

#include <algorithm>
#include <string>

namespace sokuo::journal {
namespace {

constexpr std::size_t batch = 512;

// Full-text tables first: they may refer to the others.
std::string tables_of(const View& view) {
    std::string names;
    for (const auto& name : view.derived)
        names += std::string{name} + ' ';
    for (const auto& table : view.tables)
        names += std::string{table.name} + ' ';
    return names;
}

Result<> drop(store::Write& db, std::string_view names) {
    while (!names.empty()) {
        const auto space = names.find(' ');
        TRY(db.script("DROP TABLE IF EXISTS " + std::string{names.substr(0, space)}));
        names.remove_prefix(space + 1);
    }
    return Done{};
}

Result<std::int64_t> head_of(store::Read& db) {
    const auto head = TRY(db.first("SELECT coalesce(max(seq), 0) FROM entry", {},
                                   [](const store::Row& row) { return row.integer(0); }));
    return head.value_or(0);
}

} // namespace

Result<> make_views(store::Write& db, std::span<const View> views) {
    const auto known = TRY(db.all("SELECT tables FROM view_version", {},
                                  [](const store::Row& row) { return std::string{row.text(0)}; }));
    for (const auto& names : known)
        TRY(drop(db, names));
    TRY(db.execute("DELETE FROM view_version"));
    for (const auto& view : views) {
        const auto names = tables_of(view);
        TRY(drop(db, names));
        TRY(db.script(view.schema));
        TRY(db.execute(
            "INSERT INTO view_version(name, version, schema_hash, tables) VALUES(?, ?, ?, ?)",
            {view.name, view.version, sha256(as_bytes(view.schema)), names}));
    }
    return Done{};
}

Result<bool> views_are_current(store::Read& db, std::span<const View> views) {
    std::size_t same = 0;
    std::size_t known = 0;
    const auto compare = [&](const store::Row& row) -> Result<> {
        ++known;
        const auto found = std::ranges::find(views, row.text(0), &View::name);
        if (found == views.end()) return Done{};
        const auto hash = sha256(as_bytes(found->schema));
        if (row.integer(1) == found->version && std::ranges::equal(row.bytes(2), hash) &&
            row.text(3) == tables_of(*found))
            ++same;
        return Done{};
    };
    TRY(db.query("SELECT name, version, schema_hash, tables FROM view_version", {}, compare));
    return same == views.size() && known == views.size();
}

Result<> apply_views(store::Write& db, std::span<const View> views, const Entry& entry) {
    for (const auto& view : views)
        TRY(view.apply(db, entry));
    return Done{};
}

Result<> replay(store::Read& from, store::Write& to, const Projection& projection,
                const Progress& progress) {
    const auto head = TRY(head_of(from));
    for (std::int64_t done = 0; done < head;) {
        const auto records = TRY(records_after(from, done, batch));
        if (records.empty()) break;
        for (const auto& record : records) {
            const auto entry = TRY(projection.reader.read(from, record, projection.log_id));
            TRY(apply_views(to, projection.views, entry));
            if (projection.each) TRY(projection.each(entry));
        }
        done = records.back().seq;
        if (progress) progress(done, head);
    }
    return Done{};
}

} // namespace sokuo::journal
