#pragma once

// What was carried: the view of bundles, and how one is made and taken in.
//
//     bundle.written      for a pair: its number, SHA-256, which entries it brought first
//     bundle.read         of a pair: its number, SHA-256, up to which item
//
// Sent are the reports, what was added to them and their files, in the order of the journal. What
// is restricted (閲覧の制限) stays here, and so does what came in a bundle itself.

#include "bundle/bundle.h"
#include "bundle/office.h"
#include "journal/view.h"
#include "store/store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sokuo::bundle {

/// Tables `bundle_pair`, `bundle_item` (what was sent, by number), `bundle_report` (what came).
[[nodiscard]] const journal::View& bundle_view();

struct PairRow {
    std::int64_t bundle = 0; ///< Of the last one.
    std::int64_t last = 0;   ///< Of its last item.
    std::int64_t seq = 0;    ///< Sent: of the last entry that was looked at.
    std::string sha256;
    std::optional<Time> at;
};
/// `direction` and the name of the other's card.
Result<PairRow> pair_row(store::Read& db, Direction direction, std::string_view name);

struct Written {
    Bytes file;
    Head head;
    std::int64_t fresh = 0; ///< Items that were in no bundle before.
    bool is_more = false;   ///< It is full; another one has the rest.
};
/// `again`: so many items of the bundles before are in it as well, at least `repeated`.
/// Errors: `conflict` when there is nothing to send.
Result<Written> write_next(const Office& office, const Pair& pair, const journal::Actor& actor,
                           std::int64_t again);
inline constexpr std::int64_t repeated = 20;
inline constexpr std::int64_t again_max = 1'000;

struct Taken {
    std::string from;
    std::int64_t bundle = 0;
    std::int64_t fresh = 0; ///< Items that were not here before.
    std::int64_t known = 0;
    std::int64_t reports = 0; ///< That began with it.
    std::int64_t files = 0;
    std::int64_t left = 0;    ///< Files that are named and were not carried.
    std::int64_t skipped = 0; ///< Of reports whose content was erased here, or that never came.
};
/// Errors: as `read`; `conflict` when a bundle between is missing, with the numbers.
Result<Taken> take_in(const Office& office, const journal::Actor& actor, ByteView file,
                      std::string_view time_zone);

} // namespace sokuo::bundle
