#pragma once

// The rules that can be used and those that cannot, for people and for programs.

#include "core/message.h"
#include "detect/engine/program.h"

#include <string>

namespace sokuo::app {

/// The gravest first; those that cannot be used, with the reason, at the end.
[[nodiscard]] std::string rules_text(const detect::Program& program, Language language);
/// `{"rules": […], "unusable": […]}`, on one line.
[[nodiscard]] std::string rules_json(const detect::Program& program);
/// Empty when all can be used.
[[nodiscard]] std::string unusable_text(const detect::Program& program, Language language);

} // namespace sokuo::app
