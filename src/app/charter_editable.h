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

/// The path of who stands in for the head, in their order.
inline constexpr std::string_view succession_path = "/succession/role=head/posts";

/// Those that stand in the edition's file, in its order of importance. Errors: `corrupt`.
[[nodiscard]] Result<std::vector<Editable>> editable_of(const charter::Edition& edition);

} // namespace sokuo::app
