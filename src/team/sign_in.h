#pragma once

// What somebody still owes before they may work: an initial password must be changed, and whoever
// holds a post of certain roles (`sign_in.second_factor` of the charter) enrols a second factor.
// Until then the gate lets them reach only what everybody who is signed in may: their own account.
// Pure.

#include "charter/charter.h"
#include "core/result.h"
#include "identity/identity.h"
#include "team/standing.h"

#include <string_view>
#include <vector>

namespace sokuo::team {

/// Whether a role of today's posts asks for a second factor; an outsider who is engaged needs one
/// always. Not the posts stood in for: whoever takes over in the night is not stopped to enrol one.
[[nodiscard]] bool needs_second(const charter::Charter& charter, const Standing& standing);

/// `change_password`, `enrol_second_factor`, in the order they are to be done. An API token owes
/// nothing: it is no password.
[[nodiscard]] std::vector<std::string_view>
owed(const charter::Charter& charter, const Standing& standing, const identity::Identity& identity);

/// Errors: `forbidden`, saying what is owed first.
[[nodiscard]] Result<> owes_nothing(const charter::Charter& charter, const Standing& standing,
                                    const identity::Identity& identity);

} // namespace sokuo::team
