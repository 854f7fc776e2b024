#pragma once

// An entry as its rows lie in the store, and the way from there to an `Entry`: decode the leaf,
// open the bodies, hold them against their commitments, upcast.

#include "core/bytes.h"
#include "core/result.h"
#include "journal/journal.h"
#include "journal/key_ring.h"
#include "journal/leaf.h"

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace sokuo::journal {

struct SealedBody {
    Salt salt{};
    Bytes sealed;
    KeyId key;
};

struct Record {
    std::int64_t seq = 0;
    Bytes leaf;
    std::array<std::optional<SealedBody>, slot_count> bodies;
};

/// At most `count_max` records with a number above `after`.
Result<std::vector<Record>> records_after(store::Read& db, std::int64_t after,
                                          std::size_t count_max);
Result<std::vector<Record>> records_of(store::Read& db, const Stream& stream,
                                       std::int64_t after_rev);

/// What a box is bound to: the place it stands in.
[[nodiscard]] std::array<std::byte, 25> body_context(const Uuid& log_id, std::int64_t seq,
                                                     Slot slot);

/// The plain bytes, which match the commitment. Errors: `corrupt`.
Result<Bytes> open_body(KeyRing& ring, const SealedBody& body, const Leaf& leaf, Slot slot);

class Reader {
public:
    /// Both must outlive the reader.
    Reader(KeyRing& ring, std::span<const Upcast> upcasts) : ring_{ring}, upcasts_{upcasts} {}

    /// `db` is asked for the erasure when a body is missing. Errors: `corrupt`.
    Result<Entry> read(store::Read& db, const Record& record, const Uuid& log_id) const;
    Result<std::vector<Entry>> read(store::Read& db, std::span<const Record> records,
                                    const Uuid& log_id) const;
    /// To the newest version of its type. Append does it too: a view sees the newest form only.
    void upcast(Entry& entry) const;

private:
    Result<BodyState> read_body(store::Read& db, const Record& record, const Leaf& leaf, Slot slot,
                                Json& out) const;

    KeyRing& ring_;
    std::span<const Upcast> upcasts_;
};

/// Whether the bodies in `slot` up to the leaf's rev were erased.
Result<bool> is_erased(store::Read& db, const Leaf& leaf, Slot slot);

/// What the first record says. Errors: `corrupt`.
Result<Opened> read_opened(KeyRing& ring, const Record& first);

} // namespace sokuo::journal
