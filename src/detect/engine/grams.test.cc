#include "detect/engine/grams.h"

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

std::string some(int least, int most, std::string_view letters) {
    std::string text;
    for (int left = in_range(least, most); left > 0; --left)
        text += letters[in_range<std::size_t>(0, letters.size())];
    return text;
}

std::vector<std::uint32_t> sorted(std::vector<std::uint32_t> found) {
    std::ranges::sort(found);
    found.erase(std::ranges::unique(found).begin(), found.end());
    return found;
}

TEST_CASE("no literal is missed and none is found that is not there, whatever the stride") {
    for (int round = 0; round < 200; ++round) {
        const auto stride = in_range<std::size_t>(1, 5);
        Grams grams{stride};
        GramCensus census;
        std::vector<std::string> literals;
        for (int left = in_range(1, 30); left > 0; --left) {
            const auto least = static_cast<int>(grams.literal_bytes_min());
            literals.push_back(some(least, least + 6, "ab@`"));
            census.count(literals.back());
            grams.add(literals.back(), static_cast<std::uint32_t>(literals.size() - 1));
        }
        grams.build(census);
        for (int left = 10; left > 0; --left) {
            const auto text = some(0, 60, "abAB@`");
            const auto small = folded(text);
            std::vector<std::uint32_t> expected;
            for (std::uint32_t id = 0; id < literals.size(); ++id)
                if (small.find(literals[id]) != std::string::npos) expected.push_back(id);
            std::vector<std::uint32_t> in_folded;
            std::vector<std::uint32_t> in_any_case;
            grams.find<true>(small, [&](std::uint32_t id) { in_folded.push_back(id); });
            grams.find<false>(text, [&](std::uint32_t id) { in_any_case.push_back(id); });
            REQUIRE(sorted(in_folded) == expected);
            REQUIRE(sorted(in_any_case) == expected);
            std::string wide;
            for (const char letter : text)
                (wide += letter) += '\0';
            if (!expected.empty()) {
                REQUIRE(grams.may_find<false>(text));
                REQUIRE(grams.may_find<true>(wide));
            }
            REQUIRE(grams.may_find<true>(wide) == grams.may_find<false>(text));
        }
    }
}

TEST_CASE("a glance at a text without any run of a literal is enough") {
    Grams grams{3};
    grams.add("sekurlsa::", 0);
    grams.build(GramCensus{});
    CHECK_FALSE(grams.may_find<false>("NT AUTHORITY\\SYSTEM"));
    CHECK(grams.may_find<false>("SEKURLSA::LogonPasswords"));
}

TEST_CASE("short literals are found wherever they stand, at the very end too") {
    for (int round = 0; round < 200; ++round) {
        Shorts shorts;
        std::vector<std::string> literals;
        for (int left = in_range(1, 12); left > 0; --left) {
            literals.push_back(some(1, 4, "abc"));
            shorts.add(literals.back(), static_cast<std::uint32_t>(literals.size() - 1));
        }
        for (int left = 10; left > 0; --left) {
            const auto text = some(0, 6, "abcd");
            std::vector<std::uint32_t> expected;
            for (std::uint32_t id = 0; id < literals.size(); ++id)
                if (text.find(literals[id]) != std::string::npos) expected.push_back(id);
            std::vector<std::uint32_t> found;
            shorts.find(text, [&](std::uint32_t id) { found.push_back(id); });
            REQUIRE(sorted(found) == expected);
        }
    }
}

TEST_CASE("nothing is found by those that have nothing, or in a text that is too short") {
    const Shorts none;
    CHECK(none.is_empty());
    Grams grams{1};
    GramCensus census;
    std::size_t count = 0;
    grams.find<true>("text", [&](std::uint32_t) { ++count; });
    grams.add("text", 0);
    grams.build(census);
    grams.find<true>("tex", [&](std::uint32_t) { ++count; });
    CHECK(count == 0);
    grams.find<true>("text text", [&](std::uint32_t) { ++count; });
    CHECK(count == 2);
}

} // namespace
} // namespace sokuo::detect
