#pragma once

// For the tests: parsers that misbehave, each in its own way.

#include "sandbox/confine.h"
#include "sandbox/parser.h"
#include "sandbox/reasons.h"
#include "sandbox/zygote.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::sandbox::testing {

/// One thing a worker may not do. It would report a record if it lived on.
struct Deed {
    std::string_view name;
    long call;
    long arguments[3];
};

[[nodiscard]] std::span<const Deed> deeds();
[[nodiscard]] std::span<const Parser> planted();
/// Makes the test program its own zygote.
[[nodiscard]] std::vector<std::string> zygote_words();

} // namespace sokuo::sandbox::testing
