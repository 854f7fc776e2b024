#include "app/hunt.h"

#include "detect/job/messages.h"

#include <doctest/doctest.h>

namespace sokuo::app {
namespace {

namespace job = detect::job;

job::Catalogue two_rules() {
    job::Catalogue known;
    known.rules.resize(2);
    known.rules[0] = {.id = "low-rule", .title = "Low", .author = "A", .license = "DRL-1.1"};
    known.rules[0].level = detect::Level::low;
    known.rules[1].title = "High";
    known.rules[1].title_ja = "高いもの";
    known.rules[1].level = detect::Level::high;
    return known;
}

job::Found found(std::uint32_t rule, std::string text) {
    job::Found one;
    one.rule = rule;
    one.file = "security.evtx";
    one.record = 7;
    one.time = parse_rfc3339("2026-11-27T00:12:00Z").value();
    one.computer = "PC-1";
    one.matched = {{"SubjectUserName", std::move(text)}};
    return one;
}

journal::Entry entry_of(const journal::Draft& draft) {
    journal::Entry entry;
    entry.stream = draft.stream;
    entry.type = draft.type;
    entry.content = draft.content;
    entry.personal = draft.personal;
    return entry;
}

TEST_CASE("what the file says stands where it can be erased; rules and counts stay") {
    job::Outcome outcome;
    outcome.found = {found(0, "hosyu01"), found(1, "hosyu02")};
    outcome.counts[0] = {.count = 5};
    outcome.counts[1] = {.count = 1};
    outcome.files = {{.name = "security.evtx", .format = "evtx", .events = 10, .unreadable = 1}};
    outcome.files[0].troubles = {{&job::out_of_time, {"security.evtx"}}};
    outcome.events = 10;
    outcome.unreadable = 1;
    const auto draft = draft_of({.name = "佐藤のPC.evtx"}, two_rules(), outcome);
    const auto kept = to_text(draft.content);
    for (const auto* personal : {"hosyu01", "hosyu02", "佐藤", "PC-1", "security.evtx"})
        CHECK_MESSAGE(kept.find(personal) == std::string::npos, personal);
    auto entry = entry_of(draft);
    const auto hunt = present_hunt(entry, Language::en);
    CHECK(hunt["name"].text_or("") == "佐藤のPC.evtx");
    CHECK(hunt["events"].integer_or(0) == 10);
    CHECK(hunt["matches"].integer_or(0) == 6);
    // The gravest first, each with its own matches.
    const auto& rules = hunt["found"].items();
    REQUIRE(rules.size() == 2);
    CHECK(rules[0]["title"].text_or("") == "High");
    CHECK(rules[0]["matches"].items()[0]["fields"].items()[0]["text"].text_or("") == "hosyu02");
    CHECK(rules[1]["license"].text_or("") == "DRL-1.1");
    CHECK(rules[1]["matches"].items()[0]["at"].text_or("") == "2026-11-27T00:12:00Z");
    CHECK(hunt["files"].items()[0]["troubles"].items()[0].text_or("").starts_with("security.evtx"));

    const auto japanese = present_hunt(entry, Language::ja)["found"].items();
    CHECK(japanese[0]["title"].text_or("") == "高いもの");
    CHECK(japanese[0]["title_ja"].text() == nullptr);
    CHECK(japanese[1]["title"].text_or("") == "Low");

    entry.personal = {};
    const auto erased = present_hunt(entry, Language::ja);
    CHECK(erased["name"].text_or("?").empty());
    CHECK(erased["found"].items()[0]["matches"].items().empty());
    CHECK(erased["found"].items()[0]["count"].integer_or(0) == 1);
}

TEST_CASE("the gravest is shown, however much noise came before it") {
    job::Outcome outcome;
    const std::string long_text(5'000, 'x');
    for (int noise = 0; noise < 200; ++noise) {
        auto one = found(0, "hosyu01");
        for (int field = 0; field < 50; ++field)
            one.matched.emplace_back("f", long_text);
        outcome.found.push_back(std::move(one));
    }
    outcome.found.push_back(found(1, "hosyu02"));
    outcome.counts[0] = {.count = 200};
    outcome.counts[1] = {.count = 1};
    const auto entry = entry_of(draft_of({.name = "a.evtx"}, two_rules(), outcome));
    const auto hunt = present_hunt(entry, Language::en);
    CHECK(hunt["found"].items()[0]["matches"].items().size() == 1);
    CHECK_FALSE(hunt["found"].items()[1]["matches"].items().empty());
}

TEST_CASE("whatever a file holds, an entry holds what was found in it") {
    job::Catalogue known;
    job::Outcome outcome;
    const std::string long_text(5'000, '"');
    for (std::uint32_t rule = 0; rule < 400; ++rule) {
        detect::RuleInfo info{.id = long_text, .title = long_text, .author = long_text};
        info.title_ja = long_text;
        info.license = long_text;
        known.rules.push_back(std::move(info));
        outcome.counts[rule] = {.count = 1'000};
        for (int match = 0; match < 5; ++match) {
            auto one = found(rule, long_text);
            for (int field = 0; field < 100; ++field)
                one.matched.emplace_back(long_text, long_text);
            outcome.found.push_back(std::move(one));
        }
    }
    for (int file = 0; file < 1'000; ++file) {
        job::FileSeen seen{.name = long_text, .format = "evtx"};
        for (int trouble = 0; trouble < 100; ++trouble)
            seen.troubles.push_back({&job::out_of_time, {long_text}});
        outcome.files.push_back(std::move(seen));
    }
    const auto draft = draft_of({.name = std::string(255, 'n')}, known, outcome);
    CHECK(to_text(draft.content).size() < journal::body_bytes_max);
    CHECK(to_text(draft.personal).size() < journal::body_bytes_max);
    CHECK(draft.content["rules_matched"].integer_or(0) == 400);
    CHECK(draft.content["matches"].integer_or(0) == 400'000);
    const auto kept = draft.content["found"].items().size();
    CHECK((kept > 50 && kept <= kept_rules_max));
    for (const auto& match : draft.personal["matches"].items())
        CHECK(match["rule"].integer_or(-1) < static_cast<std::int64_t>(kept));
}

} // namespace
} // namespace sokuo::app
