#pragma once

// Whether the journal is what it was: every byte of every entry, every body, every signature; that
// the views say what the log says (a hash over the log does not protect those); and that tables and
// the triggers that refuse changes are the ones this program makes.
//
// Needs a store that may be read, and reads one snapshot of it; a server may go on working. Nothing
// in it is changed. The answer of an outsider who trusts none of this code is `tools/verify.py`.

#include "core/result.h"
#include "journal/journal.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace sokuo::journal {

/// One thing that is not as it should be: what, where (`entry 12`, a table and a key), and what to
/// do, as a message in both languages.
using Finding = Error;

struct Report {
    std::vector<Finding> findings; ///< At most `findings_max`; the rest is only counted.
    std::int64_t found = 0;
    std::int64_t entries = 0;
    std::int64_t bodies = 0;
    std::int64_t erased = 0;      ///< Bodies that are gone with an erasure entry.
    std::int64_t checkpoints = 0; ///< Signed notes that were held against the tree.
    std::int64_t rows = 0;        ///< Rows of views that were compared.

    static constexpr std::size_t findings_max = 1000;
    void add(Finding finding);
    [[nodiscard]] bool sound() const { return found == 0; }
};

enum class Stage : std::uint8_t { hashes, replay, compare };

struct Verification {
    Options options;                       ///< The same views and upcasts the journal runs with.
    std::filesystem::path scratch;         ///< An existing directory for the replay, off the store.
    std::filesystem::path checkpoint_file; ///< May be empty: then only the table is checked.
    /// Sees every entry of the replay, for what the journal does not know: blobs that must exist.
    std::function<Result<>(const Entry&)> each{};
    std::function<void(Stage, std::int64_t done, std::int64_t of)> progress{};
};

/// Errors: `unavailable` when the scratch directory cannot be used; what `each` returns. Damage of
/// the store is never an error, it is a finding.
Result<Report> verify(store::Store& store, Keys& keys, const Verification& verification);

} // namespace sokuo::journal
