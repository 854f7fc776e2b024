#include "calendar/wareki.h"

#include <doctest/doctest.h>

#include <array>
#include <random>

namespace sokuo::calendar {
namespace {

using namespace std::chrono_literals;

// What was understood, as the program says it back; or the code of the refusal.
std::string read(std::string_view text) {
    const auto when = parse_when(text);
    return when.ok() ? to_text(when.value()) : std::string{when.error().message->code()};
}

When known(std::string_view text) {
    const auto when = parse_when(text);
    REQUIRE(when.ok());
    return when.value();
}

TEST_CASE("a caller's words become a date, a time and how sure they are") {
    const auto when = known("令和8年11月23日（月）午後３時４５分頃");
    CHECK(when.date == date(2026, 11, 23));
    CHECK(when.clock == 15h + 45min);
    CHECK(when.precision == Precision::minute);
    CHECK(when.approximate);

    const auto exact = known("2026-11-23 15:45");
    CHECK(exact.date == when.date);
    CHECK(exact.clock == when.clock);
    CHECK_FALSE(exact.approximate);
}

TEST_CASE("a time is read in every spelling") {
    for (const auto* text :
         {"15時45分", "15:45", "１５：４５", "１５時４５分", "午後3時45分", "午後３時４５分",
          "午 後 ３ 時 ４ ５ 分", "PM3:45", "pm 3:45", "15:45:30", "15時45分30秒"}) {
        CAPTURE(text);
        const auto when = known(text);
        CHECK_FALSE(when.date.has_value());
        CHECK(when.clock == 15h + 45min);
        CHECK(when.precision == Precision::minute);
        CHECK_FALSE(when.approximate);
    }
    CHECK(known("15時半").clock == 15h + 30min);
    CHECK(known("正午").clock == 12h);
    CHECK(known("午前0時").clock == 0h);
    CHECK(known("午後0時30分").clock == 12h + 30min);
    CHECK(known("午前１１時").clock == 11h);
}

TEST_CASE("how exactly somebody remembers is kept") {
    CHECK(known("15時").precision == Precision::hour);
    CHECK(known("令和8年11月23日").precision == Precision::day);
    CHECK_FALSE(known("令和8年11月23日").clock.has_value());
    for (const auto* text :
         {"15:45頃", "15:45ごろ", "15時45分ころ", "約15時45分", "15時45分過ぎ", "15時45分前後",
          "15時45分くらい", "令和8年11月23日頃", "午後３時４５分頃", "15時45分前"}) {
        CAPTURE(text);
        CHECK(known(text).approximate);
    }
}

TEST_CASE("not knowing is an answer") {
    for (const auto* text : {"", "  ", "　", "不明", "不 明", "わからない", "分からない", "不詳"}) {
        CAPTURE(text);
        CHECK(known(text) == When{});
    }
    CHECK(to_text(When{}) == "不明");
}

TEST_CASE("date and time stand together in every usual way") {
    for (const auto* text :
         {"令和8年11月23日15時45分", "令和8年11月23日 午後3時45分", "令和8年11月23日（月）の15:45",
          "令和8年11月23日、15時45分", "R8.11.23 15:45", "2026-11-23T15:45", "2026/11/23 15:45",
          "2026-11-23　１５：４５", "令和８年１１月２３日（月・祝）　午後３時４５分"}) {
        CAPTURE(text);
        CHECK(read(text) == "令和8年11月23日（月）15時45分");
    }
    CHECK(read("2026-11-3 15:45") == "令和8年11月3日（火）15時45分");
    CHECK(read("2026/1/2 3:04") == "令和8年1月2日（金）3時4分");
}

TEST_CASE("24 o'clock is midnight at the end of the day, and needs a day") {
    CHECK(read("2026-12-31 24:00") == "令和9年1月1日（金）0時0分");
    CHECK(read("令和8年11月23日24時") == "令和8年11月24日（火）0時");
    CHECK(read("24:00") == "calendar.clock_not_on_dial");
    CHECK(read("2026-12-31 24:01") == "calendar.clock_not_on_dial");
}

TEST_CASE("what can be read in two ways, or not at all, is refused with advice") {
    CHECK(read("午後12時") == "calendar.twelve_is_unclear");
    CHECK(read("午前12時30分") == "calendar.twelve_is_unclear");
    CHECK(read("午後15時") == "calendar.clock_not_on_dial");
    CHECK(read("25:00") == "calendar.clock_not_on_dial");
    CHECK(read("15:60") == "calendar.clock_not_on_dial");
    CHECK(read("15時間") == "calendar.when_unreadable");
    CHECK(read("15時45") == "calendar.when_unreadable");
    CHECK(read("午後") == "calendar.when_unreadable");
    CHECK(read("夕方") == "calendar.era_unknown");
    CHECK(read("深夜2時") == "calendar.when_unreadable");
    CHECK(read("2026-11-31 15:45") == "calendar.date_not_in_calendar");
    CHECK(read("令和8年11月23日（火）15:45") == "calendar.weekday_differs");
    CHECK(read("11月23日 15時") == "calendar.date_unreadable");
    CHECK(read("不明です") != "不明");
}

// As somebody understands it who hears it on Thursday, 26 November 2026, at 10:20.
std::string heard(std::string_view text) {
    const auto when = parse_when(text, LocalTime{date(2026, 11, 26), 10h + 20min});
    return when.ok() ? to_text(when.value()) : std::string{when.error().message->code()};
}

TEST_CASE("who hears it knows today, and so what is meant") {
    struct Said {
        std::string_view text;
        std::string_view meant;
    };
    constexpr std::array<Said, 42> table{{
        {"11月24日 午前9時", "令和8年11月24日（火）9時"},
        {"１１月２４日午前９時１０分頃", "令和8年11月24日（火）9時10分頃"},
        {"１１／２４ ９：００", "令和8年11月24日（火）9時0分"},
        {"11/24", "令和8年11月24日（火）"},
        {"11月24日（火）", "令和8年11月24日（火）"},
        {"11月26日", "令和8年11月26日（木）"},
        {"11月27日", "令和7年11月27日（木）"},
        {"12/31 23:59", "令和7年12月31日（水）23時59分"},
        {"2月29日", "令和6年2月29日（木）"},
        {"24日", "令和8年11月24日（火）"},
        {"２７日 8時", "令和8年10月27日（火）8時"},
        {"31日", "令和8年10月31日（土）"},
        {"24日の夕方", "令和8年11月24日（火）頃"},
        {"24日の夕方ごろ", "令和8年11月24日（火）頃"},
        {"24日の夕方5時ごろ", "令和8年11月24日（火）17時頃"},
        {"24日の午後", "令和8年11月24日（火）頃"},
        {"24日午前中", "令和8年11月24日（火）頃"},
        {"2026-11-23 夕方", "令和8年11月23日（月）頃"},
        {"きのう 17時ごろ", "令和8年11月25日（水）17時頃"},
        {"昨日、午後3時半", "令和8年11月25日（水）15時30分"},
        {"きのうの夜8時", "令和8年11月25日（水）20時"},
        {"昨晩10時", "令和8年11月25日（水）22時"},
        {"ゆうべ", "令和8年11月25日（水）頃"},
        {"おととい", "令和8年11月24日（火）"},
        {"一昨日の正午", "令和8年11月24日（火）12時0分"},
        {"3日前", "令和8年11月23日（月）"},
        {"3日前後", "令和8年11月3日（火）頃"},
        {"けさ8時ごろ", "令和8年11月26日（木）8時頃"},
        {"けさ８時１５分", "令和8年11月26日（木）8時15分"},
        {"今朝", "令和8年11月26日（木）頃"},
        {"きょう 9:05", "令和8年11月26日（木）9時5分"},
        {"本日9時", "令和8年11月26日（木）9時"},
        {"午前9時半", "令和8年11月26日（木）9時30分"},
        {"午後3時半", "令和8年11月25日（水）15時30分"},
        {"正午", "令和8年11月25日（水）12時0分"},
        {"昼の1時", "令和8年11月25日（水）13時"},
        {"11時ごろ", "令和8年11月26日（木）11時頃"},
        {"朝8時", "令和8年11月26日（木）8時"},
        {"約9時", "令和8年11月26日（木）9時頃"},
        {"令和8年11月23日15時45分", "令和8年11月23日（月）15時45分"},
        {"2025/11/24", "令和7年11月24日（月）"},
        {"不明", "不明"},
    }};
    for (const auto& [text, meant] : table) {
        CAPTURE(text);
        CHECK(heard(text) == meant);
    }
}

TEST_CASE("what stays unclear even to who hears it stays text") {
    for (const auto* text :
         {"先週の終わりごろから", "さっき", "昨夜1時", "きのうの深夜2時", "夕方", "11月24日（水）",
          "13月1日", "2月30日", "32日", "11/24/2026", "11月", "11/24 25:00", "あした 9時", "前日",
          "11月24日から26日", "けさ17時", "昨日の昨日"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_when(text, LocalTime{date(2026, 11, 26), 10h + 20min}).ok());
    }
    CHECK(heard("2月30日") == "calendar.no_such_day");
    CHECK(heard("11月24日（水）") == "calendar.weekday_differs");
}

TEST_CASE("the earliest moment meant can be compared with others") {
    const auto tokyo = TimeZone::named("Asia/Tokyo").value();
    CHECK(moment(known("2026-11-23 15:45"), tokyo) ==
          parse_rfc3339("2026-11-23T06:45:00Z").value());
    CHECK(moment(known("2026-11-23"), tokyo) == parse_rfc3339("2026-11-22T15:00:00Z").value());
    CHECK_FALSE(moment(known("15:45"), tokyo).has_value());
    CHECK_FALSE(moment(known("不明"), tokyo).has_value());
}

TEST_CASE("what is said back is understood as the same") {
    for (const auto precision : {Precision::minute, Precision::hour, Precision::day}) {
        for (const bool approximate : {false, true}) {
            When when{date(2026, 11, 23), {}, precision, approximate};
            if (precision == Precision::minute) when.clock = 9h + 5min;
            if (precision == Precision::hour) when.clock = 0h;
            CAPTURE(to_text(when));
            CHECK(parse_when(to_text(when)) == Result<When>{when});
        }
    }
}

// Pieces that the readers know, so that chance reaches deep into them, and some they do not.
constexpr std::array<std::string_view, 48> pieces{
    "令和", "平成", "R",  "H",  "元", "年",   "月",   "日",   "時", "分", "秒",   "半",
    "午前", "午後", "AM", "頃", "約", "不明", "(",    ")",    "（", "）", "曜",   "・祝",
    "0",    "1",    "2",  "9",  "１", "２",   "99",   "2026", "-",  "/",  ".",    ":",
    "：",   " ",    "　", "T",  "の", "、",   "年度", "正午", "24", "𠮷", "安久", "\xEF\xBF\xBD"};

TEST_CASE("no text at all makes the readers fall over") {
    std::mt19937 random{20261123};
    std::uniform_int_distribution<std::size_t> any_piece{0, pieces.size() - 1};
    std::uniform_int_distribution<int> any_length{0, 14};
    int understood = 0;
    for (int round = 0; round < 40'000; ++round) {
        std::string text;
        for (int left = any_length(random); left > 0; --left)
            text += pieces.at(any_piece(random));
        CAPTURE(text);
        const auto when = parse_when(text);
        const auto day = parse_japanese_date(text);
        if (!when.ok()) CHECK(when.error().code == Errc::invalid);
        const auto told = parse_when(text, LocalTime{date(2024, 2, 29), 0h});
        if (!told.ok()) CHECK(told.error().code == Errc::invalid);
        if (!day.ok()) CHECK(day.error().code == Errc::invalid);
        if (!when.ok()) continue;
        ++understood;
        const auto again = parse_when(to_text(when.value()));
        CHECK(again == when);
    }
    CHECK(understood > 100);
}

// A character of any plane, as UTF-8.
std::string encoded(char32_t point) {
    const auto tail = [&](int shift) {
        return static_cast<char>(0x80U | ((point >> static_cast<unsigned>(shift)) & 0x3FU));
    };
    if (point < 0x80) return {static_cast<char>(point)};
    if (point < 0x800) return {static_cast<char>(0xC0U | (point >> 6U)), tail(0)};
    if (point < 0x10000) return {static_cast<char>(0xE0U | (point >> 12U)), tail(6), tail(0)};
    return {static_cast<char>(0xF0U | (point >> 18U)), tail(12), tail(6), tail(0)};
}

TEST_CASE("nor does any character of any script") {
    std::mt19937 random{4};
    std::uniform_int_distribution<char32_t> any_point{0, 0x10FFFF};
    for (int round = 0; round < 20'000; ++round) {
        std::string text{round % 2 == 0 ? "令和8年11月2" : ""};
        for (int left = round % 9; left > 0;) {
            // Small characters as often as all others together.
            const auto point = any_point(random) >> (left % 2 == 0 ? 0U : 13U);
            if (point >= 0xD800 && point <= 0xDFFF) continue; // surrogates are no characters
            text += encoded(point);
            --left;
        }
        CAPTURE(text);
        const auto when = parse_when(text);
        if (!when.ok()) CHECK(when.error().code == Errc::invalid);
    }
}

} // namespace
} // namespace sokuo::calendar
