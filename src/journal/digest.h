#pragma once

// Rows of views held against the rows a replay gives: type and value of every column, in the order
// of the table's key.

#include "journal/verify.h"

namespace sokuo::journal {

/// The first row that differs becomes a finding with its key. Errors: those of `fresh`.
Result<> compare_table(store::Read& live, store::Read& fresh, const Table& table, Report& report);

} // namespace sokuo::journal
