#include "incident/clocks.h"

#include "incident/testing.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace sokuo::incident {
namespace {

using testing::at_time;
using testing::known;
using testing::main_category;
using testing::not_known;
using testing::sure;
using testing::Town;

// A list of residents went to the wrong address and the office knew on Tuesday, 24 November 2026.
struct Leak {
    Leak() {
        auto declare = testing::declaration({main_category("C", "misdelivery")});
        declare.answers = {.residents = "yes", .stopped = "no", .spreading = "no"};
        declare.priority = declare.proposed_priority = "P2";
        id = town.declare(declare).id;
        says(known("known_at", "2026-11-24T00:00:00Z"));
        says(known("personal_data_leak", "yes"));
    }
    void says(const SetFact& fact) { town.does(id, Command{fact}); }
    [[nodiscard]] Incident now() {
        return sure(town.reading([&](store::Read& db) { return load(*town.desk, db, id); }));
    }
    /// Null when there is none.
    [[nodiscard]] Json clock(std::string_view key) {
        const auto strip =
            clock_strip(now(), town.book->current().pack, town.clock.now(), Language::ja);
        for (const auto& item : strip.items()) {
            if (item["key"].text_or("") == key) return item;
        }
        return {};
    }
    [[nodiscard]] std::string state(std::string_view key) {
        return std::string{clock(key)["state"].text_or("none")};
    }
    [[nodiscard]] std::vector<std::string> fired() {
        return sure(town.reading([&](store::Read& db) -> Result<std::vector<std::string>> {
            std::vector<std::string> names;
            for (const auto& entry : TRY(town.journal->stream(db, stream_of(id)))) {
                if (entry.type == "due.fired")
                    names.emplace_back(entry.content["name"].text_or(""));
            }
            return names;
        }));
    }

    Town town;
    IncidentId id;
};

TEST_CASE("mail sent to 300 people by mistake starts the commission's clocks") {
    Leak leak;
    leak.says(known("person_count", "300"));
    leak.says(known("wrongful_purpose", "no"));

    const auto quick = leak.clock("ppc_preliminary");
    CHECK(quick["state"] == Json{"running"});
    CHECK(quick["kind"] == Json{"law"});
    CHECK(quick["span_from"] == Json{"2026-11-26"});
    CHECK(quick["span_to"] == Json{"2026-11-28"});          // A Saturday: it does not move.
    CHECK(quick["due_at"] == Json{"2026-11-28T15:00:00Z"}); // The whole day counts.

    const auto full = leak.clock("ppc_final_30");
    CHECK(full["calendar_day"] == Json{"2026-12-23"});
    CHECK(full["due_on"] == Json{"2026-12-23"});
    CHECK(full["verified"] == Json{false});
    CHECK(leak.state("ppc_final_60") == "none");
}

TEST_CASE("a last day in the days around New Year moves to the first open one") {
    Leak leak;
    leak.says(known("known_at", "2026-12-02T00:00:00Z"));
    leak.says(known("person_count", "300"));
    const auto full = leak.clock("ppc_final_30");
    CHECK(full["calendar_day"] == Json{"2026-12-31"});
    CHECK(full["due_on"] == Json{"2027-01-04"});
}

TEST_CASE("a hundred persons are not more than a hundred") {
    Leak leak;
    for (const auto* no : {"special_care", "property_damage", "wrongful_purpose"})
        leak.says(known(no, "no"));
    leak.says(known("person_count", "100"));
    CHECK(leak.state("ppc_preliminary") == "none");
    leak.says(known("person_count", "101"));
    CHECK(leak.state("ppc_preliminary") == "running");
}

TEST_CASE("a number of persons that does not apply starts no clock") {
    Leak leak;
    for (const auto* no : {"special_care", "property_damage", "wrongful_purpose"})
        leak.says(known(no, "no"));
    leak.says(not_known("person_count", FactState::not_applicable));
    CHECK(leak.state("ppc_preliminary") == "none");
}

TEST_CASE("what nobody knows yet is shown and not asserted") {
    Leak leak;
    CHECK(leak.state("ppc_preliminary") == "not_started");
    CHECK(leak.state("ppc_final_60") == "not_started");
    leak.says(not_known("person_count", FactState::investigating));
    CHECK(leak.state("ppc_preliminary") == "not_started");
    leak.says(known("special_care", "yes"));
    CHECK(leak.state("ppc_preliminary") == "running");
}

TEST_CASE("a clock that is not certain rings for nobody") {
    Leak leak;
    leak.town.pass(std::chrono::days{90});
    leak.town.fire_due();
    for (const auto& name : leak.fired())
        CHECK_FALSE(name.starts_with("deadline/ppc"));
}

TEST_CASE("a deadline that passes is written into the record once, even when facts change later") {
    Leak leak;
    leak.says(known("person_count", "300"));
    const auto times = [&](std::string_view name) {
        return std::ranges::count(leak.fired(), name);
    };
    CHECK(times("deadline/ppc_preliminary") == 0);
    leak.town.pass(std::chrono::days{5});
    leak.town.fire_due();
    CHECK(times("deadline/ppc_preliminary") == 1);
    CHECK(leak.state("ppc_preliminary") == "overdue");

    leak.says(known("wrongful_purpose", "yes")); // Sixty days now, not thirty.
    leak.town.fire_due();
    CHECK(times("deadline/ppc_preliminary") == 1);
    CHECK(leak.state("ppc_final_30") == "none");
    CHECK(leak.state("ppc_final_60") == "running");
    CHECK(leak.town.verify().sound());
}

TEST_CASE("a report to the commission settles its clock") {
    Leak leak;
    leak.says(known("person_count", "300"));
    leak.town.says(leak.id, {.line = {},
                             .kind = LineKind::contact,
                             .text = "個人情報保護委員会に速報を出した",
                             .occurred_at = at_time("2026-11-26T05:00:00Z"),
                             .precision = Precision::minute,
                             .corrects = {},
                             .attachments = {},
                             .fulfils = "ppc_preliminary"});
    CHECK(leak.state("ppc_preliminary") == "done");
    CHECK(leak.clock("ppc_preliminary")["done_at"] == Json{"2026-11-26T05:00:00Z"});

    const auto incident = leak.now();
    const auto next = next_due(incident.deadlines, incident.fulfilled);
    REQUIRE(next);
    CHECK(next->key != "ppc_preliminary");

    leak.says(known("special_care", "yes"));
    leak.town.pass(std::chrono::days{10});
    leak.town.fire_due();
    CHECK(std::ranges::count(leak.fired(), "deadline/ppc_preliminary") == 0);
}

TEST_CASE("what was declared by mistake owes nobody anything") {
    Leak leak;
    leak.says(known("person_count", "300"));
    leak.town.does(leak.id, Command{Withdraw{"訓練の記録だった"}});
    leak.town.pass(std::chrono::days{90});
    leak.town.fire_due();
    CHECK(leak.fired().empty());
    CHECK(leak.town.verify().sound());
}

TEST_CASE("deadlines stay what they were when nothing they rest on changed") {
    Leak leak;
    const auto before = leak.now();
    leak.says(known("place", "市民課"));
    CHECK(leak.now().rev == before.rev + 1); // No second entry for the same deadlines.
    CHECK(leak.now().deadlines == before.deadlines);
}

} // namespace
} // namespace sokuo::incident
