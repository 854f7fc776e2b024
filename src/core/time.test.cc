#include "core/time.h"

#include <doctest/doctest.h>

#include <chrono>
#include <string_view>
#include <vector>

namespace sokuo {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

TEST_CASE("a moment is written in UTC, with decimals only when it has some") {
    CHECK(to_rfc3339(Time{}) == "1970-01-01T00:00:00Z");
    CHECK(to_rfc3339(sys_days{2026y / 11 / 23} + 2h + 12min + 40s) == "2026-11-23T02:12:40Z");
    CHECK(to_rfc3339(Time{1us}) == "1970-01-01T00:00:00.000001Z");
    CHECK(to_rfc3339(Time{500ms}) == "1970-01-01T00:00:00.500000Z");
    CHECK(to_rfc3339(Time{-1us}) == "1969-12-31T23:59:59.999999Z");
    CHECK(to_rfc3339(sys_days{0y / 1 / 1}) == "0000-01-01T00:00:00Z");
    CHECK(to_rfc3339(sys_days{9999y / 12 / 31} + 24h - 1us) == "9999-12-31T23:59:59.999999Z");
}

TEST_CASE("any offset is read and becomes UTC") {
    struct Row {
        std::string_view written;
        std::string_view utc;
    };
    const std::vector<Row> rows{
        {"2026-11-23T11:12:40+09:00", "2026-11-23T02:12:40Z"},
        {"2026-11-23T02:12:40Z", "2026-11-23T02:12:40Z"},
        {"2026-11-23t02:12:40z", "2026-11-23T02:12:40Z"},
        {"2026-01-01T08:59:59+09:00", "2025-12-31T23:59:59Z"},
        {"2025-12-31T20:00:00-04:30", "2026-01-01T00:30:00Z"},
        {"2026-11-23T02:12:40-00:00", "2026-11-23T02:12:40Z"},
        {"2026-11-23T02:12:40+23:59", "2026-11-22T02:13:40Z"},
        {"2026-11-23T02:12:40.5Z", "2026-11-23T02:12:40.500000Z"},
        {"2026-11-23T02:12:40.000Z", "2026-11-23T02:12:40Z"},
        {"2026-11-23T02:12:40.123456789Z", "2026-11-23T02:12:40.123456Z"},
        {"2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z"}, // A leap day,
        {"2000-02-29T00:00:00Z", "2000-02-29T00:00:00Z"}, // also in 2000.
        {"0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"},
    };
    for (const auto& [written, utc] : rows) {
        INFO(written);
        const auto time = parse_rfc3339(written);
        REQUIRE(time.ok());
        CHECK(to_rfc3339(time.value()) == utc);
    }
}

TEST_CASE("what is no moment is refused, with an example of one") {
    const std::vector<std::string_view> refused{
        "",
        "now",
        "2026-11-23",
        "2026-11-23T02:12:40",       // no offset: nobody knows when that is
        "2026-11-23T02:12Z",         // no seconds
        "2026-11-23 02:12:40Z",      // no T
        "2026-11-23T02:12:40Z ",     // something behind it
        " 2026-11-23T02:12:40Z",     // something before it
        "2026-11-23T02:12:40.Z",     // a point and no digits
        "2026-11-23T02:12:40,5Z",    // a comma
        "2026-11-23T02:12:40+0900",  // no colon
        "2026-11-23T02:12:40+9:00",  // one digit
        "2026-11-23T02:12:40+24:00", // no such offset
        "2026-11-23T02:12:40+09:60",
        "2026-11-23T24:00:00Z",
        "2026-11-23T23:60:00Z",
        "2016-12-31T23:59:60Z", // a leap second that there was
        "2026-00-23T02:12:40Z",
        "2026-13-23T02:12:40Z",
        "2026-11-00T02:12:40Z",
        "2026-11-31T02:12:40Z",
        "2026-02-29T00:00:00Z", // no leap year
        "1900-02-29T00:00:00Z", // nor this
        "12026-11-23T02:12:40Z",
        "-026-11-23T02:12:40Z",
        "+026-11-23T02:12:40Z",
        "2026-1a-23T02:12:40Z",
        "２０２６-11-23T02:12:40Z",
        "0000-01-01T00:00:00+09:00", // UTC would be a year before 0000
        "9999-12-31T23:59:59-09:00", // and this after 9999
        "令和8年11月23日",
    };
    for (const auto text : refused) {
        INFO(text);
        const auto time = parse_rfc3339(text);
        REQUIRE_FALSE(time.ok());
        CHECK(time.error().code == Errc::invalid);
        CHECK(time.error().message->text(Language::ja).find("2026-11-23T11:12:40+09:00") !=
              std::string_view::npos);
    }
}

TEST_CASE("no cut of a good text is good") {
    constexpr std::string_view whole = "2026-11-23T11:12:40.123456+09:00";
    REQUIRE(parse_rfc3339(whole).ok());
    for (std::size_t size = 0; size < whole.size(); ++size)
        CHECK_FALSE(parse_rfc3339(whole.substr(0, size)).ok());
}

TEST_CASE("every moment that can be written is read back") {
    // A step of some 97 days and odd microseconds, over all the years.
    const Time last = sys_days{9999y / 12 / 31};
    constexpr Duration step = 97 * 24h + 7h + 13min + 59s + 123'457us;
    for (Time time = sys_days{0y / 1 / 1}; time < last; time += step)
        REQUIRE(parse_rfc3339(to_rfc3339(time)) == Result<Time>{time});
}

TEST_CASE("the wall clock is near the system's") {
    const auto before = std::chrono::floor<Duration>(std::chrono::system_clock::now());
    const auto now = WallClock{}.now();
    CHECK(now >= before);
    CHECK(now - before < 1h);
}

} // namespace
} // namespace sokuo
