#include "calendar/wareki.h"

#include <doctest/doctest.h>

namespace sokuo::calendar {
namespace {

using std::chrono::days;

std::string read(std::string_view text) {
    const auto found = parse_japanese_date(text);
    return found.ok() ? to_iso(found.value()) : std::string{found.error().message->code()};
}

TEST_CASE("a date is written the way offices write it") {
    const auto day = date(2026, 11, 23);
    CHECK(to_wareki(day) == "令和8年11月23日");
    CHECK(to_wareki(day, DateStyle::with_weekday) == "令和8年11月23日（月）");
    CHECK(to_wareki(day, DateStyle::brief) == "R8.11.23");
    CHECK(to_wareki(day, DateStyle::plain, Digits::full_width) == "令和８年１１月２３日");
    CHECK(to_wareki(day, DateStyle::brief, Digits::full_width) == "Ｒ８．１１．２３");
    CHECK(to_wareki(date(2019, 5, 1)) == "令和元年5月1日");
    CHECK(to_wareki(date(2019, 5, 1), DateStyle::brief) == "R1.5.1");
}

TEST_CASE("each era ends the day before the next one begins") {
    CHECK(to_wareki(date(2019, 4, 30)) == "平成31年4月30日");
    CHECK(to_wareki(date(1989, 1, 8)) == "平成元年1月8日");
    CHECK(to_wareki(date(1989, 1, 7)) == "昭和64年1月7日");
    CHECK(to_wareki(date(1926, 12, 25)) == "昭和元年12月25日");
    CHECK(to_wareki(date(1926, 12, 24)) == "大正15年12月24日");
    CHECK(to_wareki(date(1912, 7, 30)) == "大正元年7月30日");
    CHECK(to_wareki(date(1912, 7, 29)) == "明治45年7月29日");
    CHECK(to_wareki(date(1873, 1, 1)) == "明治6年1月1日");
    CHECK(to_wareki(date(1872, 12, 31)) == "1872年12月31日");
    CHECK(to_wareki(date(1872, 12, 31), DateStyle::brief) == "1872.12.31");
}

TEST_CASE("every spelling in use is read") {
    for (const auto* text : {"令和8年11月23日",
                             "令和8年11月23日（月）",
                             "令和8年11月23日(月)",
                             "令和8年11月23日（月・祝）",
                             "令和8年11月23日(月祝)",
                             "令和8年11月23日月曜日",
                             "令和８年１１月２３日",
                             "令和８年１１月２３日（月）",
                             "R8.11.23",
                             "r8.11.23",
                             "Ｒ８．１１．２３",
                             "R.8.11.23",
                             "R8/11/23",
                             "R8-11-23",
                             "R8年11月23日",
                             "令和8.11.23",
                             "令和08年11月23日",
                             "令 和 ８ 年 １ １ 月 ２ ３ 日",
                             "令　和　８　年　１　１　月　２　３　日",
                             "2026-11-23",
                             "2026/11/23",
                             "2026.11.23",
                             "２０２６／１１／２３",
                             "２０２６－１１－２３",
                             "2026年11月23日",
                             "2026年11月23日（月）",
                             "  2026-11-23  "}) {
        CAPTURE(text);
        CHECK(read(text) == "2026-11-23");
    }
    CHECK(read("令 和 ２ 年 ４ 月 １ 日") == "2020-04-01");
    CHECK(read("令和元年5月1日") == "2019-05-01");
    CHECK(read("令和元年５月１日（水）") == "2019-05-01");
    CHECK(read("R元.5.1") == "2019-05-01");
    CHECK(read("H31.4.30") == "2019-04-30");
    CHECK(read("昭和64年1月7日") == "1989-01-07");
    CHECK(read("明治6年1月1日") == "1873-01-01");
    CHECK(read("2026/1/2") == "2026-01-02");
}

TEST_CASE("an old contract that counts on in an ended era is understood") {
    CHECK(read("平成35年3月31日") == "2023-03-31");
    CHECK(read("平成31年5月1日") == "2019-05-01");
}

TEST_CASE("a date that cannot be is refused for its own reason") {
    CHECK(read("令和元年4月30日") == "calendar.era_not_begun");
    CHECK(read("明治5年12月31日") == "calendar.era_not_begun");
    CHECK(read("令和8年2月29日") == "calendar.date_not_in_calendar");
    CHECK(read("2026-13-01") == "calendar.date_not_in_calendar");
    CHECK(read("令和9999年1月1日") == "calendar.date_not_in_calendar");
    CHECK(read("令和8年11月23日（火）") == "calendar.weekday_differs");
    CHECK(read("2026-11-23 15:45") == "calendar.more_than_date");
    for (const auto* text :
         {"", "23", "11月23日", "令和8年", "令和8年11月", "2026-11", "20261123", "2026-11/23",
          "令和8年11月23", "令和8年11月23日（月", "2026-11-２3日("}) {
        CAPTURE(text);
        CHECK_FALSE(parse_japanese_date(text).ok());
    }
}

TEST_CASE("an era nobody has announced yet is named in the refusal") {
    for (const auto* text : {"安久3年1月1日", "安 久 元 年 1 月 1 日", "令和〇年1月1日"}) {
        CAPTURE(text);
        CHECK(read(text) == "calendar.era_unknown");
    }
    const auto refused = parse_japanese_date("安久3年1月1日");
    CHECK(refused.error().args == std::vector<std::string>{"安久"});
    CHECK(read("本日午後に発見しましたので2回連絡しました") == "calendar.date_unreadable");
}

TEST_CASE("a new era is one line of data") {
    auto eras = japanese_eras();
    eras.push_back({"安久", "AK", date(2040, 5, 1)});

    CHECK(to_wareki(date(2040, 4, 30), DateStyle::plain, Digits::half_width, eras) ==
          "令和22年4月30日");
    CHECK(to_wareki(date(2040, 5, 1), DateStyle::plain, Digits::half_width, eras) ==
          "安久元年5月1日");
    CHECK(parse_japanese_date("安久3年1月1日", eras) == Result<Date>{date(2042, 1, 1)});
    CHECK(parse_japanese_date("AK3.1.1", eras) == Result<Date>{date(2042, 1, 1)});
    CHECK(to_wareki(date(2099, 1, 1)) == "令和81年1月1日");
}

TEST_CASE("without any era the Gregorian year is written and read") {
    const Eras none;
    CHECK(to_wareki(date(2026, 11, 23), DateStyle::with_weekday, Digits::half_width, none) ==
          "2026年11月23日（月）");
    CHECK(parse_japanese_date("2026年11月23日（月）", none) == Result<Date>{date(2026, 11, 23)});
    CHECK_FALSE(era_year(date(2026, 11, 23), none).has_value());
}

TEST_CASE("what is written is read back, for every day and in every style") {
    for (auto day = date(1871, 1, 1); day < date(2060, 1, 1); day += days{5}) {
        for (const auto style : {DateStyle::plain, DateStyle::with_weekday, DateStyle::brief}) {
            for (const auto digits : {Digits::half_width, Digits::full_width}) {
                const auto text = to_wareki(day, style, digits);
                CAPTURE(text);
                CHECK(parse_japanese_date(text) == Result<Date>{day});
            }
        }
    }
}

} // namespace
} // namespace sokuo::calendar
