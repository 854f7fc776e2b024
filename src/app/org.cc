#include "app/org.h"

#include "advisory/advisory_store.h"
#include "advisory/taking.h"
#include "alert/alert_store.h"
#include "app/backup/restored.h"
#include "app/detect_watch.h"
#include "app/log_room.h"
#include "approval/approval_store.h"
#include "bundle/bundle_store.h"
#include "contact/publication_store.h"
#include "correspondence/letter_store.h"
#include "front/notice.h"
#include "incident/incident_store.h"
#include "incident/numbers.h"
#include "incident/report_store.h"
#include "journal/due.h"
#include "journal/keys_copy.h"
#include "monitor/monitor_store.h"
#include "registry/registry_store.h"
#include "search/search.h"
#include "store/sqlite/sqlite.h"
#include "team/access.h"
#include "team/once.h"
#include "team/people.h"
#include "team/succession_store.h"
#include "team/veil.h"
#include "team/views.h"

#include <fstream>
#include <span>
#include <utility>

namespace sokuo::app {
namespace {

namespace fs = std::filesystem;

constexpr Message exists_already{"app.directory_exists",
                                 "{0} にはもうデータがあります。別のフォルダを指定してください。",
                                 "There is data in {0} already. Name another folder."};
constexpr Message no_directory{"app.no_directory",
                               "{0} にデータがありません。先に sokuo init を使ってください。",
                               "There is no data in {0}. Use sokuo init first."};
constexpr Message cannot_write{"app.cannot_write",
                               "{0} に書けませんでした。空きと権限を確かめてください。",
                               "Cannot write {0}. Check the free space and the permissions."};

/// Puts a file in its place whole or not at all.
Result<> write_file(const fs::path& file, std::string_view text) {
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    const auto beside = file.string() + ".new";
    std::ofstream out{beside, std::ios::binary | std::ios::trunc};
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
    out.close();
    if (!out) return failure(Errc::unavailable, cannot_write, {file.string()});
    fs::rename(beside, file, error);
    if (error) return failure(Errc::unavailable, cannot_write, {file.string()});
    return Done{};
}

Result<> write_files(const fs::path& directory, const std::vector<charter::SourceFile>& files) {
    for (std::size_t index = 0; index < files.size(); ++index) {
        const auto name = index == 0 ? fs::path{"charter.yaml"} : fs::path{files[index].name};
        TRY(write_file(directory / name.relative_path(), files[index].text));
    }
    return Done{};
}

} // namespace

journal::Options journal_options() {
    journal::Options options;
    options.views =
        team::views({journal::due_view()},
                    {incident::numbers_view(), approval::approval_view(), registry::registry_view(),
                     advisory::advisory_view(), contact::publication_view(),
                     charter::charter_view(), search::search_view(), incident::report_view(),
                     incident::incident_view(), incident::timeline_view(),
                     correspondence::letter_view(), alert::alert_view(), bundle::bundle_view()});
    return options;
}

struct Org::State {
    fs::path directory;
    SystemRandom random;
    WallClock wall;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<journal::Keys> keys;
    std::unique_ptr<journal::SimulatedClock> simulated;
    std::unique_ptr<journal::Journal> journal;
    std::unique_ptr<vault::Vault> vault;
    std::unique_ptr<charter::Book> book;
    std::unique_ptr<identity::Accounts> accounts;
    std::unique_ptr<journal::Checkpoints> checkpoints;
    std::unique_ptr<incident::Desk> desk;

    [[nodiscard]] const Clock& clock() const {
        return simulated ? static_cast<const Clock&>(*simulated) : wall;
    }

    Result<> open_store() {
        store = TRY(store::open_sqlite({.file = directory / "sokuo.db"}));
        keys = TRY(journal::open_keys(directory / "keys.db", random));
        return Done{};
    }

    Result<> open_journal(journal::Options options) {
        journal = TRY(journal::Journal::open(*store, *keys, clock(), random, std::move(options)));
        vault = TRY(vault::open_files(directory / "vault", wall, random));
        accounts = std::make_unique<identity::Accounts>(*store, *keys, wall, random);
        TRY(accounts->prepare());
        TRY(team::prepare_access(*store));
        TRY(alert::prepare(*store));
        TRY(advisory::prepare_advisories(*store));
        TRY(prepare_logs(*store));
        TRY(prepare_detection(*store));
        TRY(monitor::prepare(*store));
        return team::prepare_once(*store);
    }

