#pragma once

// The JSON of a body: the bytes that are committed to, and the value as everyone will read it back.

#include "core/json.h"
#include "core/result.h"

#include <string>

namespace sokuo::journal {

struct Content {
    std::string bytes; ///< Canonical JSON.
    Json value;        ///< What parsing `bytes` gives: members sorted.
};

/// So that a view sees the same value while living and in a replay. Requires an object.
/// Errors: `too_large` (body_bytes_max); `invalid` for what could not be read back: text that is
/// not UTF-8, a number that is not finite, a member twice, more than 32 levels.
[[nodiscard]] Result<Content> settle(const Json& content);

} // namespace sokuo::journal
