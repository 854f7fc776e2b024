#pragma once

// 仮受付番号: what a person is told while the main process cannot give a number. Five letters that
// can be said aloud (consonant, vowel, consonant, vowel, consonant) and one that checks them:
//
//     仮-KAMUR7
//
// No I, O, S, Z, V, Y, Q, X and no digit but 7, so nothing in it looks like anything else in it. A
// wrong letter, or two next to each other that changed places, is always noticed.

#include "core/id.h"

#include <string>
#include <string_view>

namespace sokuo::front {

/// Worked out from the id; `attempt` gives another one when the first is taken.
[[nodiscard]] std::string provisional_number(const ReportId& id, unsigned attempt = 0);

/// Whether somebody wrote or heard it right. Lower case, full width and a missing 仮 are fine.
/// `text` must be valid UTF-8.
[[nodiscard]] bool is_provisional_number(std::string_view text);

} // namespace sokuo::front
