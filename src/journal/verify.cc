#include "journal/verify.h"

#include "journal/audit.h"
#include "journal/digest.h"
#include "journal/schema.h"
#include "journal/views.h"
#include "store/sqlite/sqlite.h"

namespace sokuo::journal {
namespace {

inline constexpr Message log_unreadable{
    "journal.verify.log_unreadable", "記録簿の一部が読めません。バックアップから復元してください。",
    "A part of the journal cannot be read. Restore from a backup."};
inline constexpr Message replay_stopped{"journal.verify.replay_stopped",
                                        "記録から一覧を作り直せません。",
                                        "The views cannot be made again from the journal."};

// The replay's own file, which goes with it.
class Scratch {
public:
    explicit Scratch(const std::filesystem::path& directory)
        : directory_{directory / "sokuo-verify"} {
        std::error_code ignored;
        std::filesystem::remove_all(directory_, ignored);
        std::filesystem::create_directories(directory_, ignored);
    }
    ~Scratch() {
        std::error_code ignored;
        std::filesystem::remove_all(directory_, ignored);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    [[nodiscard]] std::filesystem::path file() const { return directory_ / "replay.db"; }

private:
    std::filesystem::path directory_;
};

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
    const Scratch scratch{verification.scratch};
    const auto fresh =
        TRY(store::open_sqlite({.file = scratch.file(), .readers = 1, .cache_kib = 65536}));
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
