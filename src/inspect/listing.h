#pragma once

// What is in an archive: names, sizes, and what each file is by its bytes. Everything is unpacked
// to be counted, nothing is kept; an archive inside is not opened. A parser of the sandbox
// (libarchive), and its records read again, strictly.

#include "core/bytes.h"
#include "core/message.h"
#include "core/result.h"
#include "inspect/entry.h"
#include "sandbox/sandbox.h"

#include <cstdint>
#include <span>
#include <vector>

namespace sokuo::inspect {

inline constexpr std::size_t entries_shown_max = 1000;
/// Behind those, files with a warning are named still.
inline constexpr std::size_t entries_warned_max = 100;
inline constexpr std::uint64_t entries_counted_max = 100'000;
inline constexpr std::uint64_t unpacked_bytes_max = 1ULL << 30U;
inline constexpr std::uint64_t ratio_max = 1000;
/// Below this, a good ratio is only a dull file.
inline constexpr std::uint64_t ratio_bytes_min = 10ULL << 20U;

inline constexpr Message no_archive{
    "inspect.no_archive", "中身の一覧を読めませんでした（壊れているか、知らない形です）。",
    "The list of its contents could not be read."};

enum class Ended : std::uint8_t {
    whole,
    too_many, ///< Past `entries_counted_max`.
    swells,   ///< Past `unpacked_bytes_max`, or `ratio_max` times its size.
    damaged,  ///< What comes behind could not be read.
};

struct Listing {
    std::vector<Entry> entries{}; ///< In the archive's order.
    std::uint64_t count = 0;      ///< Of those that were seen, shown or not.
    std::uint64_t bytes = 0;      ///< Unpacked, as far as it was read.
    Ended ended = Ended::whole;
    bool hides_names = false; ///< Even the names need a password.

    friend bool operator==(const Listing&, const Listing&) = default;
};

/// Errors: `invalid` (no_archive).
[[nodiscard]] Result<Listing> listing_of(ByteView archive);

/// To be put into the table of the program's parsers.
[[nodiscard]] sandbox::Parser listing_reader();
/// Lists in a worker. Blocks, see `Sandbox::read`, whose errors these are.
[[nodiscard]] Result<Listing> list_in(sandbox::Sandbox& sandbox, ByteView archive);
/// Errors: `invalid`: this is not what the parser writes.
[[nodiscard]] Result<Listing> listing_from(std::span<const sandbox::Record> records);

} // namespace sokuo::inspect
