#include "calendar/deadline.h"

#include <doctest/doctest.h>

#include <array>

namespace sokuo::calendar {
namespace {

using namespace std::chrono_literals;

Date day(std::string_view iso) {
    return parse_date(iso).value();
}

TimeZone tokyo() {
    return TimeZone::named("Asia/Tokyo").value();
}

struct Vector {
    std::string_view known_on;
    std::string_view first_from;
    std::string_view first_to;
    std::string_view full_calendar;
    std::string_view full_due;
    std::string_view malicious_calendar;
    std::string_view malicious_due;
};

// The day of knowledge is day 1.
constexpr std::array vectors{
    Vector{"2026-11-23", "2026-11-25", "2026-11-27", "2026-12-22", "2026-12-22", "2027-01-21",
           "2027-01-21"},
    Vector{"2026-11-30", "2026-12-02", "2026-12-04", "2026-12-29", "2027-01-04", "2027-01-28",
           "2027-01-28"},
    Vector{"2026-12-04", "2026-12-06", "2026-12-08", "2027-01-02", "2027-01-04", "2027-02-01",
           "2027-02-01"},
    Vector{"2026-12-25", "2026-12-27", "2026-12-29", "2027-01-23", "2027-01-25", "2027-02-22",
           "2027-02-22"},
    Vector{"2027-03-01", "2027-03-03", "2027-03-05", "2027-03-30", "2027-03-30", "2027-04-29",
           "2027-04-30"},
    Vector{"2026-04-01", "2026-04-03", "2026-04-05", "2026-04-30", "2026-04-30", "2026-05-30",
           "2026-06-01"},
};

TEST_CASE("the commission's periods end where its guidance says") {
    const auto national = national_closed_days();
    for (const auto& row : vectors) {
        CAPTURE(row.known_on);
        const auto plain = ppc_deadlines(day(row.known_on), false, national);
        const auto malicious = ppc_deadlines(day(row.known_on), true, national);

        CHECK(to_iso(plain.first_report.from.due) == row.first_from);
        CHECK(to_iso(plain.first_report.to.due) == row.first_to);
        CHECK(to_iso(plain.full_report.calendar_day) == row.full_calendar);
        CHECK(to_iso(plain.full_report.due) == row.full_due);
        CHECK(to_iso(malicious.full_report.calendar_day) == row.malicious_calendar);
        CHECK(to_iso(malicious.full_report.due) == row.malicious_due);
        CHECK(malicious.first_report == plain.first_report);
    }
}

TEST_CASE("the lost memory stick of 2022 and the encrypted hospital of 2024 would be due so") {
    const auto national = national_closed_days();
    const auto lost = ppc_deadlines(day("2022-06-22"), false, national);
    CHECK(to_iso(lost.first_report.from.due) == "2022-06-24");
    CHECK(to_iso(lost.first_report.to.due) == "2022-06-26"); // a Sunday: no rolling over
    CHECK(to_iso(lost.full_report.due) == "2022-07-21");
    CHECK(to_iso(ppc_deadlines(day("2024-05-19"), true, national).full_report.due) == "2024-07-17");
}

TEST_CASE("a rolled deadline explains itself day by day") {
    const auto due = deadline(day("2026-11-30"), ppc_full_report, national_closed_days());

    CHECK(due.start == day("2026-11-30"));
    CHECK(due.rule.days == 30);
    CHECK(due.is_rolled_over());
    CHECK(due.calendar_day == day("2026-12-29"));
    const std::vector<ClosedDay> passed{
        {day("2026-12-29"), {ClosedKind::year_end, "年末年始"}},
        {day("2026-12-30"), {ClosedKind::year_end, "年末年始"}},
        {day("2026-12-31"), {ClosedKind::year_end, "年末年始"}},
        {day("2027-01-01"), {ClosedKind::holiday, "元日"}},
        {day("2027-01-02"), {ClosedKind::year_end, "年末年始"}},
        {day("2027-01-03"), {ClosedKind::year_end, "年末年始"}},
    };
    CHECK(due.rolled_over == passed);
}

TEST_CASE("a deadline on an open day passes over nothing") {
    const auto due = deadline(day("2026-11-23"), ppc_full_report, national_closed_days());
    CHECK_FALSE(due.is_rolled_over());
    CHECK(due.rolled_over.empty());
}

TEST_CASE("the whole due day counts, to midnight in the office's time") {
    const auto due = deadline(day("2026-11-23"), ppc_full_report, national_closed_days());
    CHECK(due.ends(tokyo()) == parse_rfc3339("2026-12-22T15:00:00Z").value());
}

TEST_CASE("a period under civil law leaves its first day out") {
    const DayRule civil{14, RollOver::next_open_day, FirstDay::is_left_out};
    const auto due = deadline(day("2026-11-02"), civil, national_closed_days());
    CHECK(to_iso(due.due) == "2026-11-16");
    CHECK(to_iso(deadline(day("2026-11-02"), {1}, national_closed_days()).due) == "2026-11-02");
}

TEST_CASE("under a calendar without open days a period ends where the days run out") {
    ClosedDays never;
    never.closed_weekdays.fill(true);
    const auto due = deadline(day("2026-11-02"), ppc_full_report, never);
    CHECK(due.due == due.calendar_day);
    CHECK(due.rolled_over.empty());
}

TEST_CASE("no period that rolls over ends on a closed day, whatever day it starts") {
    const auto national = national_closed_days();
    for (auto start = date(2026, 1, 1); start < date(2029, 1, 1); start += std::chrono::days{1}) {
        for (const auto rule : {ppc_full_report, ppc_full_report_if_malicious}) {
            const auto due = deadline(start, rule, national);
            CHECK_FALSE(national.is_closed(due.due));
            CHECK(due.calendar_day == start + std::chrono::days{rule.days - 1});
            CHECK(due.due == due.calendar_day + std::chrono::days{due.rolled_over.size()});
        }
    }
}

TEST_CASE("hours run on through nights and holidays, office minutes do not") {
    const Office office{{}, tokyo()};
    const auto friday_evening = tokyo().utc({day("2026-11-20"), 17h});

    const auto by_hours = hours_after(friday_evening, 24h);
    CHECK(by_hours.start == friday_evening);
    CHECK(to_text(tokyo().local(by_hours.due)) == "2026-11-21 17:00");

    const Moment by_minutes{friday_evening, tokyo().utc({day("2026-11-24"), 9h + 15min})};
    CHECK(business_minutes_after(friday_evening, 60min, office) == by_minutes);
}

} // namespace
} // namespace sokuo::calendar
