#pragma once

// One organisation, open: a data directory with everything its handlers work with. `serve`, the
// verbs of the command line, drills and tests open the same thing.
//
//     charter.yaml  packs/          as loaded at init; edited by the city, loaded again by `serve`
//     sokuo.db                      journal, views and operational tables
//     keys.db                       the keys; backed up apart (docs/operate/backup.md)
//     vault/                        files people handed in, sealed
//     checkpoint                    the last signed statement of how far the journal goes
//     front/                        what the public front may see: a copy of the charter, the spool

#include "charter/book.h"
#include "core/json.h"
#include "core/random.h"
#include "core/result.h"
#include "identity/accounts.h"
#include "incident/desk.h"
#include "journal/checkpoint.h"
#include "journal/clock.h"
#include "journal/journal.h"
#include "journal/keys.h"
#include "store/store.h"
#include "vault/vault.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace sokuo::app {

/// Every view of the program, in the order they are applied.
[[nodiscard]] journal::Options journal_options();

struct NewOrg {
    std::filesystem::path directory;
    std::filesystem::path charter; ///< The charter's YAML.
    std::filesystem::path pack;    ///< The folder of the rule pack.
    std::optional<Time> simulated; ///< A simulated clock that starts here; nothing: the wall's.
};

class Org {
public:
    /// Makes a data directory. Errors: `conflict` when there is one already; `invalid` with the
    /// first problem of the charter.
    static Result<std::unique_ptr<Org>> make(const NewOrg& wanted);
    /// Errors: `not_found` (no data, no keys), `conflict` (a server holds it; it was restored and
    /// has not gone on yet), `corrupt`, `unavailable`.
    static Result<std::unique_ptr<Org>> open(const std::filesystem::path& directory);
    /// For a directory that was restored from a copy, or cut: its journal no longer extends the
    /// last signed checkpoint, and `open` refuses it. Writes down what is lost and why it goes on,
    /// begins the next epoch and ends every session and token: one that was taken back since must
    /// not be good again. `keys` is copied in first, for a directory that has none. Gives the
    /// content of the entry. Errors: `conflict` when nothing was ever signed, or when the keys are
    /// not those of the directory.
    static Result<Json> begin_epoch(const std::filesystem::path& directory, std::string_view reason,
                                    const std::optional<std::filesystem::path>& keys = {});
    ~Org();

    [[nodiscard]] const std::filesystem::path& directory() const;
    [[nodiscard]] const incident::Desk& desk() const;
    [[nodiscard]] const Clock& wall() const;
    /// Null when the store's clock is the wall's.
    [[nodiscard]] journal::SimulatedClock* simulated() const;
    [[nodiscard]] journal::Checkpoints& checkpoints() const;

    /// Writes the charter and the pack in force where people edit them, and the copies that the
    /// public front reads.
    Result<> publish_charter();

private:
    struct State;
    static Result<std::unique_ptr<State>>
    open_until_journal(const std::filesystem::path& directory);
    explicit Org(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace sokuo::app
