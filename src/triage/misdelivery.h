#pragma once

// The short path for the most frequent case: 誤送付・誤送信・誤交付・紛失. One page, one act: the
// report, its judgement, the incident, the facts and the first measures. Most leaks a town has are
// a letter in the wrong envelope, and they are handled between two phone calls.

#include "core/json.h"
#include "core/result.h"
#include "core/time.h"
#include "incident/commands.h"
#include "incident/desk.h"
#include "team/gate.h"

#include <cstdint>
#include <string>
#include <vector>

namespace sokuo::triage {

/// A number as far as it is known.
struct Count {
    incident::FactState state = incident::FactState::investigating;
    std::int64_t value = 0;
    bool is_estimate = false;
};

struct Misdelivery {
    std::string kind; ///< mail, post, fax, hand, loss, publication
    std::string what;
    std::string department;
    std::string happened; ///< As it was said.
    Time noticed_at{};    ///< 知った日時
    std::string noticed_by;
    Count recipients; ///< 送信先数
    Count persons;    ///< 本人の数
    Count items;      ///< 件数
    std::vector<std::string> data_kinds;
    // 依頼の状態: not_yet, asked, done, impossible, not_applicable
    std::string deletion = "not_yet";
    std::string recovery = "not_yet";
    std::string apology = "not_yet";
    std::string measures;
};

/// Errors: `invalid`, with the field.
[[nodiscard]] Result<Misdelivery> read_misdelivery(const Json& json);

/// Writes it all. Errors: `invalid` (a time in the future), what the incident says.
Result<IncidentId> record_misdelivery(const incident::Desk& desk, store::Write& db,
                                      const team::Call& call, const Misdelivery& slip);

} // namespace sokuo::triage
