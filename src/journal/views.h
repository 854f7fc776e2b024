#pragma once

// Making the tables of views, and making them again from the log.

#include "journal/record.h"

#include <functional>
#include <span>

namespace sokuo::journal {

using Progress = std::function<void(std::int64_t done, std::int64_t of)>;

/// How an entry is read and which views it changes.
struct Projection {
    const Reader& reader;
    std::span<const View> views;
    Uuid log_id{};
    std::function<Result<>(const Entry&)> each{}; ///< Sees every entry after the views did.
};

/// Drops whatever views the store has and makes these, empty.
Result<> make_views(store::Write& db, std::span<const View> views);
/// False when a view is missing, has another version or schema, or is there no more.
Result<bool> views_are_current(store::Read& db, std::span<const View> views);
/// Applies one entry to each view, in order.
Result<> apply_views(store::Write& db, std::span<const View> views, const Entry& entry);
/// Applies the log that `from` holds to the views in `to`, which may be the same store.
Result<> replay(store::Read& from, store::Write& to, const Projection& projection,
                const Progress& progress);

} // namespace sokuo::journal
