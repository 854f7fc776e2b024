#pragma once

// The reader of bulletins as a parser of the sandbox: `read_bulletin` (read/read.h) in a worker,
// its result as records, and the records read again, strictly, on our side.

#include "advisory/advisory.h"
#include "core/bytes.h"
#include "core/result.h"
#include "sandbox/sandbox.h"

#include <span>

namespace sokuo::advisory {

/// To be put into the table of the program's parsers.
[[nodiscard]] sandbox::Parser reader();

/// Reads a feed or a file in a worker. Blocks, see `Sandbox::read`, whose errors these are.
[[nodiscard]] Result<Bulletin> read_in(sandbox::Sandbox& sandbox, ByteView bytes);

void to_records(const Bulletin& bulletin, sandbox::Output& output);

/// Errors: `invalid`: these are not the records of a bulletin.
[[nodiscard]] Result<Bulletin> from_records(std::span<const sandbox::Record> records);

} // namespace sokuo::advisory
