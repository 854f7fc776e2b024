#include "charter/rules.h"

#include "charter/check.h"
#include "charter/testing.h"

#include <doctest/doctest.h>

#include <array>
#include <set>

namespace sokuo::charter {
namespace {

using calendar::date;
using calendar::to_iso;

const Pack& pack() {
    static const Pack loaded = [] {
        auto checked = check_pack(testing::pack_files());
        for (const auto& problem : checked.problems)
            MESSAGE(problem.line_in(Language::en));
        REQUIRE(checked.problems.empty());
        return std::move(checked.pack);
    }();
    return loaded;
}

const Deadline* called(const std::vector<Deadline>& deadlines, std::string_view key) {
    const auto found = std::ranges::find(deadlines, key, &Deadline::key);
    return found == deadlines.end() ? nullptr : &*found;
}

std::vector<Deadline> after_leak(Date known_on, FactValues more) {
    more["personal_data_leak"] = "yes";
    return deadlines_for(pack(), more, known_on, national_days(pack()));
}

TEST_CASE("the commission's deadlines fall on the days the reference works out") {
    struct Vector {
        Date known;
        const char *third, *fifth, *day30, *due30, *day60, *due60;
    };
    const auto vectors = std::to_array<Vector>({
        {date(2026, 11, 23), "2026-11-25", "2026-11-27", "2026-12-22", "2026-12-22", "2027-01-21",
         "2027-01-21"},
        {date(2026, 11, 30), "2026-12-02", "2026-12-04", "2026-12-29", "2027-01-04", "2027-01-28",
         "2027-01-28"},
        {date(2026, 12, 4), "2026-12-06", "2026-12-08", "2027-01-02", "2027-01-04", "2027-02-01",
         "2027-02-01"},
        {date(2026, 12, 25), "2026-12-27", "2026-12-29", "2027-01-23", "2027-01-25", "2027-02-22",
         "2027-02-22"},
        {date(2027, 3, 1), "2027-03-03", "2027-03-05", "2027-03-30", "2027-03-30", "2027-04-29",
         "2027-04-30"},
        {date(2026, 4, 1), "2026-04-03", "2026-04-05", "2026-04-30", "2026-04-30", "2026-05-30",
         "2026-06-01"},
    });
    for (const auto& vector : vectors) {
        INFO(to_iso(vector.known));
        const auto plain =
            after_leak(vector.known, {{"special_care", "yes"}, {"wrongful_purpose", "no"}});
        const auto* const first = called(plain, "ppc_preliminary");
        REQUIRE(first != nullptr);
        REQUIRE(first->span.size() == 2);
        CHECK(to_iso(first->span[0]) == vector.third);
        CHECK(to_iso(first->span[1]) == vector.fifth);
        CHECK(first->rolled_day == first->calendar_day); // 速報 never moves
        const auto* const thirty = called(plain, "ppc_final_30");
        REQUIRE(thirty != nullptr);
        CHECK(to_iso(thirty->calendar_day) == vector.day30);
        CHECK(to_iso(thirty->rolled_day) == vector.due30);
        CHECK(thirty->is_certain);
        CHECK(called(plain, "ppc_final_60") == nullptr);

        const auto wrongful = after_leak(vector.known, {{"wrongful_purpose", "yes"}});
        const auto* const sixty = called(wrongful, "ppc_final_60");
        REQUIRE(sixty != nullptr);
        CHECK(to_iso(sixty->calendar_day) == vector.day60);
        CHECK(to_iso(sixty->rolled_day) == vector.due60);
        CHECK(called(wrongful, "ppc_final_30") == nullptr);
    }
}

TEST_CASE("more than a hundred persons are reported, a hundred are not") {
    const auto leak = [](std::string_view count) {
        return after_leak(date(2026, 11, 24), {{"special_care", "no"},
                                               {"property_damage", "no"},
                                               {"wrongful_purpose", "no"},
                                               {"person_count", std::string{count}}});
    };
    CHECK(leak("100").empty());
    REQUIRE(called(leak("101"), "ppc_final_30") != nullptr);
    CHECK(called(leak("101"), "ppc_final_30")->is_certain);
    REQUIRE(called(leak("unknown"), "ppc_final_30") != nullptr);
    CHECK_FALSE(called(leak("unknown"), "ppc_final_30")->is_certain);
}

TEST_CASE("a leak nobody has looked into starts the clock unconfirmed; an outage starts none") {
    const auto leak = after_leak(date(2026, 11, 24), {});
    REQUIRE(called(leak, "ppc_preliminary") != nullptr);
    CHECK_FALSE(called(leak, "ppc_preliminary")->is_certain);
    CHECK(called(leak, "ppc_final_30") != nullptr);
    CHECK(called(leak, "ppc_final_60") != nullptr);

    CHECK(deadlines_for(pack(), {}, date(2026, 11, 24), national_days(pack())).empty());
    CHECK(deadlines_for(pack(), {{"personal_data_leak", "no"}, {"special_care", "yes"}},
                        date(2026, 11, 24), national_days(pack()))
              .empty());
}

TEST_CASE("the day of knowledge is the day in the charter's time zone") {
    const auto zone = calendar::TimeZone::named("Asia/Tokyo");
    REQUIRE(zone.ok());
    const auto known_at = parse_rfc3339("2026-11-23T00:10:00+09:00");
    REQUIRE(known_at.ok()); // in UTC still the 22nd

    const auto deadlines =
        deadlines_for(pack(), {{"personal_data_leak", "yes"}, {"special_care", "yes"}},
                      known_at.value(), zone.value());
    CHECK(to_iso(called(deadlines, "ppc_final_30")->start) == "2026-11-23");
}

TEST_CASE("the law bound local governments from April 2023, and a rule says since when") {
    const FactValues facts{{"personal_data_leak", "yes"}, {"special_care", "yes"}};
    const auto national = national_days(pack());
    CHECK(deadlines_for(pack(), facts, date(2023, 3, 31), national).empty());
    CHECK(called(deadlines_for(pack(), facts, date(2023, 4, 1), national), "ppc_final_30"));
    for (const auto& deadline : deadlines_for(pack(), facts, date(2026, 11, 24), national)) {
        CHECK_FALSE(deadline.provenance.source.empty());
        CHECK(deadline.kind == DeadlineKind::law);
    }
}

TEST_CASE("three questions give a priority and the reason for it") {
    const auto of = [](Answer residents, Answer stopped, Answer spreading) {
        return propose_priority(
            pack(), {{"residents", residents}, {"stopped", stopped}, {"spreading", spreading}});
    };
    using enum Answer;
    CHECK(of(yes, yes, yes).priority == "P1");
    CHECK(of(yes, no, yes).priority == "P1");
    CHECK(of(yes, no, no).priority == "P2");
    CHECK(of(no, yes, no).priority == "P3");
    CHECK(of(no, no, no).priority == "P4");
    CHECK(of(no, no, no).reason.ja == "三つともいいえのため");
    CHECK(of(unknown, unknown, unknown).priority == "P2");
    // Nothing said is nothing known.
    CHECK(propose_priority(pack(), {}) == of(unknown, unknown, unknown));
}

TEST_CASE("learning that an answer is yes never lowers a priority; learning no never raises it") {
    const std::array all{Answer::no, Answer::unknown, Answer::yes};
    const auto order = [](const Answers& answers) {
        const auto proposal = propose_priority(pack(), answers);
        REQUIRE_FALSE(proposal.rule.empty());
        return pack().priority(proposal.priority)->order;
    };
    for (const auto first : all) {
        for (const auto second : all) {
            for (const auto* const asked : {"residents", "stopped", "spreading"}) {
                Answers answers;
                bool is_first = true;
                for (const auto& question : pack().questions) {
                    if (question.key == asked) continue;
                    answers[question.key] = is_first ? first : second;
                    is_first = false;
                }
                auto last = 99;
                for (const auto answer : all) {
                    answers[asked] = answer;
                    INFO(asked << " " << to_text(answer));
                    CHECK(order(answers) <= last);
                    last = order(answers);
                }
            }
        }
    }
}

TEST_CASE("an outage at a provider has no 根絶, an attack must have it") {
    const auto eradicated = [](std::vector<CategoryChoice> categories) {
        const auto conditions = applicable_conditions(pack(), categories);
        const auto found = std::ranges::find(conditions, "eradicated", &AppliedCondition::key);
        REQUIRE(found != conditions.end());
        return found->may_be_not_applicable;
    };
    CHECK(eradicated({{"A", "provider"}}));
    CHECK_FALSE(eradicated({{"B", "ransomware"}}));
    CHECK(eradicated({{"B", "ddos"}}));
    CHECK_FALSE(eradicated({{"A", "provider"}, {"B", "ransomware"}})); // the stricter one
    CHECK_FALSE(eradicated({}));
    const std::vector<CategoryChoice> attack{{"B", "virus"}};
    CHECK(applicable_conditions(pack(), attack).size() == pack().closure.size());
}

TEST_CASE("an organisation is called what it was called on the day") {
    const auto* const nco = pack().organisation("nco");
    REQUIRE(nco != nullptr);
    CHECK(name_on(*nco, date(2020, 4, 1))->short_name == "NISC");
    CHECK(name_on(*nco, date(2025, 6, 30))->short_name == "NISC");
    CHECK(name_on(*nco, date(2025, 7, 1))->name.ja == "国家サイバー統括室");
    // By whichever name an old paper uses.
    CHECK(organisation_called(pack(), "内閣サイバーセキュリティセンター（ＮＩＳＣ）") == nco);
    CHECK(organisation_called(pack(), "ＮＩＳＣ") == nco);
    CHECK(organisation_called(pack(), "nisc") == nco);
    CHECK(organisation_called(pack(), "知らない機関") == nullptr);
}

TEST_CASE("who is named by the charter is considered, and told when the facts call for it") {
    const std::vector<CategoryChoice> attack{{"B", "ransomware"}};
    const auto considered =
        addressees_for(pack(), attack, {{"priority", "P1"}}, date(2026, 11, 24));
    std::set<std::string> told;
    std::set<std::string> named;
    for (const auto& row : considered) {
        if (row.must_be_told) told.insert(row.addressee->code);
        if (row.addressee->in_charter_text) named.insert(row.addressee->code);
        if (row.addressee->code == "nco") CHECK(row.name == "国家サイバー統括室");
    }
    CHECK(named ==
          std::set<std::string>{"ciso", "mic", "prefecture", "nco", "police", "persons", "press"});
    CHECK(told == std::set<std::string>{"ciso", "mic", "prefecture", "press"});
    const std::vector<CategoryChoice> outage{{"A", "provider"}};
    for (const auto& row : addressees_for(pack(), outage, {}, date(2026, 11, 24)))
        CHECK(row.addressee->code != "police");
}

TEST_CASE("the fact sheet asks what the category wants") {
    const auto keys = [](std::vector<CategoryChoice> categories) {
        std::set<std::string> found;
        for (const auto* const field : facts_for(pack(), categories))
            found.insert(field->key);
        return found;
    };
    CHECK(keys({{"C", "misdelivery"}}).contains("recipient_count"));
    CHECK_FALSE(keys({{"C", "loss"}}).contains("recipient_count"));
    CHECK_FALSE(keys({{"A", "provider"}}).contains("person_count"));
    const auto* const persons = pack().fact("person_count");
    REQUIRE(persons != nullptr);
    CHECK(persons->type == FieldType::number);
    CHECK(persons->has_certainty);
    CHECK(persons->has_counting);
}

TEST_CASE("every row of the pack says where it is from") {
    std::size_t unverified = 0;
    const auto look = [&](const Provenance& provenance) {
        CHECK_FALSE(provenance.source.empty());
        if (!provenance.verified) ++unverified;
    };
    for (const auto& row : pack().questions)
        look(row.provenance);
    for (const auto& row : pack().priorities)
        look(row.provenance);
    for (const auto& row : pack().priority_rules)
        look(row.provenance);
    for (const auto& row : pack().closure)
        look(row.provenance);
    for (const auto& row : pack().deadlines)
        look(row.provenance);
    for (const auto& row : pack().addressees)
        look(row.provenance);
    for (const auto& row : pack().facts)
        look(row.provenance);
    for (const auto& row : pack().organisations)
        for (const auto& name : row.names)
            look(name.provenance);
    CHECK(unverified == 9); // a row joins or leaves this number by being checked in the source
    CHECK_FALSE(pack().deadlines.at(3).provenance.verified); // 番号法: recalled, not read
}

TEST_CASE("the contact's hours follow the charter, its own closed days included") {
    const auto name = "charters/mihon.yaml";
    const auto charter = read_charter(testing::file_text(name), name);
    REQUIRE(charter.ok());
    const auto office = contact_office(charter.value(), pack());
    REQUIRE(office.ok());

    CHECK(office.value().hours_on(date(2026, 11, 24))->length() == Minutes{525});
    CHECK_FALSE(office.value().hours_on(date(2026, 11, 23))); // 勤労感謝の日
    CHECK_FALSE(office.value().hours_on(date(2026, 12, 29)));
    CHECK_FALSE(office.value().hours_on(date(2027, 6, 1))); // its own
    CHECK(office.value().hours_on(date(2027, 6, 2)));
    CHECK_FALSE(national_days(pack()).is_closed(date(2027, 6, 1)));
}

} // namespace
} // namespace sokuo::charter
