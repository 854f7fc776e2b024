#include "calendar/date.h"

#include <doctest/doctest.h>

#include <string>

namespace sokuo::calendar {
namespace {

TimeZone zone(std::string_view name) {
    auto found = TimeZone::named(name);
    REQUIRE(found.ok());
    return std::move(found).value();
}

Time at_utc(std::string_view text) {
    const auto time = parse_rfc3339(text);
    REQUIRE(time.ok());
    return time.value();
}

TEST_CASE("a date is read and written as ISO 8601 has it") {
    CHECK(to_iso(date(2026, 11, 23)) == "2026-11-23");
    CHECK(to_iso(date(1, 1, 1)) == "0001-01-01");
    CHECK(parse_date("2026-11-23") == Result<Date>{date(2026, 11, 23)});
    CHECK(parse_date("2028-02-29") == Result<Date>{date(2028, 2, 29)});
    CHECK(date(2026, 12, 31) + std::chrono::days{1} == date(2027, 1, 1));
}

TEST_CASE("what is no date is refused with words that say what to write") {
    for (const auto* text :
         {"", "2026-11-2", "2026/11/23", "2026-11-23 ", "20a6-11-23", "-026-1-1"}) {
        CAPTURE(text);
        const auto found = parse_date(text);
        REQUIRE_FALSE(found.ok());
        CHECK(found.error().code == Errc::invalid);
        CHECK(found.error().message->code() == "calendar.date_not_iso");
    }
    for (const auto* text :
         {"2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "0000-01-01"}) {
        CAPTURE(text);
        const auto found = parse_date(text);
        REQUIRE_FALSE(found.ok());
        CHECK(found.error().message->code() == "calendar.date_missing");
        CHECK(found.error().args == std::vector<std::string>{text});
    }
}

TEST_CASE("office hours are read from the charter's spelling only") {
    CHECK(parse_clock("08:30") == Result<Minutes>{Minutes{510}});
    CHECK(parse_clock("00:00") == Result<Minutes>{Minutes{0}});
    CHECK(parse_clock("24:00") == Result<Minutes>{day_length});
    CHECK(to_text(Minutes{510}) == "08:30");
    CHECK(to_text(Minutes{17 * 60 + 15}) == "17:15");
    for (const auto* text : {"8:30", "24:01", "12:60", "12-30", "1a:30", ""}) {
        CAPTURE(text);
        CHECK_FALSE(parse_clock(text).ok());
    }
}

TEST_CASE("a day knows its parts and its weekday") {
    const auto day = date(2026, 11, 23);
    CHECK(year_of(day) == 2026);
    CHECK(month_of(day) == 11);
    CHECK(day_of_month(day) == 23);
    CHECK(weekday_ja(day) == "月");
    CHECK(weekday_ja(date(2026, 11, 22)) == "日");
    CHECK(weekday_ja(date(2026, 11, 28)) == "土");
}

TEST_CASE("in Japan the day begins nine hours before the day of UTC") {
    const auto tokyo = zone("Asia/Tokyo");

    CHECK(to_text(tokyo.local(at_utc("2026-11-22T15:00:00Z"))) == "2026-11-23 00:00");
    CHECK(to_text(tokyo.local(at_utc("2026-11-22T14:59:59.999999Z"))) == "2026-11-22 23:59");
    CHECK(tokyo.utc({date(2026, 11, 23), Minutes{15 * 60 + 45}}) == at_utc("2026-11-23T06:45:00Z"));
    CHECK(tokyo.start_of(date(2027, 1, 1)) == at_utc("2026-12-31T15:00:00Z"));
    CHECK(tokyo.date(at_utc("1969-12-31T15:30:00Z")) == date(1970, 1, 1));
    CHECK(tokyo.name() == "Asia/Tokyo");
}

TEST_CASE("a time zone is a value: its copy works after the first one is gone") {
    auto copy = zone("UTC");
    {
        const auto tokyo = zone("Asia/Tokyo");
        copy = tokyo;
    }
    const auto second = copy;
    CHECK(second.name() == "Asia/Tokyo");
    CHECK(second.start_of(date(2027, 1, 1)) == at_utc("2026-12-31T15:00:00Z"));
}

TEST_CASE("where clocks change, a skipped hour counts on and a doubled hour is the first") {
    const auto new_york = zone("America/New_York");
    // 2026-03-08 02:00 becomes 03:00; 2026-11-01 02:00 becomes 01:00.
    CHECK(new_york.utc({date(2026, 3, 8), Minutes{150}}) == at_utc("2026-03-08T07:30:00Z"));
    CHECK(new_york.utc({date(2026, 11, 1), Minutes{90}}) == at_utc("2026-11-01T05:30:00Z"));
    CHECK(to_text(new_york.local(at_utc("2026-11-01T06:30:00Z"))) == "2026-11-01 01:30");
}

TEST_CASE("a zone nobody knows is refused by name") {
    for (const auto* name : {"Asia/Mihon", "", "GMT+9:00", "Etc/Unknown"}) {
        CAPTURE(name);
        const auto found = TimeZone::named(name);
        REQUIRE_FALSE(found.ok());
        CHECK(found.error().args == std::vector<std::string>{name});
    }
}

} // namespace
} // namespace sokuo::calendar
