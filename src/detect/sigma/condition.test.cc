#include "detect/sigma/naive.h"
#include "detect/sigma/read.h"

#include <doctest/doctest.h>

#include <string>

namespace sokuo::detect {
namespace {

const std::string selections = "title: T\nlogsource: {product: x}\ndetection:\n"
                               "  a: {A: 1}\n  b: {B: 1}\n  c: {C: 1}\n  not_it: {N: 1}\n"
                               "  a-1: {D: 1}\n  _hidden: {H: 1}\n  x_1: {X: 1}\n  x_2: {Y: 1}\n"
                               "  condition: ";

Rules read(const std::string& condition) {
    Rules rules;
    read_rules(selections + condition + "\n", "t.yml", {}, rules);
    return rules;
}

// `present`: fields that are 1.
bool finds(const std::string& condition, const std::string& present) {
    const auto rules = read(condition);
    CAPTURE(condition);
    REQUIRE(rules.rules.size() == 1);
    PlainEvent event;
    for (const char name : present)
        event.fields.push_back({std::string(1, name), "1", false});
    return fits(rules.rules[0].detection, event, std::chrono::minutes{0});
}

std::string refusal(const std::string& condition) {
    const auto rules = read(condition);
    if (rules.refused.empty()) return "";
    CHECK(rules.refused[0].why.where == "t.yml:12");
    return std::string{rules.refused[0].why.message->code()};
}

TEST_CASE("not binds tightest, then and, then or") {
    CHECK(finds("a or b and c", "A"));
    CHECK_FALSE(finds("(a or b) and c", "A"));
    CHECK(finds("not a and b", "B"));
    CHECK_FALSE(finds("not a and b", ""));
    CHECK_FALSE(finds("not (a or b)", "B"));
    CHECK(finds("not a or b", "AB"));
    CHECK(finds("not not a", "A"));
    CHECK(finds("a AND NOT b", "A"));
    CHECK(finds("a-1 and not_it", "DN"));
}

TEST_CASE("one of, any of and all of count the selections a pattern means") {
    CHECK(finds("1 of x_*", "Y"));
    CHECK(finds("any of x_*", "X"));
    CHECK_FALSE(finds("all of x_*", "X"));
    CHECK(finds("all of x_*", "XY"));
    CHECK(finds("not 1 of x_*", "A"));
    CHECK(finds("1 of *_1", "X"));
    CHECK(finds("1 of a", "A"));
}

TEST_CASE("them leaves out the selections whose name begins with _") {
    CHECK(finds("all of them", "ABCNDXY"));
    CHECK_FALSE(finds("1 of them", "H"));
    CHECK(finds("1 of _*", "H"));
    CHECK(finds("_hidden", "H"));
}

TEST_CASE("of several conditions one is enough") {
    CHECK(finds("[a and b, c]", "C"));
    CHECK_FALSE(finds("[a and b, c]", "A"));
    CHECK(refusal("[]") == "sigma.part_missing");
    CHECK(refusal("[a, zzz]") == "sigma.selection_unknown");
}

TEST_CASE("a condition that cannot be read says where") {
    CHECK(refusal("a and") == "sigma.condition_unreadable");
    CHECK(refusal("a b") == "sigma.condition_unreadable");
    CHECK(refusal("(a") == "sigma.condition_unreadable");
    CHECK(refusal("a)") == "sigma.condition_unreadable");
    CHECK(refusal("''") == "sigma.condition_unreadable");
    CHECK(refusal("1 of") == "sigma.condition_unreadable");
    CHECK(refusal("zzz") == "sigma.selection_unknown");
    CHECK(refusal("1 of zzz*") == "sigma.selection_unknown");
    CHECK(refusal("a | count() > 5") == "sigma.aggregation_gone");
}

TEST_CASE("parentheses 63 deep are read, 65 are refused") {
    const auto nested = [](std::size_t depth) {
        return std::string(depth, '(') + "a" + std::string(depth, ')');
    };
    CHECK(finds(nested(63), "A"));
    CHECK(refusal(nested(65)) == "sigma.condition_too_deep");
    CHECK(refusal(nested(30'000)) == "sigma.condition_too_deep");
}

TEST_CASE("a selection that is named a thousand times does not grow a thousandfold") {
    std::string text = "title: T\nlogsource: {product: x}\ndetection:\n  s:\n    A:\n";
    for (int number = 0; number < 20'000; ++number)
        text += "      - v" + std::to_string(number) + "\n";
    text += "  condition: s";
    for (int left = 0; left < 10'000; ++left)
        text += " or s";
    Rules rules;
    read_rules(text + "\n", "t.yml", {}, rules);
    REQUIRE(rules.refused.size() == 1);
    CHECK(rules.refused[0].why.message->code() == "sigma.too_many_tests");
}

} // namespace
} // namespace sokuo::detect
