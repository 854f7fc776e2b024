#pragma once

// The routes of advisories. What changes one answers with the whole page as it is then.

#include "advisory/advisory_store.h"
#include "advisory/board.h"
#include "sandbox/sandbox.h"
#include "team/gate.h"

#include <functional>
#include <string>
#include <vector>

namespace sokuo::advisory {

/// What is found becomes a report, which is another module's.
struct NewReport {
    std::string what;
    std::string how;       ///< Where it was read.
    std::string systems;   ///< Names.
    bool is_asked = false; ///< An authority asked; otherwise we found it in a feed.
};
struct ReportDesk {
    std::function<Result<ReportId>(store::Write&, const team::Call&, const NewReport&)> receive{};
    /// `{"id", "number"}`; null for one that `call` may not know of.
    std::function<Result<Json>(store::Read&, const ReportId&, const team::Call&)> describe{};
};

/// What the routes work with; each must outlive them.
struct Office {
    Shelf shelf;
    ReportDesk reports;
    sandbox::Sandbox* sandbox = nullptr; ///< Null: files cannot be taken in.
    Board* board = nullptr;              ///< Null: no feeds (a simulated clock).
};

[[nodiscard]] std::vector<team::Route> advisory_routes(const Office& office);

} // namespace sokuo::advisory
