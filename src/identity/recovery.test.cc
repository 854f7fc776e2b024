#include "identity/recovery.h"

#include <doctest/doctest.h>

#include <set>

namespace sokuo::identity {
namespace {

TEST_CASE("recovery codes are six groups of four letters, each another one") {
    SystemRandom random;
    std::set<std::string> seen;
    for (int made = 0; made < 100; ++made) {
        const auto code = new_recovery_code(random);
        CHECK(code.size() == 29);
        CHECK(code.find_first_not_of("abcdefghijklmnopqrstuvwxyz234567-") == std::string::npos);
        CHECK(code[4] == '-');
        CHECK(read_code(code).value().is_recovery);
        seen.insert(code);
    }
    CHECK(seen.size() == 100);
}

TEST_CASE("six digits are read however a Japanese keyboard writes them") {
    const TypedCode digits{false, "012345"};
    CHECK(read_code("012345").value() == digits);
    CHECK(read_code("０１２３４５").value() == digits);
    CHECK(read_code(" 012 345 ").value() == digits);
    CHECK(read_code("012　345").value() == digits);
}

TEST_CASE("a recovery code is read in capitals, in full width, and with the signs it never has") {
    const TypedCode code{true, "abolabolabolabolabolabol"};
    CHECK(read_code("abol-abol-abol-abol-abol-abol").value() == code);
    CHECK(read_code("ABOL ABOL ABOL ABOL ABOL ABOL").value() == code);
    CHECK(read_code("ＡＢＯＬ－ａｂｏｌ－abol-abol-abol-abol").value() == code);
    CHECK(read_code("ab01-a801-abol-abol-abol-abol").value() == code);
}

TEST_CASE("what can be no code is refused before anything is tried") {
    for (const auto* typed : {"", "12345", "1234567", "12345a", "abcd-efgh", "一二三四五六",
                              "abol-abol-abol-abol-abol-abo9"})
        CHECK(read_code(typed).error().message->code() == "identity.no_code");
    CHECK(!read_code(std::string(1 << 20, '1')).ok());
}

TEST_CASE("what is kept of a code is not the code") {
    CHECK(recovery_hash("abolabolabolabolabolabol") != recovery_hash("abolabolabolabolabolabom"));
}

} // namespace
} // namespace sokuo::identity
