#pragma once

// What falls due: deadlines, reminders, retention. What is due is worked out by a view (it writes
// rows into the table `due`); that it fell due is an entry (`due.fired`). Live work, drills and the
// replay of a five-month case share this queue; only the clock differs.
//
//     due(stream_kind, stream_id, name, at, content)      one row per stream and name

#include "core/result.h"
#include "core/time.h"
#include "journal/journal.h"

#include <optional>
#include <string_view>

namespace sokuo::journal {

/// The table other views may write to through `set_due` and `clear_due`; listed before them.
[[nodiscard]] const View& due_view();

/// For use inside a view's `apply`. Setting again moves the time.
Result<> set_due(store::Write& db, const Stream& stream, std::string_view name, Time at,
                 const Json& content);
Result<> clear_due(store::Write& db, const Stream& stream, std::string_view name);
/// Everything of a stream.
Result<> clear_due(store::Write& db, const Stream& stream);

/// Fires everything due at or before `now`, in the order of time, one entry `due.fired` each
/// (content: name, at, and the row's content). Gives how many fired.
Result<std::size_t> fire_due(store::Store& store, Journal& journal, Time now);

/// When the next thing is due; nothing when nothing is.
Result<std::optional<Time>> next_due(store::Read& db);

} // namespace sokuo::journal
