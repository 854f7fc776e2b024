#include "detect/sigma/regex.h"

#include "detect/fold.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace sokuo::detect {
namespace {

// A number from `least` up to, and without, `end`; the same ones each time.
template <class Number>
Number in_range(Number least, Number end) {
    static std::mt19937 random{42}; // NOLINT(cert-msc*)
    return least + static_cast<Number>(random() % static_cast<std::uint32_t>(end - least));
}

Test test_of(std::string pattern, bool any_case = false) {
    Test test;
    test.kind = Test::Kind::regex;
    test.pattern = std::move(pattern);
    test.any_case = any_case;
    return test;
}

bool finds(const std::string& pattern, std::string_view text) {
    return Regex{test_of(pattern)}.found_in(text);
}

TEST_CASE("a long line is one of so many characters, not bytes") {
    CHECK(finds(".{3,}", "abc"));
    CHECK_FALSE(finds(".{3,}", "ab\nc"));
    CHECK_FALSE(finds(".{3,}", "\u3042\u3042"));
    CHECK(finds("(.){3}", "x\nabc"));
    CHECK(finds(".{2,3}", "ab"));
    CHECK(finds(".{0,}", ""));
}

TEST_CASE("an expression that is too long or not one is refused") {
    CHECK(check_regex(test_of("a{1,}")).ok());
    CHECK(check_regex(test_of(std::string(regex_bytes_max + 1, 'a'))).error().code ==
          Errc::too_large);
    CHECK(check_regex(test_of("(a")).error().code == Errc::invalid);
    CHECK(check_regex(test_of("((((a{1000}){1000}){1000}){1000})")).error().code == Errc::invalid);
}

TEST_CASE("what an expression needs is known, or nothing is") {
    auto both = Regex{test_of("abc.*defg")}.needed();
    CHECK(both.any == std::vector<std::string>{"defg"});
    CHECK(both.all == std::vector<std::string>{"defg", "abc"});
    auto either = Regex{test_of("ab|cd")}.needed();
    std::ranges::sort(either.any);
    CHECK(either.any == std::vector<std::string>{"ab", "cd"});
    CHECK(either.all.empty());
    CHECK(Regex{test_of(".*")}.needed().any.empty());
    CHECK(Regex{test_of("a|bcd")}.needed().any.empty());
}

bool is_possible(const Regex::Needed& needed, const std::string& text) {
    const auto small = folded(text);
    const auto stands = [&](const std::string& literal) {
        return small.find(literal) != std::string::npos;
    };
    return (needed.any.empty() || std::ranges::any_of(needed.any, stands)) &&
           std::ranges::all_of(needed.all, stands);
}

TEST_CASE("a capital I with a dot is not lost, which has no simple folding") {
    const Regex regex{test_of("\u0130stanbul")};
    CHECK(regex.found_in("\u0130stanbul"));
    CHECK(is_possible(regex.needed(), "\u0130stanbul"));
    CHECK(is_possible(Regex{test_of("\\x{130}x")}.needed(), "\u0130x"));
}

const std::vector<std::string> letters{"a",      "B",      "k",      "K",      "\u212A", "s",
                                       "S",      "\u017F", "i",      "I",      "\u0130", "\u0131",
                                       "\u00DF", "\u1E9E", "\u03A3", "\u03C2", "\uFF21", "1"};

std::string some_text(int most) {
    std::string text;
    for (int left = in_range(0, most); left > 0; --left)
        text += letters[in_range<std::size_t>(0, letters.size())];
    return text;
}

// NOLINTNEXTLINE(misc-no-recursion)
std::string some_pattern(int depth) {
    switch (in_range(0, depth > 0 ? 8 : 2)) {
    case 0: return some_text(4);
    case 1: return "[" + some_text(3) + "a]";
    case 2: return "(" + some_pattern(depth - 1) + "|" + some_pattern(depth - 1) + ")";
    case 3: return some_pattern(depth - 1) + some_pattern(depth - 1);
    case 4: return "(" + some_pattern(depth - 1) + ")?";
    case 5: return "(?i:" + some_pattern(depth - 1) + ")";
    case 6: return "(" + some_pattern(depth - 1) + "){1,2}";
    default: return some_pattern(depth - 1) + ".*" + some_pattern(depth - 1);
    }
}

TEST_CASE("no text in which an expression is found lacks what it needs") {
    std::size_t found = 0;
    for (int round = 0; round < 500; ++round) {
        const auto test = test_of(some_pattern(3), in_range(0, 2) == 0);
        if (!check_regex(test).ok()) continue;
        const Regex regex{test};
        const auto needed = regex.needed();
        for (int left = 50; left > 0; --left) {
            const auto text = some_text(9);
            if (!regex.found_in(text)) continue;
            ++found;
            CAPTURE(test.pattern);
            CAPTURE(text);
            REQUIRE(is_possible(needed, text));
        }
    }
    CHECK(found > 1'000);
}

} // namespace
} // namespace sokuo::detect
