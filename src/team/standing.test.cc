#include "team/standing.h"

#include "team/testing.h"

#include <doctest/doctest.h>

namespace sokuo::team {
namespace {

using testing::day;
using testing::Office;
using testing::sure;

Standing standing(Office& office, const PersonId& who, std::string_view on) {
    return sure(office.store->read_for(
        [&](store::Read& db) { return standing_of(db, office.charter(), who, day(on)); }));
}

std::vector<std::string> posts(Office& office, const PersonId& who, std::string_view on) {
    std::vector<std::string> codes;
    for (const auto& held : standing(office, who, on).posts)
        codes.push_back(held.code);
    return codes;
}

using Codes = std::vector<std::string>;

TEST_CASE("the April reshuffle hands a post over and changes no day before it") {
    Office office;
    const auto sato = office.person("佐藤");
    const auto suzuki = office.person("鈴木");
    office.assign("soumu-bucho", sato, "2025-04-01");
    office.assign("soumu-bucho", suzuki, "2026-04-01");
    office.assign("shimin-bucho", sato, "2026-04-01");

    CHECK(posts(office, sato, "2026-03-31") == Codes{"soumu-bucho"});
    CHECK(posts(office, suzuki, "2026-03-31").empty());
    CHECK(posts(office, sato, "2026-04-01") == Codes{"shimin-bucho"});
    CHECK(posts(office, suzuki, "2026-04-01") == Codes{"soumu-bucho"});
    CHECK(posts(office, sato, "2025-03-31").empty());
    CHECK(office.verify().sound());
}

TEST_CASE("a post is held through its last day, by one person a day") {
    Office office;
    const auto sato = office.person("佐藤");
    const auto suzuki = office.person("鈴木");
    office.assign("joho-kacho", sato, "2026-04-01", "2026-09-30");
    CHECK(posts(office, sato, "2026-09-30") == Codes{"joho-kacho"});
    CHECK(posts(office, sato, "2026-10-01").empty());

    // Next April's holder is known already when somebody fills in for the winter.
    office.assign("joho-kacho", suzuki, "2027-04-01");
    office.assign("joho-kacho", sato, "2026-12-01");
    CHECK(posts(office, sato, "2027-03-31") == Codes{"joho-kacho"});
    CHECK(posts(office, sato, "2027-04-01").empty());
    CHECK(posts(office, suzuki, "2027-04-01") == Codes{"joho-kacho"});
    CHECK(office.verify().sound());
}

TEST_CASE("a post that several hold is not taken from one by the next") {
    Office office;
    const auto sato = office.person("佐藤");
    const auto suzuki = office.person("鈴木");
    office.assign("tantou-shokuin", sato, "2026-04-01");
    office.assign("tantou-shokuin", suzuki, "2026-04-01");
    CHECK(posts(office, sato, "2026-11-24") == Codes{"tantou-shokuin"});
    CHECK(posts(office, suzuki, "2026-11-24") == Codes{"tantou-shokuin"});
    // Setting it again gives the tenure its end.
    office.assign("tantou-shokuin", sato, "2026-04-01", "2026-06-30");
    CHECK(posts(office, sato, "2026-11-24").empty());
    CHECK(posts(office, suzuki, "2026-11-24") == Codes{"tantou-shokuin"});
    CHECK(office.verify().sound());
}

TEST_CASE("a tenure has its days in order and belongs to somebody") {
    Office office;
    const auto sato = office.person("佐藤");
    const auto tries = [&](const PersonId& who, std::string_view from, std::string_view to) {
        return office.store->write_for([&](store::Write& db) {
            return assign(db, *office.journal, {},
                          {.post = "soumu-bucho", .person = who, .from = day(from), .to = day(to)});
        });
    };
    const auto backwards = tries(sato, "2026-04-01", "2026-03-31");
    REQUIRE_FALSE(backwards.ok());
    CHECK(backwards.error().where == "/to");
    const auto nobody = tries({}, "2026-04-01", "2026-04-01");
    REQUIRE_FALSE(nobody.ok());
    CHECK(nobody.error().code == Errc::not_found);
    CHECK(tries(sato, "2026-04-01", "2026-04-01").ok());
}

TEST_CASE("who holds no post may do nothing") {
    Office office;
    const auto nobody = office.person("新人");
    CHECK(actions_of(office.charter(), standing(office, nobody, "2026-11-24")).empty());
    const auto refused =
        post_for(office.charter(), standing(office, nobody, "2026-11-24"), "incident.read");
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == Errc::forbidden);
}

TEST_CASE("what somebody may do comes from their post, and a refusal names who may") {
    Office office;
    const auto chief = office.person("佐藤");
    office.assign("joho-kacho", chief, "2026-04-01");
    const auto handler = standing(office, chief, "2026-11-24");
    const auto may = post_for(office.charter(), handler, "incident.declare");
    REQUIRE(may.ok());
    CHECK(may.value().code == "joho-kacho");

    const auto refused = post_for(office.charter(), handler, "incident.converge");
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().args == std::vector<std::string>{"ＣＳＩＲＴ責任者"});
    CHECK_FALSE(post_for(office.charter(), handler, "incident.sing").ok());
}

TEST_CASE("a deputy converges only while standing in for the head") {
    Office office;
    const auto deputy = office.person("田中");
    office.assign("shimin-bucho", deputy, "2026-04-01");
    const auto who = standing(office, deputy, "2026-11-24");
    CHECK_FALSE(post_for(office.charter(), who, "incident.converge").ok());
    CHECK(post_for(office.charter(), who, "incident.declare").ok());
}

TEST_CASE("a right for the own department holds for what concerns it, and for nothing else") {
    Office office;
    const auto sato = office.person("佐藤");
    office.assign("fukushi-bucho", sato, "2026-04-01");
    auto charter = office.charter();
    const auto row =
        std::ranges::find(charter.policy, "incident.close", &charter::PolicyRow::action);
    row->grants = {{.role = "deputy", .when = charter::When::own}};
    auto deputy = standing(office, sato, "2026-11-24");
    const auto may = [&](std::string_view department) {
        deputy.department = department;
        return post_for(charter, deputy, "incident.close").ok();
    };
    CHECK(may("福祉部"));
    CHECK(!may("市民部"));
    CHECK(!may("")); // About nothing in particular, or nobody knows whose it is.
    // Standing in for the head, all departments are theirs to answer for.
    row->grants = {{.role = "head", .when = charter::When::own}};
    stand_in_for(deputy, charter, "soumu-bucho", "fukushi-bucho");
    CHECK(may("市民部"));
}

TEST_CASE("somebody with two posts acts in the first that allows it, in the charter's order") {
    Office office;
    const auto both = office.person("兼務");
    office.assign("system-kanri", both, "2026-04-01");
    office.assign("soumu-bucho", both, "2026-04-01");
    const auto who = standing(office, both, "2026-11-24");
    CHECK(sure(post_for(office.charter(), who, "charter.amend")).code == "soumu-bucho");
    CHECK(sure(post_for(office.charter(), who, "token.manage")).code == "system-kanri");
}

} // namespace
} // namespace sokuo::team
