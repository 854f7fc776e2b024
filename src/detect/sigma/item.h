#pragma once

// One line of a selection (`CommandLine|contains|all: […]`): its modifiers applied to its values
// (specification 2.1.0, "Value Modifiers").

#include "core/result.h"
#include "core/yaml.h"
#include "detect/sigma/builder.h"
#include "detect/sigma/spell.h"

#include <cstdint>
#include <string_view>

namespace sokuo::detect {

/// The term for `key: value`. `value` is a scalar or a list of scalars. Errors: `invalid` with the
/// reason, `too_large`.
Result<std::uint32_t> read_item(std::string_view key, const sokuo::Node& value,
                                const Placeholders& placeholders, DetectionBuilder& builder);

} // namespace sokuo::detect
