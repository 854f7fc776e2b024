#pragma once

// Rules, filters and correlations out of YAML. What cannot be used is named with its reason and the
// rest is read on: nothing is dropped in silence.

#include "core/result.h"
#include "detect/sigma/rule.h"
#include "detect/sigma/spell.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::detect {

/// A rule that cannot be used.
struct Refused {
    RuleInfo info{}; ///< As much as could be read; `file` always.
    Error why{};     ///< `where`: `file:line`.
};

/// What a file, or many, hold.
struct Rules {
    std::vector<Rule> rules{};
    std::vector<Filter> filters{};
    std::vector<Correlation> correlations{};
    std::vector<Refused> refused{};
    /// Text of all tests that were read into it; a rule that would make it more than the limit is
    /// refused.
    std::size_t text_bytes = 0;
    static constexpr std::size_t text_bytes_max = std::size_t{64} << 20U;
};

/// Reads a file of one document or several (`---`) and adds what it holds. `file` is for people.
/// Limits: 1 MiB, and those of `core/yaml.h`.
void read_rules(std::string_view text, std::string_view file, const Placeholders& placeholders,
                Rules& rules);

/// `name: [values]`. Errors: `invalid`, `too_large`.
Result<Placeholders> read_placeholders(std::string_view text, std::string_view file);

} // namespace sokuo::detect
