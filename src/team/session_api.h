#pragma once

// The routes of a person's own session: signing in (in two steps where a second factor is enrolled)
// and out, which ways of it there are, who I am, what I may do and what I still owe, and asking the
// password (and the code) again for acts that need it.
//
// The cookie is `__Host-sokuo` over TLS; over plain HTTP, which is served on loopback or behind a
// trusted proxy only, it is `sokuo` without `Secure`. It ends with the browser, on one's own device
// after twelve hours.

#include "team/team_api.h"

#include <string>
#include <string_view>
#include <vector>

namespace sokuo::team {

/// The ticket for the second step, where no page has it: whoever came by the provider.
inline constexpr std::string_view step_cookie = "sokuo-step";

/// The value of Set-Cookie for a session that was opened.
[[nodiscard]] std::string session_cookie(const http::Request& request,
                                         const identity::Opened& opened);

/// `public_url`: where outsiders reach the public pages; may be empty.
[[nodiscard]] std::vector<Route> session_routes(TeamApi api, std::string public_url);

} // namespace sokuo::team
