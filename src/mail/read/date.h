#pragma once

// The date of a mail (RFC 5322 §3.3, §4.3), as clients write it.

#include "core/time.h"

#include <optional>
#include <string_view>

namespace sokuo::mail {

/// Nothing when it is no date. A zone nobody knows is UTC (RFC 5322 §4.3).
[[nodiscard]] std::optional<Time> date_of(std::string_view text);

} // namespace sokuo::mail
