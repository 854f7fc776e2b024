#pragma once

// トリアージ (第２条第１号イ): people judge what arrived. The four steps of the charter in one act:
// the facts as reported, whether an incident occurred, the overall picture, the priority.

#include "incident/desk.h"
#include "team/gate.h"

#include <vector>

namespace sokuo::triage {

[[nodiscard]] std::vector<team::Route> triage_routes(const incident::Desk& desk);

} // namespace sokuo::triage
