#include "incident/incident.h"

#include "core/text.h"
#include "incident/content.h"

#include <algorithm>

namespace sokuo::incident {
namespace {

constexpr Message has_been_erased{"incident.has_been_erased",
                                  "内容を消去した事案です。変えることはできません。",
                                  "The content of this incident was erased. It cannot be changed."};
constexpr Message not_at_an_end{"incident.not_at_an_end",
                                "内容を消去できるのは、完了または取り下げた事案だけです。",
                                "Only an incident that is closed or withdrawn may be erased."};

constexpr Message not_declared{"incident.not_declared", "事案の記録が宣言から始まっていません。",
                               "The record of the incident does not begin with a declaration."};
constexpr Message no_category{"incident.no_such_category", "別表第２に種別「{0}」はありません。",
                              "The charter has no category “{0}”."};
constexpr Message no_priority{"incident.no_such_priority", "優先順位「{0}」はありません。",
                              "There is no priority “{0}”."};
constexpr Message priority_reason_needed{
    "incident.priority_reason_needed",
    "提案（{0}）と違う優先順位にするときは、理由を書いてください。",
    "Give a reason for a priority other than the proposed one ({0})."};

template <class T>
Id<T> id_from(const Json& json) {
    const auto id = Id<T>::parse(json.text_or(""));
    return id.ok() ? id.value() : Id<T>{};
}

template <class Enum, std::size_t N>
Enum enum_from(const Json& json, const std::array<std::string_view, N>& names, Enum otherwise) {
    return named<Enum>(json.text_or(""), names).value_or(otherwise);
}

using Step = void (*)(Incident&, const journal::Entry&);

void declared(Incident& it, const journal::Entry& entry) {
    const auto& content = entry.content;
    it.number = content["number"].text_or("");
    it.title = content["title"].text_or("");
    it.categories = categories_from(content["categories"]);
    it.answers = answers_from(content["answers"]);
    it.priority = content["priority"].text_or("");
    it.proposed_priority = content["proposed"].text_or("");
    it.priority_reason = content["priority_reason"].text_or("");
    it.department = content["department"].text_or("");
    it.charter = content["charter"].integer_or(0);
    it.received_at = time_from(content["received_at"]).value_or(entry.recorded_at);
    it.declared_at = entry.recorded_at;
    it.declared_by = entry.actor;
    for (const auto& report : content["reports"].items())
        it.reports.push_back(id_from<ReportTag>(report));
    it.circle = circle_from(content["circle"]);
    it.circle_reason = content["circle"]["reason"].text_or("");
    it.circle_at = entry.recorded_at;
}

void circle_set(Incident& it, const journal::Entry& entry) {
    it.circle = circle_from(entry.content["circle"]);
    it.circle_reason = entry.content["reason"].text_or("");
    it.circle_at = entry.recorded_at;
}

void retriaged(Incident& it, const journal::Entry& entry) {
    const auto& content = entry.content;
    if (const auto* title = content["title"].text()) it.title = *title;
    if (!content["categories"].is_null()) it.categories = categories_from(content["categories"]);
    if (!content["answers"].is_null()) it.answers = answers_from(content["answers"]);
    if (const auto* proposed = content["proposed"].text()) it.proposed_priority = *proposed;
    if (const auto* priority = content["priority"].text()) {
        it.priority = *priority;
        it.priority_reason.clear();
    }
    if (const auto* reason = content["priority_reason"].text()) it.priority_reason = *reason;
}

void recorded(Incident& it, const journal::Entry& entry) {
    if (entry.content["line"].text() != nullptr)
        it.lines.insert(id_from<LineTag>(entry.content["line"]));
    if (const auto* clock = entry.content["fulfils"].text())
        it.fulfilled[*clock] = entry.happened_at();
}

void fact_set(Incident& it, const journal::Entry& entry) {
    const auto& content = entry.content;
    auto& fact = it.facts[std::string{content["key"].text_or("")}];
    fact = {
        .state = enum_from(content["state"], fact_state_names, FactState::investigating),
        .value = std::string{content["value"].text_or("")},
        .is_estimate = content["estimate"].boolean_or(false),
        .is_cumulative = content["cumulative"].boolean_or(false),
        .source = std::string{content["source"].text_or("")},
        .as_of = time_from(content["as_of"]),
        .recorded_at = entry.recorded_at,
        .by = entry.actor,
        .history = fact.history + 1,
    };
}

void task_added(Incident& it, const journal::Entry& entry) {
    const auto& content = entry.content;
    Task task{.id = id_from<TaskTag>(content["task"]),
              .title = std::string{content["title"].text_or("")},
              .why = std::string{content["why"].text_or("")},
              .state = TaskState::open,
              .assignee = {},
              .due_at = time_from(content["due_at"]),
              .result = {},
              .added_at = entry.recorded_at,
              .ended_at = {}};
    if (content["assignee"].text() != nullptr)
        task.assignee = id_from<PersonTag>(content["assignee"]);
    it.tasks.push_back(std::move(task));
}

void task_changed(Incident& it, const journal::Entry& entry) {
    const auto& content = entry.content;
    const auto found = std::ranges::find(it.tasks, id_from<TaskTag>(content["task"]), &Task::id);
    if (found == it.tasks.end()) return;
    if (content["state"].text() != nullptr) {
        found->state = enum_from(content["state"], task_state_names, TaskState::open);
        found->ended_at.reset();
        if (found->state != TaskState::open) found->ended_at = entry.recorded_at;
    }
    if (const auto* result = content["result"].text()) found->result = *result;
    if (content["assignee"].text() != nullptr)
        found->assignee = id_from<PersonTag>(content["assignee"]);
    if (const auto due = time_from(content["due_at"])) found->due_at = due;
}

void decision_asked(Incident& it, const journal::Entry& entry) {
    const auto& content = entry.content;
    Decision decision{};
    decision.id = id_from<DecisionTag>(content["decision"]);
    decision.question = content["question"].text_or("");
    for (const auto& option : content["options"].items())
        decision.options.emplace_back(option.text_or(""));
    if (const auto* proposal = content["proposal"].integer()) decision.proposal = *proposal;
    decision.wanted_by = time_from(content["wanted_by"]);
    decision.asked_at = entry.recorded_at;
    decision.asked_by = entry.actor;
    it.decisions.push_back(std::move(decision));
}

void decision_made(Incident& it, const journal::Entry& entry) {
    const auto id = id_from<DecisionTag>(entry.content["decision"]);
    const auto found = std::ranges::find(it.decisions, id, &Decision::id);
    if (found == it.decisions.end()) return;
    found->choice = entry.content["choice"].integer_or(0);
    found->reason = entry.content["reason"].text_or("");
    found->made_at = entry.recorded_at;
    found->made_by = entry.actor;
}

void attached(Incident& it, const journal::Entry& entry) {
    const auto& content = entry.content;
    it.attachments.push_back({.id = id_from<BlobTag>(content["attachment"]),
                              .name = std::string{content["name"].text_or("")},
                              .bytes = static_cast<std::uint64_t>(content["bytes"].integer_or(0)),
                              .sha256 = std::string{content["sha256"].text_or("")},
                              .key = std::string{content["key"].text_or("")},
                              .added_at = entry.recorded_at,
                              .added_by = entry.actor,
                              .asked = {},
                              .engagement = {},
                              .kind = std::string{content["kind"].text_or("")},
                              .sha256_before = std::string{content["sha256_before"].text_or("")}});
    if (content["asked"].text() != nullptr)
        it.attachments.back().asked = id_from<AskedTag>(content["asked"]);
    if (content["engagement"].text() != nullptr)
        it.attachments.back().engagement = id_from<EngagementTag>(content["engagement"]);
}

void asked(Incident& it, const journal::Entry& entry) {
    const auto& content = entry.content;
    Asked one{};
    one.id = id_from<AskedTag>(content["asked"]);
    if (content["person"].text() != nullptr) one.person = id_from<PersonTag>(content["person"]);
    one.post = content["post"].text_or("");
    one.text = content["text"].text_or("");
    one.due_at = time_from(content["due_at"]);
    one.by = entry.actor;
    one.at = entry.recorded_at;
    it.asked.push_back(std::move(one));
}

void ended_asking(Incident& it, const journal::Entry& entry, AskedState state) {
    const auto id = id_from<AskedTag>(entry.content["asked"]);
    const auto found = std::ranges::find(it.asked, id, &Asked::id);
    if (found == it.asked.end()) return;
    found->state = state;
    found->ended_at = entry.recorded_at;
    found->answered_by = entry.actor;
    found->answer = entry.content[state == AskedState::answered ? "text" : "reason"].text_or("");
}

void ask_answered(Incident& it, const journal::Entry& entry) {
    ended_asking(it, entry, AskedState::answered);
}

void ask_dropped(Incident& it, const journal::Entry& entry) {
    ended_asking(it, entry, AskedState::dropped);
}

void joined(Incident& it, const journal::Entry& entry) {
    it.reports.push_back(id_from<ReportTag>(entry.content["report"]));
}

void moved(Incident& it, const journal::Entry& entry) {
    it.phase = enum_from(entry.content["phase"], phase_names, it.phase);
}

void condition_set(Incident& it, const journal::Entry& entry) {
    const auto& content = entry.content;
    std::optional<OralAgreement> oral;
    if (const auto& said = content["oral"]; !said.is_null())
        oral = OralAgreement{.by = std::string{said["by"].text_or("")},
                             .at = time_from(said["at"]).value_or(entry.recorded_at),
                             .how = std::string{said["how"].text_or("")}};
    it.conditions[std::string{content["key"].text_or("")}] = {
        .state = enum_from(content["state"], condition_state_names, ConditionState::open),
        .note = std::string{content["note"].text_or("")},
        .at = entry.recorded_at,
        .by = entry.actor,
        .role = std::string{content["role"].text_or("")},
        .oral = std::move(oral)};
}

void converged(Incident& it, const journal::Entry& entry) {
    it.phase = Phase::converged;
    it.converged_at = entry.recorded_at;
    it.statement = entry.content["statement"].text_or("");
}

void closed(Incident& it, const journal::Entry& entry) {
    it.phase = Phase::closed;
    end_all(it.engagements, entry);
    it.closed_at = entry.recorded_at;
    it.statement = entry.content["statement"].text_or("");
}

// What was met before may not hold any longer: the conditions are judged anew.
void reopened(Incident& it, const journal::Entry& entry) {
    it.phase = Phase::responding;
    it.converged_at.reset();
    it.closed_at.reset();
    it.statement = entry.content["statement"].text_or("");
    it.conditions.clear();
}

void withdrawn(Incident& it, const journal::Entry& entry) {
    it.phase = Phase::withdrawn;
    end_all(it.engagements, entry);
    it.closed_at = entry.recorded_at;
    it.statement = entry.content["statement"].text_or("");
}

void deadlines_set(Incident& it, const journal::Entry& entry) {
    it.deadlines = entry.content["deadlines"];
}

void erased(Incident& it, const journal::Entry& entry) {
    if (!erases(entry, journal::Slot::content)) return;
    const auto& kept = entry.content["kept"];
    Incident left{};
    left.id = it.id;
    left.number = kept["number"].text_or("");
    left.categories = categories_from(kept["categories"]);
    left.priority = kept["priority"].text_or("");
    left.proposed_priority = left.priority;
    left.phase = enum_from(kept["phase"], phase_names, Phase::closed);
    left.charter = kept["charter"].integer_or(0);
    left.received_at = it.declared_at;
    left.declared_at = it.declared_at;
    left.declared_by = it.declared_by;
    left.converged_at = it.converged_at;
    left.closed_at = it.closed_at;
    for (const auto& report : kept["reports"].items())
        left.reports.push_back(id_from<ReportTag>(report));
    left.circle = circle_from(kept["circle"]);
    left.is_erased = true;
    it = std::move(left);
}

void engaged(Incident& it, const journal::Entry& entry) {
    apply_engagement(it.engagements, entry);
}

void upstream(Incident& it, const journal::Entry& entry) {
    apply_upstream(it.upstreams, entry);
}

struct Handled {
    std::string_view type;
    Step step;
};

constexpr std::array<Handled, 31> steps{{
    {"incident.declared", declared},
    {"incident.retriaged", retriaged},
    {"incident.recorded", recorded},
    {"incident.fact_set", fact_set},
    {"incident.task_added", task_added},
    {"incident.task_changed", task_changed},
    {"incident.decision_asked", decision_asked},
    {"incident.decision_made", decision_made},
    {"incident.attached", attached},
    {"incident.asked", asked},
    {"incident.ask_answered", ask_answered},
    {"incident.ask_dropped", ask_dropped},
    {"incident.joined", joined},
    {"incident.moved", moved},
    {"incident.condition_set", condition_set},
    {"incident.converged", converged},
    {"incident.closed", closed},
    {"incident.reopened", reopened},
    {"incident.withdrawn", withdrawn},
    {"incident.deadlines_set", deadlines_set},
    {"incident.circle_set", circle_set},
    {"incident.engagement_proposed", engaged},
    {"incident.engagement_issued", engaged},
    {"incident.engagement_declined", engaged},
    {"incident.engagement_admitted", engaged},
    {"incident.engagement_noted", engaged},
    {"incident.engagement_ended", engaged},
    {"incident.upstream_named", upstream},
    {"incident.upstream_ended", upstream},
    {"due.fired", engaged},
    {"journal.erased", erased},
}};

} // namespace

journal::Stream stream_of(const IncidentId& id) {
    return {"incident", id.value};
}

std::optional<Error> category_problem(const std::vector<Category>& categories,
                                      const charter::Charter& charter) {
    for (const auto& category : categories) {
        const bool is_known = charter.category(category.code) != nullptr &&
                              (category.subtype.empty() ||
                               charter.subtype(category.code, category.subtype) != nullptr);
        if (!is_known)
            return at(failure(Errc::invalid, no_category,
                              {category.subtype.empty() ? category.code
                                                        : category.code + "/" + category.subtype}),
                      "/categories");
    }
    return {};
}

Result<journal::Draft> Incident::declare(const IncidentId& id, const Declare& command,
                                         const Rules& rules) {
    if (auto problem = category_problem(command.categories, rules.charter))
        return *std::move(problem);
    if (rules.pack.priority(command.priority) == nullptr)
        return at(failure(Errc::invalid, no_priority, {command.priority}), "/priority");
    if (command.priority != command.proposed_priority && is_blank(command.priority_reason))
        return at(failure(Errc::invalid, priority_reason_needed, {command.proposed_priority}),
                  "/priority_reason");

    auto content = Json::object({{"number", command.number},
                                 {"title", command.title},
                                 {"categories", to_json(command.categories)},
                                 {"answers", to_json(command.answers)},
                                 {"priority", command.priority},
                                 {"proposed", command.proposed_priority},
                                 {"received_at", to_rfc3339(command.received_at)},
                                 {"charter", command.charter}});
    set_text(content, "priority_reason", command.priority_reason);
    set_text(content, "department", command.department);
    auto reports = Json::array();
    for (const auto& report : command.reports)
        reports.push(report.text());
    content.set("reports", std::move(reports));
    if (command.circle != team::Circle{}) {
        TRY(check_circle(command.circle, command.circle_reason, "/circle"));
        auto circle = to_json(command.circle);
        content.set("circle", std::move(circle.set("reason", command.circle_reason)));
    }
    return journal::Draft{.stream = stream_of(id),
                          .type = "incident.declared",
                          .occurred_at = {},
                          .content = std::move(content),
                          .personal = {}};
}

Result<Incident> Incident::replay(std::span<const journal::Entry> history) {
    if (history.empty() || history.front().type != "incident.declared")
        return failure(Errc::corrupt, not_declared);
    Incident incident{};
    incident.id = {history.front().stream.id};
    for (const auto& entry : history)
        incident.apply(entry);
    return incident;
}

void Incident::apply(const journal::Entry& entry) {
    const auto found = std::ranges::find(steps, entry.type, &Handled::type);
    if (found != steps.end()) found->step(*this, entry);
    rev = entry.rev;
    changed_at = entry.recorded_at;
}

std::vector<charter::CategoryChoice> Incident::category_choices() const {
    std::vector<charter::CategoryChoice> choices;
    choices.reserve(categories.size());
    for (const auto& category : categories)
        choices.push_back({category.code, category.subtype});
    return choices;
}

charter::FactValues Incident::fact_values() const {
    charter::FactValues values{{"priority", priority}};
    for (const auto& [key, fact] : facts) {
        if (fact.state == FactState::known) values[key] = fact.value;
        if (fact.state == FactState::unknown || fact.state == FactState::investigating)
            values[key] = "unknown";
        if (fact.state == FactState::not_applicable) values[key] = "not_applicable";
    }
    return values;
}

Time Incident::known_at() const {
    const auto found = facts.find("known_at");
    if (found != facts.end() && found->second.state == FactState::known) {
        const auto time = parse_rfc3339(found->second.value);
        if (time.ok()) return time.value();
    }
    return received_at;
}

const Task* Incident::task(const TaskId& task_id) const {
    const auto found = std::ranges::find(tasks, task_id, &Task::id);
    return found == tasks.end() ? nullptr : &*found;
}

const Decision* Incident::decision(const DecisionId& decision_id) const {
    const auto found = std::ranges::find(decisions, decision_id, &Decision::id);
    return found == decisions.end() ? nullptr : &*found;
}

const Asked* Incident::asked_of(const AskedId& asked_id) const {
    const auto found = std::ranges::find(asked, asked_id, &Asked::id);
    return found == asked.end() ? nullptr : &*found;
}

const Engagement* Incident::engagement(const EngagementId& engagement_id) const {
    const auto found = std::ranges::find(engagements, engagement_id, &Engagement::id);
    return found == engagements.end() ? nullptr : &*found;
}

const Attachment* Incident::attachment(const BlobId& blob) const {
    const auto found = std::ranges::find(attachments, blob, &Attachment::id);
    return found == attachments.end() ? nullptr : &*found;
}

Result<Json> Incident::ask_erasure() const {
    if (is_erased) return failure(Errc::conflict, has_been_erased);
    if (is_open() || phase == Phase::converged) return failure(Errc::conflict, not_at_an_end);
    auto linked = Json::array();
    for (const auto& report : reports)
        linked.push(report.text());
    return Json::object({{"priority", priority},
                         {"phase", name_of(phase, phase_names)},
                         {"categories", to_json(categories)},
                         {"charter", charter},
                         {"circle", to_json(circle)},
                         {"reports", std::move(linked)}});
}

} // namespace sokuo::incident
