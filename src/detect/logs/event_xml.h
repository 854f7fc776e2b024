#pragma once

// An event of Windows or of Sysmon for Linux as XML, as it stands in one line of a log or in a
// field: `<Event><System>…</System><EventData>…</EventData></Event>`. Only as much of XML as these
// writers use: no document types, no namespaces, nothing outside the five entities.

#include "detect/logs/arena.h"

#include <string_view>
#include <utility>
#include <vector>

namespace sokuo::detect::logs {

using NamedText = std::pair<std::string_view, std::string_view>;

/// Puts the fields into `fields` under the names rules use: `Provider_Name`, `EventID`,
/// `TimeCreated_SystemTime`, `Image` … They lie in `text` and in the arena. False when it is no
/// such event or broken; then `fields` holds what came before.
bool read_event_xml(std::string_view text, Arena& arena, std::vector<NamedText>& fields);

/// The pairs of `{"@Name":"Image","#text":"…"}` in `text`, which is JSON (EvtxECmd's Payload).
void read_named_data(std::string_view text, Arena& arena, std::vector<NamedText>& fields);

/// The lines of `text` that read `Name: value` or `Name=value`, where the name is one word.
void read_pairs(std::string_view text, std::vector<NamedText>& fields);

} // namespace sokuo::detect::logs
