#pragma once

// 閲覧の制限 of an incident: drawing its circle, and a deputy taking over from a head who is shut
// out of it.

#include "core/id.h"
#include "core/json.h"
#include "core/result.h"
#include "team/circle.h"

#include <string>
#include <string_view>

namespace sokuo::incident {

/// 閲覧の制限: who may know of it from here on, and why. Replaces what was.
struct SetCircle {
    team::Circle circle;
    std::string reason;
    /// Let in by the program, in the posts of those named who hold them no longer (successors.h).
    std::vector<PersonId> followed{};
};

/// A deputy takes over from a head who is shut out of this incident, for this incident only. Whose
/// turn it is was asked of the succession (team/succession.h).
struct TakeOver {
    std::string post;    ///< Code of the post stood in for.
    std::string by_post; ///< Code of the post it is done from.
    PersonId person;     ///< Who takes over.
    PersonId excluded;   ///< Who held the post and is shut out.
    std::string reason;
};

/// Errors: `invalid`: nobody named, somebody both let in and shut out, no reason.
[[nodiscard]] Result<> check_circle(const team::Circle& circle, std::string_view reason,
                                    const std::string& where);

/// Errors: `invalid`, with the field.
[[nodiscard]] Result<SetCircle> read_circle(const Json& json, const std::string& where);

} // namespace sokuo::incident
