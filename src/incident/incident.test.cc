#include "incident/incident.h"

#include "incident/testing.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace sokuo::incident {
namespace {

using testing::declaration;
using testing::known;
using testing::main_category;
using testing::not_known;
using testing::sure;
using testing::told;
using testing::Town;

const charter::Edition& mihon() {
    static const Town town;
    return town.book->current();
}

Rules rules() {
    return {mihon().charter, mihon().pack};
}

template <class IdOf>
IdOf some_id(std::uint8_t number) {
    IdOf id;
    id.value.back() = std::byte{number};
    return id;
}

// Plays a story one step a minute and keeps what was accepted, so that a test reads as the story.
class Story {
public:
    explicit Story(const Declare& declare = declaration()) {
        take(Incident::declare(some_id<IncidentId>(7), declare, rules()));
    }

    [[nodiscard]] Incident now() const { return sure(Incident::replay(history_)); }
    Story& does(const Command& command) { return take(now().ask(command, rules())); }
    /// What the person who asks for `command` is told.
    [[nodiscard]] std::string asks(const Command& command) const {
        return told(now().ask(command, rules()));
    }

    Story& move(Phase phase, std::string reason = "") {
        return does(Move{.phase = phase, .reason = std::move(reason)});
    }
    Story& condition(std::string key, ConditionState state, std::string note = "") {
        return does(SetCondition{
            .key = std::move(key), .state = state, .note = std::move(note), .role = "ciso"});
    }
    Story& all_conditions() {
        for (const auto& condition :
             charter::applicable_conditions(rules().pack, now().category_choices()))
            this->condition(condition.key, ConditionState::met);
        return *this;
    }
    Story& converge() { return does(Converge{"再発がないことを確かめた"}); }

    std::vector<journal::Entry> history() const { return history_; }
    Story& happens(std::string type, Json content) {
        return take(journal::Draft{.stream = stream_of(some_id<IncidentId>(7)),
                                   .type = std::move(type),
                                   .occurred_at = {},
                                   .content = std::move(content),
                                   .personal = {}});
    }

private:
    Story& take(Result<journal::Draft> asked) {
        auto draft = sure(std::move(asked));
        const auto count = static_cast<std::int64_t>(history_.size());
        history_.push_back(
            {.seq = count + 10,
             .stream = draft.stream,
             .rev = count + 1,
             .type = draft.type,
             .version = draft.version,
             .recorded_at = testing::at_time("2026-11-24T00:00:00Z") + std::chrono::minutes{count},
             .occurred_at = draft.occurred_at,
             .actor = {},
             .content = std::move(draft.content),
             .personal = {},
             .content_state = journal::BodyState::present,
             .personal_state = journal::BodyState::absent});
        return *this;
    }

