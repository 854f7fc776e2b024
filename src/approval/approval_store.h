#pragma once

// The approvals' view and how a step is written.

#include "approval/approval.h"
#include "journal/journal.h"
#include "journal/view.h"
#include "store/store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::approval {

/// Table `approval`.
[[nodiscard]] const journal::View& approval_view();

/// Errors: `not_found`, `corrupt`.
Result<Approval> load(const journal::Journal& journal, store::Read& db, const ApprovalId& id);

/// Proposes. Errors: as `Approval::ask`.
Result<Approval> propose(journal::Journal& journal, store::Write& db, const journal::Actor& actor,
                         const Ask& what, const charter::Charter& charter);
/// Takes a step. `expected_rev`: what the person read. Errors: `not_found`, `stale`, as `next`.
Result<Approval> act(journal::Journal& journal, store::Write& db, const journal::Actor& actor,
                     const ApprovalId& id, const Step& step, std::int64_t expected_rev);

struct Filter {
    /// `waiting`: asked, or owing a signature; `all`.
    std::string_view state = "waiting";
    std::optional<IncidentId> incident;
    std::int64_t before = 0; ///< Only rows with a smaller `seq`; 0: from the newest.
    std::int64_t count_max = 50;
};
struct Row {
    ApprovalId id;
    std::int64_t seq = 0; ///< The entry that proposed it.
};
/// What `who` may know of, newest first.
Result<std::vector<Row>> list(store::Read& db, const PersonId& who, const Filter& filter);

} // namespace sokuo::approval
