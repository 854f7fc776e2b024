#pragma once

// Letters on the screen: what stands under a report or an incident, what came in and nobody saw,
// and writing one.

#include "correspondence/post_office.h"
#include "team/gate.h"

#include <vector>

namespace sokuo::correspondence {

/// `office`: null where no mail is set up; letters are then read and none is written.
[[nodiscard]] std::vector<team::Route> letter_routes(const incident::Desk& desk,
                                                     const PostOffice* office);

} // namespace sokuo::correspondence