    Result<> finish() {
        checkpoints = TRY(journal::Checkpoints::open(*store, *keys, directory / "checkpoint"));
        desk = std::make_unique<incident::Desk>(
            incident::Desk{*store, *keys, *journal, *vault, *book, *accounts, random});
        return Done{};
    }
};

Org::Org(std::unique_ptr<State> state) : state_{std::move(state)} {}
Org::~Org() = default;

Result<std::unique_ptr<Org>> Org::make(const NewOrg& wanted) {
    std::error_code error;
    if (fs::exists(wanted.directory / "sokuo.db", error))
        return failure(Errc::conflict, exists_already, {wanted.directory.string()});
    auto files = TRY(charter::read_files(wanted.charter, wanted.pack));
    // Nothing is made from a charter that cannot be loaded.
    const auto charter = TRY(charter::read_charter(files.front().text, wanted.charter.string()));

    fs::create_directories(wanted.directory, error);
    if (error) return failure(Errc::unavailable, cannot_write, {wanted.directory.string()});
    auto state = std::make_unique<State>();
    state->directory = wanted.directory;
    auto options = journal_options();
    options.origin = charter.organisation.domain + "/journal";
    if (wanted.simulated) {
        state->simulated = std::make_unique<journal::SimulatedClock>(*wanted.simulated);
        options.clock = journal::ClockKind::simulated;
    }
    TRY(state->open_store());
    TRY(state->open_journal(std::move(options)));
    TRY(write_files(wanted.directory, files));
    state->book = TRY(charter::Book::begin(*state->store, *state->journal, {}, std::move(files)));
    TRY(state->finish());
    std::unique_ptr<Org> org{new Org{std::move(state)}};
    TRY(org->publish_charter());
    return org;
}

Result<std::unique_ptr<Org::State>> Org::open_until_journal(const fs::path& directory) {
    std::error_code error;
    if (!fs::exists(directory / "sokuo.db", error))
        return failure(Errc::not_found, no_directory, {directory.string()});
    // A fresh key file would look like one that has lost every key.
    TRY(must_have_keys(directory));
    auto state = std::make_unique<State>();
    state->directory = directory;
    TRY(state->open_store());
    const auto opened = TRY(journal::look(*state->store, *state->keys));
    auto options = journal_options();
    if (opened && opened->clock == journal::ClockKind::simulated) {
        options.clock = journal::ClockKind::simulated;
        state->simulated = std::make_unique<journal::SimulatedClock>(opened->at);
    }
    TRY(state->open_journal(std::move(options)));
    if (state->simulated) {
        // A simulated clock goes on from where the journal left it.
        const auto last = [&](store::Read& db) -> Result<std::vector<journal::Entry>> {
            const auto head = TRY(state->journal->head(db));
            return state->journal->read(db, head - 1, 1);
        };
        for (const auto& entry : TRY(state->store->read_for(last)))
            state->simulated->advance_to(entry.recorded_at);
    }
    return state;
}

Result<Json> Org::begin_epoch(const fs::path& directory, std::string_view reason,
                              const std::optional<fs::path>& new_keys) {
    std::error_code error;
    if (!fs::exists(directory / "sokuo.db", error))
        return failure(Errc::not_found, no_directory, {directory.string()});
    if (new_keys) TRY(journal::copy_keys(*new_keys, directory / "keys.db"));
    const auto begin = [&]() -> Result<Json> {
        TRY(may_go_on(directory));
        const auto state = TRY(open_until_journal(directory));
        const auto file = directory / "checkpoint";
        const auto begun = TRY(journal::begin_epoch(*state->journal, file, {}, reason));
        TRY(state->store->write([](store::Write& db) { return identity::Accounts::end_all(db); }));
        const auto checkpoints = TRY(journal::Checkpoints::open(*state->store, *state->keys, file));
        TRY(checkpoints->advance());
        return begun.content;
    };
    auto begun = begin();
    // Keys that do not fit must not stay beside data they cannot read.
    if (!begun.ok() && new_keys) fs::remove(directory / "keys.db", error);
    if (begun.ok()) TRY(unmark(directory));
    return begun;
}

Result<std::unique_ptr<Org>> Org::open(const fs::path& directory) {
    TRY(must_not_be_restored(directory));
    auto state = TRY(open_until_journal(directory));
    state->book = TRY(charter::Book::open(*state->store, *state->journal));
    TRY(state->finish());
    std::unique_ptr<Org> org{new Org{std::move(state)}};
    TRY(org->publish_charter());
    return org;
}

const fs::path& Org::directory() const {
    return state_->directory;
}
const incident::Desk& Org::desk() const {
    return *state_->desk;
}
const Clock& Org::wall() const {
    return state_->wall;
}
journal::SimulatedClock* Org::simulated() const {
    return state_->simulated.get();
}
journal::Checkpoints& Org::checkpoints() const {
    return *state_->checkpoints;
}

Result<> Org::publish_charter() {
    const auto front = state_->directory / "front";
    std::error_code error;
    fs::create_directories(front / "spool", error);
    const auto& edition = state_->book->current();
    const auto& files = edition.files;
    TRY(write_files(state_->directory, files));
    TRY(write_file(
        front / front::edition_name,
        front::edition_text({.number = edition.number, .loaded_at = edition.loaded_at})));
    TRY(write_file(front / "charter.yaml", files.front().text));
    for (const auto& file : std::span{files}.subspan(1))
        TRY(write_file(front / "packs" / fs::path{file.name}.filename(), file.text));
    return Done{};
}

} // namespace sokuo::app
