#include "detect/report/why.h"

#include <doctest/doctest.h>

#include <utility>

namespace sokuo::detect::report {

namespace {

constexpr std::string_view shadow_copies = R"(title: shadows
id: 8e1c7c0e-8a52-4c5e-9f5e-0d9d4f9f2a11
logsource:
  product: windows
  category: process_creation
detection:
  selection:
    Image|endswith: '\vssadmin.exe'
    CommandLine|contains|all: [delete, shadows]
  filter_backup:
    User|startswith: 'MIHON\backup'
  condition: selection and not 1 of filter_*
)";

constexpr std::string_view sources = R"(title: map
logsources:
  creation:
    product: windows
    category: process_creation
    conditions:
      EventID: 1
    rewrite:
      product: windows
      service: sysmon
  sysmon:
    product: windows
    service: sysmon
    sources:
      - 'WinEventLog:Microsoft-Windows-Sysmon/Operational'
)";

Rule rule() {
    Rules rules;
    read_rules(shadow_copies, "shadows.yml", {}, rules);
    REQUIRE(rules.rules.size() == 1);
    return std::move(rules.rules.front());
}

PlainEvent event(std::string_view id, std::string_view command) {
    return {.fields = {{"Channel", "Microsoft-Windows-Sysmon/Operational"},
                       {"EventID", std::string{id}},
                       {"Image", R"(C:\Windows\System32\vssadmin.exe)"},
                       {"CommandLine", std::string{command}}},
            .source = {.product = "windows"}};
}

} // namespace

TEST_CASE("a rule that fits is shown with the values because of which it does") {
    std::string out;
    const auto map = LogSources::read(sources, "map.yml").value();
    CHECK(append_why(rule(), {}, map, event("1", "vssadmin delete shadows /all"), {}, out));
    CHECK(out.find("✓ ルールが見る種類の記録です：product=windows, "
                   "Channel=Microsoft-Windows-Sysmon/Operational, EventID=1") == 0);
    CHECK(out.find("✓ Image: *\\vssadmin.exe") != std::string::npos);
    CHECK(out.find("CommandLine = vssadmin delete shadows /all") != std::string::npos);
    CHECK(out.find("（User という項目はありません）") != std::string::npos);
}

TEST_CASE("a rule that does not fit names the test that failed, or the kind of log") {
    const auto map = LogSources::read(sources, "map.yml").value();
    std::string out;
    CHECK_FALSE(append_why(rule(), {}, map, event("1", "vssadmin list shadows"), {}, out));
    CHECK(out.find("✗ CommandLine: *delete*") != std::string::npos);
    CHECK(out.find("✓ CommandLine: *shadows*") != std::string::npos);
    out.clear();
    CHECK_FALSE(append_why(rule(), {}, map, event("5", "vssadmin delete shadows"),
                           {.language = Language::en}, out));
    CHECK(out.find("✗ No event of the kind the rule looks at: ") == 0);
}

TEST_CASE("a filter that is for the rule keeps it quiet, and is shown") {
    Rules rules;
    read_rules(R"(title: weekly job
logsource:
  product: windows
  category: process_creation
filter:
  rules: [8e1c7c0e-8a52-4c5e-9f5e-0d9d4f9f2a11]
  job:
    CommandLine|endswith: '/weekly'
  condition: job
)",
               "f.yml", {}, rules);
    REQUIRE(rules.filters.size() == 1);
    const auto map = LogSources::read(sources, "map.yml").value();
    const auto said = event("1", "vssadmin delete shadows /weekly");
    std::string out;
    CHECK_FALSE(append_why(rule(), rules.filters, map, said, {}, out));
    CHECK(out.find("フィルター「weekly job」") != std::string::npos);
}

} // namespace sokuo::detect::report
