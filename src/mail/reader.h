#pragma once

// The mail reader as a parser of the sandbox: `read` (read.h) in a worker, its result as records,
// and the records read again, strictly, on our side.
//
//     const auto mail = TRY(mail::read_in(sandbox, bytes));
//
// Hashes do not travel: they are made on our side, of the content that came.

#include "core/bytes.h"
#include "core/result.h"
#include "mail/read.h"
#include "sandbox/sandbox.h"

#include <span>

namespace sokuo::mail {

/// To be put into the table of the program's parsers.
[[nodiscard]] sandbox::Parser reader();

/// Reads a mail in a worker. Blocks, see `Sandbox::read`, whose errors these are.
[[nodiscard]] Result<Mail> read_in(sandbox::Sandbox& sandbox, ByteView bytes);

void to_records(const Mail& mail, sandbox::Output& output);

/// Errors: `invalid`: these are not the records of a mail.
[[nodiscard]] Result<Mail> from_records(std::span<const sandbox::Record> records);

} // namespace sokuo::mail
