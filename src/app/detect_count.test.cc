#include "app/detect_count.h"

#include <doctest/doctest.h>
#include <utility>

namespace sokuo::app {
namespace {

using namespace std::chrono_literals;

// Three wrong passwords on a machine within five minutes; and fewer than two backups a day.
detect::job::Catalogue rules() {
    detect::Rule wrong;
    wrong.info.id = "wrong";
    detect::Rule backup;
    backup.info.id = "backup";
    detect::Correlation guessed;
    guessed.info = {.id = "guessed", .title = "Guessed"};
    guessed.rules = {"wrong"};
    guessed.group_by = {"host"};
    guessed.timespan = 5min;
    guessed.bounds = {{detect::Compare::at_least, 3}};
    detect::Correlation missing;
    missing.info = {.id = "missing", .title = "Missing"};
    missing.rules = {"backup"};
    missing.group_by = {"host"};
    missing.timespan = 1h;
    missing.bounds = {{detect::Compare::less, 2}};
    detect::job::Catalogue catalogue;
    catalogue.plan = detect::plan_counting({guessed, missing}, {wrong, backup});
    catalogue.rules = {wrong.info, backup.info, guessed.info, missing.info};
    return catalogue;
}

const Time start = parse_rfc3339("2026-11-28T00:00:00Z").value();

Sight sight(std::uint64_t line, std::string host, Duration after, std::string of = "guessed") {
    return {.line = line,
            .correlation = std::move(of),
            .part = 0,
            .at = start + after,
            .received_at = start + after,
            .group = {host},
            .value = {},
            .host = host,
            .text = "line " + std::to_string(line)};
}

TEST_CASE("three wrong passwords are an episode as soon as the third comes in, not before") {
    const auto known = rules();
    DetectCount count;
    count.add({sight(1, "www1", 0s), sight(2, "www1", 10s), sight(3, "www2", 20s)});
    CHECK(count.episodes(known, start + 30s).empty());
    count.add({sight(4, "www1", 40s)});
    const auto episodes = count.episodes(known, start + 41s);
    REQUIRE(episodes.size() == 1);
    CHECK(episodes[0].rule == 2);
    CHECK(episodes[0].at == start + 40s);
    CHECK(episodes[0].host == "www1");
    CHECK(episodes[0].events == 3);
    CHECK(episodes[0].lines == std::vector<std::string>{"line 1", "line 2", "line 4"});
}

TEST_CASE("judged anew, an episode that goes on is the same one; a new one is another") {
    const auto known = rules();
    DetectCount count;
    count.add({sight(1, "www1", 0s), sight(2, "www1", 1s), sight(3, "www1", 2s)});
    const auto before = count.episodes(known, start + 3s);
    count.add({sight(4, "www1", 3s)});
    const auto after = count.episodes(known, start + 4s);
    REQUIRE(after.size() == 1);
    CHECK(after[0].reference == before[0].reference);
    CHECK(after[0].events == 4);
    count.add({sight(5, "www1", 1h), sight(6, "www1", 1h + 1s), sight(7, "www1", 1h + 2s)});
    const auto later = count.episodes(known, start + 2h);
    REQUIRE(later.size() == 2);
    CHECK(later[0].reference != later[1].reference);
}

TEST_CASE("what came in late counts where it happened") {
    const auto known = rules();
    DetectCount count;
    count.add({sight(1, "www1", 0s), sight(3, "www1", 20min), sight(2, "www1", 1min)});
    CHECK(count.episodes(known, start + 20min).empty());
    count.add({sight(4, "www1", 2min)});
    const auto episodes = count.episodes(known, start + 20min);
    REQUIRE(episodes.size() == 1);
    CHECK(episodes[0].at == start + 2min);
}

TEST_CASE("what asks for less than so many is said when its span is over") {
    const auto known = rules();
    DetectCount count;
    count.add({sight(1, "nas", 0s, "missing")});
    CHECK(count.episodes(known, start + 59min).empty());
    CHECK(count.episodes(known, start + 1h).size() == 1);
}

TEST_CASE("a group in which nothing comes in any more is forgotten, and one too large is bounded") {
    const auto known = rules();
    DetectCount count{{.group_max = 5, .all_max = 8}};
    for (std::uint64_t line = 1; line <= 20; ++line)
        count.add({sight(line, "www1", line * 1s)});
    CHECK(count.count() == 5);
    for (std::uint64_t line = 21; line <= 25; ++line)
        count.add({sight(line, "www2", line * 1s)});
    CHECK(count.count() == 10);
    count.forget(known, start + 1min);
    CHECK(count.count() == 5);
    CHECK(count.oldest() == start + 21s);
    count.forget(known, start + 3h);
    CHECK(count.count() == 0);
    CHECK_FALSE(count.oldest().has_value());
}

TEST_CASE("of a group that lives on, what lies before a pause is forgotten, and named") {
    const auto known = rules();
    DetectCount count;
    for (std::uint64_t line = 1; line <= 3; ++line)
        count.add({sight(line, "www1", line * 1s)});
    const auto first = count.episodes(known, start + 1min);
    count.add({sight(4, "www1", 50min)}); // No pause: another correlation counts for an hour.
    count.forget(known, start + 70min);
    CHECK(count.count() == 4);
    CHECK(count.episodes(known, start + 70min)[0].reference == first[0].reference);
    count.add({sight(5, "www1", 2h), sight(6, "www1", 3h)});
    count.forget(known, start + 3h);
    CHECK(count.count() == 2);
    CHECK(count.oldest() == start + 2h);
    CHECK(count.episodes(known, start + 3h).empty());
    std::vector<std::uint64_t> lines;
    for (const auto& sight : count.take_forgotten())
        lines.push_back(sight.line);
    CHECK(lines == std::vector<std::uint64_t>{1, 2, 3, 4});
    CHECK(count.take_forgotten().empty());
}

TEST_CASE("an attack whose beginning is forgotten is said once an hour") {
    const auto known = rules();
    DetectCount count{{.group_max = 4, .all_max = 100}};
    for (std::uint64_t line = 1; line <= 10; ++line)
        count.add({sight(line, "www1", line * 1s)});
    const auto before = count.episodes(known, start + 20s);
    count.add({sight(11, "www1", 11s)});
    const auto after = count.episodes(known, start + 20s);
    REQUIRE(before.size() == 1);
    REQUIRE(after.size() == 1);
    CHECK(before[0].reference == after[0].reference);
}

TEST_CASE("what other rules counted is passed over") {
    auto known = rules();
    DetectCount count;
    count.add({sight(1, "www1", 0s, "gone"), sight(2, "www1", 1s, "gone")});
    auto odd = sight(3, "www1", 2s);
    odd.part = 7;
    auto wide = sight(4, "www1", 2s);
    wide.group = {"a", "b"};
    count.add({odd, wide});
    CHECK(count.episodes(known, start + 1min).empty());
}

} // namespace
} // namespace sokuo::app
