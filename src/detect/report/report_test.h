#pragma once

// What the stories of the reports share: a small scan of みほん市, a match in which everything was
// written by somebody who wants to be obeyed, and the files that say how a report looks.

#include "detect/match.h"
#include "detect/report/summary.h"
#include "detect/report/visible.h"
#include "detect/report/zone.h"

#include <string>
#include <string_view>
#include <vector>

namespace sokuo::detect::report {

/// The time a text names; the test fails when it is none.
[[nodiscard]] Time at(std::string_view rfc3339);
[[nodiscard]] Zone tokyo();

[[nodiscard]] const RuleInfo& powershell_rule(); ///< High, by an author, under the DRL.
[[nodiscard]] const RuleInfo& logon_rule();      ///< Low, a correlation, no licence named.
[[nodiscard]] const RuleInfo& hostile_rule();    ///< Critical; its file was written by a stranger.

/// Around midnight in Japan: one at 23:59:59, one at 00:00:00, and a correlation.
[[nodiscard]] std::vector<Match> night();
/// Escapes, bidi overrides, formulas, HTML, broken UTF-8; no time that can be read.
[[nodiscard]] Match hostile();

/// The three, the hostile one, what was read, and what went wrong.
[[nodiscard]] Summary night_summary(const Zone& zone);

/// Compares with tests/golden/scan/NAME. To change what is expected, run the tests with
/// SOKUO_GOLDEN=write and look at the difference.
void check_golden(std::string_view name, std::string_view text);

/// Nothing in it that a terminal obeys, but line feeds (and, of a page, tabs).
[[nodiscard]] bool is_calm(std::string_view text, Lines within = Lines::one);

} // namespace sokuo::detect::report
