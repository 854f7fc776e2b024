#pragma once

// The routes of TheHive's alert API that recipes call: create, read, change, and the two questions
// clients ask before (`status`, `user/current`). The token is ours (`Authorization: Bearer`), the
// action the same as of our own routes.

#include "incident/desk.h"
#include "team/gate.h"

#include <string_view>
#include <vector>

namespace sokuo::alert {

[[nodiscard]] std::vector<team::Route> thehive_routes(const incident::Desk& desk);

/// Whether a path is one of theirs.
[[nodiscard]] bool is_thehives(std::string_view path);

/// Its clients read `message` from an error; ours say `detail`. For a route of `thehive_routes`
/// behind the gate.
[[nodiscard]] http::Route with_messages(http::Route guarded);

} // namespace sokuo::alert
