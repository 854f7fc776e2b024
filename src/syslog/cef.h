#pragma once

// ArcSight's CEF and QRadar's LEEF: a head of fields with bars between them, then `key=value`.
// Pure.
//
//     CEF:0|vendor|product|version|signature|name|severity|src=10.0.0.1 msg=a \= b
//     LEEF:1.0|vendor|product|version|event|src=10.0.0.1<TAB>sev=7
//     LEEF:2.0|vendor|product|version|event|^|src=10.0.0.1^sev=7
//
// There is no schema (INTEROP): `|` and `\` are escaped in CEF's head, `=`, `\` and line breaks in
// its extension; a value may hold blanks, so a new key is a word that begins behind a blank and
// ends in `=`. What does not fit is the text of an event like any other.

#include "syslog/event.h"

namespace sokuo::syslog {

/// Reads `event.text` when it begins as one of the two; gives whether it could be read.
bool read_cef(Event& event, const OffsetAt& zone);

} // namespace sokuo::syslog
