#include "detect/report/zone.h"

#include "detect/report/report_test.h"

#include <doctest/doctest.h>

namespace sokuo::detect::report {
namespace {

TEST_CASE("a day begins in Japan nine hours before it does in UTC") {
    CHECK(local_text(at("2026-11-27T14:59:59.999Z"), tokyo()) == "2026-11-27 23:59:59");
    CHECK(local_text(at("2026-11-27T15:00:00Z"), tokyo()) == "2026-11-28 00:00:00");
    CHECK(local_text(at("2026-12-31T15:00:00Z"), tokyo()) == "2027-01-01 00:00:00");
    CHECK(local_text(at("2026-11-27T15:00:00Z"), Zone::utc()) == "2026-11-27 15:00:00");
    CHECK(rfc3339(at("2026-11-27T15:00:00.25Z"), tokyo()) == "2026-11-28T00:00:00.250000+09:00");
    CHECK(rfc3339(at("2026-11-27T15:00:00Z"), Zone::utc()) == "2026-11-27T15:00:00Z");
}

TEST_CASE("summer time and halves of an hour are those of the place") {
    const auto berlin = Zone::named("Europe/Berlin");
    REQUIRE(berlin.ok());
    CHECK(rfc3339(at("2026-07-01T00:00:00Z"), berlin.value()) == "2026-07-01T02:00:00+02:00");
    CHECK(rfc3339(at("2026-12-01T00:00:00Z"), berlin.value()) == "2026-12-01T01:00:00+01:00");
    const auto newfoundland = Zone::named("America/St_Johns");
    REQUIRE(newfoundland.ok());
    CHECK(rfc3339(at("2026-01-01T00:00:00Z"), newfoundland.value()) == "2025-12-31T20:30:00-03:30");
}

TEST_CASE("the zone is said as people say it, and a wrong name is refused") {
    CHECK(tokyo().said(Language::ja) == "日本時間（JST）");
    CHECK(Zone::utc().said(Language::en) == "UTC");
    const auto wrong = Zone::named("Asia/Mihon");
    REQUIRE_FALSE(wrong.ok());
    CHECK(wrong.error().code == Errc::invalid);
    CHECK_FALSE(Zone::named("").ok());
    CHECK_FALSE(Zone::named("\xFF").ok());
}

TEST_CASE("a time no calendar has is no time") {
    CHECK_FALSE(readable(std::nullopt));
    CHECK_FALSE(readable(Time::max()));
    CHECK_FALSE(readable(Time::min()));
    CHECK(readable(at("9999-12-29T23:59:59Z")));
    CHECK(local_text(at("9999-12-29T23:59:59Z"), tokyo()) == "9999-12-30 08:59:59");
    CHECK(readable(at("0001-01-01T00:00:00Z")));
}

} // namespace
} // namespace sokuo::detect::report
