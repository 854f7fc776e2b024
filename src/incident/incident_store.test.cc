#include "incident/incident_store.h"

#include "incident/present.h"
#include "incident/testing.h"

#include <doctest/doctest.h>

namespace sokuo::incident {
namespace {

using testing::at_time;
using testing::declaration;
using testing::known;
using testing::main_category;
using testing::sure;
using testing::told;
using testing::Town;

std::vector<Row> listed(Town& town, const Filter& filter) {
    return sure(
        town.reading([&](store::Read& db) { return list(db, town.handler.person, filter); }));
}

std::vector<std::string> numbers(Town& town, const Filter& filter) {
    std::vector<std::string> found;
    for (const auto& row : listed(town, filter))
        found.push_back(row.number);
    return found;
}

Counts counted(Town& town) {
    return sure(town.reading([&](store::Read& db) { return counts(db, town.handler.person); }));
}

std::vector<Line> timeline(Town& town, const IncidentId& id, std::optional<LineCursor> after = {},
                           std::int64_t count_max = 100) {
    return sure(town.reading([&](store::Read& db) { return lines(db, id, after, count_max); }));
}

Record said(std::string text, std::optional<Time> when = {}) {
    return {.line = {},
            .kind = LineKind::fact,
            .text = std::move(text),
            .occurred_at = when,
            .precision = Precision::minute,
            .corrects = {},
            .attachments = {},
            .fulfils = {}};
}

Filter all_of_them() {
    return {
        .state = "all", .priority = {}, .category = {}, .words = {}, .before = 0, .count_max = 50};
}

void end(Town& town, const IncidentId& id) {
    for (const auto& condition : town.book->current().pack.closure)
        town.does(id, Command{SetCondition{condition.key, ConditionState::met, "", "ciso"}});
    town.does(id, Command{Converge{"再発がない"}});
}

using Numbers = std::vector<std::string>;

TEST_CASE("the list is by state, priority, category and words, the newest first") {
    Town town;
    const auto outage = town.declare();
    auto attack = declaration({main_category("B", "ransomware")});
    attack.title = "税務課の端末に身代金の要求";
    attack.answers = {.residents = "yes", .stopped = "yes", .spreading = "yes"};
    attack.priority = attack.proposed_priority = "P1";
    town.declare(attack);
    town.declare();
    end(town, outage.id);

    auto filter = all_of_them();
    CHECK(numbers(town, filter) == Numbers{"R8-0003", "R8-0002", "R8-0001"});
    filter.state = "open";
    CHECK(numbers(town, filter) == Numbers{"R8-0003", "R8-0002"});
    filter.state = "ended";
    CHECK(numbers(town, filter) == Numbers{"R8-0001"});

    filter = all_of_them();
    filter.priority = "P1";
    CHECK(numbers(town, filter) == Numbers{"R8-0002"});
    filter = all_of_them();
    filter.category = "A";
    CHECK(numbers(town, filter) == Numbers{"R8-0003", "R8-0001"});
    filter = all_of_them();
    filter.words = sure(search::need_words("身代金"));
    CHECK(numbers(town, filter) == Numbers{"R8-0002"});
    filter.words = sure(search::need_words("どこにもない"));
    CHECK(numbers(town, filter).empty());
}

TEST_CASE("a page goes on where the last one ended, whatever was declared in between") {
    Town town;
    for (int i = 0; i < 5; ++i)
        town.declare();
    auto filter = all_of_them();
    filter.count_max = 2;
    const auto first = listed(town, filter);
    REQUIRE(first.size() == 2);
    town.declare();
    filter.before = first.back().seq;
    CHECK(numbers(town, filter) == Numbers{"R8-0003", "R8-0002"});
}

TEST_CASE("what is open and what has ended is counted, also after it was reopened") {
    Town town;
    const auto one = town.declare();
    const auto two = town.declare();
    CHECK(counted(town).open == 2);
    CHECK(counted(town).ended == 0);
    end(town, one.id);
    CHECK(counted(town).open == 1);
    town.does(one.id, Command{Close{"終わり"}});
    CHECK(counted(town).ended == 1);
    town.does(one.id, Command{Reopen{"また起きた"}});
    CHECK(counted(town).open == 2);
    CHECK(counted(town).ended == 0);
    town.does(two.id, Command{Withdraw{"訓練だった"}});
    CHECK(counted(town).open == 1);
    CHECK(counted(town).ended == 1);
}

TEST_CASE("a row tells how many tasks are open and what waits for a decision") {
    Town town;
    const auto id = town.declare().id;
    const auto task = TaskId::make(town.clock.now(), town.random);
    const auto decision = DecisionId::make(town.clock.now(), town.random);
    town.does(id, Command{AddTask{task, "聞く", "", {}, {}}});
    town.does(id, Command{AskDecision{decision, "公表するか", {"する", "しない"}, {}, {}}});
    CHECK(listed(town, all_of_them()).front().tasks_open == 1);
    CHECK(listed(town, all_of_them()).front().waiting == 1);
    town.does(id, Command{ChangeTask{task, TaskState::done, {}, {}, {}}});
    town.does(id, Command{MakeDecision{decision, 1, "市民に関わらない"}});
    CHECK(listed(town, all_of_them()).front().tasks_open == 0);
    CHECK(listed(town, all_of_them()).front().waiting == 0);
}

TEST_CASE("the record is told in the order things happened, not in which they were written") {
    Town town;
    const auto id = town.declare().id;
    town.pass(std::chrono::hours{1});
    town.says(id, said("切り離した", at_time("2026-11-24T00:40:00Z")));
    town.says(id, said("最初の連絡があった", at_time("2026-11-23T23:30:00Z")));
    town.says(id, said("二つ目の連絡", at_time("2026-11-23T23:30:00Z")));

    const auto all = timeline(town, id);
    REQUIRE(all.size() == 4);
    CHECK(all[0].text == "切り離した");
    CHECK(all[1].type == "incident.declared");
    CHECK(all[1].kind == "system");
    CHECK(all[2].text == "二つ目の連絡");
    CHECK(all[3].text == "最初の連絡があった");

    // Two lines of the same minute are not lost between two pages.
    const auto first = timeline(town, id, {}, 3);
    const auto second =
        timeline(town, id, LineCursor{first.back().occurred_at, first.back().seq}, 3);
    REQUIRE(second.size() == 1);
    CHECK(second.front().text == "最初の連絡があった");
}

TEST_CASE("a corrected line stays, and each names the other") {
    Town town;
    const auto id = town.declare().id;
    const auto wrong = town.says(id, said("9時10分に止まった"));
    auto right = said("9時20分に止まった");
    right.corrects = wrong;
    const auto correction = town.says(id, right);
    const auto all = timeline(town, id);
    REQUIRE(all.size() == 3);
    const auto find = [&](const LineId& line_id) {
        return *sure(town.reading([&](store::Read& db) { return line(db, id, line_id); }));
    };
    CHECK(find(wrong).corrected_by == correction);
    CHECK(find(correction).corrects == wrong);
    CHECK(find(wrong).text == "9時10分に止まった");
}

TEST_CASE("who read an older state is shown the newer one, not a rule") {
    Town town;
    const auto incident = town.declare();
    town.does(incident.id, Command{known("place", "庁舎")});
    const auto late = town.tries(incident.id, Command{known("place", "別館")}, incident.rev);
    REQUIRE_FALSE(late.ok());
    CHECK(late.error().code == Errc::stale);

    end(town, incident.id);
    const auto second_head = town.tries(incident.id, Command{Converge{"わたしも"}}, incident.rev);
    REQUIRE_FALSE(second_head.ok());
    CHECK(second_head.error().code == Errc::stale);
    CHECK(told(town.tries(incident.id, Command{Converge{"わたしも"}})) == "incident.has_converged");
    CHECK(told(town.tries(IncidentId::make(town.clock.now(), town.random),
                          Command{Converge{"どこ"}})) == "incident.no_such_incident");
}

TEST_CASE("an act that is refused leaves nothing behind") {
    Town town;
    const auto id = town.declare().id;
    const auto before = timeline(town, id).size();
    REQUIRE_FALSE(town.tries(id, Command{known("person_count", "約300")}).ok());
    CHECK(timeline(town, id).size() == before);
}

TEST_CASE("the program's own account is in the words a person would use") {
    Town town;
    const auto id = town.declare(declaration({main_category("C", "misdelivery")})).id;
    auto persons = known("person_count", "1284");
    persons.is_estimate = true;
    town.does(id, Command{persons});
    town.does(id, Command{known("detected_at", "2026-11-24T03:37:48Z")});
    town.does(id, Command{Move{Phase::contained, "回収できた"}});
    const auto all = timeline(town, id);
    const auto& pack = town.book->current().pack;
    std::vector<std::string> accounts;
    accounts.reserve(all.size());
    for (const auto& entry : all)
        accounts.push_back(account_of(entry, pack, "Asia/Tokyo", Language::ja));
    CHECK(accounts == std::vector<std::string>{"「封じ込め済み」に進めた。回収できた",
                                               "検知した日時：令和8年11月24日（火） 12:37",
                                               "本人の数：1,284人（概数・実数）",
                                               "インシデントとして宣言した（優先順位：中）"});
    CHECK(account_of(all.front(), pack, "Asia/Tokyo", Language::en) ==
          "Moved on to: Contained. 回収できた");
}

TEST_CASE("the account of a correction names every part of it and its reason") {
    Town town;
    const auto id = town.declare().id;
    Retriage correction{};
    correction.title = "案内状の誤送付";
    correction.categories = {main_category("C", "misdelivery")};
    correction.reason = "封筒を確かめた";
    town.does(id, Command{correction});
    Retriage raised{};
    raised.answers = {.residents = "yes", .stopped = "no", .spreading = "no"};
    raised.priority = "P1";
    raised.priority_reason = "議会の前日";
    town.does(id, Command{raised});
    const auto all = timeline(town, id);
    const auto& pack = town.book->current().pack;
    REQUIRE(all.size() == 3);
    CHECK(account_of(all[1], pack, "Asia/Tokyo", Language::ja) ==
          "件名を「案内状の誤送付」に直した。種別を直した。直した理由：封筒を確かめた");
    CHECK(account_of(all[0], pack, "Asia/Tokyo", Language::ja) ==
          "優先順位を決める質問の答えを直した。優先順位を「重大」にした。議会の前日");
    CHECK(account_of(all[0], pack, "Asia/Tokyo", Language::en) ==
          "Corrected the answers that lead to the priority. Set the priority to Critical. "
          "議会の前日");
}

TEST_CASE("worked out again from the journal, every list is the same") {
    Town town;
    const auto report = town.receive("端末が止まった");
    const auto id = town.declare().id;
    town.does(id, Command{Join{report.id}});
    town.says(id, said("再起動した"));
    town.does(id, Command{known("personal_data_leak", "yes")});
    town.does(id, Command{known("person_count", "300")});
    end(town, id);
    town.does(id, Command{Reopen{"また起きた"}});
    town.pass(std::chrono::days{40});
    CHECK(town.fire_due() > 0);
    const auto verified = town.verify();
    for (const auto& finding : verified.findings)
        FAIL_CHECK(describe(finding));
    CHECK(verified.rows > 0);
}

} // namespace
} // namespace sokuo::incident
