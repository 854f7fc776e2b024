#pragma once

// What is known outside of the rules a worker was born with: what people are told of each, how
// correlations count, and what could not be used. Made by a worker that has seen no foreign bytes.

#include "detect/engine/program.h"
#include "detect/job/outcome.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::detect::job {

/// A rule that cannot be used, in both languages.
struct Unusable {
    std::string file{};
    std::string title{};
    std::string where{}; ///< `file:line`, or empty.
    std::string ja{};
    std::string en{};
};

struct Catalogue {
    std::string fingerprint{};
    std::vector<RuleInfo> rules{}; ///< As they are numbered: rules, then correlations.
    CountingPlan plan{};
    std::vector<Unusable> unusable{}; ///< At most `unusable_max`.
    std::size_t unusable_count = 0;

    [[nodiscard]] Shape shape(std::size_t parts) const {
        return {.fingerprint = fingerprint, .rules = rules.size(), .plan = &plan, .parts = parts};
    }
};
inline constexpr std::size_t unusable_max = 1'000;
inline constexpr std::size_t rules_max = 100'000;

/// The same rules in the same order have the same.
[[nodiscard]] std::string fingerprint_of(const Program& program);
void tell_catalogue(const Program& program, const std::string& fingerprint, const Put& put);
/// Instead, when there are no rules.
void tell_trouble(const Error& why, const Put& put);

/// Errors: `invalid`: malformed, or (`no_rules`) what `tell_trouble` told, as `detail`.
[[nodiscard]] Result<Catalogue> read_catalogue(std::span<const Piece> pieces);

inline constexpr Message no_rules{"detect.no_rules", "検知ルールを読めません：{0}",
                                  "The detection rules cannot be read: {0}"};

} // namespace sokuo::detect::job
