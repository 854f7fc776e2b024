#pragma once

// The routes of the journal, for auditors: how far it goes, its entries, the proof that one of them
// is in the signed log, and the newest signed checkpoint.

#include "app/proofs.h"
#include "incident/desk.h"
#include "team/gate.h"

#include <vector>

namespace sokuo::app {

/// Both must outlive the routes.
[[nodiscard]] std::vector<team::Route> journal_routes(const incident::Desk& desk, Proofs& proofs);

} // namespace sokuo::app
