#pragma once

// A view: tables that are worked out from the journal and from nothing else.
//
// `apply` is the only writer of its tables. It uses no clock, no randomness, no autoincrement and
// reads no table but its own, so replaying the journal gives the very same rows; `sokuo verify`
// compares them. A view that changes is rebuilt, never altered: raise `version`.

#include "core/result.h"
#include "journal/entry.h"
#include "store/store.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace sokuo::journal {

struct Table {
    std::string_view name;
    std::string_view key; ///< Columns that order its rows, for the digest: `"id"`, `"stream, rev"`.
};

struct View {
    std::string_view name;
    int version = 1;
    std::string_view schema;     ///< CREATE TABLE and CREATE INDEX statements.
    std::vector<Table> tables{}; ///< Every table of `schema` whose rows `verify` compares.
    /// Tables dropped with the view but not compared: full-text indexes, which are derived from
    /// compared rows.
    std::vector<std::string_view> derived{};
    Result<> (*apply)(store::Write& db, const Entry& entry);
    /// Called after the view applied a `journal.erased`, in the same transaction: what else keeps
    /// deleted text, above all `INSERT INTO x(x) VALUES('optimize')` for a full-text table x.
    Result<> (*on_erase)(store::Write& db) = nullptr;
};

} // namespace sokuo::journal
