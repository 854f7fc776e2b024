#include "calendar/holidays.h"

#include "core/json.h"
#include "core/sha256.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace sokuo::calendar {
namespace {

using std::chrono::days;

std::string name_of(std::string_view iso) {
    return holiday_name(parse_date(iso).value()).value_or("");
}

// Days that are holidays by the name of 振替休日 or 国民の休日, as month-day.
std::vector<std::string> derived(int year, std::string_view name) {
    std::vector<std::string> found;
    for (const auto& [day, holiday] : holidays_of(year)) {
        if (holiday == name) found.push_back(to_iso(day).substr(5));
    }
    return found;
}

TEST_CASE("the holidays of 2026 are those of the law") {
    const std::map<Date, std::string> expected{
        {date(2026, 1, 1), "元日"},          {date(2026, 1, 12), "成人の日"},
        {date(2026, 2, 11), "建国記念の日"}, {date(2026, 2, 23), "天皇誕生日"},
        {date(2026, 3, 20), "春分の日"},     {date(2026, 4, 29), "昭和の日"},
        {date(2026, 5, 3), "憲法記念日"},    {date(2026, 5, 4), "みどりの日"},
        {date(2026, 5, 5), "こどもの日"},    {date(2026, 5, 6), "振替休日"},
        {date(2026, 7, 20), "海の日"},       {date(2026, 8, 11), "山の日"},
        {date(2026, 9, 21), "敬老の日"},     {date(2026, 9, 22), "国民の休日"},
        {date(2026, 9, 23), "秋分の日"},     {date(2026, 10, 12), "スポーツの日"},
        {date(2026, 11, 3), "文化の日"},     {date(2026, 11, 23), "勤労感謝の日"},
    };
    CHECK(holidays_of(2026) == expected);
}

TEST_CASE("a holiday on a Sunday moves to the next day that is none") {
    using Days = std::vector<std::string>;
    CHECK(derived(2026, "振替休日") == Days{"05-06"});
    CHECK(derived(2027, "振替休日") == Days{"03-22"});
    CHECK(derived(2028, "振替休日").empty());
    CHECK(derived(2029, "振替休日") == Days{"02-12", "04-30", "09-24"});
    CHECK(derived(2030, "振替休日") == Days{"05-06", "08-12", "11-04"});
    CHECK(derived(2031, "振替休日") == Days{"02-24", "05-06", "11-24"});
}

TEST_CASE("a day between two holidays is one too") {
    using Days = std::vector<std::string>;
    CHECK(derived(2026, "国民の休日") == Days{"09-22"});
    CHECK(derived(2032, "国民の休日") == Days{"09-21"});
    CHECK(derived(2028, "国民の休日").empty());
}

TEST_CASE("before 2007 a day between two holidays stayed a plain Sunday") {
    CHECK(name_of("2002-05-04") == "国民の休日");
    CHECK(name_of("2003-05-04").empty());
    CHECK(name_of("2006-05-04") == "国民の休日");
    CHECK(name_of("2008-05-04") == "みどりの日");
    CHECK(name_of("2008-05-06") == "振替休日");
}

TEST_CASE("the equinoxes fall where the almanac puts them") {
    CHECK(name_of("2026-03-20") == "春分の日");
    CHECK(name_of("2026-09-23") == "秋分の日");
    CHECK(name_of("2027-03-21") == "春分の日");
    CHECK(name_of("2027-09-23") == "秋分の日");
    CHECK(name_of("2028-03-20") == "春分の日");
    CHECK(name_of("2028-09-22") == "秋分の日");
    CHECK(name_of("2032-03-20") == "春分の日");
    CHECK(name_of("2032-09-22") == "秋分の日");
}

TEST_CASE("the change of reign made ten days off in a row in 2019") {
    for (auto day = date(2019, 4, 29); day <= date(2019, 5, 6); day += days{1}) {
        CAPTURE(to_iso(day));
        CHECK((holiday_name(day) || weekday_of(day) == std::chrono::Saturday));
    }
    CHECK(name_of("2019-04-30") == "国民の休日");
    CHECK(name_of("2019-05-01") == "即位の日");
    CHECK(name_of("2019-05-02") == "国民の休日");
    CHECK(name_of("2019-10-22") == "即位礼正殿の儀");
    CHECK(name_of("2019-02-23").empty());
    CHECK(name_of("2019-12-23").empty());
}

TEST_CASE("the Games moved the summer holidays of 2020 and 2021") {
    CHECK(name_of("2020-07-23") == "海の日");
    CHECK(name_of("2020-07-24") == "スポーツの日");
    CHECK(name_of("2020-08-10") == "山の日");
    CHECK(name_of("2020-08-11").empty());
    CHECK(name_of("2021-07-22") == "海の日");
    CHECK(name_of("2021-07-23") == "スポーツの日");
    CHECK(name_of("2021-08-08") == "山の日");
    CHECK(name_of("2021-08-09") == "振替休日");
    CHECK(name_of("2021-10-11").empty());
}

TEST_CASE("an override has the last word, and on its own day only") {
    const HolidayOverrides moved{{date(2030, 3, 20), std::nullopt},
                                 {date(2030, 3, 21), "春分の日"}};
    CHECK_FALSE(holiday_name(date(2030, 3, 20), moved).has_value());
    CHECK(holiday_name(date(2030, 3, 21), moved) == "春分の日");
    CHECK(holiday_name(date(2030, 4, 29), moved) == "昭和の日");
}

TEST_CASE("the rules are data: a town may be tried under a law that does not exist yet") {
    auto rules = japanese_holidays();
    rules.push_back({"防災の日", HolidayWhen::fixed, 9, 1, 2030});
    CHECK(holiday_name(date(2030, 9, 2), {}, rules) == "振替休日"); // 2030-09-01 is a Sunday
    CHECK(holiday_name(date(2031, 9, 1), {}, rules) == "防災の日");
    CHECK_FALSE(holiday_name(date(2029, 9, 1), {}, rules).has_value());
}

TEST_CASE("years far away give an answer without harm") {
    CHECK(holidays_of(9999).size() < 40);
    CHECK(holidays_of(1).empty());
}

// The list that agreed with the reference data when this was last written, day by day. Where the
// data is not at hand, this still tells when the list becomes another.
TEST_CASE("the days from 2000 to 2050 are those that were compared") {
    std::string list;
    for (auto day = date(2000, 1, 1); day <= date(2050, 12, 31); day += days{1})
        if (const auto name = holiday_name(day)) list += to_iso(day) + " " + *name + "\n";
    CHECK(to_hex(sha256(as_bytes(list))) ==
          "3f78dc366904d96ac6bbf97a2544b7454ec75c8749f13628a0d3df15ffe1445a");
}

const std::filesystem::path reference_file{SOURCE_DIR "/../shared/data/holidays_2000_2050.json"};

TEST_CASE("every day from 2000 to 2050 agrees with the reference data" *
          doctest::skip(!std::filesystem::exists(reference_file))) {
    std::ifstream in{reference_file};
    std::ostringstream text;
    text << in.rdbuf();
    const auto reference = parse_json(text.str());
    REQUIRE(reference.ok());
    REQUIRE(reference.value().members()->size() > 800);

    for (auto day = date(2000, 1, 1); day <= date(2050, 12, 31); day += days{1}) {
        const auto expected = reference.value()[to_iso(day)].text_or("");
        const auto found = holiday_name(day).value_or("");
        CHECK_MESSAGE(found == expected, to_iso(day) << ": " << found << ", not " << expected);
    }
}

} // namespace
} // namespace sokuo::calendar
