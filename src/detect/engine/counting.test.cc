#include "detect/engine/counting.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <ctime>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace sokuo::detect {
namespace {

using std::chrono::seconds;

constexpr Time start = std::chrono::sys_days{std::chrono::year{2026} / 11 / 28};

const std::string parts = "title: A\nid: id-a\nname: a\nlogsource: {product: x}\n"
                          "detection: {s: {A: 1}, condition: s}\n---\n"
                          "title: B\nid: id-b\nname: b\nlogsource: {product: x}\n"
                          "detection: {s: {B: 1}, condition: s}\n---\n"
                          "title: C\nid: id-c\nname: c\nlogsource: {product: x}\n"
                          "detection: {s: {C: 1}, condition: s}\n";

std::string correlation(const std::string& title, const std::string& body) {
    return "---\ntitle: " + title + "\nname: " + title + "\ncorrelation:\n  timespan: 10s\n" + body;
}

// Rules a, b and c and what counts them; events are given to it by hand.
struct Counted3 {
    Rules rules;
    CountingPlan plan;
    std::vector<Match> found;
    std::unique_ptr<Counting> counting;

    explicit Counted3(const std::string& correlations, CountingLimits limits = {}) {
        read_rules(parts + correlations, "c.yml", {}, rules);
        REQUIRE(rules.refused.empty());
        plan = plan_counting(rules.correlations, rules.rules);
        counting = std::make_unique<Counting>(
            plan, [this](Match match) { found.push_back(std::move(match)); }, limits);
    }
    // A match of a rule, as the scan reports it to everything that counts it.
    void see(char rule, double at, const std::string& group = "", const std::string& value = "") {
        for (const auto& counted : plan.of_rule.at(static_cast<std::size_t>(rule - 'a'))) {
            Sighting sighting;
            sighting.counted = counted;
            sighting.time = start + std::chrono::milliseconds{static_cast<long>(at * 1'000)};
            if (!plan.correlations[counted.correlation].group_by.empty()) sighting.group = {group};
            sighting.value = value;
            sighting.file = "f";
            sighting.record = ++record;
            counting->add(std::move(sighting));
        }
    }
    // The titles found, each with its second and how many events it came to.
    std::string end() {
        counting->finish();
        std::string all;
        for (const auto& match : found) {
            if (!all.empty()) all += ' ';
            const auto when = std::chrono::duration_cast<seconds>(*match.time - start).count();
            all +=
                match.rule->title + "@" + std::to_string(when) + "x" + std::to_string(match.events);
        }
        return all;
    }
    std::uint64_t record = 0;
};

TEST_CASE("events are counted within a span that ends before it is as long as the span") {
    const auto three =
        correlation("N", "  type: event_count\n  rules: [a]\n  condition: {gte: 3}\n");
    Counted3 just{three};
    for (const double at : {0.0, 5.0, 9.999})
        just.see('a', at);
    CHECK(just.end() == "N@9x3");
    Counted3 late{three};
    for (const double at : {0.0, 5.0, 10.0})
        late.see('a', at);
    CHECK(late.end().empty());
}

TEST_CASE("an episode is told once, when it began and with all that belong to it") {
    Counted3 counted{
        correlation("N", "  type: event_count\n  rules: [a, b]\n  condition: {gt: 1}\n")};
    for (const double at : {0.0, 1.0, 2.0, 3.0, 30.0, 31.0})
        counted.see(at == 1.0 ? 'b' : 'a', at);
    CHECK(counted.end() == "N@1x4 N@31x2");
    CHECK(counted.found[0].event.size() == 4);
    CHECK(counted.found[0].file == "f");
}

TEST_CASE("the order events are read in does not matter, only when they happened") {
    Counted3 counted{
        correlation("N", "  type: event_count\n  rules: [a]\n  condition: {gte: 3}\n")};
    for (const double at : {8.0, 100.0, 0.0, 50.0, 4.0})
        counted.see('a', at);
    CHECK(counted.end() == "N@8x3");
}

TEST_CASE("groups are counted apart") {
    Counted3 counted{correlation(
        "N", "  type: event_count\n  rules: [a]\n  group-by: [U]\n  condition: {gte: 2}\n")};
    counted.see('a', 0, "x");
    counted.see('a', 1, "y");
    counted.see('a', 2, "x");
    CHECK(counted.end() == "N@2x2");
    CHECK(counted.found[0].matched == FieldTexts{{"U", "x"}});
}

TEST_CASE("values are counted once each, and what has none is no value") {
    const auto two =
        correlation("V", "  type: value_count\n  rules: [a]\n  condition: {gte: 2, field: F}\n");
    Counted3 counted{two};
    counted.see('a', 0, "", "x");
    counted.see('a', 1, "", "x");
    counted.see('a', 2, "", "");
    counted.see('a', 3, "", "y");
    CHECK(counted.end() == "V@3x3");
    Counted3 gone{two};
    gone.see('a', 0, "", "x");
    gone.see('a', 10, "", "y");
    CHECK(gone.end().empty());
}

TEST_CASE("sums, averages, medians and percentiles are of numbers, and the rest is left out") {
    const auto with = [](const std::string& type, const std::string& bound) {
        Counted3 counted{correlation("S", "  type: " + type + "\n  rules: [a]\n  condition: {" +
                                              bound + ", field: F}\n")};
        counted.see('a', 0, "", "1");
        counted.see('a', 1, "", "none");
        counted.see('a', 2, "", "2.5");
        counted.see('a', 3, "", "10");
        return counted.end();
    };
    CHECK(with("value_sum", "gte: 13.5") == "S@3x3");
    CHECK(with("value_sum", "gt: 13.5").empty());
    CHECK(with("value_avg", "gte: 4.5") == "S@3x3");
    CHECK(with("value_avg", "gt: 4.5").empty());
    CHECK(with("value_median", "gte: 2.5") == "S@3x3");
    CHECK(with("value_median", "gt: 2.5").empty());
    CHECK(with("value_percentile", "gte: 10, percentile: 100") == "S@3x3");
    CHECK(with("value_percentile", "gt: 1, percentile: 0").empty());
}

TEST_CASE("numbers that have left the span are in no sum") {
    Counted3 counted{
        correlation("S", "  type: value_sum\n  rules: [a]\n  condition: {gte: 5, field: F}\n")};
    counted.see('a', 0, "", "4");
    counted.see('a', 10, "", "4");
    counted.see('a', 19, "", "1");
    CHECK(counted.end() == "S@19x2");
}

TEST_CASE("temporal wants every rule within the span, in any order") {
    const auto both = correlation("T", "  type: temporal\n  rules: [a, b]\n");
    Counted3 counted{both};
    counted.see('b', 0);
    counted.see('b', 1);
    counted.see('a', 9);
    CHECK(counted.end() == "T@9x3");
    Counted3 late{both};
    late.see('b', 0);
    late.see('a', 10);
    CHECK(late.end().empty());
    Counted3 two_of_three{
        correlation("T", "  type: temporal\n  rules: [a, b, c]\n  condition: {gte: 2}\n")};
    two_of_three.see('c', 0);
    two_of_three.see('c', 1);
    two_of_three.see('a', 2);
    CHECK(two_of_three.end() == "T@2x3");
}

TEST_CASE("temporal_ordered wants them in their order, within the span") {
    const auto three = correlation("O", "  type: temporal_ordered\n  rules: [a, b, c]\n");
    const auto seen = [&](const std::vector<std::pair<char, double>>& events) {
        Counted3 counted{three};
        for (const auto& [rule, at] : events)
            counted.see(rule, at);
        return counted.end();
    };
    CHECK(seen({{'a', 0}, {'b', 1}, {'c', 2}}) == "O@2x3");
    CHECK(seen({{'a', 0}, {'c', 1}, {'b', 2}}).empty());
    CHECK(seen({{'a', 0}, {'b', 1}, {'a', 2}, {'c', 9}}) == "O@9x4");
    CHECK(seen({{'a', 0}, {'b', 1}, {'c', 10}}).empty());
    CHECK(seen({{'a', 0}, {'b', 5}, {'a', 6}, {'c', 11}}).empty());
    CHECK(seen({{'a', 0}, {'b', 1}, {'c', 2}, {'c', 3}}) == "O@2x3");
}

TEST_CASE("an ordered correlation whose condition asks for another number is refused, not bent") {
    Rules rules;
    read_rules(correlation("O", "  type: temporal_ordered\n  rules: [a, b, c]\n"
                                "  condition: {gte: 2}\n"),
               "c.yml", {}, rules);
    REQUIRE(rules.refused.size() == 1);
    CHECK(rules.refused[0].why.message->code() == "sigma.ordered_needs_all");
    Counted3 all{correlation("O", "  type: temporal_ordered\n  rules: [a, b]\n"
                                  "  condition: {gte: 2}\n")};
    all.see('a', 0);
    all.see('b', 1);
    CHECK(all.end() == "O@1x2");
}

TEST_CASE("an upper bound is judged when the span is over") {
    const auto few = correlation("L", "  type: event_count\n  rules: [a]\n  condition: {lt: 3}\n");
    Counted3 two{few};
    two.see('a', 0);
    two.see('a', 1);
    CHECK(two.end() == "L@1x2");
    Counted3 spans{few};
    for (const double at : {0.0, 1.0, 2.0, 10.0, 11.0})
        spans.see('a', at);
    CHECK(spans.end() == "L@11x2");
    Counted3 range{correlation("L", "  type: event_count\n  rules: [a]\n"
                                    "  condition: {gt: 1, lte: 2}\n")};
    for (const double at : {0.0, 1.0, 2.0, 20.0, 21.0, 40.0})
        range.see('a', at);
    CHECK(range.end() == "L@21x2");
    Counted3 exact{correlation("L", "  type: event_count\n  rules: [a]\n  condition: {eq: 1}\n")};
    exact.see('a', 0);
    CHECK(exact.end() == "L@0x1");
}

const std::string many = correlation("many", "  type: event_count\n  rules: [a]\n  group-by: [U]\n"
                                             "  condition: {gte: 2}\n");

TEST_CASE("what only others count is not told of by itself, unless it is to be") {
    const std::string chain = "  type: temporal_ordered\n  rules: [many, b]\n  group-by: [U]\n";
    const auto seen = [](const std::string& text) {
        Counted3 counted{text};
        counted.see('a', 0, "x");
        counted.see('a', 1, "x");
        counted.see('b', 2, "x");
        counted.see('a', 50, "y");
        counted.see('a', 51, "y");
        counted.see('a', 80, "y");
        return counted.end();
    };
    CHECK(seen(many + correlation("then", chain)) == "then@2x2");
    const auto both = seen(many + correlation("then", chain + "  generate: true\n"));
    CHECK(both.find("then@2x2") != std::string::npos);
    CHECK(both.find("many@1x2") != std::string::npos);
    CHECK(both.find("many@51x2") != std::string::npos);
    const Counted3 silent{many};
    CHECK(silent.plan.is_silent == std::vector<bool>{true, false, false});
    const Counted3 loud{correlation(
        "G", "  type: event_count\n  rules: [a]\n  generate: true\n  condition: {gte: 2}\n")};
    CHECK(loud.plan.is_silent == std::vector<bool>{false, false, false});
}

TEST_CASE("a correlation of correlations groups and counts by what theirs were grouped by") {
    Counted3 counted{many + correlation("users", "  type: value_count\n  rules: [many]\n"
                                                 "  condition: {gte: 2, field: U}\n")};
    counted.see('a', 0, "x");
    counted.see('a', 1, "x");
    counted.see('a', 2, "y");
    counted.see('a', 3, "y");
    CHECK(counted.end() == "users@3x2");
    Counted3 aliased{many + correlation("who", "  type: event_count\n  rules: [many]\n"
                                               "  group-by: [W]\n  aliases: {W: {many: U}}\n"
                                               "  condition: {gte: 1}\n")};
    aliased.see('a', 0, "x");
    aliased.see('a', 1, "x");
    CHECK(aliased.end() == "who@1x1");
    CHECK(aliased.found.at(0).matched == FieldTexts{{"W", "x"}});
}

TEST_CASE("an alias goes by the rule's name though the rule is referred to by its id") {
    const Counted3 counted{correlation("T", "  type: temporal\n  rules: [id-a, b]\n"
                                            "  group-by: [W]\n"
                                            "  aliases: {W: {a: X, id-b: Y}}\n")};
    REQUIRE(counted.plan.correlations.size() == 1);
    CHECK(counted.plan.correlations[0].aliases.at(0).fields ==
          std::vector<std::pair<std::string, std::string>>{{"id-a", "X"}, {"b", "Y"}});
}

TEST_CASE("what is not there, and what would count itself, is refused") {
    const auto refused = [](const std::string& correlations) {
        const Counted3 counted{correlations};
        std::string all;
        for (const auto& each : counted.plan.refused)
            all += each.info.title + ":" + std::string{each.why.message->code()} + " ";
        return all;
    };
    const std::string count = "  type: event_count\n  condition: {gte: 1}\n  rules: ";
    CHECK(refused(correlation("P", count + "[zzz]\n")) == "P:sigma.rule_reference_unknown ");
    CHECK(refused(correlation("P", count + "[P]\n")) == "P:sigma.rules_in_a_circle ");
    CHECK(refused(correlation("P", count + "[Q]\n") + correlation("Q", count + "[P]\n") +
                  correlation("R", count + "[a, Q]\n")) ==
          "P:sigma.rules_in_a_circle Q:sigma.rules_in_a_circle R:sigma.rule_reference_unknown ");
}

TEST_CASE("a long chain in which each counts the next twice is planned at once") {
    std::string chain;
    for (int at = 0; at < 60; ++at) {
        const auto next = at == 59 ? std::string{"a"} : "n" + std::to_string(at + 1);
        std::string body = "  type: event_count\n  rules: [";
        body.append(next).append(", ").append(next).append("]\n  condition: {gte: 1}\n");
        chain += correlation("n" + std::to_string(at), body);
    }
    CHECK(Counted3{chain}.plan.refused.empty());
}

TEST_CASE("there are never more groups than allowed, and those forgotten are counted") {
    const auto two = correlation(
        "N", "  type: event_count\n  rules: [a]\n  group-by: [U]\n  condition: {gte: 2}\n");
    Counted3 counted{two, {.waiting_max = 1, .groups_max = 10}};
    for (int at = 0; at < 100; ++at)
        counted.see('a', 0.001 * at, "u" + std::to_string(at));
    counted.see('a', 0.2, "u99");
    CHECK(counted.end() == "N@0x2");
    CHECK(counted.counting->totals().forgotten > 0);
    CHECK(counted.counting->totals().forgotten <= 100);
    Counted3 old{two, {.waiting_max = 1, .groups_max = 10}};
    for (int at = 0; at < 100; ++at)
        old.see('a', 11.0 * at, "u" + std::to_string(at));
    CHECK(old.end().empty());
    CHECK(old.counting->totals().forgotten == 0);
    Counted3 wide{two, {.waiting_max = 1, .kept_max = 10}};
    for (int at = 0; at < 100; ++at)
        wide.see('a', 0.001 * at, "u");
    CHECK(wide.end() != "");
    CHECK(wide.counting->totals().forgotten > 0);
}

TEST_CASE("what has no time, or comes too late to be put in order, is counted as that") {
    Counted3 counted{
        correlation("N", "  type: event_count\n  rules: [a]\n  condition: {gte: 2}\n")};
    counted.counting->add_without_time();
    counted.see('a', 5);
    counted.counting->judge_until(start + seconds{6});
    counted.see('a', 4);
    CHECK(counted.end().empty());
    CHECK(counted.counting->totals().without_time == 1);
    CHECK(counted.counting->totals().late == 1);
    CHECK(counted.counting->totals().sightings == 2);
}

TEST_CASE("a flood in one group is judged in time that grows with it and no faster") {
    for (const auto* const body :
         {"  type: temporal\n  rules: [a, b]\n",
          "  type: value_sum\n  rules: [a]\n  condition: {gte: 1000000000, field: F}\n",
          "  type: value_avg\n  rules: [a]\n  condition: {gte: 1000000000, field: F}\n"}) {
        CAPTURE(body);
        Counted3 counted{correlation("F", body)};
        const auto begin = std::chrono::steady_clock::now();
        for (int at = 0; at < 40'000; ++at)
            counted.see('a', 0.0001 * at, "", "1");
        CHECK(counted.end().empty());
        CHECK(std::chrono::steady_clock::now() - begin < seconds{8});
    }
}

TEST_CASE("a flood of numbers is put in order in time that hardly grows with it") {
    for (const auto* const body :
         {"  type: value_median\n  rules: [a]\n  condition: {gte: 1000000000, field: F}\n",
          "  type: value_percentile\n  rules: [a]\n"
          "  condition: {gte: 1000000000, field: F, percentile: 95}\n"}) {
        CAPTURE(body);
        Counted3 counted{correlation("F", body)};
        const auto begin = std::clock();
        // Falling numbers: each belongs before all others. The first ones leave, one by one. Were
        // each put into a list, it would be minutes.
        for (int at = 0; at < 100'000; ++at)
            counted.see('a', 0.00005 * at, "", std::to_string(100'000 - at));
        CHECK(counted.end().empty());
        CHECK(std::clock() - begin < 60 * CLOCKS_PER_SEC);
    }
}

} // namespace
} // namespace sokuo::detect