    std::vector<journal::Entry> history_;
};

Record line(std::uint8_t number, std::string text) {
    return {.line = some_id<LineId>(number),
            .kind = LineKind::fact,
            .text = std::move(text),
            .occurred_at = {},
            .precision = Precision::minute,
            .corrects = {},
            .attachments = {},
            .fulfils = {}};
}

AddTask task(std::uint8_t number) {
    return {.task = some_id<TaskId>(number),
            .title = "事業者に復旧の見込みを聞く",
            .why = "",
            .assignee = {},
            .due_at = {}};
}

ChangeTask change(std::uint8_t number) {
    return {
        .task = some_id<TaskId>(number), .state = {}, .result = {}, .assignee = {}, .due_at = {}};
}

AskDecision question(std::uint8_t number) {
    return {.decision = some_id<DecisionId>(number),
            .question = "公表するか",
            .options = {"公表する", "公表しない"},
            .proposal = 0,
            .wanted_by = {}};
}

TEST_CASE("an incident goes from its declaration to 収束宣言 and to its end") {
    const auto incident = Story{}
                              .move(Phase::responding)
                              .move(Phase::contained)
                              .move(Phase::eradicated)
                              .move(Phase::recovering)
                              .move(Phase::recovered)
                              .all_conditions()
                              .converge()
                              .does(Close{"報告書をまとめた"})
                              .now();
    CHECK(incident.phase == Phase::closed);
    CHECK(incident.number == "R8-0001");
    CHECK(incident.statement == "報告書をまとめた");
    CHECK(incident.converged_at);
    CHECK(incident.closed_at);
    CHECK_FALSE(incident.is_open());
}

TEST_CASE("a priority other than the proposed one needs a person's reason") {
    auto declare = declaration();
    declare.priority = "P1";
    const auto id = some_id<IncidentId>(7);
    CHECK(told(Incident::declare(id, declare, rules())) ==
          "incident.priority_reason_needed /priority_reason");
    declare.priority_reason = "　";
    CHECK(told(Incident::declare(id, declare, rules())) ==
          "incident.priority_reason_needed /priority_reason");
    declare.priority_reason = "年末の窓口が止まる";
    CHECK(Story{declare}.now().priority_reason == "年末の窓口が止まる");

    declare.priority = "P9";
    CHECK(told(Incident::declare(id, declare, rules())) == "incident.no_such_priority /priority");
}

TEST_CASE("the categories are those of 別表第２, when it is declared and later") {
    const auto id = some_id<IncidentId>(7);
    CHECK(told(Incident::declare(id, declaration({main_category("Z")}), rules())) ==
          "incident.no_such_category /categories");
    CHECK(told(Incident::declare(id, declaration({main_category("A", "ransomware")}), rules())) ==
          "incident.no_such_category /categories");

    Retriage retriage{};
    retriage.categories = {main_category("A", "ransomware")};
    CHECK(Story{}.asks(retriage) == "incident.no_such_category /categories");
    retriage.categories = {main_category("B", "ransomware")};
    CHECK(Story{}.does(retriage).now().categories == *retriage.categories);
}

TEST_CASE("a corrected priority is held against what the newest answers propose") {
    Retriage retriage{};
    retriage.priority = "P2";
    CHECK(Story{}.asks(retriage) == "incident.priority_reason_needed /priority_reason");
    retriage.answers = {.residents = "yes", .stopped = "yes", .spreading = "no"};
    const auto incident = Story{}.does(retriage).now();
    CHECK(incident.priority == "P2");
    CHECK(incident.proposed_priority == "P2");

    CHECK(Story{}.asks(Retriage{}) == "incident.nothing_changes");
    Retriage reason{};
    reason.priority_reason = "議会に説明した";
    CHECK(Story{}.does(reason).now().priority_reason == "議会に説明した");
    Retriage only_why{};
    only_why.reason = "誤字";
    CHECK(Story{}.asks(only_why) == "incident.nothing_changes");
}

TEST_CASE("leaving a step out or going back needs a sentence; the next step does not") {
    const Story declared;
    CHECK(declared.asks(Move{.phase = Phase::contained, .reason = ""}) ==
          "incident.step_reason_needed /reason");
    CHECK(declared.asks(Move{.phase = Phase::triaged, .reason = ""}) == "incident.nothing_changes");
    CHECK(Story{}.move(Phase::contained, "受付の時点で切り離してあった").now().phase ==
          Phase::contained);

    const auto contained = Story{}.move(Phase::responding).move(Phase::contained);
    CHECK(contained.asks(Move{.phase = Phase::responding, .reason = " "}) ==
          "incident.step_reason_needed /reason");
}

TEST_CASE("値あり, 調査中, 不明 and 該当なし are four different things") {
    const Story story;
    CHECK(story.asks(known("person_count", "")) == "incident.value_needed /value");
    auto both = not_known("person_count", FactState::unknown);
    both.value = "3";
    CHECK(story.asks(both) == "incident.value_unwanted /value");
    CHECK(story.asks(known("no_such_line", "1")) == "incident.no_such_fact");

    const auto value_for_rules = [](FactState state) {
        return Story{}.does(not_known("person_count", state)).now().fact_values()["person_count"];
    };
    CHECK(value_for_rules(FactState::investigating) == "unknown");
    CHECK(value_for_rules(FactState::unknown) == "unknown");
    CHECK(value_for_rules(FactState::not_applicable) == "not_applicable");

    const auto twice =
        Story{}.does(known("person_count", "1")).does(known("person_count", "2")).now();
    CHECK(twice.facts.at("person_count").value == "2");
    CHECK(twice.facts.at("person_count").history == 2);
}

TEST_CASE("a number is kept as digits, however it was typed") {
    const auto kept = [](const char* typed) {
        return Story{}.does(known("person_count", typed)).now().facts.at("person_count").value;
    };
    CHECK(kept("1,284") == "1284");
    CHECK(kept("１，２８４") == "1284");
    CHECK(kept(" 007 ") == "7");
    for (const auto* typed : {"-1", "約300", "3.5", "12人", "99999999999"})
        CHECK(Story{}.asks(known("person_count", typed)) == "incident.number_needed /value");
}

TEST_CASE("a choice is one of the pack's, and a time is kept in UTC") {
    CHECK(Story{}.asks(known("medium", "papyrus")) == "incident.choice_needed /value");
    CHECK(Story{}.asks(known("known_at", "昨日")) == "incident.time_needed /value");
    const auto incident = Story{}.does(known("known_at", "2026-11-24T08:10:00+09:00")).now();
    CHECK(incident.facts.at("known_at").value == "2026-11-23T23:10:00Z");
    CHECK(incident.known_at() == testing::at_time("2026-11-23T23:10:00Z"));
}

TEST_CASE("until somebody says when we knew, it was when the report came") {
    CHECK(Story{}.now().known_at() == testing::at_time("2026-11-23T23:30:00Z"));
    CHECK(Story{}.does(not_known("known_at", FactState::investigating)).now().known_at() ==
          testing::at_time("2026-11-23T23:30:00Z"));
}

TEST_CASE("a task is done, or not done for a reason") {
    auto story = Story{}.does(task(1));
    auto skip = change(1);
    skip.state = TaskState::skipped;
    CHECK(story.asks(skip) == "incident.skip_reason_needed /result");
    skip.result = "事業者が自分で知らせてきた";
    const auto skipped = story.does(skip).now();
    CHECK(skipped.tasks.front().state == TaskState::skipped);
    CHECK(skipped.tasks.front().ended_at);

    auto again = change(1);
    again.state = TaskState::open;
    CHECK_FALSE(story.does(again).now().tasks.front().ended_at);
    CHECK(story.asks(change(1)) == "incident.nothing_changes");
    CHECK(story.asks(change(9)) == "incident.no_such_task");
}

TEST_CASE("a decision is made once, and among the options that were asked") {
    auto story = Story{}.does(question(1));
    const auto choose = [](std::int64_t choice) {
        return MakeDecision{some_id<DecisionId>(1), choice, "市民に関わる"};
    };
    CHECK(story.asks(choose(2)) == "incident.no_such_option /choice");
    CHECK(story.asks(choose(-1)) == "incident.no_such_option /choice");
    CHECK(story.does(choose(1)).now().decisions.front().choice == 1);
    CHECK(story.asks(choose(0)) == "incident.decided_already");
    CHECK(story.asks(MakeDecision{some_id<DecisionId>(9), 0, ""}) == "incident.no_such_decision");

    auto none = question(2);
    none.options.clear();
    CHECK(story.asks(none) == "incident.options_needed /options");
    auto beyond = question(2);
    beyond.proposal = 2;
    CHECK(story.asks(beyond) == "incident.no_such_option /proposal");
}

TEST_CASE("a line corrects a line of the same record, and nothing is overwritten") {
    auto story = Story{}.does(line(1, "9時10分に接続できなくなった"));
    auto correction = line(2, "9時20分に接続できなくなった");
    correction.corrects = some_id<LineId>(1);
    CHECK(story.does(correction).now().rev == 3);

    correction.corrects = some_id<LineId>(9);
    CHECK(story.asks(correction) == "incident.line_unknown /corrects");
    auto with_file = line(3, "画面の写真");
    with_file.attachments = {some_id<BlobId>(1)};
    CHECK(story.asks(with_file) == "incident.attachment_unknown /attachments");
}

TEST_CASE("a report is joined once") {
    auto story = Story{}.does(Join{some_id<ReportId>(3)});
    CHECK(story.now().reports == std::vector{some_id<ReportId>(3)});
    CHECK(story.asks(Join{some_id<ReportId>(3)}) == "incident.joined_already");
}

TEST_CASE("an outage at a provider has nothing to eradicate; ransomware has") {
    const SetCondition not_here{.key = "eradicated",
                                .state = ConditionState::not_applicable,
                                .note = "事業者側の障害である"};
    CHECK(Story{}.does(not_here).now().conditions.at("eradicated").state ==
          ConditionState::not_applicable);

    auto attack = declaration({main_category("B", "ransomware")});
    CHECK(Story{attack}.asks(not_here) == "incident.condition_must_be_met /state");
    auto silent = not_here;
    silent.note = "";
    CHECK(Story{}.asks(silent) == "incident.condition_note_needed /note");
    auto unheard = not_here;
    unheard.key = "unheard_of";
    CHECK(Story{}.asks(unheard) == "incident.no_such_condition");

    // With both, the attack's answer counts.
    Retriage both{};
    both.categories = {main_category("A", "provider"), {"B", "ransomware", false, true}};
    CHECK(Story{}.does(both).asks(not_here) == "incident.condition_must_be_met /state");
}

TEST_CASE(
    "a condition that names a role is met in that role, or as an oral agreement written down") {
    const SetCondition alone{
        .key = "ciso_agreed", .state = ConditionState::met, .note = "了承済み"};
    CHECK(Story{}.asks(alone) == "incident.agreement_needed /oral_agreement");

    auto oral = alone;
    oral.oral = OralAgreement{
        .by = "副市長", .at = testing::at_time("2026-11-24T01:00:00Z"), .how = "電話"};
    const auto told = Story{}.does(oral).now().conditions.at("ciso_agreed");
    REQUIRE(told.oral);
    CHECK(told.oral->by == "副市長");
    CHECK(told.oral->how == "電話");
    CHECK(told.oral->at == testing::at_time("2026-11-24T01:00:00Z"));
    CHECK(told.role.empty());

    auto held = alone;
    held.role = "ciso";
    CHECK(Story{}.does(held).now().conditions.at("ciso_agreed").role == "ciso");
    // Taking it back asks for nothing.
    const SetCondition back{.key = "ciso_agreed", .state = ConditionState::open, .note = ""};
    CHECK(Story{}.does(held).does(back).now().conditions.at("ciso_agreed").state ==
          ConditionState::open);
}

TEST_CASE("収束宣言 is refused while a condition is open, and says which") {
    auto story = Story{}.move(Phase::recovered, "事業者が復旧させた").all_conditions();
    story.condition("ciso_agreed", ConditionState::open);
    const auto refused = story.now().ask(Converge{"収束"}, rules());
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == Errc::conflict);
    CHECK(refused.error().args == std::vector<std::string>{"1", "ＣＩＳＯの了承を得た"});

