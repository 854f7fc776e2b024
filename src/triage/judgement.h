#pragma once

// A judgement out of a request. Pure.

#include "charter/rules.h"
#include "core/json.h"
#include "core/result.h"
#include "incident/commands.h"
#include "incident/report.h"

#include <optional>

namespace sokuo::triage {

struct Judgement {
    incident::Judge judge;
    std::optional<incident::Declare> declare; ///< Set when the outcome is an incident.
};

/// Errors: `invalid`, with the field.
[[nodiscard]] Result<Judgement> read_judgement(const Json& json, const charter::Pack& pack);

/// What the pack makes of three answers.
[[nodiscard]] charter::Proposal propose(const charter::Pack& pack,
                                        const incident::TriageAnswers& answers);

} // namespace sokuo::triage
