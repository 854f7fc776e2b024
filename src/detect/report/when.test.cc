#include "detect/report/when.h"

#include "detect/report/report_test.h"

#include <doctest/doctest.h>

namespace sokuo::detect::report {

TEST_CASE("a moment is read as people in Japan write it, and says so when it cannot be") {
    const auto first = [](std::string_view text, const Zone& zone = tokyo()) {
        return to_rfc3339(parse_when(text, zone, DayEdge::first).value());
    };
    CHECK(first("2026-11-28") == "2026-11-27T15:00:00Z");
    CHECK(first("2026-11-28 22:00") == "2026-11-28T13:00:00Z");
    CHECK(first("2026-11-28 22:00:30") == "2026-11-28T13:00:30Z");
    CHECK(first("2026-11-28T22:00:30") == "2026-11-28T13:00:30Z");
    CHECK(first("2026-11-28 22:00:30", Zone::utc()) == "2026-11-28T22:00:30Z");
    CHECK(first("2026-11-28T22:00:30Z") == "2026-11-28T22:00:30Z");
    CHECK(first("2026-11-28T22:00:30-05:00") == "2026-11-29T03:00:30Z");
    CHECK(to_rfc3339(parse_when("2026-11-28", tokyo(), DayEdge::last).value()) ==
          "2026-11-28T14:59:59.999999Z");
    for (const auto* text : {"", "yesterday", "2026-13-01", "2026-11-28 25:00", "2026-11-28 22",
                             "2026/11/28", "2026-11-28 22:00 "})
        CHECK_MESSAGE(parse_when(text, tokyo(), DayEdge::first).error().code == Errc::invalid,
                      text);
}

} // namespace sokuo::detect::report
