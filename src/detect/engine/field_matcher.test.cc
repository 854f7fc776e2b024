#include "detect/engine/field_matcher.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace sokuo::detect {
namespace {

Test word(std::string_view text) {
    Test test;
    test.glob = opened(literal_glob(text), true, true);
    return test;
}

std::vector<AtomId> found(const FieldMatcher& matcher, std::string_view value, Text& text) {
    const Value whole{1, Type::utf8, value};
    text.read(whole);
    std::vector<AtomId> atoms;
    matcher.match(text, atoms);
    std::ranges::sort(atoms);
    return atoms;
}

TEST_CASE("what stands in a value a thousand times is found once") {
    const auto dollar = word("${");
    const auto long_word = word("invoke-expression");
    FieldMatcher matcher{std::chrono::minutes{0}};
    matcher.add(dollar, 70);
    matcher.add(long_word, 3);
    matcher.build(GramCensus{});
    std::string script;
    for (int i = 0; i < 1'000; ++i)
        script += "${a} invoke-expression ";
    Text text;
    CHECK(found(matcher, script, text) == std::vector<AtomId>{3, 70});
}

TEST_CASE("an expression is tried once for a value, and anew for the next") {
    Test test;
    test.kind = Test::Kind::regex;
    test.pattern = R"(\$\{x\}$)";
    FieldMatcher matcher{std::chrono::minutes{0}};
    matcher.add(test, 5);
    matcher.build(GramCensus{});
    Text text;
    for (const auto& [value, fits] : std::vector<std::pair<std::string, bool>>{
             {"${x} ${x} ${x}", true}, {"${x} ${y}", false}, {"${x}", true}}) {
        INFO(value);
        CHECK(found(matcher, value, text) ==
              (fits ? std::vector<AtomId>{5} : std::vector<AtomId>{}));
    }
}

} // namespace
} // namespace sokuo::detect
