// Filters where they are used: put into the rules they name.

#include "detect/engine/program.h"
#include "detect/engine/worker.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace sokuo::detect {
namespace {

const std::string rules_text = "title: A\nid: 1\nname: first\nlogsource: {product: linux}\n"
                               "detection: {s: {F: x}, condition: s}\n---\n"
                               "title: B\nid: 2\nlogsource: {product: linux, service: auth}\n"
                               "detection: {s: {F: x}, condition: s}\n---\n";

// The titles of the rules that fit an event with F: x and G: y.
std::string fitting(const std::string& filter) {
    Rules rules;
    read_rules(rules_text + filter, "f.yml", {}, rules);
    REQUIRE(rules.refused.empty());
    const auto sources = LogSources::read("logsources: {}\n", "s.yml");
    REQUIRE(sources.ok());
    const auto program = compile(std::move(rules), sources.value());
    REQUIRE(program.refused.empty());
    Worker worker{program, {}};
    Names names = program.names;
    const Source source{"linux", {}, {"auth"}};
    const std::vector<Value> values{{names.of("F"), Type::utf8, "x"},
                                    {names.of("G"), Type::utf8, "y"}};
    Event event;
    event.values = values;
    event.source = &source;
    std::string titles;
    for (const auto& hit : worker.look_at(event))
        titles += program.rules[hit.rule].info.title;
    return titles;
}

std::string filter(const std::string& source, const std::string& rules, const std::string& value) {
    return "title: F\nlogsource: {" + source + "}\nfilter:\n  rules: " + rules +
           "\n  s: {G: " + value + "}\n  condition: s\n";
}

TEST_CASE("a filter takes its events from the rules it names, by id or by name, and no other") {
    CHECK(fitting("") == "AB");
    CHECK(fitting(filter("product: linux", "[2]", "y")) == "A");
    CHECK(fitting(filter("product: linux", "first", "y")) == "B");
    CHECK(fitting(filter("product: linux", "any", "y")).empty());
    CHECK(fitting(filter("product: linux", "any", "z")) == "AB");
    CHECK(fitting(filter("product: linux", "[7]", "y")) == "AB");
}

TEST_CASE("a filter of another log source changes nothing") {
    CHECK(fitting(filter("product: linux, service: auth", "any", "y")) == "A");
    CHECK(fitting(filter("product: windows", "[1, 2]", "y")) == "AB");
}

TEST_CASE("a rule that fits every event is refused") {
    Rules rules;
    read_rules("title: All\nlogsource: {product: linux}\ndetection: {s: ['*'], condition: s}\n",
               "f.yml", {}, rules);
    const auto program =
        compile(std::move(rules), LogSources::read("logsources: {}\n", "s").value());
    REQUIRE(program.refused.size() == 1);
    CHECK(program.refused[0].why.message->code() == "sigma.always_true");
}

} // namespace
} // namespace sokuo::detect
