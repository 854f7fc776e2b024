#pragma once

// The values of a charter that may be changed on screen.

#include "charter/book.h"
#include "core/message.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::app {

struct Editable {
    std::string path; ///< As charter/amend.h takes it.
    const Message* label = nullptr;
    std::vector<std::string> args; ///< Of the label.
    std::string value;             ///< Of one value; empty for a list.
    std::string article;           ///< Where the charter says it; may be empty.
    /// Of a list: what stands in it (codes), and what may.
    enum class Of : std::uint8_t { text, roles, posts } of = Of::text;
    std::vector<std::string> codes = {};
};

/// The path of who stands in for a role, in their order: `/succession/role=head/posts`.
[[nodiscard]] std::string succession_path(std::string_view role);
/// The role such a path is about; empty for another path.
[[nodiscard]] std::string_view succession_role(std::string_view path);

/// Those that stand in the edition's file, in its order of importance, and who stands in for each
/// role one person holds, whether the file has a line for it or not. `language`: of names in
/// labels. Errors: `corrupt`.
[[nodiscard]] Result<std::vector<Editable>> editable_of(const charter::Edition& edition,
                                                        Language language = Language::ja);

} // namespace sokuo::app
