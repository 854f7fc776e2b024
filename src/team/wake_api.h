#pragma once

// The routes of 起こす: whom one would call for an incident or a report, calling them, and who
// answered.

#include "team/team_api.h"

#include <functional>
#include <string>

namespace sokuo::team {

struct WakeApi {
    TeamApi team;
    /// The number people say for an incident or a report. Errors: `not_found`.
    std::function<Result<std::string>(store::Read&, const journal::Stream&)> number_of;
    /// Whether the operator named a mail server; may be empty: no.
    std::function<bool()> sends_mail;
};

[[nodiscard]] std::vector<Route> wake_routes(const WakeApi& api);

} // namespace sokuo::team
