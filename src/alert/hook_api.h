#pragma once

// `POST /api/v1/hooks/{name}`: open to all, believed by its signature (hook.h).

#include "alert/hook.h"
#include "incident/desk.h"
#include "team/gate.h"

#include <vector>

namespace sokuo::alert {

/// `hooks` must outlive the routes.
[[nodiscard]] std::vector<team::Route> hook_routes(const incident::Desk& desk,
                                                   const std::vector<Hook>& hooks);

} // namespace sokuo::alert
