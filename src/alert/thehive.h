#pragma once

// The shapes in which TheHive takes and gives an alert (v0 of TheHive 3 and 4, v1 of TheHive 5), so
// that recipes written for it (ElastAlert 2, Wazuh, n8n, Shuffle) work unchanged. Written from what
// those clients send and read. Pure.
//
// What an alert of theirs has and ours has not (TLP, custom fields, a case template) stays in the
// event as it came, which is kept.

#include "alert/alert.h"
#include "alert/alert_store.h"

#include <string_view>

namespace sokuo::alert {

enum class HiveVersion : std::uint8_t { v0, v1 };

/// `type`, `source` and `sourceRef` name it; `date` is in milliseconds, `severity` from 1 to 4;
/// `artifacts` (v0) or `observables` (v1) are its observables. `text` is kept. Unknown members are
/// theirs and no error. Errors: `invalid`, with the member: nothing to know it by, no title, or a
/// file among the observables (hand it in with a report).
[[nodiscard]] Result<Signal> signal_of_hive(const Json& json, HiveVersion version,
                                            std::string_view text);

/// What a client changes: put away (`status` or `stage` Ignored, Closed, FalsePositive,
/// Duplicated…), taken (Imported, InProgress). Nothing when it only marks or assigns. Errors:
/// `invalid` for what the record does not let change (title, description).
[[nodiscard]] Result<std::optional<Judge>> judgement_of_hive(const Json& json);

/// An alert as they read it.
[[nodiscard]] Json hive_alert(const Alert& alert, HiveVersion version);

} // namespace sokuo::alert
