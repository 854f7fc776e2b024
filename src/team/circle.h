#pragma once

// Who stands inside and who outside of one incident. A value; veil.h makes it work.

#include "core/id.h"

#include <vector>

namespace sokuo::team {

struct Circle {
    bool is_restricted = false;     ///< Only those named know that it exists.
    std::vector<PersonId> named;    ///< Counts only while it is restricted.
    std::vector<PersonId> excluded; ///< Know nothing of it, restricted or not.
    friend bool operator==(const Circle&, const Circle&) = default;
};

} // namespace sokuo::team
