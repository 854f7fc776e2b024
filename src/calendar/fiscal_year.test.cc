#include "calendar/fiscal_year.h"

#include <doctest/doctest.h>

namespace sokuo::calendar {
namespace {

TEST_CASE("the fiscal year turns on 1 April") {
    CHECK(fiscal_year_of(date(2026, 4, 1)) == FiscalYear{2026});
    CHECK(fiscal_year_of(date(2027, 3, 31)) == FiscalYear{2026});
    CHECK(fiscal_year_of(date(2027, 4, 1)) == FiscalYear{2027});
    CHECK(FiscalYear{2026}.first_day() == date(2026, 4, 1));
    CHECK(FiscalYear{2026}.last_day() == date(2027, 3, 31));
}

TEST_CASE("a fiscal year is called by its era") {
    CHECK(label({2026}) == "令和8年度");
    CHECK(label({2019}) == "令和元年度");
    CHECK(label({2018}) == "平成30年度");
    CHECK(label({1988}) == "昭和63年度");
    CHECK(label({1989}) == "平成元年度");
    CHECK(label({1860}) == "1860年度");
}

TEST_CASE("a number's head keeps its letter through the whole year") {
    CHECK(number_prefix({2026}) == "R8");
    CHECK(number_prefix({2019}) == "H31");
    CHECK(number_prefix({2020}) == "R2");
    CHECK(number_prefix({1860}) == "1860");
}

TEST_CASE("a fiscal year is read in every spelling") {
    for (const auto* text :
         {"令和8年度", "令和８年度", "令 和 ８ 年 度", "R8年度", "2026年度", "２０２６年度"}) {
        CAPTURE(text);
        CHECK(parse_fiscal_year(text) == Result<FiscalYear>{{2026}});
    }
    CHECK(parse_fiscal_year("令和元年度") == Result<FiscalYear>{{2019}});
    CHECK(parse_fiscal_year("平成31年度") == Result<FiscalYear>{{2019}});
}

TEST_CASE("what is no fiscal year is refused") {
    for (const auto* text :
         {"", "令和8年", "年度", "令和8年度末", "0年度", "9999年度", "令和年度"}) {
        CAPTURE(text);
        const auto found = parse_fiscal_year(text);
        REQUIRE_FALSE(found.ok());
        CHECK(found.error().code == Errc::invalid);
    }
    CHECK(parse_fiscal_year("安久3年度").error().message->code() == "calendar.era_unknown");
}

TEST_CASE("every fiscal year is called so that it can be read back") {
    for (int year = 1860; year < 2100; ++year)
        CHECK(parse_fiscal_year(label({year})) == Result<FiscalYear>{{year}});
}

} // namespace
} // namespace sokuo::calendar
