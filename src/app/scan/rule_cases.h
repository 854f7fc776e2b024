#pragma once

// Rules and what they are known to do: SigmaHQ's `regression_data` (an info.yml names a rule, a
// log, and how often the rule fits at least), and the form of our own tests/detect/rules (`fires.*`
// makes the rule of that name give alarm and no other, `quiet.*` none).

#include "core/result.h"
#include "detect/engine/program.h"

#include <cstddef>
#include <string>
#include <vector>

namespace sokuo::app {

struct CaseOutcome {
    std::string name{};
    bool is_passed = false;
    std::string note{}; ///< What was seen; visible text. May be empty when it passed.
};

struct RuleCases {
    struct Regression {
        std::string name{};
        std::string rule{}; ///< Its id.
        std::string file{};
        std::uint64_t matches_min = 1;
    };
    struct Example {
        std::string file{};
        std::string stem{}; ///< Of the rule's file.
        bool fires = false;
    };
    std::vector<Regression> regressions{};
    std::vector<Example> examples{};
    std::vector<CaseOutcome> unreadable{}; ///< Cases that cannot be understood.
};

/// Finds the cases below `regression_data` and `tests` of a folder, or, where it has neither, below
/// itself. Errors: `not_found`.
Result<RuleCases> find_cases(const std::string& folder);

/// In the order of their names.
[[nodiscard]] std::vector<CaseOutcome> run_cases(const RuleCases& cases,
                                                 const detect::Program& program,
                                                 std::size_t threads, Language language);

} // namespace sokuo::app
