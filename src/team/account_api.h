#pragma once

// The routes of how somebody signs in: their own password, second factor, recovery codes, sessions
// and tokens; and what an administrator (`team.manage`) may see and take back of somebody else's.
//
// What an administrator does is an entry on the person's stream, without any secret:
//
//     person.sign_in_given         {}    a name to sign in with, to somebody who had none
//     person.password_reset        {}
//     person.second_factor_reset   {}
//     person.session_ended         {"token": bool}
//     person.sign_in_linked        (link.h)
//
// No route here is for API tokens: a program changes nobody's keys.

#include "team/team_api.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::team {

[[nodiscard]] std::vector<Route> account_routes(TeamApi api);

/// 64 lower-case hexadecimal digits: how a session is named outside.
[[nodiscard]] std::optional<Hash> hash_from_hex(std::string_view text);

/// What a password must not be made of: the names of the organisation and of the person (`own`:
/// name, reading, sign-in name), whole and in their parts.
[[nodiscard]] std::vector<std::string> known_names(const charter::Charter& charter,
                                                   const std::vector<std::string>& own);

} // namespace sokuo::team
