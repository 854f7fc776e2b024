#pragma once

// What each action of the policy table is, in the words of a person: 「事案を読む」.

#include "core/message.h"

#include <string_view>

namespace sokuo::charter {

/// Nothing for an action the program does not know.
[[nodiscard]] const Message* action_words(std::string_view action);

} // namespace sokuo::charter
