#pragma once

// Cuts a stream into blocks that end where a record ends. Cutters differ in what ends a record: a
// line feed, the bracket that closes an element, a line feed outside quotes.

#include "detect/reader.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace sokuo::detect::logs {

/// A longer record gives no event.
inline constexpr std::size_t record_bytes_max = 1UL << 20U;
inline constexpr std::size_t block_bytes = 1UL << 20U;
/// Every block ends in so many line feeds, which are no records: what reads many bytes at once may
/// read beyond a record.
inline constexpr std::size_t block_padding = 64;
/// Stands in a block, as a line, for a record that was too long.
inline constexpr std::string_view long_record{"\0", 1};

class Cutter {
public:
    virtual ~Cutter() = default;
    /// As `Reader::cut`. What a block holds are whole records; how many bytes are asked for at once
    /// changes nothing but where the blocks end.
    virtual Result<bool> cut(Block& block) = 0;
};

using Stream = std::unique_ptr<ByteStream>;

/// Lines.
[[nodiscard]] std::unique_ptr<Cutter> cut_lines(Stream stream, std::size_t bytes = block_bytes);
/// Lines, some of which (`#Fields: …`) name the columns of those behind them: the last one stands
/// at the head of every block again.
[[nodiscard]] std::unique_ptr<Cutter> cut_w3c(Stream stream, std::size_t bytes = block_bytes);
/// Lines that may go on in quotes, under a line of names, which stands at the head of every block.
[[nodiscard]] std::unique_ptr<Cutter> cut_csv(Stream stream, char delimiter,
                                              std::size_t bytes = block_bytes);
/// JSON objects that stand in an array, in an array in an object (`{"Records":[…]}`), or one behind
/// another. In the block each of them is one line, and no other line is a record.
[[nodiscard]] std::unique_ptr<Cutter> cut_elements(Stream stream, std::size_t bytes = block_bytes);

/// How long the head of an object is that holds its elements in an array (`{"Records": [`); 0 when
/// `text` begins otherwise.
[[nodiscard]] std::size_t wrapper_bytes(std::string_view text);

} // namespace sokuo::detect::logs
