#pragma once

// The parsers of foreign bytes this program has, for its sandbox and for the zygote of that.

#include "sandbox/parser.h"

#include <span>

namespace sokuo::app {

[[nodiscard]] std::span<const sandbox::Parser> parsers();

} // namespace sokuo::app
