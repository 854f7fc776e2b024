// The rules of an incident, in one place: for each step, whether it may be taken now, and the entry
// it becomes.

#include "core/text.h"
#include "incident/content.h"
#include "incident/incident.h"

#include <algorithm>
#include <charconv>

namespace sokuo::incident {
namespace {

constexpr Message is_withdrawn{"incident.is_withdrawn",
                               "取り下げた事案です。書き足すときは、新しい事案を宣言してください。",
                               "This incident was withdrawn. Declare a new one instead."};
constexpr Message has_been_erased{"incident.has_been_erased",
                                  "内容を消去した事案です。変えることはできません。",
                                  "The content of this incident was erased. It cannot be changed."};
constexpr Message has_converged{"incident.has_converged",
                                "収束を宣言した事案です。変えるときは、先に再開してください。",
                                "Convergence was declared. Reopen the incident first."};
constexpr Message not_converged{"incident.not_converged",
                                "完了にする前に、収束を宣言してください。",
                                "Declare convergence before closing."};
constexpr Message not_ended{"incident.not_ended", "この事案はまだ続いています。",
                            "This incident has not ended."};
constexpr Message work_began{"incident.work_began",
                             "対応が進んだ事案は取り下げられません。収束の手順で終えてください。",
                             "Work has progressed; end it by convergence instead."};
constexpr Message nothing_changes{"incident.nothing_changes", "変わるところがありません。",
                                  "Nothing would change."};
constexpr Message step_reason{"incident.step_reason_needed",
                              "段階を飛ばす、または戻すときは、理由を一文で書いてください。",
                              "Leaving a step out or going back needs one sentence of reason."};
constexpr Message no_task{"incident.no_such_task", "この作業はありません。", "No such task."};
constexpr Message skip_reason{"incident.skip_reason_needed", "行わない理由を書いてください。",
                              "Say why it is not done."};
constexpr Message no_decision{"incident.no_such_decision", "この判断の依頼はありません。",
                              "No such question."};
constexpr Message decided_already{"incident.decided_already",
                                  "もう決まっています。変えるときは、新しく依頼してください。",
                                  "It is decided already. Ask a new question to change it."};
constexpr Message no_option{"incident.no_such_option", "選択肢の番号が合いません。",
                            "There is no such option."};
constexpr Message options_needed{"incident.options_needed", "選択肢を一つ以上書いてください。",
                                 "Give at least one option."};
constexpr Message no_fact{"incident.no_such_fact", "事実の項目「{0}」はありません。",
                          "The fact sheet has no line “{0}”."};
constexpr Message value_needed{
    "incident.value_needed", "値を書くか、調査中・不明・該当なしのどれかを選んでください。",
    "Write the value, or choose investigating, unknown or not applicable."};
constexpr Message value_unwanted{"incident.value_unwanted",
                                 "調査中・不明・該当なしのときは、値を空にしてください。",
                                 "Leave the value empty unless it is known."};
constexpr Message number_needed{"incident.number_needed", "0以上の数字で書いてください。",
                                "Write a number of 0 or more."};
constexpr Message time_needed{"incident.time_needed", "日時で書いてください。",
                              "Write a date and time."};
constexpr Message choice_needed{"incident.choice_needed", "選択肢の中から選んでください。",
                                "Choose one of the options."};
constexpr Message no_condition{"incident.no_such_condition", "この収束の条件はありません。",
                               "There is no such condition."};
constexpr Message must_be_met{"incident.condition_must_be_met",
                              "この種別では「該当なし」にできません。",
                              "“Not applicable” is not open for this category."};
constexpr Message note_needed{"incident.condition_note_needed",
                              "該当なしとする理由を書いてください。", "Say why it does not apply."};
constexpr Message agreement_needed{
    "incident.agreement_needed",
    "この条件は、{0}の了承が要ります。口頭で得たときは、だれが・いつ・どのようにを書いてください。",
    "This needs the agreement of {0}. If it was given orally, say who agreed, when and how."};
constexpr Message conditions_open{"incident.conditions_open", "収束の条件が{0}件残っています：{1}",
                                  "{0} conditions are still open: {1}"};
constexpr Message not_excluded{"incident.head_not_excluded",
                               "責任者はこの事案から外されていません。",
                               "The head is not shut out of this incident."};
constexpr Message no_such_post{"incident.no_such_post",
                               "この職は要綱にありません。一覧から選んでください。",
                               "The charter has no such post. Choose one from the list."};
constexpr Message no_ask{"incident.no_such_ask", "このお願いは見つかりません。",
                         "No such request."};
constexpr Message ask_ended{"incident.ask_ended", "このお願いはもう終わっています。",
                            "This request has ended already."};
constexpr Message no_line{"incident.line_unknown", "直そうとした記録が、この事案にありません。",
                          "The line to correct is not in this record."};
constexpr Message no_attachment{"incident.attachment_unknown", "添付{0}はこの事案にありません。",
                                "Attachment {0} is not here."};
constexpr Message no_priority{"incident.no_such_priority", "優先順位「{0}」はありません。",
                              "There is no priority “{0}”."};
constexpr Message joined_already{"incident.joined_already", "この受付はもうまとめてあります。",
                                 "This report is joined already."};
constexpr Message reason_for_priority{
    "incident.priority_reason_needed",
    "提案（{0}）と違う優先順位にするときは、理由を書いてください。",
    "Give a reason for a priority other than the proposed one ({0})."};

using Drafted = Result<journal::Draft>;

class Asking {
public:
    Asking(const Incident& incident, const Rules& rules) : it_{incident}, rules_{rules} {}

