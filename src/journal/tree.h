#pragma once

// One pass over the leaves, as they lie in the store: the tree, its root at the sizes somebody once
// signed, and the epochs the log went through.

#include "core/json.h"
#include "journal/checkpoint.h"
#include "journal/record.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sokuo::journal {

/// Where a log went on under a new name. The first epoch is `origin/e1` and has no entry of its
/// own.
struct Epoch {
    std::string origin;
    std::string previous_note;     ///< The last signed checkpoint before it.
    std::uint64_t agreed_size = 0; ///< Up to here the epoch before is known to be the same.
};

struct SignedTree {
    Opened opened;
    Frontier frontier;
    std::map<std::uint64_t, Hash> roots; ///< For each size asked for that the log reaches.
    std::vector<Epoch> epochs;           ///< At least one.

    [[nodiscard]] const std::string& origin() const { return epochs.back().origin; }
    /// Whether the log is what `checkpoint` says, or a decided restore explains why it is not.
    /// Requires that `checkpoint.size` was asked for. `note` is its signed text.
    [[nodiscard]] bool accepts(const Checkpoint& checkpoint, std::string_view note) const;
};

/// Requires a journal in `db`. Roots are kept for `sizes`. Errors: `corrupt`.
Result<SignedTree> read_tree(store::Read& db, KeyRing& ring,
                             const std::vector<std::uint64_t>& sizes);
/// The same from the end of a long log: leaves are read from the newest kept frontier below
/// `signed_size` on, which must be above 0. Nothing when none was kept. What was kept is not to be
/// trusted before the root at `signed_size`, the only one given, was held against a signed one.
Result<std::optional<SignedTree>> read_end_of_tree(store::Read& db, KeyRing& ring,
                                                   std::uint64_t signed_size);
/// So that the next start need not read the whole log.
Result<> keep_frontier(store::Write& db, const Frontier& frontier);
/// The epochs of a log whose first entry is `opened`, with what an entry `journal.epoch_begun`
/// says.
[[nodiscard]] Epoch first_epoch(const Opened& opened);
[[nodiscard]] Epoch read_epoch(const Json& content);

/// Every signed note of the table, oldest first; and the text of the file, empty when there is
/// none.
Result<std::vector<std::string>> notes_in_table(store::Read& db);
Result<std::string> note_in_file(const std::filesystem::path& file);
/// Written whole, with fsync, or not at all.
Result<> keep_note(const std::filesystem::path& file, std::string_view note);

} // namespace sokuo::journal
