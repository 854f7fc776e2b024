#include "detect/field_texts.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace sokuo::detect {
namespace {

std::vector<FieldView> all(const FieldTexts& fields) {
    return {fields.begin(), fields.end()};
}

TEST_CASE("fields come back in their order, whatever they hold") {
    FieldTexts fields{{"User", "taro"}, {"", "of no name"}, {"Empty", ""}, {"User", "again"}};
    auto& room = fields.begin_value("Pieces");
    room += "one, ";
    room += "two";
    fields.end_value();
    CHECK(all(fields) == std::vector<FieldView>{{"User", "taro"},
                                                {"", "of no name"},
                                                {"Empty", ""},
                                                {"User", "again"},
                                                {"Pieces", "one, two"}});
    CHECK(fields.front() == FieldView{"User", "taro"});
    CHECK(fields.back() == FieldView{"Pieces", "one, two"});
}

TEST_CASE("the room of other fields is used again, and shows nothing of them") {
    FieldTexts fields{{"Password", "secret"}};
    fields.clear();
    CHECK(fields.empty());
    CHECK(all(fields).empty());
    fields.emplace_back("a", "b");
    CHECK(fields == FieldTexts{{"a", "b"}});
    CHECK_FALSE(fields == FieldTexts{{"", "ab"}});
}

} // namespace
} // namespace sokuo::detect
