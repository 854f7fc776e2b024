#pragma once

// Why a rule fits an event, or does not: its condition as a tree, each test with whether it held
// and the value that was looked at. Judged word for word from the specification (`sigma/naive.h`).

#include "core/message.h"
#include "detect/sigma/log_sources.h"
#include "detect/sigma/naive.h"
#include "detect/sigma/read.h"

#include <chrono>
#include <span>
#include <string>

namespace sokuo::detect::report {

struct WhyLook {
    Language language = Language::ja;
    std::size_t value_columns = 100; ///< Of a value.
    /// Of the parts of a long list that make no difference; the rest is counted.
    std::size_t same_shown = 5;
    std::chrono::minutes zone{0}; ///< What parts of a time (`|hour`) are counted in.
};

/// Appends lines of visible text, and says whether the rule fits. Filters that are for the rule are
/// shown after it.
bool append_why(const Rule& rule, std::span<const Filter> filters, const LogSources& sources,
                const PlainEvent& event, const WhyLook& look, std::string& out);

/// A test as it could stand in a rule: `CommandLine|re: …`. Visible text.
[[nodiscard]] std::string test_text(const Test& test);

} // namespace sokuo::detect::report
