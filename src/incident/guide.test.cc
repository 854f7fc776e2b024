#include "incident/guide.h"

#include "incident/testing.h"

#include <doctest/doctest.h>

namespace sokuo::incident {
namespace {

using testing::at_time;
using testing::known;
using testing::main_category;
using testing::sure;
using testing::Town;

struct Guided {
    explicit Guided(std::vector<Category> categories = {main_category("A", "provider")}) {
        id = town.declare(testing::declaration(std::move(categories))).id;
    }
    Guided& does(const Command& command) {
        town.does(id, command);
        return *this;
    }
    [[nodiscard]] Incident now() {
        return sure(town.reading([&](store::Read& db) { return load(*town.desk, db, id); }));
    }
    [[nodiscard]] Rules rules() const {
        return {town.book->current().charter, town.book->current().pack};
    }
    /// `kind:key` of what is to be done next, the first first.
    [[nodiscard]] std::vector<std::string> next() {
        std::vector<std::string> actions;
        const auto found = next_actions(now(), rules(), Language::ja);
        for (const auto& action : found.items())
            actions.push_back(std::string{action["kind"].text_or("")} + ":" +
                              std::string{action["key"].text_or("")});
        return actions;
    }
    [[nodiscard]] std::string rail_state(std::size_t step) {
        return std::string{
            rail(now(), rules(), Language::ja).items().at(step)["state"].text_or("")};
    }
    TaskId task(std::string title, std::optional<Time> due) {
        const auto made = TaskId::make(town.clock.now(), town.random);
        does(AddTask{
            .task = made, .title = std::move(title), .why = "", .assignee = {}, .due_at = due});
        return made;
    }
    Guided& all_conditions() {
        for (const auto& condition :
             charter::applicable_conditions(rules().pack, now().category_choices()))
            does(SetCondition{condition.key, ConditionState::met, "", "ciso"});
        return *this;
    }

    Town town;
    IncidentId id;
};

using Next = std::vector<std::string>;

TEST_CASE("whether personal data leaked is asked before anything that hangs on it") {
    Guided guided{{main_category("C", "misdelivery")}};
    CHECK(guided.next() == Next{"fact:personal_data_leak", "fact:my_number", "phase:responding"});
    guided.does(known("personal_data_leak", "yes"));
    CHECK(guided.next() == Next{"fact:person_count", "fact:special_care", "fact:property_damage"});
}

TEST_CASE("an outage that leaked nothing is not asked about special-care data") {
    Guided guided;
    guided.does(known("personal_data_leak", "no"));
    CHECK(guided.next() == Next{"phase:responding", "condition:stopped", "condition:contained"});
}

TEST_CASE("what people agreed to do comes first, the nearest due first; three things, no more") {
    Guided guided;
    const auto whenever = guided.task("原因を調べる", {});
    const auto tomorrow = guided.task("県に連絡する", at_time("2026-11-25T00:00:00Z"));
    const auto today = guided.task("事業者に聞く", at_time("2026-11-24T03:00:00Z"));
    guided.task("張り紙をする", {});
    CHECK(guided.next() ==
          Next{"task:" + today.text(), "task:" + tomorrow.text(), "task:" + whenever.text()});

    guided.does(ChangeTask{
        .task = today, .state = TaskState::done, .result = {}, .assignee = {}, .due_at = {}});
    CHECK(guided.next().front() == "task:" + tomorrow.text());
}

TEST_CASE("when every condition holds, the head is asked to declare convergence, then to close") {
    Guided guided;
    guided.does(known("personal_data_leak", "no"))
        .does(Move{Phase::recovered, "事業者が復旧させた"})
        .all_conditions();
    CHECK(guided.next() == Next{"converge:"});
    guided.does(Converge{"再発がない"});
    CHECK(guided.next() == Next{"close:"});
    guided.does(Close{"報告書をまとめた"});
    CHECK(guided.next().empty());
}

TEST_CASE("the rail shows how far the incident is, and what convergence still misses") {
    Guided guided;
    CHECK(guided.rail_state(2) == "current");
    CHECK(guided.rail_state(4) == "ahead");
    const auto missing = rail(guided.now(), guided.rules(), Language::ja).items().at(4)["missing"];
    CHECK(missing.items().size() == 9);
    CHECK(missing.items().front() == Json{"攻撃・障害が続いていない"});

    guided.does(Move{Phase::recovered, "事業者が復旧させた"});
    CHECK(guided.rail_state(2) == "done");
    CHECK(guided.rail_state(4) == "current");
    guided.all_conditions().does(Converge{"再発がない"}).does(Close{"終わり"});
    CHECK(guided.rail_state(4) == "done");
}

} // namespace
} // namespace sokuo::incident
