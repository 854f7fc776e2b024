#include "identity/throttle.h"

#include "identity/rows.h"

namespace sokuo::identity {

Counted after_attempt(Tries before, Time now) {
    auto tries = before;
    // A clock that was set back begins the quarter of an hour again; the counts stay.
    if (now < tries.since) tries.since = now;
    if (now - tries.since >= failures_window) {
        tries.in_window = 0;
        tries.since = now;
    }
    if (tries.in_window >= failures_max || tries.in_row >= failures_in_row_max)
        return {tries, false};
    if (tries.in_window == 0) tries.since = now;
    ++tries.in_window;
    ++tries.in_row;
    return {tries, true};
}

Hash throttle_key(std::string_view canonical_name) {
    return sha256(as_bytes(canonical_name));
}

Result<bool> count_attempt(store::Write& db, const Hash& key, bool is_known, Time now) {
    const auto before =
        TRY(db.first("SELECT in_row, in_window, since FROM sign_in_failure WHERE name = ?", {key},
                     [](const store::Row& row) {
                         return Tries{static_cast<int>(row.integer(0)),
                                      static_cast<int>(row.integer(1)), moment(row.integer(2))};
                     }));
    const auto [tries, may_try] = after_attempt(before.value_or(Tries{0, 0, now}), now);
    // `tried_at` changes in any case, so that an attempt that may not be made writes as much.
    TRY(db.execute(
        "INSERT INTO sign_in_failure(name, in_row, in_window, since, tried_at, known) "
        "VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(name) DO UPDATE SET "
        "in_row = excluded.in_row, in_window = excluded.in_window, "
        "since = excluded.since, tried_at = excluded.tried_at, known = excluded.known",
        {key, tries.in_row, tries.in_window, micros(tries.since), micros(now), is_known}));
    TRY(db.execute("DELETE FROM sign_in_failure WHERE known = 0 AND tried_at < ?",
                   {micros(now - failures_window)}));
    return may_try;
}

Result<> take_attempt_back(store::Write& db, const Hash& key) {
    TRY(db.execute("UPDATE sign_in_failure SET in_row = in_row - 1, in_window = in_window - 1 "
                   "WHERE name = ? AND in_row > 0 AND in_window > 0",
                   {key}));
    return Done{};
}

Result<> forget_failures(store::Write& db, const Hash& key) {
    TRY(db.execute("DELETE FROM sign_in_failure WHERE name = ?", {key}));
    return Done{};
}

} // namespace sokuo::identity
