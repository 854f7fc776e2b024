#pragma once

// The routes of 支援依頼・支援要請 for the team: proposing, letting people sign in, noting what is
// exchanged, ending. Issuing is the approval's step (決裁), so it has no route of its own.

#include "approval/approval_api.h"
#include "incident/desk.h"
#include "team/gate.h"

#include <vector>

namespace sokuo::incident {

/// The kind of 決裁 an engagement asks for, in `approvals` of the charter's file.
inline constexpr std::string_view engagement_kind = "engagement";

[[nodiscard]] std::vector<team::Route> engagement_routes(const Desk& desk);

/// Issues or declines an engagement when its approval was given, sent back, withdrawn or contested.
/// Follows nothing else. `desk` must outlive it.
[[nodiscard]] approval::Follow engagement_follow(const Desk& desk);
/// What whoever approves an engagement should know: whom, until when, what they get to see.
[[nodiscard]] approval::Describe engagement_describe(const Desk& desk);

} // namespace sokuo::incident
