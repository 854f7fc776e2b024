#pragma once

// The obligations of an incident: what the law sets (期限) and what we set ourselves (目安). They
// are worked out by the rules of the pack from the facts, once an act changed those, and written
// into the journal; from then on they are what they were, whatever the pack says later. Pure.
//
//     {"key", "kind": "law" | "target", "from_at", "due_at", "due_on", "calendar_day",
//      "span_from", "span_to", "certain"}

#include "charter/rules.h"
#include "core/json.h"
#include "core/time.h"
#include "incident/incident.h"

#include <optional>
#include <string>
#include <vector>

namespace sokuo::incident {

/// The deadlines as the journal keeps them. Errors: `invalid` when the time zone is unknown.
[[nodiscard]] Result<Json> work_out_deadlines(const Incident& incident, const Rules& rules);

/// When the nearest one that is not settled falls due: its key and time.
struct NextDue {
    std::string key;
    Time at{};
};
[[nodiscard]] std::optional<NextDue> next_due(const Json& deadlines,
                                              const std::map<std::string, Time, std::less<>>& done);

/// The clock strip of the API, nearest first, what is settled last.
[[nodiscard]] Json clock_strip(const Incident& incident, const charter::Pack& pack, Time now,
                               Language language);
/// One clock of it.
[[nodiscard]] Json clock_item(const Json& deadline, const charter::Pack& pack,
                              const std::string& priority, std::optional<Time> fulfilled, Time now,
                              Language language);

} // namespace sokuo::incident
