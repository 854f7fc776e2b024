#pragma once

// What a look becomes beyond this module: entries of the journal, and the signal of an alert
// (src/alert). Pure.

#include "alert/alert.h"
#include "core/id.h"
#include "journal/entry.h"
#include "monitor/verdict.h"

#include <string_view>

namespace sokuo::monitor {

[[nodiscard]] Json to_json(const Verdict& verdict);
/// What is not a verdict is a good one without anything.
[[nodiscard]] Verdict verdict_from(const Json& json);

[[nodiscard]] journal::Draft fell_entry(const Uuid& monitor, const Target& target,
                                        const Verdict& verdict, Time since);
[[nodiscard]] journal::Draft recovered_entry(const Uuid& monitor, const Target& target, Reason was,
                                             Time since);
/// Without a reason: it is the first page that was seen.
[[nodiscard]] journal::Draft accepted_entry(const Uuid& monitor, std::string_view name,
                                            std::string_view hash, std::string_view reason);

/// In Japanese, as an alert is a machine's own words. Its `reference` is still to be set.
[[nodiscard]] alert::Signal signal_of(const Target& target, const Verdict& verdict,
                                      const Difference& difference, Time now);

} // namespace sokuo::monitor
