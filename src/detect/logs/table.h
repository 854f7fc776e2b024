#pragma once

// Tables: CSV and its kin with a line of names at the head, and lines of which nothing is known.

#include "detect/logs/cutter.h"
#include "detect/logs/hints.h"
#include "detect/reader.h"

#include <memory>
#include <optional>
#include <string_view>

namespace sokuo::detect::logs {

inline constexpr std::size_t columns_max = 2000;

/// The sign between the names, when `line` looks like names of columns: comma, tab or semicolon.
[[nodiscard]] std::optional<char> delimiter_of(std::string_view line);

/// Columns are fields. Exports of Windows are known by their columns (see `shape.h`).
[[nodiscard]] std::unique_ptr<Reader> read_table(Stream stream, char delimiter, const Hints& hints,
                                                 std::size_t bytes = block_bytes);

/// Every line an event with nothing but its words.
[[nodiscard]] std::unique_ptr<Reader> read_plain(Stream stream, const Hints& hints,
                                                 std::size_t bytes = block_bytes);

} // namespace sokuo::detect::logs
