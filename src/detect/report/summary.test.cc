#include "detect/report/summary.h"

#include "detect/report/report_test.h"
#include "detect/report/summary_text.h"
#include "detect/report/visible.h"

#include <doctest/doctest.h>

#include <chrono>
#include <deque>

namespace sokuo::detect::report {
namespace {

using namespace std::chrono_literals;

std::string text_of(const Summary& summary, const SummaryLook& look = {}) {
    std::string out;
    append_text(summary, look, out);
    return out;
}

bool has(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

TEST_CASE("a night in みほん市, summed up") {
    check_golden("summary.ja.txt", text_of(night_summary(tokyo())));
    check_golden("summary.en.txt",
                 text_of(night_summary(Zone::utc()),
                         {.language = Language::en, .width = 100, .is_ascii = true}));
}

TEST_CASE("an ASCII summary draws with ASCII") {
    RuleInfo rule{
        .title = "Plain", .author = "Somebody", .license = "DRL 1.1", .tags = {"attack.impact"}};
    Summary summary{Zone::utc()};
    for (int i = 0; i < 100; ++i)
        summary.put({.rule = &rule, .time = at("2026-11-27T00:00:00Z") + i * i * 1s});
    const auto text = text_of(summary, {.language = Language::en, .is_ascii = true});
    for (const auto* const drawn : {"█", "▁", "■", "▏"})
        CHECK_FALSE(has(text, drawn));
    CHECK(has(text, "#"));
}

TEST_CASE("whatever strangers wrote, the summary is calm and as wide as it may be") {
    for (const std::size_t width : {60U, 80U, 120U}) {
        const auto text = text_of(night_summary(tokyo()), {.width = width, .rules_shown = 1});
        CHECK(is_calm(text));
    }
}

TEST_CASE("rules are told the gravest first, with first, last and how many computers") {
    const auto rules = night_summary(tokyo()).rules();
    REQUIRE(rules.size() == 3);
    CHECK(rules[0].rule == &hostile_rule());
    CHECK(rules[0].period.first == std::nullopt);
    CHECK(rules[1].rule == &powershell_rule());
    CHECK(rules[1].matches == 2);
    CHECK(rules[1].recovered == 1);
    CHECK(rules[1].hosts == 1);
    CHECK(rules[1].period.first == at("2026-11-27T14:59:59.5Z"));
    CHECK(rules[1].period.last == at("2026-11-27T15:00:00Z"));
    CHECK(rules[2].rule == &logon_rule());
}

TEST_CASE("a tactic counts once a match, however it is spelt, in the order of the matrix") {
    const RuleInfo rule{.tags = {"attack.defense_evasion", "attack.defense-evasion",
                                 "attack.stealth", "attack.t1027", "attack.unheard-of",
                                 "cve.2026.1", "attack.initial-access"}};
    Summary summary{Zone::utc()};
    summary.put({.rule = &rule});
    const auto& met = summary.of_tactics();
    CHECK(met[*tactic_of("attack.defense-evasion")] == 1);
    CHECK(met[*tactic_of("attack.stealth")] == 1);
    CHECK(tactic_of("attack.initial_access") == 2);
    CHECK(tactic_of("attack.impact") == tactic_count - 1);
    CHECK(tactic_of("attack.t1027") == std::nullopt);
    CHECK(tactic_of("execution") == std::nullopt);
    const auto text = text_of(summary);
    CHECK(text.find("初期侵入") < text.find("防御回避"));
}

TEST_CASE("the authors of rules that are not shown are named all the same") {
    std::deque<RuleInfo> rules;
    Summary summary{Zone::utc()};
    for (int i = 0; i < 5; ++i) {
        rules.push_back({.title = "Rule " + std::to_string(i),
                         .author = "Author " + std::to_string(i),
                         .license = "DRL 1.1"});
        summary.put({.rule = &rules.back()});
    }
    const auto text = text_of(summary, {.language = Language::en, .rules_shown = 2});
    for (const auto& rule : rules)
        CHECK(has(text, rule.author));
    CHECK(has(text, "Other rules: 3"));
    CHECK_FALSE(has(text, "Rule 4"));
}

TEST_CASE("a million matches of ten thousand computers take the room of a thousand") {
    std::deque<RuleInfo> rules;
    for (int i = 0; i < 300; ++i)
        rules.push_back({.title = std::to_string(i), .tags = {"attack.execution"}});
    Summary summary{tokyo(), {.rules_max = 200, .hosts_max = 1000}};
    const auto start = at("2020-01-01T00:00:00Z");
    Match match;
    for (std::uint32_t i = 0; i < 1'000'000; ++i) {
        match.rule = &rules[i % rules.size()];
        match.computer = "PC-" + std::to_string(i % 10'007);
        match.time = start + std::chrono::minutes{std::int64_t{i} * 7};
        summary.put(match);
    }
    CHECK(summary.matches() == 1'000'000);
    CHECK(summary.histogram().total() == 1'000'000);
    CHECK(summary.histogram().cells() <= Histogram::cells_max);

    const auto by_rule = summary.rules();
    REQUIRE(by_rule.size() == 201);
    CHECK(by_rule.back().rule == nullptr);
    std::uint64_t sum = 0;
    for (const auto& rule : by_rule)
        sum += rule.matches;
    CHECK(sum == 1'000'000);
    CHECK(by_rule.front().has_more_hosts);

    const auto by_host = summary.hosts();
    REQUIRE(by_host.size() == 1001);
    CHECK(by_host.back().is_others);
    sum = 0;
    for (const auto& host : by_host)
        sum += host.matches;
    CHECK(sum == 1'000'000);
    CHECK(has(text_of(summary), "ほかの端末・サーバー"));
}

TEST_CASE("a name as long as a log takes no more room than a name") {
    const RuleInfo rule{};
    Summary summary{Zone::utc()};
    summary.put({.rule = &rule, .computer = std::string(50'000, 'x')});
    CHECK(summary.hosts().front().name.size() == 256);
}

TEST_CASE("bars begin where hours and days begin in Japan") {
    Histogram histogram{tokyo()};
    histogram.add(at("2026-11-27T14:59:59Z"));
    histogram.add(at("2026-11-27T15:00:00Z"), 2);
    histogram.add(at("2026-12-20T15:00:00Z"), 3);
    const auto chart = histogram.chart(30);
    CHECK(chart.step == 24 * 60);
    CHECK(minute_text(chart.begin, chart.step) == "2026-11-27");
    REQUIRE(chart.bars.size() == 25);
    CHECK(chart.bars[0] == 1);
    CHECK(chart.bars[1] == 2);
    CHECK(chart.bars[24] == 3);
    CHECK(step_text(chart.step, Language::ja) == "1 日");
}

TEST_CASE("an event of 1601 leaves the morning readable, and is not forgotten") {
    Histogram histogram{tokyo()};
    histogram.add(at("1601-01-01T00:00:00Z"));
    histogram.add(at("9999-01-01T00:00:00Z"), 2);
    for (int i = 0; i < 120; ++i)
        histogram.add(at("2026-11-27T00:00:00Z") + i * 1min);
    const auto chart = histogram.chart(60);
    CHECK(chart.step == 5);
    CHECK(chart.before == 1);
    CHECK(chart.after == 2);
    CHECK(minute_text(chart.begin, chart.step) == "2026-11-27 09:00");
    std::uint64_t inside = 0;
    for (const auto bar : chart.bars)
        inside += bar;
    CHECK(inside == 120);
}

TEST_CASE("what is near stays in the chart, and a single early trace is told apart") {
    Histogram histogram{tokyo()};
    for (int i = 0; i < 1000; ++i)
        histogram.add(at("2026-11-27T00:00:00Z") + i * 1min);
    auto chart = histogram.chart(60);
    CHECK(chart.before + chart.after == 0);
    histogram.add(at("2026-03-01T00:00:00Z"));
    histogram.add(at("2026-03-01T00:01:00Z"));
    chart = histogram.chart(60);
    CHECK(chart.before == 2);
    CHECK(chart.after == 0);
    CHECK(chart.step == 30);
}

TEST_CASE("times strewn over ten thousand years stay within their room, and all are drawn") {
    Histogram histogram{tokyo()};
    const auto first = at("0001-01-01T00:00:00Z");
    constexpr int count = 40'000;
    for (int i = 0; i < count; ++i)
        histogram.add(first + std::int64_t{i} * 90 * 24h);
    CHECK(histogram.cells() <= Histogram::cells_max);
    for (const std::size_t bars : {2U, 10U, 56U, 96U}) {
        const auto chart = histogram.chart(bars);
        CHECK(chart.bars.size() <= bars);
        std::uint64_t sum = chart.before + chart.after;
        for (const auto bar : chart.bars)
            sum += bar;
        CHECK(sum == count);
    }
}

TEST_CASE("one event among very many is still seen") {
    CHECK(bar(1, 1'000'000, 30, false) == "▏");
    CHECK(bar(1, 1'000'000, 30, true) == "#");
    CHECK(bar(0, 10, 30, true).empty());
    CHECK(columns(bar(10, 10, 30, false)) == 30);
    CHECK(bar(5, 10, 3, false) == "█▌");
    CHECK(bar(3, 0, 30, false).empty());
}

TEST_CASE("reasons are grouped; what differs is named with its place") {
    const auto summary = night_summary(tokyo());
    const auto unusable = summary.unusable();
    REQUIRE(unusable.size() == 2);
    CHECK(unusable[0].count == 2);
    CHECK(complaint_text(unusable[0], Language::ja) == "修飾子「fieldref」は使えません。");
    const auto troubles = summary.troubles();
    REQUIRE(troubles.size() == 1);
    CHECK(troubles[0].count == 4);
    CHECK(troubles[0].places.size() == Complaint::places_max);
    CHECK(complaint_text(troubles[0], Language::en) == "Line … is not JSON.");
    CHECK(place_text(troubles[0], troubles[0].places[1]) == "証拠/␛[2Jalerts.json [9]");
}

TEST_CASE("a scan that found nothing says so") {
    Summary summary{tokyo()};
    summary.read({.files = 1, .bytes = 1000, .events = 5, .rules = 10});
    const auto text = text_of(summary);
    CHECK(has(text, "ルールに合う記録はありませんでした。"));
    CHECK_FALSE(has(text, "■ ルール別"));
}

} // namespace
} // namespace sokuo::detect::report