    Drafted operator()(const Retriage& command) const {
        if (!it_.is_open()) return failure(Errc::conflict, has_converged);
        auto content = Json::object();
        if (command.title) content.set("title", *command.title);
        if (command.categories) {
            if (auto problem = category_problem(*command.categories, rules_.charter))
                return *std::move(problem);
            content.set("categories", to_json(*command.categories));
        }
        auto proposed = it_.proposed_priority;
        if (command.answers) {
            content.set("answers", to_json(*command.answers));
            proposed = propose(*command.answers);
            content.set("proposed", proposed);
        }
        if (command.priority) {
            if (rules_.pack.priority(*command.priority) == nullptr)
                return at(failure(Errc::invalid, no_priority, {*command.priority}), "/priority");
            if (*command.priority != proposed && is_blank(command.priority_reason.value_or("")))
                return at(failure(Errc::invalid, reason_for_priority, {proposed}),
                          "/priority_reason");
            content.set("priority", *command.priority);
        }
        if (command.priority_reason) content.set("priority_reason", *command.priority_reason);
        if (content.members()->empty()) return failure(Errc::invalid, nothing_changes);
        if (command.reason) content.set("reason", *command.reason);
        return draft("incident.retriaged", std::move(content));
    }

    Drafted operator()(const Record& command) const {
        for (const auto& blob : command.attachments) {
            if (it_.attachment(blob) == nullptr)
                return at(failure(Errc::invalid, no_attachment, {blob.text()}), "/attachments");
        }
        if (command.corrects && !it_.lines.contains(*command.corrects))
            return at(failure(Errc::not_found, no_line), "/corrects");
        auto content = Json::object({{"line", command.line.text()},
                                     {"kind", name_of(command.kind, line_kind_names)},
                                     {"text", command.text},
                                     {"precision", name_of(command.precision, precision_names)}});
        if (command.corrects) content.set("corrects", command.corrects->text());
        set_text(content, "fulfils", command.fulfils);
        for (const auto& blob : command.attachments) {
            auto list = content["attachments"];
            content.set("attachments", std::move(list.push(blob.text())));
        }
        auto drafted = draft("incident.recorded", std::move(content));
        drafted.occurred_at = command.occurred_at;
        return drafted;
    }

    Drafted operator()(const SetFact& command) const {
        const auto* field = rules_.pack.fact(command.key);
        if (field == nullptr) return failure(Errc::not_found, no_fact, {command.key});
        auto value = command.value;
        if (command.state == FactState::known) {
            if (is_blank(value)) return at(failure(Errc::invalid, value_needed), "/value");
            value = TRY(checked(*field, std::move(value)));
        } else if (!value.empty()) {
            return at(failure(Errc::invalid, value_unwanted), "/value");
        }
        auto content = Json::object(
            {{"key", command.key}, {"state", name_of(command.state, fact_state_names)}});
        set_text(content, "value", value);
        if (command.is_estimate) content.set("estimate", true);
        if (command.is_cumulative) content.set("cumulative", true);
        set_text(content, "source", command.source);
        set_time(content, "as_of", command.as_of);
        return draft("incident.fact_set", std::move(content));
    }

