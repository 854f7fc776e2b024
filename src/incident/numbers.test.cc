#include "incident/numbers.h"

#include "incident/testing.h"

#include <doctest/doctest.h>

namespace sokuo::incident {
namespace {

using testing::at_time;
using testing::sure;
using testing::Town;

std::string next(Town& town, std::string_view kind, std::string_view form, std::string_view now) {
    const auto& charter = town.book->current().charter;
    return sure(town.reading([&](store::Read& db) {
               return next_number(db, charter, kind, form, at_time(now));
           }))
        .text;
}

TEST_CASE("a number is written in the form of the charter") {
    CHECK(format_number("{year}-U-{n:4}", "R8", 231) == "R8-U-0231");
    CHECK(format_number("{year}-{n:4}", "R8", 12) == "R8-0012");
    CHECK(format_number("訓-{year}-{n:2}", "R8", 2) == "訓-R8-02");
    CHECK(format_number("{year}/{n}", "2026", 7) == "2026/7");
    CHECK(format_number("第{n}号", "", 7) == "第7号");
    CHECK(format_number("{n:2}", "", 12345) == "12345"); // Never cut off.
}

TEST_CASE("a form that was written wrong still gives a number") {
    CHECK(format_number("{n:", "R8", 7) == "7");
    CHECK(format_number("{n:件}", "R8", 7) == "7");
    CHECK(format_number("{yea}-{n}", "R8", 7) == "{yea}-7");
}

TEST_CASE("the series begins anew with the fiscal year, at midnight in Japan") {
    Town town;
    CHECK(next(town, "incident", "{year}-{n:4}", "2027-03-31T14:59:59Z") == "R8-0001");
    CHECK(next(town, "incident", "{year}-{n:4}", "2027-03-31T15:00:00Z") == "R9-0001");
    CHECK(next(town, "incident", "{year}-{n:4}", "2026-12-31T15:00:00Z") == "R8-0001");
}

TEST_CASE("reports and incidents count each for themselves, without a gap") {
    Town town;
    CHECK(town.receive("一つ目").number == "R8-U-0001");
    CHECK(town.receive("二つ目").number == "R8-U-0002");
    CHECK(town.declare().number == "R8-0001");
    CHECK(town.receive("三つ目").number == "R8-U-0003");
    CHECK(town.declare().number == "R8-0002");
}

TEST_CASE("an incident that could not be declared uses up no number") {
    Town town;
    auto wrong = testing::declaration({testing::main_category("Z")});
    const auto refused = town.writing(
        [&](store::Write& db) { return declare(*town.desk, db, town.handler, wrong); });
    REQUIRE_FALSE(refused.ok());
    CHECK(town.declare().number == "R8-0001");
}

TEST_CASE("a town that counts by the calendar gets its year from January") {
    Town town;
    auto charter = town.book->current().charter;
    charter.numbering.fiscal_year = false;
    const auto at = [&](std::string_view now) {
        return sure(town.reading([&](store::Read& db) {
                   return next_number(db, charter, "incident", "{year}-{n}", at_time(now));
               }))
            .text;
    };
    CHECK(at("2027-01-05T00:00:00Z") == "R9-1");
    charter.numbering.era_year = false;
    CHECK(at("2027-01-05T00:00:00Z") == "2027-1");
    charter.numbering.fiscal_year = true;
    CHECK(at("2027-01-05T00:00:00Z") == "2026-1");
}

} // namespace
} // namespace sokuo::incident
