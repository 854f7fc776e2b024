#include "incident/guide.h"

#include <algorithm>

namespace sokuo::incident {
namespace {

constexpr std::size_t next_max = 3;

constexpr Message step_intake{"incident.rail.intake", "検知・受付", "Intake"};
constexpr Message step_triage{"incident.rail.triage", "トリアージ", "Triage"};
constexpr Message step_response{"incident.rail.response", "対応", "Response"};
constexpr Message step_reporting{"incident.rail.reporting", "報告・公表", "Reporting"};
constexpr Message step_after{"incident.rail.after", "事後", "After"};

constexpr Message note_intake{"incident.rail.intake_note", "受付 {0}件", "reports {0}"};
constexpr Message note_triage{"incident.rail.triage_note", "{0}と判断", "judged {0}"};
constexpr Message note_response{"incident.rail.response_note", "{0}　作業 {1}／{2}",
                                "{0}, tasks {1}/{2}"};
constexpr Message note_reporting{"incident.rail.reporting_note", "連絡 {0}／{1}", "told {0}/{1}"};
constexpr Message note_after{"incident.rail.after_note", "収束宣言の条件 {0}／{1}",
                             "conditions {0}/{1}"};

constexpr Message do_task_why{"incident.next.task_why", "作業の一覧にあり、まだ終わっていません。",
                              "It is on the list of tasks and not done yet."};
constexpr Message do_fact{"incident.next.fact", "「{0}」を確かめる", "Find out: {0}"};
constexpr Message do_fact_why{"incident.next.fact_why",
                              "この事実で、知らせる相手と期限が変わります。",
                              "Who must be told, and by when, depends on it."};
constexpr Message do_phase{"incident.next.phase", "「{0}」に進める", "Move on to: {0}"};
constexpr Message do_phase_why{"incident.next.phase_why", "いまは「{0}」です。",
                               "The incident is at: {0}."};
constexpr Message do_condition{"incident.next.condition", "収束の条件を確かめる：{0}",
                               "Check the condition: {0}"};
constexpr Message do_condition_why{"incident.next.condition_why",
                                   "すべての条件がそろうと、収束を宣言できます。",
                                   "Convergence can be declared when every condition holds."};
constexpr Message do_converge{"incident.next.converge", "収束を宣言する", "Declare convergence"};
constexpr Message do_converge_why{"incident.next.converge_why",
                                  "条件がすべてそろいました。宣言するのはＣＳＩＲＴ責任者です。",
                                  "Every condition holds. The head of the CSIRT declares it."};
constexpr Message do_close{"incident.next.close", "報告書をまとめて完了にする",
                           "Finish the report and close"};
constexpr Message do_close_why{"incident.next.close_why", "収束は宣言済みです。",
                               "Convergence has been declared."};

std::string say(const Message& message, std::vector<std::string> args, Language language) {
    return render(message, args, language);
}

Json action(std::string title, std::string why, std::string_view kind, std::string_view key) {
    return Json::object(
        {{"title", std::move(title)}, {"why", std::move(why)}, {"kind", kind}, {"key", key}});
}

struct Conditions {
    std::vector<charter::AppliedCondition> all;
    std::vector<const charter::AppliedCondition*> open;
};

Conditions conditions_of(const Incident& incident, const Rules& rules) {
    Conditions found{charter::applicable_conditions(rules.pack, incident.category_choices()), {}};
    for (const auto& condition : found.all) {
        const auto state = incident.conditions.find(condition.key);
        if (state == incident.conditions.end() || state->second.state == ConditionState::open)
            found.open.push_back(&condition);
    }
    return found;
}

// A rule's gates (`all`) are asked first; what stands behind them only once they are open, so that
// nobody is asked about special-care data in an outage that leaked nothing.
bool asks_about(const charter::DeadlineRule& rule, const std::string& key,
                const charter::FactValues& known) {
    const auto is_about = [&](const charter::FactCondition& condition) {
        return condition.fact == key;
    };
    const auto holds = [&](const charter::FactCondition& condition) {
        const auto found = known.find(condition.fact);
        return found != known.end() &&
               std::ranges::find(condition.values, found->second) != condition.values.end();
    };
    if (std::ranges::any_of(rule.all, is_about)) return true;
    return std::ranges::all_of(rule.all, holds) && std::ranges::any_of(rule.any, is_about);
}

// Facts a deadline rule of the pack asks about and nobody has answered.
std::vector<const charter::Field*> facts_that_decide(const Incident& incident,
                                                     const charter::Pack& pack) {
    std::vector<const charter::Field*> wanted;
    const auto known = incident.fact_values();
    for (const auto* field : charter::facts_for(pack, incident.category_choices())) {
        const bool decides = std::ranges::any_of(
            pack.deadlines, [&](const auto& rule) { return asks_about(rule, field->key, known); });
        const auto fact = incident.facts.find(field->key);
        const bool is_answered =
            fact != incident.facts.end() && (fact->second.state == FactState::known ||
                                             fact->second.state == FactState::not_applicable);
        if (decides && !is_answered) wanted.push_back(field);
    }
    return wanted;
}

} // namespace

Json rail(const Incident& incident, const Rules& rules, Language language) {
    const auto tasks_done = std::ranges::count_if(
        incident.tasks, [](const Task& task) { return task.state != TaskState::open; });
    const auto conditions = conditions_of(incident, rules);
    const auto* priority = rules.pack.priority(incident.priority);
    const auto deadlines = incident.deadlines.items().size();
    const bool is_over = incident.phase >= Phase::closed;
    const bool is_after = incident.phase >= Phase::recovered;

    const auto step = [&](std::string_view key, const Message& label, std::string_view state,
                          std::string note) {
        return Json::object({{"key", key},
                             {"label", label.text(language)},
                             {"state", state},
                             {"note", std::move(note)}});
    };
    auto steps = Json::array();
    steps.push(step("intake", step_intake, "done",
                    say(note_intake, {std::to_string(incident.reports.size())}, language)));
    steps.push(step("triage", step_triage, "done",
                    say(note_triage,
                        {priority == nullptr ? incident.priority : priority->name.in(language)},
                        language)));
    steps.push(step("response", step_response, is_after ? "done" : "current",
                    say(note_response,
                        {std::string{phase_label(incident.phase).text(language)},
                         std::to_string(tasks_done), std::to_string(incident.tasks.size())},
                        language)));
    steps.push(step("reporting", step_reporting, is_over ? "done" : "ahead",
                    say(note_reporting,
                        {std::to_string(incident.fulfilled.size()), std::to_string(deadlines)},
                        language)));
    auto after = step("after", step_after, is_over ? "done" : (is_after ? "current" : "ahead"),
                      say(note_after,
                          {std::to_string(conditions.all.size() - conditions.open.size()),
                           std::to_string(conditions.all.size())},
                          language));
    auto missing = Json::array();
    if (incident.is_open()) {
        for (const auto* condition : conditions.open)
            missing.push(condition->label.in(language));
    }
    after.set("missing", std::move(missing));
    steps.push(std::move(after));
    return steps;
}

Json next_actions(const Incident& incident, const Rules& rules, Language language) {
    Json::Array next;
    if (incident.phase >= Phase::closed) return Json{std::move(next)};
    if (incident.phase == Phase::converged) {
        next.push_back(
            action(say(do_close, {}, language), say(do_close_why, {}, language), "close", ""));
        return Json{std::move(next)};
    }

    std::vector<const Task*> open;
    for (const auto& task : incident.tasks) {
        if (task.state == TaskState::open) open.push_back(&task);
    }
    std::ranges::stable_sort(open, {},
                             [](const Task* task) { return task->due_at.value_or(Time::max()); });
    for (const auto* task : open)
        next.push_back(action(task->title,
                              task->why.empty() ? say(do_task_why, {}, language) : task->why,
                              "task", task->id.text()));
    for (const auto* field : facts_that_decide(incident, rules.pack))
        next.push_back(action(say(do_fact, {field->label.in(language)}, language),
                              say(do_fact_why, {}, language), "fact", field->key));
    const auto conditions = conditions_of(incident, rules);
    if (incident.phase < Phase::recovered) {
        const auto following = static_cast<Phase>(static_cast<int>(incident.phase) + 1);
        next.push_back(action(
            say(do_phase, {std::string{phase_label(following).text(language)}}, language),
            say(do_phase_why, {std::string{phase_label(incident.phase).text(language)}}, language),
            "phase", name_of(following, phase_names)));
    }
    for (const auto* condition : conditions.open)
        next.push_back(action(say(do_condition, {condition->label.in(language)}, language),
                              say(do_condition_why, {}, language), "condition", condition->key));
    if (conditions.open.empty())
        next.push_back(action(say(do_converge, {}, language), say(do_converge_why, {}, language),
                              "converge", ""));
    if (next.size() > next_max) next.resize(next_max);
    return Json{std::move(next)};
}

} // namespace sokuo::incident
