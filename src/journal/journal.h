#pragma once

// The journal: everything anyone did in this organisation, in order, for good. One log per
// organisation; every screen and list is a view of it.
//
// There is no call to alter or delete an entry, and the tables refuse both. Writing an entry and
// changing the views is one transaction. The tree over the leaves (RFC 9162) is built afterwards
// from rows that were read back, by `Checkpoints` (checkpoint.h): a signature never stands for
// something that is not on disk.
//
// An aggregate is loaded by reading its stream; a command is `ask` on that value; what it returns
// is appended:
//
//     store.write_for([&](store::Write& db) -> Result<journal::Entry> {
//         const auto incident = TRY(load(journal, db, id));
//         const auto draft = TRY(incident.ask(command));
//         return journal.append(db, actor, draft, Expect::rev(incident.rev()));
//     });

#include "core/random.h"
#include "core/result.h"
#include "core/time.h"
#include "journal/entry.h"
#include "journal/keys.h"
#include "journal/view.h"
#include "store/store.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::journal {

/// Makes an old content into the newest: pure, from `version` to `version + 1`.
struct Upcast {
    std::string_view type;
    std::uint16_t from = 1;
    Json (*content)(Json);
};

enum class ClockKind : std::uint8_t { wall, simulated };

struct Options {
    std::vector<View> views; ///< In the order they are applied.
    std::vector<Upcast> upcasts;
    // Decided when the journal is made, written into entry 1, ignored (origin) or held against it
    // (clock) ever after.
    std::string origin = "sokuo.invalid/journal"; ///< Of checkpoints, without the epoch `/e1`.
    ClockKind clock = ClockKind::wall;
};

/// What entry 1 (`journal.opened`) says.
struct Opened {
    Uuid log_id{};
    std::string origin; ///< Without the epoch.
    ClockKind clock = ClockKind::wall;
    Time at{}; ///< When it was made; where a simulated clock started.
};

/// For choosing the clock before the journal is opened. Nothing when there is no journal yet.
Result<std::optional<Opened>> look(store::Store& store, Keys& keys);

/// What an erasure leaves, and what goes with it.
struct Remains {
    /// Written into `journal.erased`, which is never erased: what must outlive the bodies, in codes
    /// and numbers only. An object, or null. The views of the stream's owner read it from there.
    Json kept{};
    std::vector<KeyId> keys{}; ///< Of files that stood in the bodies: destroyed as well.
    std::optional<std::int64_t> expected_rev{};
};

class Journal {
public:
    /// `store`, `keys`, `clock` and `random` must outlive the journal. Creates the tables and any
    /// view that is missing; rebuilds the views when one of them changed; ends an erasure that a
    /// crash cut off. Errors: `conflict` when the clock is not of the kind entry 1 says; `corrupt`.
    static Result<std::unique_ptr<Journal>>
    open(store::Store& store, Keys& keys, const Clock& clock, Random& random, Options options);
    ~Journal();

    /// Writes `draft` as the next entry and applies every view to it, kept or lost with `db`.
    /// `expected_rev`: the revision the caller read; `stale` when the stream has moved on.
    /// Errors: `stale`, `too_large` (body_bytes_max), `invalid` (a text that is not UTF-8),
    /// `unavailable`; what a view returns.
    Result<Entry> append(store::Write& db, const Actor& actor, const Draft& draft,
                         std::optional<std::int64_t> expected_rev = {});

    /// A stream from `after_rev` on, oldest first. Errors: `corrupt`.
    Result<std::vector<Entry>> stream(store::Read& db, const Stream& stream,
                                      std::int64_t after_rev = 0) const;
    /// At most `count_max` entries with a number above `after`, oldest first.
    Result<std::vector<Entry>> read(store::Read& db, std::int64_t after,
                                    std::size_t count_max) const;
    /// The number of the newest entry; 0 when there is none.
    Result<std::int64_t> head(store::Read& db) const;
    /// The number of the newest entry of a stream; 0 when there is none.
    Result<std::int64_t> rev(store::Read& db, const Stream& stream) const;

    /// The raw leaf, as it was hashed. Errors: `not_found`.
    Result<Bytes> leaf(store::Read& db, std::int64_t seq) const;

    /// Drops every view and applies the whole log again. `progress` may be empty.
    Result<> rebuild(const std::function<void(std::int64_t done, std::int64_t of)>& progress);

    /// Removes the bodies of a stream's entries in `slot`, destroys their key and writes the entry
    /// that says so (`journal.erased`: slot, through_rev, ground), on the same stream. DESIGN.md
    /// has the order. Errors: `conflict` for the journal's own stream.
    Result<> erase(const Actor& actor, const Stream& stream, Slot slot, std::string_view ground,
                   const Remains& remains = {});
    /// The two halves of `erase`, for who has more to write in the same transaction: the bodies go
    /// and the entry is written; then, outside it, every key that is to go is destroyed.
    Result<> begin_erasure(store::Write& db, const Actor& actor, const Stream& stream, Slot slot,
                           std::string_view ground, const Remains& remains = {});
    Result<> end_erasures();

    [[nodiscard]] const Clock& clock() const;
    [[nodiscard]] Random& random() const;
    [[nodiscard]] const Opened& opened() const;
    [[nodiscard]] store::Store& store() const;
    [[nodiscard]] Keys& keys() const;

private:
    struct State;
    explicit Journal(std::unique_ptr<State> state);
    Result<> begin(store::Write& db);

    std::unique_ptr<State> state_;
};

} // namespace sokuo::journal
