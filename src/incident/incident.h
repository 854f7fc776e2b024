#pragma once

// An incident: one thing that happened, from its declaration to the lessons written down.
//
// The aggregate is a value. It reads no clock, knows no database and asks no permission: the caller
// passes the rules in force, and the gate has already said yes. What is left here is the one
// question nobody else may answer: may this follow what has happened so far?
//
//     step        may follow                                leads to
//     declare     nothing (a judgement made it)              triaged
//     record, set a fact, tasks, decisions, attach           the same
//                 anything but withdrawn; also after closing, because facts come late
//     retriage    anything before converged                  the same
//     move        anything before converged                  a phase of the work; leaving out a
//     step
//                                                            or going back needs a reason
//     converge    anything before converged, when every condition is met or 該当なし
//     close       converged                                  closed; outsiders' access ends
//     reopen      converged, closed                          responding; conditions judged anew
//     withdraw    triaged, responding                        withdrawn, for good; the same
//
// `ask` says whether a new step may be taken and gives the entry for it. `apply` takes an entry of
// the journal as it stands: a rule may be relaxed later but never tightened there, or yesterday's
// journal would be called corrupt today; a tighter rule belongs in `ask`.

#include "charter/rules.h"
#include "core/id.h"
#include "core/result.h"
#include "core/time.h"
#include "incident/commands.h"
#include "incident/words.h"
#include "journal/entry.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::incident {

struct Fact {
    FactState state = FactState::investigating;
    std::string value;
    bool is_estimate = false;
    bool is_cumulative = false;
    std::string source;
    std::optional<Time> as_of;
    Time recorded_at{};
    journal::Actor by;
    int history = 0; ///< How often it was set.
};

struct Task {
    TaskId id;
    std::string title;
    std::string why;
    TaskState state = TaskState::open;
    std::optional<PersonId> assignee;
    std::optional<Time> due_at;
    std::string result;
    Time added_at{};
    std::optional<Time> ended_at;
};

struct Decision {
    DecisionId id;
    std::string question;
    std::vector<std::string> options;
    std::optional<std::int64_t> proposal;
    std::optional<Time> wanted_by;
    Time asked_at{};
    journal::Actor asked_by;
    std::optional<std::int64_t> choice;
    std::string reason;
    Time made_at{};
    journal::Actor made_by;
};

struct Attachment {
    BlobId id;
    std::string name;
    std::uint64_t bytes = 0;
    std::string sha256;
    std::string key;
    Time added_at{};
    journal::Actor added_by;
    std::optional<AskedId> asked{};           ///< Handed in as an answer to this.
    std::optional<EngagementId> engagement{}; ///< Handed in by whoever is engaged.
    std::string kind{};                       ///< Of `file_kinds` (uploads.h); empty: nobody said.
    std::string sha256_before{};              ///< Before 無害化; empty: it is as it came.
};

struct Condition {
    ConditionState state = ConditionState::open;
    std::string note;
    Time at{};
    journal::Actor by;
    std::string role; ///< The role in which it was agreed to; empty for most.
    std::optional<OralAgreement> oral;
    /// Agreed by word of mouth, and nobody in the role has said so themselves (事後確認).
    [[nodiscard]] bool owes_signature() const {
        return state == ConditionState::met && oral && role.empty();
    }
};

struct Rules {
    const charter::Charter& charter;
    const charter::Pack& pack;
};

class Incident {
public:
    /// Errors: `invalid` (no such category, a priority that is not the proposed one without a
    /// reason).
    [[nodiscard]] static Result<journal::Draft> declare(const IncidentId& id,
                                                        const Declare& command, const Rules& rules);
    /// Errors: `corrupt` when the history does not begin with a declaration.
    [[nodiscard]] static Result<Incident> replay(std::span<const journal::Entry> history);

    /// Errors: `conflict` when the phase does not allow the step, `invalid`, `not_found`.
    [[nodiscard]] Result<journal::Draft> ask(const Command& command, const Rules& rules) const;
    void apply(const journal::Entry& entry);

    /// What outlives the erasure of the content, without the number's place in its series.
    /// Errors: `conflict` while it has not ended, or when it is erased already.
    [[nodiscard]] Result<Json> ask_erasure() const;

    [[nodiscard]] bool is_open() const { return phase < Phase::converged; }
    [[nodiscard]] std::vector<charter::CategoryChoice> category_choices() const;
    /// The facts as the rules of a pack read them.
    [[nodiscard]] charter::FactValues fact_values() const;
    /// 知った日時: the fact, or else when the first report came.
    [[nodiscard]] Time known_at() const;
    [[nodiscard]] const Task* task(const TaskId& task_id) const;
    [[nodiscard]] const Decision* decision(const DecisionId& decision_id) const;
    [[nodiscard]] const Asked* asked_of(const AskedId& asked_id) const;
    [[nodiscard]] const Engagement* engagement(const EngagementId& engagement_id) const;
    [[nodiscard]] const Attachment* attachment(const BlobId& blob) const;

    // The state, as of `rev`. Public to read; only `apply` changes it.
    IncidentId id;
    std::int64_t rev = 0;
    std::string number;
    std::string title;
    std::vector<Category> categories;
    TriageAnswers answers;
    std::string priority;
    std::string proposed_priority;
    std::string priority_reason;
    std::string department;
    Phase phase = Phase::triaged;
    std::int64_t charter = 0;
    Time received_at{};
    Time declared_at{};
    journal::Actor declared_by;
    Time changed_at{};
    std::optional<Time> converged_at;
    std::optional<Time> closed_at;
    std::string statement;
    std::vector<ReportId> reports;
    std::map<std::string, Fact, std::less<>> facts;
    std::vector<Task> tasks;
    std::vector<Decision> decisions;
    std::vector<Asked> asked;
    std::vector<Engagement> engagements;
    std::vector<Upstream> upstreams;
    std::vector<Attachment> attachments;
    std::map<std::string, Condition, std::less<>> conditions;
    std::set<LineId> lines;                             ///< Of the record, as people wrote it.
    std::map<std::string, Time, std::less<>> fulfilled; ///< Clock key → when.
    team::Circle circle;                                ///< Who may know of it.
    std::string circle_reason;
    Time circle_at{};       ///< When it was last drawn.
    bool is_erased = false; ///< The content is gone; what is left is what `kept` says.
    Json deadlines;         ///< The newest `incident.deadlines_set`.
};

/// The stream of an incident.
[[nodiscard]] journal::Stream stream_of(const IncidentId& id);

/// What is wrong with `categories` under a charter; nothing when it has them all.
[[nodiscard]] std::optional<Error> category_problem(const std::vector<Category>& categories,
                                                    const charter::Charter& charter);

} // namespace sokuo::incident