    story.condition("ciso_agreed", ConditionState::met).converge();
    CHECK(story.now().phase == Phase::converged);
    CHECK(story.asks(Converge{"もう一度"}) == "incident.has_converged");
}

TEST_CASE("an incident is closed only after its convergence was declared") {
    CHECK(Story{}.asks(Close{"終わり"}) == "incident.not_converged");
    auto story = Story{}.all_conditions().converge();
    CHECK(story.asks(Move{.phase = Phase::responding, .reason = "まだある"}) ==
          "incident.has_converged");
    CHECK(story.asks(Retriage{.title = "別の件名",
                              .categories = {},
                              .priority = {},
                              .priority_reason = {},
                              .answers = {},
                              .reason = {}}) == "incident.has_converged");
    CHECK(story.does(Close{"終わり"}).now().phase == Phase::closed);
}

TEST_CASE("facts come late: the record stays open after the end") {
    auto story = Story{}.all_conditions().converge().does(Close{"終わり"});
    story.does(line(1, "確報を出した")).does(known("person_count", "300")).does(task(1));
    CHECK(story.now().phase == Phase::closed);
    CHECK(story.now().facts.at("person_count").value == "300");
}

TEST_CASE("what comes up again is worked on again, and every condition is judged anew") {
    auto story = Story{}.all_conditions().converge();
    CHECK(Story{}.asks(Reopen{"早すぎる"}) == "incident.not_ended");
    const auto incident = story.does(Reopen{"同じ端末でまた検知した"}).now();
    CHECK(incident.phase == Phase::responding);
    CHECK(incident.conditions.empty());
    CHECK_FALSE(incident.converged_at);
    CHECK(story.asks(Converge{"収束"}) == "incident.conditions_open");
}

