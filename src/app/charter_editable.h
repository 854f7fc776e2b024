#pragma once

// The values of a charter that may be changed on screen.

#include "charter/book.h"
#include "core/message.h"

#include <string>
#include <vector>

namespace sokuo::app {

struct Editable {
    std::string path; ///< As charter/amend.h takes it.
    const Message* label = nullptr;
    std::vector<std::string> args; ///< Of the label.
    std::string value;
    std::string article; ///< Where the charter says it; may be empty.
};

/// Those that stand in the edition's file, in its order of importance. Errors: `corrupt`.
[[nodiscard]] Result<std::vector<Editable>> editable_of(const charter::Edition& edition);

} // namespace sokuo::app