    Drafted operator()(const AddTask& command) const {
        auto content = Json::object({{"task", command.task.text()}, {"title", command.title}});
        set_text(content, "why", command.why);
        if (command.assignee) content.set("assignee", command.assignee->text());
        set_time(content, "due_at", command.due_at);
        return draft("incident.task_added", std::move(content));
    }

    Drafted operator()(const ChangeTask& command) const {
        const auto* task = it_.task(command.task);
        if (task == nullptr) return failure(Errc::not_found, no_task);
        const bool is_skipped = command.state == TaskState::skipped;
        if (is_skipped && is_blank(command.result.value_or("")))
            return at(failure(Errc::invalid, skip_reason), "/result");
        auto content = Json::object({{"task", command.task.text()}});
        if (command.state) content.set("state", name_of(*command.state, task_state_names));
        if (command.result) content.set("result", *command.result);
        if (command.assignee) content.set("assignee", command.assignee->text());
        set_time(content, "due_at", command.due_at);
        if (content.members()->size() == 1) return failure(Errc::invalid, nothing_changes);
        return draft("incident.task_changed", std::move(content));
    }

    Drafted operator()(const AskDecision& command) const {
        if (command.options.empty()) return at(failure(Errc::invalid, options_needed), "/options");
        const auto count = static_cast<std::int64_t>(command.options.size());
        if (command.proposal && (*command.proposal < 0 || *command.proposal >= count))
            return at(failure(Errc::invalid, no_option), "/proposal");
        auto options = Json::array();
        for (const auto& option : command.options)
            options.push(option);
        auto content = Json::object({{"decision", command.decision.text()},
                                     {"question", command.question},
                                     {"options", std::move(options)}});
        if (command.proposal) content.set("proposal", *command.proposal);
        set_time(content, "wanted_by", command.wanted_by);
        return draft("incident.decision_asked", std::move(content));
    }

    Drafted operator()(const MakeDecision& command) const {
        const auto* decision = it_.decision(command.decision);
        if (decision == nullptr) return failure(Errc::not_found, no_decision);
        if (decision->choice) return failure(Errc::conflict, decided_already);
        const auto count = static_cast<std::int64_t>(decision->options.size());
        if (command.choice < 0 || command.choice >= count)
            return at(failure(Errc::invalid, no_option), "/choice");
        auto content =
            Json::object({{"decision", command.decision.text()}, {"choice", command.choice}});
        set_text(content, "reason", command.reason);
        return draft("incident.decision_made", std::move(content));
    }

    Drafted operator()(const Attach& command) const {
        auto content = Json::object({{"attachment", command.blob.text()},
                                     {"name", command.name},
                                     {"bytes", static_cast<std::int64_t>(command.bytes)},
                                     {"sha256", command.sha256},
                                     {"key", command.key}});
        if (command.asked) {
            TRY(must_be_asked(*command.asked));
            content.set("asked", command.asked->text());
        }
        if (command.engagement) content.set("engagement", command.engagement->text());
        set_text(content, "kind", command.kind);
        return draft("incident.attached", std::move(content));
    }

    Drafted operator()(const Join& command) const {
        if (std::ranges::find(it_.reports, command.report) != it_.reports.end())
            return failure(Errc::conflict, joined_already);
        return draft("incident.joined", Json::object({{"report", command.report.text()}}));
    }

    Drafted operator()(const Move& command) const {
        if (!it_.is_open()) return failure(Errc::conflict, has_converged);
        if (command.phase == it_.phase) return failure(Errc::invalid, nothing_changes);
        const bool is_next = static_cast<int>(command.phase) == static_cast<int>(it_.phase) + 1;
        if (!is_next && is_blank(command.reason))
            return at(failure(Errc::invalid, step_reason), "/reason");
        auto content = Json::object({{"phase", name_of(command.phase, phase_names)},
                                     {"from", name_of(it_.phase, phase_names)}});
        set_text(content, "reason", command.reason);
        return draft("incident.moved", std::move(content));
    }

