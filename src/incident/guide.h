#pragma once

// What a tired person sees first: how far the incident is (the rail of 第２条第１号, ア to オ) and
// the one thing to do next, with its reason. Rules over the state, never a black box. Pure.

#include "charter/rules.h"
#include "core/json.h"
#include "incident/incident.h"

namespace sokuo::incident {

/// Five RailSteps of the API.
[[nodiscard]] Json rail(const Incident& incident, const Rules& rules, Language language);
/// At most three NextActions of the API, the first to be done first.
[[nodiscard]] Json next_actions(const Incident& incident, const Rules& rules, Language language);

} // namespace sokuo::incident
