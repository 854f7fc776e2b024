#pragma once

// What a person asks of an incident. Plain values; `read_…` makes them from a request, naming the
// field that is wrong. Whether the incident allows it is asked of the incident itself.

#include "core/id.h"
#include "core/json.h"
#include "core/result.h"
#include "core/time.h"
#include "incident/asks.h"
#include "incident/circle.h"
#include "incident/engagement.h"
#include "incident/upstream.h"
#include "incident/words.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace sokuo::incident {

using LineId = Id<struct LineTag>;
using TaskId = Id<struct TaskTag>;
using DecisionId = Id<struct DecisionTag>;

/// One class of 別表第２ an incident was given. Exactly one is the main one.
struct Category {
    std::string code;
    std::string subtype; ///< May be empty.
    bool is_main = false;
    bool is_suspected = false; ///< 疑い: suspicion alone opens an incident (別表第２).
    friend bool operator==(const Category&, const Category&) = default;
};

/// The three questions of triage: `yes`, `no`, `unknown`.
struct TriageAnswers {
    std::string residents = "unknown";
    std::string stopped = "unknown";
    std::string spreading = "unknown";
    friend bool operator==(const TriageAnswers&, const TriageAnswers&) = default;
};

struct Declare {
    std::string number; ///< 事案番号, already drawn from its series.
    std::string title;
    std::vector<Category> categories;
    TriageAnswers answers;
    std::string priority;
    std::string proposed_priority;
    std::string priority_reason; ///< A person's, where the proposal was not taken.
    std::string department;
    std::vector<ReportId> reports;
    Time received_at{}; ///< When the first report came.
    std::int64_t charter = 0;
    team::Circle circle{};     ///< Restricted from the start, or with somebody shut out.
    std::string circle_reason; ///< Why, when it is.
};

struct Retriage {
    std::optional<std::string> title;
    std::optional<std::vector<Category>> categories;
    std::optional<std::string> priority;
    std::optional<std::string> priority_reason;
    std::optional<TriageAnswers> answers;
    std::optional<std::string> reason; ///< Why it is corrected, for whoever reads the record.
};

struct Record {
    LineId line;
    LineKind kind = LineKind::fact;
    std::string text;
    std::optional<Time> occurred_at;
    Precision precision = Precision::minute;
    std::optional<LineId> corrects;
    std::vector<BlobId> attachments;
    std::string fulfils; ///< The key of a clock this contact settles; may be empty.
};

struct SetFact {
    std::string key;
    FactState state = FactState::investigating;
    std::string value; ///< Text as typed, digits, a choice's code or an RFC 3339 time.
    bool is_estimate = false;
    bool is_cumulative = false;
    std::string source;
    std::optional<Time> as_of;
};

struct AddTask {
    TaskId task;
    std::string title;
    std::string why;
    std::optional<PersonId> assignee;
    std::optional<Time> due_at;
};

struct ChangeTask {
    TaskId task;
    std::optional<TaskState> state;
    std::optional<std::string> result;
    std::optional<PersonId> assignee;
    std::optional<Time> due_at;
};

struct AskDecision {
    DecisionId decision;
    std::string question;
    std::vector<std::string> options;
    std::optional<std::int64_t> proposal;
    std::optional<Time> wanted_by;
};

struct MakeDecision {
    DecisionId decision;
    std::int64_t choice = 0;
    std::string reason;
};

struct Attach {
    BlobId blob;
    std::string name;
    std::uint64_t bytes = 0;
    std::string sha256;
    std::string key;                          ///< Id of the key the blob is sealed with.
    std::optional<AskedId> asked{};           ///< Handed in as an answer to this.
    std::optional<EngagementId> engagement{}; ///< Handed in by whoever is engaged.
    std::string kind{};                       ///< Of `file_kinds` (uploads.h); empty: nobody said.
    std::string sha256_before{};              ///< Before 無害化, when it was changed by it.
};

struct Join {
    ReportId report;
};

struct Move {
    Phase phase = Phase::responding;
    std::string reason;
};

/// 口頭承認: what somebody in a role said to whoever writes it down.
struct OralAgreement {
    std::string by; ///< Who agreed: name, post.
    Time at{};
    std::string how; ///< 電話, 会議の席で
};

struct SetCondition {
    std::string key;
    ConditionState state = ConditionState::open;
    std::string note;
    std::string role{}; ///< The role of the condition's own in which it is set; empty: in none.
    std::optional<OralAgreement> oral{};
};

struct Converge {
    std::string statement;
};
struct Close {
    std::string statement;
};
struct Reopen {
    std::string statement;
};
struct Withdraw {
    std::string statement;
};

/// What the rules of the pack make of the facts; written by the program after an act that changed
/// them, so that a deadline stays what it was when it was worked out.
struct SetDeadlines {
    Json deadlines; ///< As `deadlines.h` writes them.
};

using Command = std::variant<Retriage, Record, SetFact, AddTask, ChangeTask, AskDecision,
                             MakeDecision, Attach, Join, Move, SetCondition, Converge, Close,
                             Reopen, Withdraw, SetDeadlines, SetCircle, TakeOver, AskSomebody,
                             AnswerAsked, DropAsked, EngagementStep, NameUpstream, EndUpstream>;

// Errors of all of these: `invalid`, with the field.

[[nodiscard]] Result<std::vector<Category>> read_categories(const Json& json,
                                                            const std::string& where);
[[nodiscard]] Result<TriageAnswers> read_answers(const Json& json, const std::string& where);
[[nodiscard]] Result<Retriage> read_retriage(const Json& json);
[[nodiscard]] Result<Record> read_record(const Json& json);
[[nodiscard]] Result<SetFact> read_fact(const Json& json, std::string key);
[[nodiscard]] Result<AddTask> read_task(const Json& json);
[[nodiscard]] Result<ChangeTask> read_task_change(const Json& json, const TaskId& task);
[[nodiscard]] Result<AskDecision> read_question(const Json& json);
[[nodiscard]] Result<MakeDecision> read_answer(const Json& json, const DecisionId& decision);
[[nodiscard]] Result<Move> read_move(const Json& json);
[[nodiscard]] Result<SetCondition> read_condition(const Json& json, std::string key);
[[nodiscard]] Result<std::string> read_statement(const Json& json);

} // namespace sokuo::incident