    Drafted operator()(const SetCondition& command) const {
        const auto* oral = owed_oral(command);
        if (!it_.is_open() && oral == nullptr) return failure(Errc::conflict, has_converged);
        const auto conditions = charter::applicable_conditions(rules_.pack, it_.category_choices());
        const auto found =
            std::ranges::find(conditions, command.key, &charter::AppliedCondition::key);
        if (found == conditions.end()) return failure(Errc::not_found, no_condition);
        if (command.state == ConditionState::not_applicable) {
            if (!found->may_be_not_applicable)
                return at(failure(Errc::conflict, must_be_met), "/state");
            if (is_blank(command.note)) return at(failure(Errc::invalid, note_needed), "/note");
        }
        const bool is_agreed = !command.role.empty() || command.oral;
        if (command.state != ConditionState::open && !found->agreed_by.empty() && !is_agreed)
            return at(failure(Errc::invalid, agreement_needed, {roles(found->agreed_by)}),
                      "/oral_agreement");
        auto content = Json::object(
            {{"key", command.key}, {"state", name_of(command.state, condition_state_names)}});
        set_text(content, "note", command.note);
        if (command.state != ConditionState::open) {
            set_text(content, "role", command.role);
            if (oral == nullptr && command.oral) oral = &*command.oral;
            if (oral != nullptr)
                content.set("oral", Json::object({{"by", oral->by},
                                                  {"at", to_rfc3339(oral->at)},
                                                  {"how", oral->how}}));
        }
        return draft("incident.condition_set", std::move(content));
    }

    Drafted operator()(const Converge& command) const {
        if (!it_.is_open()) return failure(Errc::conflict, has_converged);
        std::string open;
        int count = 0;
        for (const auto& condition :
             charter::applicable_conditions(rules_.pack, it_.category_choices())) {
            const auto found = it_.conditions.find(condition.key);
            if (found != it_.conditions.end() && found->second.state != ConditionState::open)
                continue;
            if (count++ > 0) open += "、";
            open += condition.label.ja;
        }
        if (count > 0)
            return failure(Errc::conflict, conditions_open, {std::to_string(count), open});
        return draft("incident.converged", Json::object({{"statement", command.statement}}));
    }

    Drafted operator()(const Close& command) const {
        if (it_.phase != Phase::converged) return failure(Errc::conflict, not_converged);
        return draft("incident.closed", ending(command.statement));
    }

    Drafted operator()(const Reopen& command) const {
        if (it_.is_open()) return failure(Errc::conflict, not_ended);
        return draft("incident.reopened", Json::object({{"statement", command.statement}}));
    }

    Drafted operator()(const Withdraw& command) const {
        if (it_.phase > Phase::responding) return failure(Errc::conflict, work_began);
        return draft("incident.withdrawn", ending(command.statement));
    }

    Drafted operator()(const SetCircle& command) const {
        TRY(check_circle(command.circle, command.reason, ""));
        if (command.circle == it_.circle) return failure(Errc::invalid, nothing_changes);
        auto content = Json::object({{"circle", to_json(command.circle)}});
        set_text(content, "reason", command.reason);
        if (!command.followed.empty()) content.set("followed", to_json(command.followed));
        return draft("incident.circle_set", std::move(content));
    }

    Drafted operator()(const TakeOver& command) const {
        if (team::knows(it_.circle, command.excluded)) return failure(Errc::conflict, not_excluded);
        auto content = Json::object({{"post", command.post},
                                     {"by", command.by_post},
                                     {"person", command.person.text()},
                                     {"excluded", command.excluded.text()}});
        set_text(content, "reason", command.reason);
        return draft("incident.taken_over", std::move(content));
    }

    Drafted operator()(const NameUpstream& command) const {
        return draft("incident.upstream_named", TRY(ask_upstream(it_.upstreams, command)));
    }
    Drafted operator()(const EndUpstream& command) const {
        return draft("incident.upstream_ended", TRY(ask_upstream(it_.upstreams, command)));
    }

    Drafted operator()(const AskSomebody& command) const {
        if (!it_.is_open()) return failure(Errc::conflict, has_converged);
        if (!command.person && rules_.charter.post(command.post) == nullptr)
            return at(failure(Errc::invalid, no_such_post), "/post");
        auto content = Json::object({{"asked", command.asked.text()}, {"text", command.text}});
        if (command.person) content.set("person", command.person->text());
        set_text(content, "post", command.post);
        set_time(content, "due_at", command.due_at);
        return draft("incident.asked", std::move(content));
    }

    // An answer is welcome also after the end.
    Drafted operator()(const AnswerAsked& command) const {
        TRY(must_be_asked(command.asked));
        return draft("incident.ask_answered",
                     Json::object({{"asked", command.asked.text()}, {"text", command.text}}));
    }

    Drafted operator()(const DropAsked& command) const {
        TRY(must_be_asked(command.asked));
        auto content = Json::object({{"asked", command.asked.text()}});
        set_text(content, "reason", command.reason);
        return draft("incident.ask_dropped", std::move(content));
    }

