#pragma once

// Where bytes come from: a file, standard input, memory; and what is put before a reader: a head
// that was looked at already, UTF-16 made UTF-8. One thread uses a stream.

#include "core/bytes.h"
#include "detect/reader.h"

#include <cstddef>
#include <memory>
#include <string>

namespace sokuo::detect {

/// Errors: `not_found`, `unavailable` (no right, or the disk), `invalid` (a folder).
[[nodiscard]] Result<std::unique_ptr<ByteStream>> open_file(const std::string& path);
/// Reads the descriptor where it stands and leaves it open.
[[nodiscard]] std::unique_ptr<ByteStream> read_descriptor(int descriptor);
[[nodiscard]] std::unique_ptr<ByteStream> read_memory(Bytes bytes);

/// Up to `bytes_max` bytes, fewer only at the end.
[[nodiscard]] Result<Bytes> take_head(ByteStream& stream, std::size_t bytes_max);
/// `head` again, then what is left of `rest`.
[[nodiscard]] std::unique_ptr<ByteStream> with_head(Bytes head, std::unique_ptr<ByteStream> rest);

/// UTF-8 out of UTF-16 without its mark; a lone surrogate and a lone last byte become U+FFFD.
[[nodiscard]] std::unique_ptr<ByteStream> from_utf16(std::unique_ptr<ByteStream> stream,
                                                     bool is_big_endian);

} // namespace sokuo::detect
