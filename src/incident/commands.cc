#include "incident/commands.h"

#include "core/fields.h"

#include <algorithm>

namespace sokuo::incident {
namespace {

constexpr Message one_main{"incident.one_main_category", "種別のうち一つだけを主にしてください。",
                           "Mark exactly one category as the main one."};
constexpr Message category_twice{"incident.category_twice", "同じ種別が二度選ばれています。",
                                 "The same category is given twice."};

constexpr std::array<std::string_view, 3> answer_names{"yes", "no", "unknown"};
constexpr std::array<std::string_view, 5> work_phases{"responding", "contained", "eradicated",
                                                      "recovering", "recovered"};

constexpr TextRule title_rule{.length_max = 120};
constexpr TextRule line_rule{.length_max = 4000, .lines = true};
constexpr TextRule reason_rule{.length_max = 500, .lines = true};

} // namespace

Result<std::vector<Category>> read_categories(const Json& json, const std::string& where) {
    std::vector<Category> categories;
    for (std::size_t index = 0; index < json.items().size(); ++index) {
        Fields in{json.items()[index], where + "/" + std::to_string(index)};
        Category category{
            .code = in.text("code", {.length_max = 20}),
            .subtype = in.optional_text("subtype", {.length_max = 60}).value_or(""),
            .is_main = in.boolean("main"),
            .is_suspected = in.optional_boolean("suspected").value_or(false),
        };
        TRY(in.finish());
        const bool is_twice = std::ranges::any_of(categories, [&](const Category& other) {
            return other.code == category.code && other.subtype == category.subtype;
        });
        if (is_twice) return at(failure(Errc::invalid, category_twice), where);
        categories.push_back(std::move(category));
    }
    if (std::ranges::count(categories, true, &Category::is_main) != 1)
        return at(failure(Errc::invalid, one_main), where);
    return categories;
}

Result<TriageAnswers> read_answers(const Json& json, const std::string& where) {
    Fields in{json, where};
    TriageAnswers answers{
        .residents = in.choice("residents", answer_names),
        .stopped = in.choice("stopped", answer_names),
        .spreading = in.choice("spreading", answer_names),
    };
    TRY(in.finish());
    return answers;
}

Result<Retriage> read_retriage(const Json& json) {
    Fields in{json};
    Retriage command{
        .title = in.optional_text("title", title_rule),
        .categories = {},
        .priority = in.optional_choice("priority", priority_codes),
        .priority_reason = in.optional_text("priority_reason", reason_rule),
        .answers = {},
        .reason = in.optional_text("reason", reason_rule),
    };
    if (!in.is_absent("categories")) {
        in.array("categories", 6);
        command.categories = TRY(read_categories(json["categories"], "/categories"));
    }
    if (!in.is_absent("answers")) {
        in.object("answers");
        command.answers = TRY(read_answers(json["answers"], "/answers"));
    }
    TRY(in.finish());
    return command;
}

Result<Record> read_record(const Json& json) {
    Fields in{json};
    Record command{
        .line = {},
        .kind = named<LineKind>(in.choice("kind", line_kind_names), line_kind_names)
                    .value_or(LineKind::fact),
        .text = in.text("text", line_rule),
        .occurred_at = in.optional_time("occurred_at"),
        .precision =
            named<Precision>(in.optional_choice("precision", precision_names).value_or("minute"),
                             precision_names)
                .value_or(Precision::minute),
        .corrects = in.optional_id<LineTag>("corrects"),
        .attachments = {},
        .fulfils = in.optional_text("fulfils", {.length_max = 60}).value_or(""),
    };
    for (const auto& id : in.texts("attachments", 20, {.length_max = 36})) {
        const auto blob = BlobId::parse(id);
        if (!blob.ok()) return at(blob.error(), "/attachments");
        command.attachments.push_back(blob.value());
    }
    TRY(in.finish());
    return command;
}

Result<SetFact> read_fact(const Json& json, std::string key) {
    Fields in{json};
    SetFact command{
        .key = std::move(key),
        .state = named<FactState>(in.choice("state", fact_state_names), fact_state_names)
                     .value_or(FactState::investigating),
        .value = in.optional_text("value", {.length_max = 2000, .lines = true}).value_or(""),
        .is_estimate = in.optional_boolean("estimate").value_or(false),
        .is_cumulative = in.optional_boolean("cumulative").value_or(false),
        .source = in.optional_text("source", reason_rule).value_or(""),
        .as_of = in.optional_time("as_of"),
    };
    TRY(in.finish());
    return command;
}

Result<AddTask> read_task(const Json& json) {
    Fields in{json};
    AddTask command{
        .task = {},
        .title = in.text("title", {.length_max = 200}),
        .why = in.optional_text("why", reason_rule).value_or(""),
        .assignee = in.optional_id<PersonTag>("assignee"),
        .due_at = in.optional_time("due_at"),
    };
    TRY(in.finish());
    return command;
}

Result<ChangeTask> read_task_change(const Json& json, const TaskId& task) {
    Fields in{json};
    ChangeTask command{.task = task, .state = {}, .result = {}, .assignee = {}, .due_at = {}};
    if (const auto state = in.optional_choice("state", task_state_names))
        command.state = named<TaskState>(*state, task_state_names);
    command.result = in.optional_text("result", {.length_max = 1000, .lines = true});
    command.assignee = in.optional_id<PersonTag>("assignee");
    command.due_at = in.optional_time("due_at");
    TRY(in.finish());
    return command;
}

Result<AskDecision> read_question(const Json& json) {
    Fields in{json};
    AskDecision command{
        .decision = {},
        .question = in.text("question", {.length_max = 300}),
        .options = in.texts("options", 5, {.length_max = 300}),
        .proposal = in.optional_integer("proposal", 0, 4),
        .wanted_by = in.optional_time("wanted_by"),
    };
    TRY(in.finish());
    return command;
}

Result<MakeDecision> read_answer(const Json& json, const DecisionId& decision) {
    Fields in{json};
    MakeDecision command{
        .decision = decision,
        .choice = in.integer("choice", 0, 4),
        .reason = in.optional_text("reason", {.length_max = 1000, .lines = true}).value_or(""),
    };
    TRY(in.finish());
    return command;
}

Result<Move> read_move(const Json& json) {
    Fields in{json};
    Move command{
        .phase =
            named<Phase>(in.choice("phase", work_phases), phase_names).value_or(Phase::responding),
        .reason = in.optional_text("reason", reason_rule).value_or(""),
    };
    TRY(in.finish());
    return command;
}

Result<SetCondition> read_condition(const Json& json, std::string key) {
    Fields in{json};
    SetCondition command{
        .key = std::move(key),
        .state =
            named<ConditionState>(in.choice("state", condition_state_names), condition_state_names)
                .value_or(ConditionState::open),
        .note = in.optional_text("note", reason_rule).value_or(""),
        .role = {},
        .oral = {},
    };
    const bool is_oral = !in.is_absent("oral_agreement");
    if (is_oral) in.object("oral_agreement");
    TRY(in.finish());
    if (!is_oral) return command;
    Fields oral{json["oral_agreement"], in.pointer("oral_agreement")};
    command.oral = OralAgreement{.by = oral.text("by", {.length_max = 100}),
                                 .at = oral.time("at"),
                                 .how = oral.text("how", {.length_max = 200})};
    TRY(oral.finish());
    return command;
}

Result<std::string> read_statement(const Json& json) {
    Fields in{json};
    auto statement = in.text("statement", {.length_max = 2000, .lines = true});
    TRY(in.finish());
    return statement;
}

} // namespace sokuo::incident
