#include "core/result.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <type_traits>
#include <vector>

namespace sokuo {
namespace {

// What does not compile, and so needs no case below (uncomment one to see it):
//
//     constexpr Message a{"test.a", "{0}件あります。", "There are some."};  // placeholders differ
//     constexpr Message b{"test.b", "{0}件中{1}件", "{0} of {2}"};          // so do these
//     constexpr Message c{"test.c", "件名を書いてください。", ""};          // not translated
//     failure(Errc::invalid, plain);                                        // a Result dropped
constexpr Message plain{"test.plain", "件名を書いてください。", "Write a title."};
constexpr Message counted{"test.counted", "{1}件のうち{0}件を選んでください。",
                          "Choose {0} of {1}."};
constexpr Message odd{"test.odd", "{} {a} {9} {{0}} {0", "{} {a} {9} {{0}} {0"};

static_assert(plain.text(Language::ja) == "件名を書いてください。");
static_assert(plain.text(Language::en) == "Write a title.");

// A message is made by the compiler or not at all: no text from outside can become one.
static_assert(std::is_nothrow_copy_constructible_v<Message>);
static_assert(!std::is_default_constructible_v<Message>);

TEST_CASE("a message is rendered in the reader's language, arguments where it wants them") {
    const std::vector<std::string> args{"2", "5"};
    CHECK(render(plain, {}, Language::ja) == "件名を書いてください。");
    CHECK(render(counted, args, Language::ja) == "5件のうち2件を選んでください。");
    CHECK(render(counted, args, Language::en) == "Choose 2 of 5.");
}

TEST_CASE("an argument is data: braces in it are not looked at") {
    const std::vector<std::string> args{"{1}", "{0}"};
    CHECK(render(counted, args, Language::en) == "Choose {1} of {0}.");
}

TEST_CASE("what is no placeholder, or has no argument, stays as it is") {
    const std::vector<std::string> one{"x"};
    CHECK(render(odd, one, Language::en) == "{} {a} {9} {x} {0");
    CHECK(render(counted, one, Language::en) == "Choose x of {1}.");
}

TEST_CASE("an error is one line in the log, with everything the operator needs") {
    const auto error = because(at(failure(Errc::invalid, plain), "/title"), "length 0");
    CHECK(describe(error) == "invalid test.plain: 件名を書いてください。 at /title (length 0)");
    CHECK(describe(failure(Errc::stale, counted, {"1", "2"})) ==
          "stale test.counted: 2件のうち1件を選んでください。");
}

TEST_CASE("nobody can write a second line into the log") {
    const auto error = failure(Errc::too_many, counted, {"1\n2026 admin signed in", "\x1B[2J"});
    const auto line = describe(error);
    for (const char character : line)
        CHECK((static_cast<unsigned char>(character) >= 0x20 && character != 0x7F));
    CHECK(line.find("1 2026 admin") != std::string::npos);
}

TEST_CASE("every reason has its own name in the log") {
    std::vector<std::string> seen;
    for (int code = 0; code <= static_cast<int>(Errc::corrupt); ++code) {
        const auto line = describe(failure(static_cast<Errc>(code), plain));
        CHECK(line.find("unknown") == std::string::npos);
        for (const auto& other : seen)
            CHECK(other != line);
        seen.push_back(line);
    }
    CHECK(seen.size() == 10);
}

Result<int> half(int number) {
    if (number % 2 != 0) return failure(Errc::invalid, plain);
    return number / 2;
}

Result<int> quarter(int number) {
    const int once = TRY(half(number));
    return TRY(half(once));
}

TEST_CASE("TRY gives the value, or hands the error up") {
    CHECK(quarter(12) == Result<int>{3});
    CHECK(quarter(6) == Result<int>{failure(Errc::invalid, plain)});
    CHECK(quarter(7) == Result<int>{failure(Errc::invalid, plain)});
}

Result<std::unique_ptr<int>> made(int number) {
    auto value = TRY(half(number));
    return std::make_unique<int>(value);
}

TEST_CASE("a result is copied, moved and assigned with what it holds, value or error") {
    Result<std::string> kept{std::string(100, 'a')};
    const Result<std::string> copy = kept;
    CHECK(copy == kept);
    const Result<std::string> refused{at(failure(Errc::invalid, plain), "/field")};
    kept = refused;
    CHECK(kept == refused);
    CHECK(kept.error().where == "/field");
    kept = copy;
    CHECK(kept.value() == std::string(100, 'a'));
    kept = *&kept;
    CHECK(kept == copy);
    Result<std::string> moved = std::move(kept);
    CHECK(moved == copy);
    moved = Result<std::string>{std::string{"short"}};
    CHECK(moved.value() == "short");
    CHECK(moved != refused);
    static_assert(std::is_copy_constructible_v<Result<std::string>>);
    static_assert(!std::is_copy_constructible_v<Result<std::unique_ptr<int>>>);
    static_assert(std::is_nothrow_move_constructible_v<Result<std::unique_ptr<int>>>);
}

TEST_CASE("a value that can only be moved passes through") {
    const auto pass = [](int number) -> Result<std::unique_ptr<int>> {
        auto owned = TRY(made(number));
        return owned;
    };
    CHECK(*pass(4).value() == 2);
    CHECK_FALSE(pass(3).ok());
}

} // namespace
} // namespace sokuo
