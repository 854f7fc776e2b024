#pragma once

// The routes of 決裁: what waits for whom, proposing, approving, oral approval and its 事後確認.

#include "approval/approval.h"
#include "charter/book.h"
#include "journal/journal.h"
#include "store/store.h"
#include "team/gate.h"

#include <functional>
#include <vector>

namespace sokuo::approval {

/// What else happens after a step, in the same write: an engagement is issued when its approval was
/// given. Gets the state before it and the approval as it is then. Empty where nothing follows.
using Follow =
    std::function<Result<>(store::Write&, const team::Call&, State before, const Approval&)>;
/// What whoever approves should know of the subject: `[{"label", "text"}]`, in the reader's
/// language. Empty where the text says all.
using Describe = std::function<Result<Json>(store::Read&, const team::Call&, const Approval&)>;

struct Office {
    store::Store& store;
    journal::Journal& journal;
    Follow follow = {};
    Describe describe = {};
    /// Kinds that are proposed where their subject stands, and by no route of this module: an
    /// approval without its engagement would let nothing happen.
    std::vector<std::string> proposed_elsewhere = {};
};

/// The routes keep a copy of `office`; what it refers to must outlive them.
[[nodiscard]] std::vector<team::Route> approval_routes(Office office);

} // namespace sokuo::approval