TEST_CASE("a declaration is taken back before the work has progressed, and for good") {
    CHECK(Story{}.move(Phase::responding).move(Phase::contained).asks(Withdraw{"誤り"}) ==
          "incident.work_began");
    const auto story = Story{}.move(Phase::responding).does(Withdraw{"訓練だった"});
    CHECK(story.now().phase == Phase::withdrawn);
    const std::vector<Command> afterwards{line(1, "あとから"),
                                          known("person_count", "1"),
                                          task(1),
                                          question(1),
                                          Join{some_id<ReportId>(1)},
                                          Move{.phase = Phase::responding, .reason = "続ける"},
                                          Converge{"収束"},
                                          Close{"終わり"},
                                          Reopen{"やはり"},
                                          Withdraw{"もう一度"}};
    for (const auto& command : afterwards)
        CHECK(story.asks(command) == "incident.is_withdrawn");
}

TEST_CASE("asking changes nothing") {
    const Story story;
    const auto before = story.now();
    REQUIRE(before.ask(Move{.phase = Phase::responding, .reason = ""}, rules()).ok());
    REQUIRE(before.ask(known("person_count", "3"), rules()).ok());
    CHECK(before.phase == Phase::triaged);
    CHECK(before.rev == 1);
    CHECK(before.facts.empty());
}

