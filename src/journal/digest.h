#pragma once

// A store held against the one a replay makes: its tables, indexes and triggers by their text, its
// rows by type and value of every column, in the order of the table's key.

#include "journal/verify.h"

namespace sokuo::journal {

/// The first row that differs becomes a finding with its key. Errors: those of `fresh`.
Result<> compare_table(store::Read& live, store::Read& fresh, const Table& table, Report& report);

/// Every table, index and trigger of `fresh` must stand in `live` with the same text, and no other
/// index or trigger on these tables. Tables `fresh` does not know are other modules' own.
Result<> compare_schema(store::Read& live, store::Read& fresh, Report& report);

} // namespace sokuo::journal
