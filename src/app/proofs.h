#pragma once

// Proofs that an entry is in the signed log (RFC 9162 §2.1.3), quickly: the tree is kept as the
// roots of its full tiles of 256 leaves, 32 bytes each, so a log of a million entries takes 128 KiB
// and a proof reads 256 leaves, not a million. Every proof is held against the signed root.
//
// Threads: any.

#include "core/sha256.h"
#include "journal/checkpoint.h"
#include "journal/journal.h"
#include "store/store.h"

#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

namespace sokuo::app {

struct Proof {
    Bytes leaf;
    Hash leaf_hash{};
    std::vector<Hash> path;
    journal::Checkpoint checkpoint;
    std::string note; ///< The signed text of the checkpoint.
};

class Proofs {
public:
    /// All must outlive the proofs.
    Proofs(store::Store& store, journal::Journal& journal, journal::Checkpoints& checkpoints);

    /// Against the newest checkpoint, signing a new one first when it does not reach the entry.
    /// The first proof after a start reads the whole log once.
    /// Errors: `not_found`, `corrupt` (the log is not what was signed), `unavailable`.
    Result<Proof> prove(std::int64_t seq);

    /// The newest signed note; signs when nothing was signed yet in this epoch.
    Result<std::string> note();

    [[nodiscard]] journal::Checkpoints& checkpoints() const { return checkpoints_; }

private:
    Result<std::string> note_of(std::uint64_t size);
    Result<> keep_tiles(std::uint64_t size);
    Result<std::vector<Hash>> leaf_hashes(std::uint64_t from, std::uint64_t to) const;

    store::Store& store_;
    journal::Journal& journal_;
    journal::Checkpoints& checkpoints_;

    std::mutex mutex_;
    std::vector<Hash> tiles_; ///< Roots of the full tiles, from the first.
};

} // namespace sokuo::app
