#pragma once

// The tables of the journal itself, and the two kinds beside it: what is worked out from it (views)
// and what keeps it running (operational: not compared by `verify`).

#include "journal/view.h"

#include <string_view>

namespace sokuo::journal {

/// entry, body, and the operational tables. May be run again.
extern const std::string_view schema;

/// The first view of every journal: where a stream's entries are.
///
///     stream_entry(kind, id, rev, seq)
[[nodiscard]] const View& stream_view();

} // namespace sokuo::journal
