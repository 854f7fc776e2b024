#include "journal/verify.h"

#include "journal/audit.h"
#include "journal/digest.h"
#include "journal/schema.h"
#include "journal/views.h"
#include "store/sqlite/sqlite.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <unistd.h>

namespace sokuo::journal {
namespace {

inline constexpr Message log_unreadable{
    "journal.verify.log_unreadable", "記録簿の一部が読めません。バックアップから復元してください。",
    "A part of the journal cannot be read. Restore from a backup."};
inline constexpr Message replay_stopped{"journal.verify.replay_stopped",
                                        "記録から一覧を作り直せません。",
                                        "The views cannot be made again from the journal."};
inline constexpr Message no_scratch{
    "journal.verify.no_scratch",
    "確認のための一時ファイルを作れません。一時ディレクトリの空きと権限を確かめてください。",
    "The temporary file for checking cannot be made. Check space and permissions of its "
    "directory."};

// The replay's own store. Its name is nobody else's, and gone before anything is written: whatever
// ends this process, no copy of what the views say stays behind.
Result<std::unique_ptr<store::Store>> open_scratch(const std::filesystem::path& directory) {
    std::string name = directory / "sokuo-verify-XXXXXX";
    const int made = mkstemp(name.data());
    if (made < 0)
        return because(failure(Errc::unavailable, no_scratch), name + ": " + std::strerror(errno));
    ::close(made);
    auto fresh = store::open_sqlite_scratch({.file = name, .cache_kib = 65536});
    ::unlink(name.c_str());
    return fresh;
}

Result<> replay_into(store::Store& fresh, store::Read& live, const Projection& projection,
                     const Verification& verification) {
    const auto job = [&](store::Write& to) -> Result<> {
        TRY(to.script(schema));
        TRY(make_views(to, projection.views));
        const auto progress = [&](std::int64_t done, std::int64_t of) {
            if (verification.progress) verification.progress(Stage::replay, done, of);
        };
        return replay(live, to, projection, progress);
    };
    return fresh.write(job);
}

Result<> check_views(store::Store& fresh, store::Read& live, std::span<const View> views,
                     Report& report) {
    const auto compare = [&](store::Read& again) -> Result<> {
        TRY(compare_schema(live, again, report));
        // What a view was made of decides what is dropped when it changes.
        TRY(compare_table(live, again, {.name = "view_version", .key = "name"}, report));
        for (const auto& view : views)
            for (const auto& table : view.tables)
                TRY(compare_table(live, again, table, report));
        return Done{};
    };
    return fresh.read(compare);
}

} // namespace

void Report::add(Finding finding) {
    ++found;
    if (findings.size() < findings_max) findings.push_back(std::move(finding));
}

Result<Report> verify(store::Store& store, Keys& keys, const Verification& verification) {
    const auto fresh = TRY(open_scratch(verification.scratch));
    std::vector<View> views{stream_view()};
    views.insert(views.end(), verification.options.views.begin(), verification.options.views.end());
    KeyRing ring{keys};
    const Reader reader{ring, verification.options.upcasts};
    Report report;
    Result<> outside = Done{};

    const auto check = [&](store::Read& live) -> Result<> {
        report = {};
        Audit audit{ring, verification, report};
        TRY(audit.run(live));
        const auto show = [&](const Entry& entry) -> Result<> {
            if (verification.each) outside = verification.each(entry);
            return outside;
        };
        const Projection projection{reader, views, audit.opened().log_id, show};
        const auto replayed = replay_into(*fresh, live, projection, verification);
        if (!outside.ok()) return outside;
        if (!replayed.ok()) {
            report.add(because(failure(Errc::corrupt, replay_stopped), describe(replayed.error())));
            return Done{};
        }
        return check_views(*fresh, live, views, report);
    };
    const auto checked = store.read(check);
    if (!outside.ok()) return outside.error();
    if (!checked.ok())
        report.add(because(failure(Errc::corrupt, log_unreadable), describe(checked.error())));
    return report;
}

} // namespace sokuo::journal
