#pragma once

// `content_of` (kind.h) as a parser of the sandbox, and its record read again, strictly.

#include "core/bytes.h"
#include "core/result.h"
#include "inspect/kind.h"
#include "sandbox/sandbox.h"

#include <span>

namespace sokuo::inspect {

/// To be put into the table of the program's parsers.
[[nodiscard]] sandbox::Parser reader();

/// Looks at a file in a worker. Blocks, see `Sandbox::read`, whose errors these are.
[[nodiscard]] Result<Content> look_in(sandbox::Sandbox& sandbox, ByteView bytes);

/// Errors: `invalid`: this is not what the parser writes.
[[nodiscard]] Result<Content> from_records(std::span<const sandbox::Record> records);

} // namespace sokuo::inspect
