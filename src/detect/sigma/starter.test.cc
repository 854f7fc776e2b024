#include "detect/sigma/starter.h"

#include "detect/engine/program.h"

#include <doctest/doctest.h>

namespace sokuo::detect {

TEST_CASE("every rule that comes with the program can be used, and each kind of log is known") {
    auto rules = starter_rules({});
    CHECK(rules.refused.empty());
    CHECK(rules.rules.size() > 40);
    CHECK(rules.correlations.size() > 5);
    for (const auto& rule : rules.rules)
        CHECK_MESSAGE(rule.info.license == "Apache-2.0", rule.info.file);
    const auto program = compile(std::move(rules), starter_log_sources());
    for (const auto& refused : program.refused)
        MESSAGE(refused.info.file, " ", describe(refused.why));
    CHECK(program.refused.empty());
}

TEST_CASE(
    "files that lie among rules and are none are passed over; a rule without its tests is not") {
    Rules rules;
    read_rules("title: map\nlogsources:\n  a:\n    product: windows\n", "map.yml", {}, rules);
    read_rules("id: 1\nregression_tests_info:\n  - type: evtx\n", "info.yml", {}, rules);
    CHECK(rules.refused.empty());
    read_rules("title: lost\nlogsource:\n  product: windows\n", "lost.yml", {}, rules);
    CHECK(rules.refused.size() == 1);
}

} // namespace sokuo::detect
