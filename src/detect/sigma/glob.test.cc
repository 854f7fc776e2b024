#include "detect/sigma/glob.h"

#include <doctest/doctest.h>

#include <chrono>
#include <string>

namespace sokuo::detect {
namespace {

bool is_it(std::string_view written, std::string_view text) {
    return matches(parse_glob(written), text);
}

TEST_CASE("a backslash takes the meaning from a star, a question mark and a backslash") {
    CHECK(is_it("a\\*b", "a*b"));
    CHECK_FALSE(is_it("a\\*b", "axb"));
    CHECK(is_it("a\\?b", "a?b"));
    CHECK_FALSE(is_it("a\\?b", "axb"));
    CHECK(is_it("a\\\\b", "a\\b"));
    CHECK_FALSE(is_it("a\\\\b", "a\\\\b"));
}

TEST_CASE("two backslashes and a star are a backslash and anything") {
    CHECK(is_it("C:\\\\*", "C:\\"));
    CHECK(is_it("C:\\\\*", "C:\\Windows"));
    CHECK_FALSE(is_it("C:\\\\*", "C:*"));
    CHECK(is_it("C:\\\\\\*", "C:\\*"));
    CHECK_FALSE(is_it("C:\\\\\\*", "C:\\x"));
}

TEST_CASE("a backslash before anything else, or at the end, is itself") {
    CHECK(is_it("\\cmd.exe", "\\cmd.exe"));
    CHECK(is_it("a\\", "a\\"));
    CHECK(is_it("\\", "\\"));
}

TEST_CASE("a question mark is one character, however many bytes it has") {
    CHECK(is_it("a?c", "abc"));
    CHECK(is_it("a?c", "a\u3042c"));
    CHECK(is_it("a?c", "a\U0001F600c"));
    CHECK_FALSE(is_it("a?c", "ac"));
    CHECK_FALSE(is_it("a??c", "a\u3042c"));
    CHECK(is_it("*?\u3042", "\u3042\u3042"));
    CHECK_FALSE(is_it("*?\u3042", "\u3042"));
}

TEST_CASE("without a wildcard the pattern is the whole text") {
    CHECK(is_it("", ""));
    CHECK_FALSE(is_it("", "a"));
    CHECK_FALSE(is_it("a", "ab"));
    CHECK_FALSE(is_it("b", "ab"));
    CHECK(is_it("*", ""));
    CHECK(parse_glob("a**b") == parse_glob("a*b"));
}

TEST_CASE("what stands between stars does not overlap") {
    CHECK_FALSE(is_it("ab*ba", "aba"));
    CHECK(is_it("ab*ba", "abba"));
    CHECK(is_it("*a*b*a*", "xaxbxax"));
    CHECK_FALSE(is_it("*a*b*a*", "xaxbx"));
}

TEST_CASE("many stars and a long text end soon") {
    std::string pattern;
    for (int left = 0; left < 1'000; ++left)
        pattern += "*a?";
    const std::string text(100'000, 'a');
    const auto begin = std::chrono::steady_clock::now();
    CHECK(is_it(pattern, text));
    CHECK_FALSE(is_it(pattern + "*b", text));
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds{2});
}

TEST_CASE("a pattern as it is shown is the pattern when it is read again") {
    for (const auto* const written : {R"(a\*b)", R"(a\\*)", R"(\\\*)", R"(a?\?)", R"(\\\\server)",
                                      R"(plain\text)", R"(end\)"}) {
        CAPTURE(written);
        CHECK(parse_glob(to_string(parse_glob(written))) == parse_glob(written));
    }
}

} // namespace
} // namespace sokuo::detect