TEST_CASE("an entry of a later release is passed over, and counted") {
    const auto incident = Story{}.happens("incident.sung_about", Json::object()).now();
    CHECK(incident.phase == Phase::triaged);
    CHECK(incident.rev == 2);
}

TEST_CASE("what a later rule would refuse is still replayed") {
    // A phase may be left out without a reason in an old journal.
    const auto incident =
        Story{}.happens("incident.moved", Json::object({{"phase", "recovered"}})).now();
    CHECK(incident.phase == Phase::recovered);
    // A task and a decision nobody knows change nothing.
    const auto strange =
        Story{}
            .happens("incident.task_changed", Json::object({{"task", some_id<TaskId>(1).text()}}))
            .happens("incident.decision_made", Json::object({{"decision", "?"}, {"choice", 0}}))
            .now();
    CHECK(strange.tasks.empty());
    CHECK(strange.decisions.empty());
}

TEST_CASE("a history that does not begin with a declaration is no incident") {
    auto history = Story{}.move(Phase::responding).history();
    history.erase(history.begin());
    const auto replayed = Incident::replay(history);
    REQUIRE_FALSE(replayed.ok());
    CHECK(replayed.error().code == Errc::corrupt);
    CHECK_FALSE(Incident::replay({}).ok());
}

} // namespace
} // namespace sokuo::incident
