#pragma once

// What a report says that was made of an alert: the machine's words in the four items of 別表第１,
// nothing of ours. Pure.

#include "alert/alert.h"
#include "incident/report.h"

#include <string_view>

namespace sokuo::alert {

/// ①いつ: the first signal. ②どこで: the host. ③何が: the title; どのように: the description.
/// ④ stays open: a machine is no person to call back.
[[nodiscard]] incident::Slip slip_of(const Alert& alert, std::string_view time_zone);

/// The same as a line under a report that stands already.
[[nodiscard]] incident::Addition addition_of(const Alert& alert);

} // namespace sokuo::alert