    // Help against its coming back is wanted after convergence too.
    Drafted operator()(const EngagementStep& step) const {
        if (std::holds_alternative<Engage>(step) && it_.phase >= Phase::closed)
            return failure(Errc::conflict, has_converged);
        auto drafted = TRY(ask_engagement(it_.engagements, step));
        drafted.stream = stream_of(it_.id);
        return drafted;
    }

    Drafted operator()(const SetDeadlines& command) const {
        return draft("incident.deadlines_set", Json::object({{"deadlines", command.deadlines}}));
    }

private:
    [[nodiscard]] journal::Draft draft(std::string type, Json content) const {
        return {.stream = stream_of(it_.id),
                .type = std::move(type),
                .occurred_at = {},
                .content = std::move(content),
                .personal = {}};
    }

    // What was agreed by word of mouth and is now agreed to by somebody in the role: 事後確認. It
    // changes nothing that was declared on that word, so it may come after 収束 as well.
    [[nodiscard]] const OralAgreement* owed_oral(const SetCondition& command) const {
        const auto found = it_.conditions.find(command.key);
        const bool is_signed = command.state == ConditionState::met && !command.role.empty();
        if (!is_signed || found == it_.conditions.end() || !found->second.owes_signature())
            return {};
        return &*found->second.oral;
    }

    // Whoever reads the record alone sees whose access went with it.
    [[nodiscard]] Json ending(const std::string& statement) const {
        auto content = Json::object({{"statement", statement}});
        auto over = ending_with(it_.engagements);
        if (!over.items().empty()) content.set("engagements_ended", std::move(over));
        return content;
    }

    [[nodiscard]] std::string roles(const std::vector<std::string>& codes) const {
        std::string names;
        for (const auto& code : codes) {
            const auto* role = rules_.charter.role(code);
            if (!names.empty()) names += "、";
            names += role == nullptr ? code : role->name.ja;
        }
        return names;
    }

    [[nodiscard]] std::string propose(const TriageAnswers& answers) const {
        const auto answer = [](std::string_view text) {
            const auto parsed = charter::parse_answer(text);
            return parsed.ok() ? parsed.value() : charter::Answer::unknown;
        };
        return charter::propose_priority(rules_.pack, {{"residents", answer(answers.residents)},
                                                       {"stopped", answer(answers.stopped)},
                                                       {"spreading", answer(answers.spreading)}})
            .priority;
    }

    [[nodiscard]] Result<> must_be_asked(const AskedId& id) const {
        const auto* asked = it_.asked_of(id);
        if (asked == nullptr) return failure(Errc::not_found, no_ask);
        if (asked->state != AskedState::open) return failure(Errc::conflict, ask_ended);
        return Done{};
    }

    // The value as it is kept: digits for a number, UTC for a time.
    static Result<std::string> checked(const charter::Field& field, std::string value) {
        switch (field.type) {
        case charter::FieldType::text: return value;
        case charter::FieldType::number: {
            auto digits = to_half_width(value);
            std::erase(digits, ',');
            std::uint32_t number = 0;
            const auto* end = digits.data() + digits.size();
            const auto parsed = std::from_chars(digits.data(), end, number);
            if (parsed.ec != std::errc{} || parsed.ptr != end)
                return at(failure(Errc::invalid, number_needed), "/value");
            return std::to_string(number);
        }
        case charter::FieldType::choice: {
            const bool is_one = std::ranges::any_of(
                field.choices, [&](const auto& choice) { return choice.code == value; });
            if (!is_one) return at(failure(Errc::invalid, choice_needed), "/value");
            return value;
        }
        case charter::FieldType::datetime: {
            const auto time = parse_rfc3339(value);
            if (!time.ok()) return at(failure(Errc::invalid, time_needed), "/value");
            return to_rfc3339(time.value());
        }
        }
        return value;
    }

    const Incident& it_;
    const Rules& rules_;
};

} // namespace

Result<journal::Draft> Incident::ask(const Command& command, const Rules& rules) const {
    if (is_erased) return failure(Errc::conflict, has_been_erased);
    // Who may know of it matters as long as it is kept.
    const bool is_circle = std::holds_alternative<SetCircle>(command);
    if (phase == Phase::withdrawn && !is_circle) return failure(Errc::conflict, is_withdrawn);
    return std::visit(Asking{*this, rules}, command);
}

} // namespace sokuo::incident
