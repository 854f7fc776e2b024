#pragma once

// Before a command on a terminal reads what strangers wrote.

#include "core/bytes.h"
#include "core/result.h"
#include "sandbox/self.h"

namespace sokuo::app {

/// Two files of one letter; one is named in the charset of a Japanese Windows, one in UTF-8.
/// Whoever has looked through it has opened what libraries open late: the locale, tables of
/// charsets.
[[nodiscard]] Bytes zip_of_two_names();

/// Opens that, and locks the process in (sandbox/self.h). Errors: `unavailable`.
Result<> lock_in(const sandbox::Room& room);

} // namespace sokuo::app
