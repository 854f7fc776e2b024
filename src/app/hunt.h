#pragma once

// 捜索: an incident's file, looked through with the detection rules. What the journal keeps of it.
// Pure.
//
//     incident.hunted   which file, by how many rules, what was found: rules, counts, times. What
//                       the file says (its name, the events) stands in the personal body.

#include "core/id.h"
#include "core/json.h"
#include "detect/job/catalogue.h"
#include "journal/entry.h"

#include <optional>
#include <string>

namespace sokuo::app {

using HuntId = Id<struct HuntTag>;

inline constexpr std::string_view hunted_type = "incident.hunted";
/// What is kept of one hunt; further rules and events are counted.
inline constexpr std::size_t kept_rules_max = 150;
inline constexpr std::size_t kept_matches_max = 20; ///< Of a rule.

struct Hunted {
    HuntId id;
    IncidentId incident;
    BlobId file;
    std::string name;
};

[[nodiscard]] journal::Draft draft_of(const Hunted& hunted, const detect::job::Catalogue& rules,
                                      const detect::job::Outcome& outcome);

/// As the contract has it (`Hunt`).
[[nodiscard]] Json present_hunt(const journal::Entry& entry, Language language);

} // namespace sokuo::app
