#include "front/spool.h"

#include "front/number.h"
#include "front/test_front.h"

#include <set>

namespace sokuo::front {
namespace {

using namespace testing;

struct Spool {
    FrontDirectory directory;
    fs::path path = directory.path / "spool";
    SystemRandom random;
    Spool() { fs::create_directory(path); }
};

} // namespace

TEST_CASE("a submission comes back from its JSON as it was") {
    SystemRandom random;
    auto report = a_submission(random);
    report.language = Language::en;
    report.reporter_class = "police";
    report.reporter.name = "鈴木";
    report.reporter.reading = "すずき";
    report.reporter.phone = "0175";
    const auto read = read_submission(to_json(report));
    REQUIRE(read.ok());
    CHECK(read.value() == report);
}

TEST_CASE("a submission with a field too many, or without what happened, is refused by name") {
    SystemRandom random;
    auto json = to_json(a_submission(random));
    CHECK(read_submission(Json{json}.set("address", "192.0.2.1")).error().where == "/address");
    CHECK(read_submission(Json{json}.set("what", "")).error().where == "/what");
    auto finder = json["finder"];
    json.set("finder", finder.set("phone", std::string(200, '1')));
    CHECK(read_submission(json, "/submission").error().where == "/submission/finder/phone");
    json = to_json(a_submission(random));
    CHECK(read_submission(json.set("reporter_is_finder", true)).ok());
    json.set("reporter", json["finder"]);
    CHECK(read_submission(json).error().where == "/reporter");
}

TEST_CASE("what was put into the spool is there, oldest first, until it is removed") {
    Spool spool;
    auto first = a_submission(spool.random);
    auto second = a_submission(spool.random);
    second.id = ReportId::make(first.received_at + std::chrono::seconds{1}, spool.random);
    REQUIRE(append(spool.path, {"仮-BABAB7", second}).ok());
    REQUIRE(append(spool.path, {"仮-KAKAK7", first}).ok());
    auto contents = read_spool(spool.path);
    REQUIRE(contents.ok());
    REQUIRE(contents.value().reports.size() == 2);
    CHECK(contents.value().reports[0] == Spooled{"仮-KAKAK7", first});
    CHECK(contents.value().reports[1] == Spooled{"仮-BABAB7", second});
    CHECK(read_spool(spool.path, 1).value().reports.size() == 1);
    REQUIRE(remove_from_spool(spool.path, first.id).ok());
    REQUIRE(remove_from_spool(spool.path, first.id).ok());
    CHECK(find_in_spool(spool.path, first.id).value() == std::nullopt);
    CHECK(find_in_spool(spool.path, second.id).value()->submission == second);
}

TEST_CASE("the same report twice is one file with its first number") {
    Spool spool;
    const auto report = a_submission(spool.random);
    REQUIRE(append(spool.path, {"仮-KAKAK7", report}).ok());
    REQUIRE(append(spool.path, {"仮-BABAB7", report}).ok());
    const auto contents = read_spool(spool.path);
    REQUIRE(contents.value().reports.size() == 1);
    CHECK(contents.value().reports[0].provisional == "仮-KAKAK7");
}

TEST_CASE("a file that power cut off in the middle of writing is as if it had not been begun") {
    Spool spool;
    const auto report = a_submission(spool.random);
    write_text(spool.path / ("." + report.id.text() + ".new"), R"({"format": "sokuo-sp)");
    CHECK(read_spool(spool.path).value().reports.empty());
    CHECK(read_spool(spool.path).value().unreadable.empty());
    REQUIRE(append(spool.path, {"仮-KAKAK7", report}).ok());
    CHECK(read_spool(spool.path).value().reports.size() == 1);
}

TEST_CASE("a damaged file is told of and left, and keeps nothing else waiting") {
    Spool spool;
    const auto report = a_submission(spool.random);
    REQUIRE(append(spool.path, {"仮-KAKAK7", report}).ok());
    const auto damaged = spool.path / "00000000-0000-7000-8000-000000000000.json";
    write_text(damaged, file_text(spool.path / (report.id.text() + ".json")));
    const auto contents = read_spool(spool.path, 1);
    REQUIRE(contents.ok());
    CHECK(contents.value().unreadable == std::vector{damaged});
    CHECK(contents.value().reports.size() == 1);
    CHECK(fs::exists(damaged));
}

TEST_CASE("a spool that cannot be written says so, and one that is not there is empty") {
    Spool spool;
    const auto report = a_submission(spool.random);
    CHECK(append(spool.path / "no", {"仮-KAKAK7", report}).error().code == Errc::unavailable);
    CHECK(read_spool(spool.path / "no").value().reports.empty());
}

TEST_CASE("provisional numbers can be said aloud, and a wrong letter or a swap is noticed") {
    SystemRandom random;
    std::set<std::string> seen;
    int changed = 0; // There are few enough numbers that two at random are the same now and then.
    for (int round = 0; round < 200; ++round) {
        const auto id = ReportId::make(Time{}, random);
        const auto number = provisional_number(id);
        CHECK(number == provisional_number(id));
        changed += number == provisional_number(id, 1) ? 0 : 1;
        CHECK(is_provisional_number(number));
        seen.insert(number);
        const auto letters = number.substr(number.size() - 6);
        CHECK(letters.find_first_of("0123456IOSZVYQX89") == std::string::npos);
        for (std::size_t at = 0; at < letters.size(); ++at) {
            auto wrong = letters;
            wrong[at] = wrong[at] == 'K' ? 'T' : 'K';
            CHECK_FALSE(is_provisional_number(wrong));
            if (at + 2 >= letters.size() || letters[at] == letters[at + 2]) continue;
            wrong = letters;
            std::swap(wrong[at], wrong[at + 2]);
            CHECK_FALSE(is_provisional_number(wrong));
        }
    }
    CHECK(seen.size() > 190);
    CHECK(changed > 190);
    const auto number = provisional_number(ReportId{});
    CHECK(is_provisional_number(number.substr(std::string_view{"仮-"}.size())));
    CHECK_FALSE(is_provisional_number("仮-KAMUR"));
    CHECK_FALSE(is_provisional_number(""));
}

} // namespace sokuo::front
