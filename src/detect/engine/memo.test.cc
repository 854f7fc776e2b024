#include "detect/engine/memo.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace sokuo::detect {
namespace {

Value text(std::string_view bytes, Type type = Type::utf8) {
    return {7, type, bytes};
}

// What it remembers, after a look that knew nothing.
void teach(Memo& memo, FieldId field, const Value& value, std::vector<AtomId> atoms) {
    if (!memo.find(field, value)) memo.keep(field, value, atoms);
}

TEST_CASE("an entry is only for the same field, type and bytes") {
    Memo memo{1 << 20, 1};
    teach(memo, 7, text("value"), {1, 2});
    const auto known = memo.find(7, text("value"));
    REQUIRE(known);
    CHECK(std::vector<AtomId>(known->begin(), known->end()) == std::vector<AtomId>{1, 2});
    CHECK_FALSE(memo.find(8, text("value")));
    CHECK_FALSE(memo.find(7, text("value", Type::ansi)));
    CHECK_FALSE(memo.find(7, text("valuf")));
    CHECK_FALSE(memo.find(7, text("valu")));
    CHECK_FALSE(memo.find(7, text({"value\0", 6})));
    CHECK_FALSE(memo.find(7, text("")));
}

TEST_CASE("that nothing is true of a value is remembered, too") {
    Memo memo{1 << 20, 1};
    teach(memo, 7, text({}), {});
    REQUIRE(memo.find(7, text({})));
    REQUIRE(memo.find(7, text("")));
    CHECK(memo.find(7, text(""))->empty());
}

TEST_CASE("every length is told from its neighbours by its last byte") {
    Memo memo{1 << 20, 1};
    for (std::size_t size = 1; size < 70; ++size) {
        std::string bytes(size, 'a');
        teach(memo, 7, text(bytes), {static_cast<AtomId>(size)});
        bytes.back() = 'b';
        CHECK_FALSE(memo.find(7, text(bytes)));
        bytes.back() = 'a';
        REQUIRE(memo.find(7, text(bytes)));
        CHECK(memo.find(7, text(bytes))->front() == size);
    }
}

TEST_CASE("a value that is too long is not kept") {
    Memo memo{1 << 20, 1};
    const std::string most(Memo::value_bytes_max, 'a');
    teach(memo, 7, text(most), {1});
    CHECK(memo.find(7, text(most)));
    teach(memo, 7, text(most + "a"), {1});
    CHECK_FALSE(memo.find(7, text(most + "a")));
}

TEST_CASE("a memory that is full begins anew, and never says what is not so") {
    Memo memo{1 << 16, 3};
    std::size_t known = 0;
    for (std::size_t round = 0; round < 3; ++round) {
        for (AtomId number = 0; number < 20'000; ++number) {
            const auto bytes = "value " + std::to_string(number);
            if (const auto atoms = memo.find(7, text(bytes))) {
                ++known;
                REQUIRE(atoms->size() == 1);
                REQUIRE(atoms->front() == number);
            } else {
                memo.keep(7, text(bytes), std::vector<AtomId>{number});
                if (const auto kept = memo.find(7, text(bytes))) REQUIRE(kept->front() == number);
            }
        }
    }
    // It holds far fewer than are asked for, one after the other.
    CHECK(known < 20'000);
    teach(memo, 7, text("again"), {1});
    CHECK(memo.find(7, text("again")));
}

} // namespace
} // namespace sokuo::detect
