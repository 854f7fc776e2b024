#pragma once

// Erasure: what a person wrote goes, the entry stays and says that it went. In two halves, so that
// a crash between any two steps leaves either nothing done or the rest to do (DESIGN.md, Erasure).

#include "journal/journal.h"
#include "journal/key_ring.h"

#include <string_view>

namespace sokuo::journal {

struct Erasure {
    Stream stream;
    Slot slot{};
    std::string_view ground; ///< The legal ground, in the words of the person who decided.
    const Remains& remains;
};

/// First half, one transaction: the entry `journal.erased`, the rows of the bodies, the key marked
/// as one to destroy. Errors: `conflict` for the journal's own stream.
Result<> erase_bodies(Journal& journal, store::Write& db, const Actor& actor,
                      const Erasure& erasure);

/// Second half, for every erasure that is not ended: the log of the database is emptied, the key is
/// destroyed, and `journal.erasure_ended` is written. May be repeated.
Result<> finish_erasures(Journal& journal, KeyRing& ring);

} // namespace sokuo::journal
