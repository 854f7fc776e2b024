#include "triage/judgement.h"

#include "core/fields.h"

namespace sokuo::triage {
namespace {

constexpr Message incident_missing{"triage.incident_missing", "まとめる先の事案を選んでください。",
                                   "Choose the incident to join it to."};

constexpr Message report_missing{"triage.report_missing", "同じ件の受付を選んでください。",
                                 "Choose the report of the same matter."};

charter::Answer answer(std::string_view text) {
    const auto parsed = charter::parse_answer(text);
    return parsed.ok() ? parsed.value() : charter::Answer::unknown;
}

// The part of a judgement that makes an incident.
Result<incident::Declare> read_declaration(Fields& in, const Json& json,
                                           const charter::Pack& pack) {
    incident::Declare declare{};
    declare.title = in.text("title", {.length_max = 120});
    in.array("categories", 6);
    in.object("answers");
    const auto priority = in.optional_choice("priority", incident::priority_codes);
    declare.priority_reason =
        in.optional_text("priority_reason", {.length_max = 500, .lines = true}).value_or("");
    const bool has_circle = !in.is_absent("circle");
    TRY(in.finish());
    if (has_circle) {
        auto circle = TRY(incident::read_circle(json["circle"], "/circle"));
        declare.circle = std::move(circle.circle);
        declare.circle_reason = std::move(circle.reason);
    }
    declare.categories = TRY(incident::read_categories(json["categories"], "/categories"));
    if (!json["answers"].is_null())
        declare.answers = TRY(incident::read_answers(json["answers"], "/answers"));
    declare.proposed_priority = propose(pack, declare.answers).priority;
    declare.priority = priority.value_or(declare.proposed_priority);
    return declare;
}

} // namespace

charter::Proposal propose(const charter::Pack& pack, const incident::TriageAnswers& answers) {
    return charter::propose_priority(pack, {{"residents", answer(answers.residents)},
                                            {"stopped", answer(answers.stopped)},
                                            {"spreading", answer(answers.spreading)}});
}

Result<Judgement> read_judgement(const Json& json, const charter::Pack& pack) {
    using incident::Outcome;
    Fields in{json};
    Judgement judgement;
    auto& judge = judgement.judge;
    judge.outcome = incident::named<Outcome>(in.choice("outcome", incident::outcome_names),
                                             incident::outcome_names)
                        .value_or(Outcome::waiting);
    judge.reason = in.optional_text("reason", {.length_max = 1000, .lines = true}).value_or("");
    judge.transferred_to = in.optional_text("transferred_to").value_or("");
    judge.look_again_at = in.optional_time("look_again_at");
    judge.incident = in.optional_id<IncidentTag>("incident");
    judge.same_as = in.optional_id<ReportTag>("report");
    // A draft of another outcome may still hold one.
    if (judge.outcome != Outcome::duplicate) judge.same_as.reset();
    const auto owes_reply = in.optional_boolean("owes_reply").value_or(false);
    // A draft of another outcome may still hold a time; only what stays open comes back.
    if (incident::is_for_good(judge.outcome)) judge.look_again_at.reset();
    // Nor is a reply owed but by what ends here.
    judge.owes_reply = owes_reply && (judge.outcome == Outcome::not_incident ||
                                      judge.outcome == Outcome::transferred ||
                                      judge.outcome == Outcome::duplicate);
    if (judge.outcome == Outcome::incident) {
        judge.incident.reset();
        judgement.declare = TRY(read_declaration(in, json, pack));
        return judgement;
    }
    // A draft of a declaration may still hang in the form; it is not part of this judgement.
    for (const auto* member :
         {"title", "categories", "answers", "priority", "priority_reason", "circle"})
        in.is_absent(member);
    TRY(in.finish());
    if (judge.outcome == Outcome::join && !judge.incident)
        return at(failure(Errc::invalid, incident_missing), "/incident");
    if (judge.outcome == Outcome::duplicate && !judge.same_as)
        return at(failure(Errc::invalid, report_missing), "/report");
    return judgement;
}

} // namespace sokuo::triage
