#pragma once

// The registry's view, and how a change is written.
//
//     contractor.kept            content and personal (registry.h)
//     contractor.checked         {}             the contacts were found right, by the actor
//     contractor.erasure_proved  {"on", "proof"}
//     contractor.ended           {"reason"}
//     system.kept, system.ended

#include "journal/journal.h"
#include "journal/view.h"
#include "registry/registry.h"
#include "store/store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sokuo::registry {

/// Tables `contractor` and `system`.
[[nodiscard]] const journal::View& registry_view();

/// By name; those that ended last.
Result<std::vector<Contractor>> contractors(store::Read& db);
Result<std::vector<System>> systems(store::Read& db);

/// Adds the row, or writes it anew over the revision it was read at. Errors: `invalid` (the chain,
/// a contractor there is not); `conflict` for a row that ended; `stale`.
Result<> keep(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
              const Contractor& contractor, std::optional<std::int64_t> expected_rev = {});
Result<> keep(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
              const System& system, std::optional<std::int64_t> expected_rev = {});
// Errors of these: `not_found`; `conflict` for a row that ended.
Result<> note_checked(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
                      const ContractorId& id);
/// Also after the end: that is when it is owed.
Result<> note_erased(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
                     const ContractorId& id, const Erased& erased);
Result<> end(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
             const ContractorId& id, const std::string& reason);
Result<> end(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
             const SystemId& id, const std::string& reason);

} // namespace sokuo::registry
