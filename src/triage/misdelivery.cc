#include "triage/misdelivery.h"

#include "core/fields.h"
#include "incident/incident_store.h"
#include "incident/report_store.h"
#include "triage/judgement.h"

#include <algorithm>
#include <array>

namespace sokuo::triage {
namespace {

using incident::FactState;

constexpr Message future{"triage.noticed_in_the_future",
                         "気づいた日時が未来です。日時を確かめてください。",
                         "The time it was noticed lies in the future. Please check it."};
constexpr Message value_needed{"triage.count_needed",
                               "数を書くか、調査中・不明・該当なしを選んでください。",
                               "Write the number, or choose investigating, unknown or none."};
constexpr Message bad_data_kind{"triage.bad_data_kind", "情報の項目は選択肢から選んでください。",
                                "Choose the kinds of data from the list."};

constexpr auto future_tolerance = std::chrono::minutes{2};

constexpr std::array<std::string_view, 6> kinds{"mail", "post", "fax",
                                                "hand", "loss", "publication"};
constexpr std::array<std::string_view, 5> request_states{"not_yet", "asked", "done", "impossible",
                                                         "not_applicable"};

struct DataKind {
    std::string_view code;
    std::string_view ja;
};
constexpr std::array<DataKind, 11> data_kinds{{{"name", "氏名"},
                                               {"address", "住所"},
                                               {"birth", "生年月日"},
                                               {"phone", "電話番号"},
                                               {"mail", "メールアドレス"},
                                               {"sensitive", "要配慮個人情報"},
                                               {"my_number", "マイナンバー"},
                                               {"account", "口座"},
                                               {"tax", "税"},
                                               {"welfare", "福祉"},
                                               {"other", "その他"}}};

struct KindWords {
    std::string_view kind;
    std::string_view title;
    std::string_view subtype;
    std::string_view medium;
};
constexpr std::array<KindWords, 6> kind_words{
    {{"mail", "メールの誤送信", "misdelivery", "mail"},
     {"post", "文書の誤送付", "misdelivery", "paper"},
     {"fax", "ファクスの誤送信", "misdelivery", "paper"},
     {"hand", "文書の誤交付", "misdelivery", "paper"},
     {"loss", "紛失", "loss", "other"},
     {"publication", "誤公開", "wrong_publication", "cloud"}}};

// What is asked of the recipients. Each becomes a task whose end is the request's end.
struct RequestWords {
    std::string_view title;
    std::string_view why;
};
constexpr RequestWords deletion_words{
    "誤って受け取った人に、削除を頼む",
    "第三者が見る前にすべて戻れば、漏えいに当たらないことがあります。"};
constexpr RequestWords recovery_words{"誤って渡った文書や物を、回収する",
                                      "戻ったものの数を、渡した数と合わせます。"};
constexpr RequestWords apology_words{"本人に知らせて、おわびする",
                                     "知らせた日時と方法を記録します（電話でもかまいません）。"};

Result<Count> read_count(Fields& outer, const Json& json, std::string_view name) {
    outer.object(name);
    Fields in{json[name], outer.pointer(name)};
    Count count;
    count.state = incident::named<FactState>(in.choice("state", incident::fact_state_names),
                                             incident::fact_state_names)
                      .value_or(FactState::investigating);
    const auto value = in.optional_integer("value", 0, 2'000'000'000);
    count.is_estimate = in.optional_boolean("estimate").value_or(false);
    TRY(in.finish());
    if (count.state == FactState::known && !value)
        return at(failure(Errc::invalid, value_needed), outer.pointer(name) + "/value");
    count.value = value.value_or(0);
    return count;
}

const KindWords& words_of(std::string_view kind) {
    const auto* found = std::ranges::find(kind_words, kind, &KindWords::kind);
    return found == kind_words.end() ? kind_words.front() : *found;
}

bool holds(const Misdelivery& slip, std::string_view kind) {
    return std::ranges::find(slip.data_kinds, kind) != slip.data_kinds.end();
}

std::string data_words(const Misdelivery& slip) {
    std::string words;
    for (const auto& [code, ja] : data_kinds) {
        if (!holds(slip, code)) continue;
        if (!words.empty()) words += "、";
        words += ja;
    }
    return words;
}

// An act on the incident, one after the other, all in this write.
class Recording {
public:
    Recording(const incident::Desk& desk, store::Write& db, const team::Call& call,
              const IncidentId& id)
        : desk_{desk}, db_{db}, call_{call}, id_{id} {}

    Result<> act(const incident::Command& command) {
        TRY(incident::act(desk_, db_, call_.actor, id_, command));
        return Done{};
    }

    Result<> fact(std::string_view key, std::string value) {
        if (value.empty()) return Done{};
        return set({.key = std::string{key},
                    .state = FactState::known,
                    .value = std::move(value),
                    .is_estimate = false,
                    .is_cumulative = false,
                    .source = {},
                    .as_of = {}});
    }

    Result<> count(std::string_view key, const Count& count) {
        return set({.key = std::string{key},
                    .state = count.state,
                    .value = count.state == FactState::known ? std::to_string(count.value) : "",
                    .is_estimate = count.is_estimate,
                    .is_cumulative = false,
                    .source = {},
                    .as_of = {}});
    }

    // A request that was made or settled already is recorded as such.
    Result<> request(const RequestWords& words, std::string_view state) {
        if (state == "not_applicable") return Done{};
        const auto task = incident::TaskId::make(desk_.now(), desk_.random);
        TRY(act(incident::AddTask{.task = task,
                                  .title = std::string{words.title},
                                  .why = std::string{words.why},
                                  .assignee = {},
                                  .due_at = {}}));
        incident::ChangeTask change{
            .task = task, .state = {}, .result = {}, .assignee = {}, .due_at = {}};
        if (state == "asked") change.result = "頼みました。返事を待っています。";
        if (state == "done") {
            change.state = incident::TaskState::done;
            change.result = "済みました。";
        }
        if (state == "impossible") {
            change.state = incident::TaskState::skipped;
            change.result = "できませんでした。";
        }
        if (!change.result) return Done{};
        return act(change);
    }

private:
    Result<> set(incident::SetFact fact) {
        // A pack need not have every line.
        if (call_.edition.pack.fact(fact.key) == nullptr) return Done{};
        return act(fact);
    }

    const incident::Desk& desk_;
    store::Write& db_;
    const team::Call& call_;
    IncidentId id_;
};

incident::Slip slip_of(const Misdelivery& slip, std::string_view time_zone, Time now) {
    incident::Slip report;
    report.channel = "internal";
    report.reporter_class = "staff";
    report.when = incident::read_when(slip.happened, time_zone, now);
    report.where = slip.department;
    report.what = slip.what;
    report.finder.name = slip.noticed_by;
    report.personal_data = slip.data_kinds.empty() ? "unknown" : "yes";
    return report;
}

incident::Declare declaration_of(const Misdelivery& slip, const team::Call& call) {
    const auto& words = words_of(slip.kind);
    incident::Declare declare{};
    declare.title = std::string{words.title};
    if (!slip.department.empty()) declare.title += "（" + slip.department + "）";
    incident::Category category{.code = "C", .subtype = {}, .is_main = true, .is_suspected = false};
    if (call.charter().subtype("C", words.subtype) != nullptr) category.subtype = words.subtype;
    declare.categories = {std::move(category)};
    declare.answers = {.residents = slip.data_kinds.empty() ? "unknown" : "yes",
                       .stopped = "no",
                       .spreading = "no"};
    declare.proposed_priority = propose(call.edition.pack, declare.answers).priority;
    declare.priority = declare.proposed_priority;
    declare.department = slip.department;
    return declare;
}

Result<> record_facts(Recording& recording, const Misdelivery& slip) {
    TRY(recording.fact("known_at", to_rfc3339(slip.noticed_at)));
    TRY(recording.fact("medium", std::string{words_of(slip.kind).medium}));
    TRY(recording.count("recipient_count", slip.recipients));
    TRY(recording.count("person_count", slip.persons));
    TRY(recording.count("record_count", slip.items));
    if (slip.data_kinds.empty()) return Done{};
    TRY(recording.fact("items", data_words(slip)));
    TRY(recording.fact("personal_data_leak", "yes"));
    TRY(recording.fact("special_care", holds(slip, "sensitive") ? "yes" : "no"));
    TRY(recording.fact("my_number", holds(slip, "my_number") ? "yes" : "no"));
    TRY(recording.fact("property_damage", holds(slip, "account") ? "yes" : "no"));
    // What we sent ourselves nobody took on purpose; of what is lost, nobody can say yet.
    if (slip.kind != "loss") TRY(recording.fact("wrongful_purpose", "no"));
    return Done{};
}

} // namespace

Result<Misdelivery> read_misdelivery(const Json& json) {
    Fields in{json};
    Misdelivery slip;
    slip.kind = in.choice("kind", kinds);
    slip.what = in.text("what", {.length_max = 1000, .lines = true});
    slip.department = in.optional_text("department", {.length_max = 100}).value_or("");
    slip.happened = in.optional_text("happened").value_or("");
    slip.noticed_at = in.time("noticed_at");
    slip.noticed_by = in.optional_text("noticed_by", {.length_max = 100}).value_or("");
    slip.data_kinds = in.texts("data_kinds", 12, {.length_max = 20});
    slip.deletion = in.optional_choice("deletion", request_states).value_or("not_yet");
    slip.recovery = in.optional_choice("recovery", request_states).value_or("not_yet");
    slip.apology = in.optional_choice("apology", request_states).value_or("not_yet");
    slip.measures = in.optional_text("measures", {.length_max = 2000, .lines = true}).value_or("");
    slip.recipients = TRY(read_count(in, json, "recipients"));
    slip.persons = TRY(read_count(in, json, "persons"));
    slip.items = TRY(read_count(in, json, "items"));
    TRY(in.finish());
    for (const auto& kind : slip.data_kinds) {
        if (std::ranges::find(data_kinds, kind, &DataKind::code) == data_kinds.end())
            return at(failure(Errc::invalid, bad_data_kind), "/data_kinds");
    }
    return slip;
}

Result<IncidentId> record_misdelivery(const incident::Desk& desk, store::Write& db,
                                      const team::Call& call, const Misdelivery& slip) {
    if (slip.noticed_at > desk.now() + future_tolerance)
        return at(failure(Errc::invalid, future), "/noticed_at");
    const auto report = TRY(incident::receive(desk, db, call.actor,
                                              slip_of(slip, call.charter().time_zone, desk.now())));
    auto declare = declaration_of(slip, call);
    declare.reports = {report.id};
    declare.received_at = report.received_at;
    const auto declared = TRY(incident::declare(desk, db, call.actor, std::move(declare)));
    TRY(incident::act(desk, db, call.actor, report.id,
                      incident::Judge{.outcome = incident::Outcome::incident,
                                      .reason = {},
                                      .incident = declared.id,
                                      .transferred_to = {},
                                      .look_again_at = {}}));

    Recording recording{desk, db, call, declared.id};
    TRY(record_facts(recording, slip));
    TRY(recording.request(deletion_words, slip.deletion));
    TRY(recording.request(recovery_words, slip.recovery));
    TRY(recording.request(apology_words, slip.apology));
    if (!slip.measures.empty()) {
        TRY(recording.act(incident::Record{.line = incident::LineId::make(desk.now(), desk.random),
                                           .kind = incident::LineKind::action,
                                           .text = slip.measures,
                                           .occurred_at = {},
                                           .precision = incident::Precision::minute,
                                           .corrects = {},
                                           .attachments = {},
                                           .fulfils = {}}));
        TRY(recording.act(incident::Move{.phase = incident::Phase::responding, .reason = {}}));
    }
    return declared.id;
}

} // namespace sokuo::triage
