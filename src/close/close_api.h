#pragma once

// 事後対応 (第２条第１号オ): the conditions of 収束宣言, the declaration itself, closing, and the
// way back when something new comes up.

#include "incident/desk.h"
#include "team/gate.h"

#include <vector>

namespace sokuo::close {

[[nodiscard]] std::vector<team::Route> close_routes(const incident::Desk& desk);

} // namespace sokuo::close
