#pragma once

// A match in words of its own, out of an event that is about to be forgotten.

#include "detect/engine/worker.h"
#include "detect/match.h"

#include <optional>

namespace sokuo::detect {

/// Requires that `worker` has just looked at `event`. `names` numbers the event's fields. What
/// `match` held is overwritten; the file is the caller's to fill in.
void render_match(const Program& program, Worker& worker, const Hit& hit, const Event& event,
                  const Names& names, Match& match);

/// The same as a correlation counts it; nothing when the event has no time.
[[nodiscard]] std::optional<Sighting> sighting_of(const Program& program, const Counted& counted,
                                                  const Hit& hit, const Event& event,
                                                  const Names& names);

} // namespace sokuo::detect
