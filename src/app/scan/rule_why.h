#pragma once

// `sokuo rules why`: one rule and one event.

#include "app/scan/request.h"
#include "detect/sigma/naive.h"

#include <string>

namespace sokuo::app {

/// `FILE:RECORD` as a scan names it, or `-`: the first event on standard input. Errors:
/// `not_found`, `invalid`, and those of the file.
Result<detect::PlainEvent> find_event(const std::string& named);

/// `named`: a rule's id, title, name, file, or file without its ending. Of a correlation its parts
/// are explained. Appends text, and says whether any of them fits. Errors: `not_found`.
Result<bool> explain(const std::string& named, RuleChoice choice, const detect::PlainEvent& event,
                     Language language, std::string& out);

} // namespace sokuo::app
