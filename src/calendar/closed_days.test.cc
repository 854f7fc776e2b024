#include "calendar/closed_days.h"

#include <doctest/doctest.h>

namespace sokuo::calendar {
namespace {

using namespace std::chrono_literals;

TimeZone tokyo() {
    return TimeZone::named("Asia/Tokyo").value();
}

// `2026-09-18 16:00` in Japan.
Time jst(std::string_view text) {
    const auto day = parse_date(text.substr(0, 10));
    const auto clock = parse_clock(text.substr(11));
    REQUIRE((day.ok() && clock.ok()));
    return tokyo().utc({day.value(), clock.value()});
}

// A city hall that opens on one Sunday in April and closes on its founding day.
ClosedDays city() {
    ClosedDays days;
    days.own_closed[date(2026, 10, 1)] = "市制記念日";
    days.own_open[date(2026, 4, 5)] = {"日曜窓口", {9h, 12h}};
    return days;
}

TEST_CASE("national agencies close on weekends, holidays and from 29 December to 3 January") {
    const auto national = national_closed_days();
    CHECK(national.closed_because(date(2026, 11, 22)) == Closed{ClosedKind::weekday, "日曜日"});
    CHECK(national.closed_because(date(2026, 11, 23)) ==
          Closed{ClosedKind::holiday, "勤労感謝の日"});
    CHECK(national.closed_because(date(2026, 12, 29)) == Closed{ClosedKind::year_end, "年末年始"});
    CHECK(national.closed_because(date(2027, 1, 1)) == Closed{ClosedKind::holiday, "元日"});
    CHECK(national.closed_because(date(2028, 1, 3)) == Closed{ClosedKind::year_end, "年末年始"});
    CHECK_FALSE(national.is_closed(date(2026, 12, 28)));
    CHECK_FALSE(national.is_closed(date(2027, 1, 4)));
    CHECK(national.next_open(date(2026, 12, 29)) == date(2027, 1, 4));
    CHECK(national.next_open(date(2026, 12, 28)) == date(2026, 12, 28));
}

TEST_CASE("a municipality adds closed days of its own and opens on others") {
    const auto days = city();
    CHECK(days.closed_because(date(2026, 10, 1)) == Closed{ClosedKind::own, "市制記念日"});
    CHECK_FALSE(days.is_closed(date(2026, 4, 5)));
    CHECK(days.is_closed(date(2026, 4, 12)));
    CHECK_FALSE(national_closed_days().is_closed(date(2026, 10, 1)));
    CHECK(national_closed_days().is_closed(date(2026, 4, 5)));
}

TEST_CASE("a corrected holiday opens or closes its day") {
    const auto national = national_closed_days({{date(2030, 3, 20), std::nullopt}});
    CHECK_FALSE(national.is_closed(date(2030, 3, 20)));
    CHECK(national_closed_days().is_closed(date(2030, 3, 20)));
}

TEST_CASE("an office that never opens gives no next day instead of searching for ever") {
    ClosedDays never;
    never.closed_weekdays.fill(true);
    const Office office{never, tokyo()};
    CHECK_FALSE(never.next_open(date(2026, 11, 23)).has_value());
    CHECK_FALSE(office.next_opening(jst("2026-11-23 12:00")).has_value());
    CHECK_FALSE(office.add_business_minutes(jst("2026-11-23 12:00"), 1min).has_value());
}

TEST_CASE("the contact point's minutes count within its hours on its open days") {
    const Office office{{}, tokyo()};
    const auto minutes = [&](std::string_view from, std::string_view to) {
        return office.business_minutes(jst(from), jst(to)).count();
    };
    CHECK(minutes("2026-09-18 16:00", "2026-09-24 09:30") == 135); // over 国民の休日
    CHECK(minutes("2026-12-28 17:00", "2027-01-04 09:00") == 45);
    CHECK(minutes("2026-11-24 00:00", "2026-11-25 00:00") == 525);
    CHECK(minutes("2026-11-24 12:00", "2026-11-24 12:00") == 0);
    CHECK(minutes("2026-11-25 12:00", "2026-11-24 12:00") == 0);
    CHECK(minutes("2026-11-21 09:00", "2026-11-23 18:00") == 0);
    CHECK(office.business_minutes(jst("2026-11-24 09:00"), jst("2026-11-24 09:00") + 119s) == 1min);
}

TEST_CASE("open minutes are added over closed days, ending at the close rather than the morning") {
    const Office office{{}, tokyo()};
    const auto add = [&](std::string_view from, Minutes minutes) {
        return to_text(tokyo().local(office.add_business_minutes(jst(from), minutes).value()));
    };
    CHECK(add("2026-09-18 16:00", 135min) == "2026-09-24 09:30");
    CHECK(add("2026-12-28 17:00", 45min) == "2027-01-04 09:00");
    CHECK(add("2026-11-24 08:30", 525min) == "2026-11-24 17:15");
    CHECK(add("2026-11-24 08:30", 526min) == "2026-11-25 08:31");
    CHECK(add("2026-11-22 03:00", 1min) == "2026-11-24 08:31");
    CHECK(add("2026-11-22 03:00", 0min) == "2026-11-22 03:00");
}

TEST_CASE("adding open minutes and counting them agree") {
    const Office office{city(), tokyo()};
    const auto from = jst("2026-03-27 11:11");
    for (auto minutes = 1min; minutes < 20'000min; minutes += 373min) {
        const auto due = office.add_business_minutes(from, minutes);
        REQUIRE(due.has_value());
        CHECK(office.business_minutes(from, *due) == minutes);
    }
}

TEST_CASE("the public page says whether somebody is there, and when next") {
    const Office office{city(), tokyo()};

    CHECK(office.is_open_at(jst("2026-11-24 08:30")));
    CHECK(office.is_open_at(jst("2026-11-24 17:14")));
    CHECK_FALSE(office.is_open_at(jst("2026-11-24 17:15")));
    CHECK_FALSE(office.is_open_at(jst("2026-11-23 10:00")));

    CHECK(office.next_opening(jst("2026-11-20 17:15")) == jst("2026-11-24 08:30"));
    CHECK(office.next_opening(jst("2026-11-24 07:00")) == jst("2026-11-24 08:30"));
    CHECK(office.next_opening(jst("2026-11-24 08:30")) == jst("2026-11-25 08:30"));
    CHECK(office.closing(jst("2026-11-24 10:00")) == jst("2026-11-24 17:15"));
    CHECK_FALSE(office.closing(jst("2026-11-24 20:00")).has_value());
}

TEST_CASE("a Sunday counter has hours of its own") {
    const Office office{city(), tokyo()};
    CHECK(office.is_open_at(jst("2026-04-05 09:00")));
    CHECK_FALSE(office.is_open_at(jst("2026-04-05 13:00")));
    CHECK(office.next_opening(jst("2026-04-04 12:00")) == jst("2026-04-05 09:00"));
    CHECK(office.business_minutes(jst("2026-04-04 00:00"), jst("2026-04-06 00:00")) == 180min);
}

TEST_CASE("each weekday may have hours of its own") {
    std::array<Hours, 7> hours;
    hours[4].closes = 19h;               // late on Thursdays
    hours[5] = {8h + 30min, 8h + 30min}; // not at all on Fridays
    const Office office{{}, tokyo(), hours};
    CHECK(office.is_open_at(jst("2026-11-26 18:59")));
    CHECK_FALSE(office.hours_on(date(2026, 11, 27)).has_value());
    CHECK(office.next_opening(jst("2026-11-26 19:00")) == jst("2026-11-30 08:30"));
}

} // namespace
} // namespace sokuo::calendar
