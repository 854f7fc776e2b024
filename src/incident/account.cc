// The program's own account of an act, in the words a person would use. Only codes and the
// person's text are kept; the sentence is made when it is read.

#include "calendar/date.h"
#include "calendar/wareki.h"
#include "incident/content.h"
#include "incident/present.h"
#include "incident/report.h"

#include <algorithm>
#include <array>

namespace sokuo::incident {
namespace {

constexpr Message said_declared{"incident.said.declared",
                                "インシデントとして宣言した（優先順位：{0}）",
                                "Declared an incident (priority: {0})"};
constexpr Message said_priority{"incident.said.priority", "優先順位を「{0}」にした。{1}",
                                "Set the priority to {0}. {1}"};
constexpr Message said_title{"incident.said.title", "件名を「{0}」に直した。",
                             "Corrected the title to “{0}”."};
constexpr Message said_kinds{"incident.said.kinds", "種別を直した。", "Corrected the categories."};
constexpr Message said_answers{"incident.said.answers", "優先順位を決める質問の答えを直した。",
                               "Corrected the answers that lead to the priority."};
constexpr Message said_why{"incident.said.why", "優先順位の理由：{0}",
                           "Reason of the priority: {0}"};
constexpr Message said_correction{"incident.said.correction", "直した理由：{0}",
                                  "Reason of the correction: {0}"};
constexpr Message said_fact{"incident.said.fact", "{0}：{1}", "{0}: {1}"};
constexpr Message said_task{"incident.said.task", "作業を加えた：{0}", "Added a task: {0}"};
constexpr Message said_task_done{"incident.said.task_done", "作業を終えた。{0}",
                                 "Finished a task. {0}"};
constexpr Message said_task_skipped{"incident.said.task_skipped", "作業を行わないと決めた：{0}",
                                    "Decided not to do a task: {0}"};
constexpr Message said_task_changed{"incident.said.task_changed", "作業を変えた", "Changed a task"};
constexpr Message said_question{"incident.said.question", "判断を求めた：{0}",
                                "Asked for a decision: {0}"};
constexpr Message said_decision{"incident.said.decision", "判断した。{0}", "Decided. {0}"};
constexpr Message said_joined{"incident.said.joined", "受付を一件まとめた", "Joined a report"};
constexpr Message said_hunted{"incident.said.hunted",
                              "添付のファイルを検知ルールで調べた（当てはまるルール：{0} 件、"
                              "記録：{1} 件）",
                              "Looked through a file with the detection rules (rules that match: "
                              "{0}, events: {1})"};
constexpr Message said_moved{"incident.said.moved", "「{0}」に進めた。{1}",
                             "Moved on to: {0}. {1}"};
constexpr Message said_condition{"incident.said.condition", "収束の条件「{0}」：{1}",
                                 "Condition “{0}”: {1}"};
constexpr Message said_converged{"incident.said.converged", "収束を宣言した：{0}",
                                 "Declared convergence: {0}"};
constexpr Message said_closed{"incident.said.closed", "完了にした：{0}", "Closed: {0}"};
constexpr Message said_ended_with_it{"incident.said.engagements_ended", "（支援も終えた：{0}）",
                                     " (which ended the engagements of: {0})"};
constexpr Message said_reopened{"incident.said.reopened", "再開した：{0}", "Reopened: {0}"};
constexpr Message said_withdrawn{"incident.said.withdrawn", "宣言を取り下げた：{0}",
                                 "Withdrew the declaration: {0}"};
constexpr Message said_due{"incident.said.due", "「{0}」の時刻になった（まだ済んでいない）",
                           "The time for “{0}” has come; it is not done yet"};
constexpr Message said_oral{"incident.said.oral", "（口頭承認：{0}、{1}）",
                            " (agreed orally: {0}, {1})"};
constexpr Message said_oral_signed{"incident.said.oral_signed", "（口頭承認の事後確認：{0}、{1}）",
                                   " (confirmed what was agreed orally: {0}, {1})"};
constexpr Message said_look_again{"incident.said.look_again", "見直す日時になった（要再確認）",
                                  "The time to look at it again has come"};
constexpr Message said_restricted{"incident.said_restricted",
                                  "閲覧を制限しました（見てよい人 {0}人、外した人 {1}人）：{2}",
                                  "Restricted (let in: {0}, shut out: {1}): {2}"};
constexpr Message said_unrestricted{"incident.said_unrestricted",
                                    "閲覧の制限を変えました（外した人 {0}人）：{1}",
                                    "Not restricted (shut out: {0}): {1}"};
constexpr Message said_followed{
    "incident.said_followed",
    "人事異動などで制限を変えられる人がいなくなったため、後任{0}人を見てよい人に加えました",
    "Nobody was left who may lift the restriction, so {0} who followed in the posts were let in"};
constexpr Message said_taken_over{"incident.said_taken_over",
                                  "この事案について、責任者の権限を引き継ぎました：{0}",
                                  "Took over from the head for this incident: {0}"};
constexpr Message said_asked{"incident.said_asked", "お願いしました：{0}", "Asked: {0}"};
constexpr Message said_answered{"incident.said_answered", "お願いに答えがありました：{0}",
                                "Answered: {0}"};
constexpr Message said_dropped{"incident.said_dropped", "お願いを取り下げました：{0}",
                               "Asked no longer: {0}"};
constexpr Message said_proposed{"incident.said_engagement_proposed", "{0}を起案した：{1}（{2}）",
                                "Proposed to engage {1} ({0}): {2}"};
constexpr Message said_issued{"incident.said_engagement_issued", "{0}を発出した：{1}",
                              "Engaged {1} ({0})"};
constexpr Message said_issued_orally{"incident.said_engagement_issued_orally",
                                     "{0}を発出した（口頭承認）：{1}",
                                     "Engaged {1} ({0}), approved by word of mouth"};
constexpr Message said_declined{"incident.said_engagement_declined",
                                "{0}は発出しないことになった：{1}。{2}",
                                "Did not engage {1} ({0}). {2}"};
constexpr Message said_admitted{"incident.said_engagement_admitted",
                                "{1}の一人がサインインできるようにした",
                                "Let somebody of {1} sign in"};
constexpr Message said_given{"incident.said_engagement_given", "{1}に渡した{3}：{2}",
                             "Handed to {1}{3}: {2}"};
constexpr Message said_received{"incident.said_engagement_received", "{1}から受け取った{3}：{2}",
                                "Received from {1}{3}: {2}"};
constexpr Message said_ended{"incident.said_engagement_ended", "{0}を終えた：{1}。{2}",
                             "Ended the engagement of {1} ({0}). {2}"};
constexpr Message said_ended_by_day{"incident.said_engagement_over", "{0}の期限が来て終わった：{1}",
                                    "The engagement of {1} ({0}) has come to its end"};
constexpr Message said_upstream{"incident.said_upstream", "相手の件を結び付けた：{0}",
                                "Linked an incident of theirs: {0}"};
constexpr Message said_upstream_ended{"incident.said_upstream_ended", "相手の件を外した：{0}",
                                      "Unlinked an incident of theirs: {0}"};
constexpr Message said_other{"incident.said.other", "記録された", "Recorded"};
constexpr Message erased{"incident.erased_text", "消去済み", "Erased"};

constexpr std::array<Message, 3> condition_words{
    Message{"incident.condition.open", "未確認", "open"},
    Message{"incident.condition.met", "満たした", "met"},
    Message{"incident.condition.na", "該当なし", "not applicable"},
};
constexpr std::array<Message, 4> fact_words{
    Message{"incident.fact.known", "値あり", "known"},
    Message{"incident.fact.investigating", "調査中", "under investigation"},
    Message{"incident.fact.unknown", "不明", "unknown"},
    Message{"incident.fact.na", "該当なし", "not applicable"},
};
constexpr Message estimate{"incident.estimate", "概数", "estimate"};
constexpr Message confirmed{"incident.confirmed", "確定", "confirmed"};
constexpr Message cumulative{"incident.cumulative", "延べ", "cumulative"};
constexpr Message unique{"incident.unique", "実数", "unique"};

std::string say(const Message& message, std::vector<std::string> args, Language language) {
    return render(message, args, language);
}

std::string text_of(const Json& json) {
    return std::string{json.text_or("")};
}

std::string priority_name(const Json& code, const charter::Pack& pack, Language language) {
    const auto* priority = pack.priority(code.text_or(""));
    return priority == nullptr ? text_of(code) : priority->name.in(language);
}

std::string grouped(const std::string& digits) {
    std::string text;
    for (std::size_t at = 0; at < digits.size(); ++at) {
        if (at > 0 && (digits.size() - at) % 3 == 0) text += ',';
        text += digits[at];
    }
    return text;
}

std::string account_of_fact(const Json& content, const charter::Pack& pack, std::string_view zone,
                            Language language) {
    const auto* field = pack.fact(content["key"].text_or(""));
    if (field == nullptr) return text_of(content["key"]);
    Fact fact{};
    fact.state = named<FactState>(content["state"].text_or(""), fact_state_names)
                     .value_or(FactState::investigating);
    fact.value = text_of(content["value"]);
    fact.is_estimate = content["estimate"].boolean_or(false);
    fact.is_cumulative = content["cumulative"].boolean_or(false);
    return say(said_fact, {field->label.in(language), shown(fact, *field, zone, language)},
               language);
}

std::string account_of_task(const Json& content, Language language) {
    const auto state = content["state"].text_or("");
    const auto result = text_of(content["result"]);
    if (state == "done") return say(said_task_done, {result}, language);
    if (state == "skipped") return say(said_task_skipped, {result}, language);
    return say(said_task_changed, {}, language);
}

std::string account_of_condition(const Json& content, const charter::Pack& pack,
                                 Language language) {
    const auto* condition = pack.condition(content["key"].text_or(""));
    const auto state = named<ConditionState>(content["state"].text_or(""), condition_state_names)
                           .value_or(ConditionState::open);
    auto word = std::string{condition_words.at(static_cast<std::size_t>(state)).text(language)};
    if (const auto& oral = content["oral"]; !oral.is_null())
        word += say(content["role"].text() == nullptr ? said_oral : said_oral_signed,
                    {text_of(oral["by"]), text_of(oral["how"])}, language);
    if (content["note"].text() != nullptr) word += "（" + text_of(content["note"]) + "）";
    return say(
        said_condition,
        {condition == nullptr ? text_of(content["key"]) : condition->label.in(language), word},
        language);
}

std::string helper_name(const Json& kind, Language language) {
    const auto helper = named<Helper>(kind.text_or(""), helper_names).value_or(Helper::other);
    return std::string{helper_label(helper).text(language)};
}

// How it was exchanged and how it was marked: （電話、TLP:AMBER）.
std::string exchange_note(const Json& content, Language language) {
    auto note = text_of(content["how"]);
    if (content["tlp"].text() != nullptr) {
        auto mark = text_of(content["tlp"]);
        std::ranges::transform(mark, mark.begin(), [](char sign) {
            return sign >= 'a' && sign <= 'z' ? static_cast<char>(sign - 'a' + 'A') : sign;
        });
        if (!note.empty()) note += language == Language::ja ? "、" : ", ";
        note += "TLP:" + mark;
    }
    if (note.empty()) return note;
    return language == Language::ja ? "（" + note + "）" : " (" + note + ")";
}

std::string account_of_engagement(std::string_view type, const Json& content, Language language) {
    const auto is = [&](std::string_view step) { return type.substr(type.find('_') + 1) == step; };
    const auto* sentence = &said_ended;
    auto last = text_of(content["reason"]);
    if (is("proposed")) {
        sentence = &said_proposed;
        last = text_of(content["purpose"]);
    }
    if (is("issued"))
        sentence = content["said_by"].text() == nullptr ? &said_issued : &said_issued_orally;
    if (is("declined")) sentence = &said_declined;
    if (is("admitted")) sentence = &said_admitted;
    if (is("noted")) {
        sentence = content["given"].boolean_or(false) ? &said_given : &said_received;
        last = text_of(content["text"]);
    }
    return say(*sentence,
               {helper_name(content["kind"], language), text_of(content["body"]), last,
                exchange_note(content, language)},
               language);
}

std::string account_of_due(const Json& content, const charter::Pack& pack, Language language) {
    auto key = text_of(content["name"]);
    if (key == look_again) return say(said_look_again, {}, language);
    if (engagement_due(key)) {
        const auto& of = content["content"];
        return say(said_ended_by_day, {helper_name(of["kind"], language), text_of(of["body"])},
                   language);
    }
    if (key.starts_with("deadline/")) key.erase(0, 9);
    const auto rule = std::ranges::find(pack.deadlines, key, &charter::DeadlineRule::key);
    if (rule != pack.deadlines.end()) return say(said_due, {rule->label.in(language)}, language);
    for (const auto& priority : pack.priorities) {
        const auto aim = std::ranges::find(priority.targets, key, &charter::TargetTime::key);
        if (aim != priority.targets.end())
            return say(said_due, {aim->label.in(language)}, language);
    }
    return say(said_due, {key}, language);
}

// Every part that was corrected, then the reason.
std::string account_of_retriage(const Json& content, const charter::Pack& pack, Language language) {
    std::string account;
    const auto add = [&](const Message& message, std::vector<std::string> args) {
        if (!account.empty() && language == Language::en) account += ' ';
        account += say(message, std::move(args), language);
    };
    const auto why = text_of(content["priority_reason"]);
    if (content["title"].text() != nullptr) add(said_title, {text_of(content["title"])});
    if (!content["categories"].is_null()) add(said_kinds, {});
    if (!content["answers"].is_null()) add(said_answers, {});
    if (content["priority"].text() != nullptr)
        add(said_priority, {priority_name(content["priority"], pack, language), why});
    else if (!why.empty())
        add(said_why, {why});
    if (content["reason"].text() != nullptr) add(said_correction, {text_of(content["reason"])});
    return account;
}

std::string account_of_circle(const Json& content, Language language) {
    const auto& circle = content["circle"];
    if (const auto& followed = content["followed"].items(); !followed.empty())
        return say(said_followed, {std::to_string(followed.size())}, language);
    const auto count = [&](std::string_view member) {
        return std::to_string(circle[member].items().size());
    };
    const auto why = text_of(content["reason"]);
    if (circle["restricted"].boolean_or(false))
        return say(said_restricted, {count("named"), count("excluded"), why}, language);
    return say(said_unrestricted, {count("excluded"), why}, language);
}

// An ending, and whose access ended with it.
std::string account_of_end(const Message& sentence, const Json& content, Language language) {
    auto text = say(sentence, {text_of(content["statement"])}, language);
    std::string bodies;
    for (const auto& row : content["engagements_ended"].items()) {
        if (!bodies.empty()) bodies += language == Language::ja ? "、" : ", ";
        bodies += row["body"].text_or("");
    }
    if (!bodies.empty()) text += say(said_ended_with_it, {bodies}, language);
    return text;
}

const Message* plain_sentence(std::string_view type) {
    if (type == "incident.task_added") return &said_task;
    if (type == "incident.decision_asked") return &said_question;
    if (type == "incident.decision_made") return &said_decision;
    if (type == "incident.joined") return &said_joined;
    if (type == "incident.converged") return &said_converged;
    if (type == "incident.reopened") return &said_reopened;
    if (type == "incident.taken_over") return &said_taken_over;
    if (type == "incident.asked") return &said_asked;
    if (type == "incident.ask_answered") return &said_answered;
    if (type == "incident.ask_dropped") return &said_dropped;
    if (type == "incident.upstream_named") return &said_upstream;
    if (type == "incident.upstream_ended") return &said_upstream_ended;
    return nullptr;
}

// The member a plain sentence quotes.
std::string quoted_member(const Json& content) {
    for (const auto* member : {"statement", "title", "question", "text", "reason", "sender"}) {
        if (content[member].text() != nullptr) return text_of(content[member]);
    }
    return {};
}

// As the clock on the wall shows it: 令和8年11月24日（火） 12:37.
std::string local_time(const std::string& value, std::string_view zone, Language language) {
    const auto time = parse_rfc3339(value);
    const auto place = calendar::TimeZone::named(zone);
    if (!time.ok() || !place.ok()) return value;
    const auto local = place.value().local(time.value());
    if (language == Language::en) return calendar::to_text(local);
    return calendar::to_wareki(local.date, calendar::DateStyle::with_weekday) + " " +
           calendar::to_text(local.clock);
}

} // namespace

std::string shown(const Fact& fact, const charter::Field& field, std::string_view zone,
                  Language language) {
    if (fact.state != FactState::known)
        return std::string{fact_words.at(static_cast<std::size_t>(fact.state)).text(language)};
    if (field.type == charter::FieldType::choice) {
        const auto choice =
            std::ranges::find(field.choices, fact.value, &charter::FieldChoice::code);
        return choice == field.choices.end() ? fact.value : choice->label.in(language);
    }
    if (field.type == charter::FieldType::datetime) return local_time(fact.value, zone, language);
    if (field.type != charter::FieldType::number) return fact.value;
    auto text = grouped(fact.value) + field.unit;
    std::string notes;
    const auto note = [&](const Message& word) {
        if (!notes.empty()) notes += language == Language::ja ? "・" : ", ";
        notes += word.text(language);
    };
    if (field.has_certainty) note(fact.is_estimate ? estimate : confirmed);
    if (field.has_counting) note(fact.is_cumulative ? cumulative : unique);
    if (notes.empty()) return text;
    return language == Language::ja ? text + "（" + notes + "）" : text + " (" + notes + ")";
}

std::string account_of(const Line& line, const charter::Pack& pack, std::string_view zone,
                       Language language) {
    if (line.is_erased) return std::string{erased.text(language)};
    const auto& content = line.content;
    if (line.type == "incident.declared")
        return say(said_declared, {priority_name(content["priority"], pack, language)}, language);
    if (line.type == "incident.retriaged") return account_of_retriage(content, pack, language);
    if (line.type == "incident.fact_set") return account_of_fact(content, pack, zone, language);
    if (line.type == "incident.task_changed") return account_of_task(content, language);
    if (line.type == "incident.condition_set") return account_of_condition(content, pack, language);
    if (line.type == "incident.moved") {
        const auto phase = named<Phase>(content["phase"].text_or(""), phase_names);
        return say(said_moved,
                   {std::string{phase_label(phase.value_or(Phase::triaged)).text(language)},
                    text_of(content["reason"])},
                   language);
    }
    if (line.type == "incident.closed") return account_of_end(said_closed, content, language);
    if (line.type == "incident.withdrawn") return account_of_end(said_withdrawn, content, language);
    if (line.type == "incident.circle_set") return account_of_circle(content, language);
    if (line.type == "incident.hunted")
        return say(said_hunted,
                   {std::to_string(content["rules_matched"].integer_or(0)),
                    std::to_string(content["matches"].integer_or(0))},
                   language);
    if (line.type == "due.fired") return account_of_due(content, pack, language);
    if (line.type.starts_with("incident.engagement_"))
        return account_of_engagement(line.type, content, language);
    if (const auto* sentence = plain_sentence(line.type))
        return say(*sentence, {quoted_member(content)}, language);
    return say(said_other, {}, language);
}

} // namespace sokuo::incident
