#pragma once

// Who stands inside and who outside of one incident. A value; veil.h makes it work.

#include "core/id.h"

#include <algorithm>
#include <vector>

namespace sokuo::team {

struct Circle {
    bool is_restricted = false;     ///< Only those named know that it exists.
    std::vector<PersonId> named;    ///< Counts only while it is restricted.
    std::vector<PersonId> excluded; ///< Know nothing of it, restricted or not.
    friend bool operator==(const Circle&, const Circle&) = default;
};

/// Whether somebody may know of what the circle is drawn around.
[[nodiscard]] inline bool knows(const Circle& circle, const PersonId& person) {
    const auto holds = [&](const std::vector<PersonId>& persons) {
        return std::ranges::find(persons, person) != persons.end();
    };
    return !holds(circle.excluded) && (!circle.is_restricted || holds(circle.named));
}

} // namespace sokuo::team
