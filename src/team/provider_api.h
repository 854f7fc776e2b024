#pragma once

// The routes of signing in by the organisation's provider (identity/provider.h). A browser follows
// them by itself, so whatever happens it ends on our own start page, which says it:
//
//     GET /api/v1/session/oidc           303 to the provider   ?own_device=1 ?again=1
//     GET /api/v1/session/oidc/return    303 to / (signed in), or to /?sign-in=
//         code      a second factor is still to come; the ticket is in a cookie of its own
//         unbound   it is certain who it is, but nobody here is bound to that
//         again     the journey took too long, or is another browser's
//         refused, silent
//
// The cookie of the journey is Lax: it must come along when the provider sends the browser back.
// Those of the session and of the ticket are Strict.

#include "team/team_api.h"

#include <vector>

namespace sokuo::team {

/// Errors of both: `not_found` where there is no provider.
[[nodiscard]] std::vector<Route> provider_routes(TeamApi api);

} // namespace sokuo::team
