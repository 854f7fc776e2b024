#pragma once

// 検知及び連絡受付 (第２条第１号ア): a report arrives, by the staff's slip or from the public
// front, and stands in the inbox with everything that was said.

#include "incident/desk.h"
#include "team/gate.h"

#include <vector>

namespace sokuo::intake {

[[nodiscard]] std::vector<team::Route> intake_routes(const incident::Desk& desk,
                                                     const team::RenderProblem& render);

} // namespace sokuo::intake
