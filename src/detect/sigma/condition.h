#pragma once

// The condition of a rule (specification 2.1.0, "Condition"): `not` binds tightest, then `and`,
// then `or`; `1 of x*`, `all of them`.

#include "core/result.h"
#include "detect/sigma/builder.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace sokuo::detect {

/// Names of selections and their terms.
using Selections = std::map<std::string, std::uint32_t, std::less<>>;

/// Errors: `invalid`, `too_large`.
Result<std::uint32_t> read_condition(std::string_view text, const Selections& selections,
                                     DetectionBuilder& builder);

} // namespace sokuo::detect
