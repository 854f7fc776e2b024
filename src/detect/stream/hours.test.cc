#include "detect/stream/hours.h"

#include "detect/stream/stream_test.h"

namespace sokuo::detect {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

struct Wall {
    RuleInfo rule{.id = "a", .title = "A"};
    Hours gathered{};
    bool says(const std::string& host, Time at, Time now, std::uint64_t events = 0) {
        Match match;
        match.rule = &rule;
        match.computer = host;
        match.time = at;
        match.events = events;
        return gathered.add(match, now);
    }
    bool says(const std::string& host, Time at) { return says(host, at, at); }
};

std::string text_of_all(const std::vector<Gathered>& all) {
    std::string text;
    for (const auto& one : all)
        text += one.host + " " + to_rfc3339(one.hour).substr(11, 5) + " x" +
                std::to_string(one.count) +
                (one.events > 0 ? " of " + std::to_string(one.events) : "") + "\n";
    return text;
}

TEST_CASE("the first of a rule, host and hour is new, and the rest is counted") {
    Wall wall;
    CHECK(wall.says("web01", noon));
    CHECK(!wall.says("web01", noon + minutes{5}));
    CHECK(wall.says("web02", noon + minutes{6}));
    CHECK(wall.gathered.over(noon + minutes{59}).empty());
    wall.rule.id = "b";
    CHECK(wall.says("web01", noon + minutes{59}));
    CHECK(text_of_all(wall.gathered.over(noon + hours{1})) == "web01 12:00 x2\n");
    CHECK(wall.gathered.count() == 0);
    CHECK(wall.says("web01", noon + minutes{61}));
}

TEST_CASE("the next hour stands by itself") {
    Wall wall;
    for (int at = 50; at < 70; at += 5)
        CHECK(wall.says("web01", noon + minutes{at}) == (at == 50 || at == 60));
    CHECK(text_of_all(wall.gathered.over(noon + minutes{71})) == "web01 12:00 x2\n");
    CHECK(text_of_all(wall.gathered.rest()) == "web01 13:00 x2\n");
}

TEST_CASE("an old log is gathered by its own hours, which end with ours") {
    Wall wall;
    const auto old = noon - hours{24 * 300};
    for (int at = 0; at < 120; ++at)
        CHECK(wall.says("web01", old + minutes{at}, noon) == (at % 60 == 0));
    CHECK(wall.gathered.over(noon + minutes{1}).empty());
    CHECK(text_of_all(wall.gathered.over(noon + hours{1})) == "web01 12:00 x60\nweb01 13:00 x60\n");
}

TEST_CASE("an episode that is told again counts once, with the events it came to") {
    Wall wall;
    CHECK(wall.says("web01", noon, noon, 20));
    CHECK(!wall.says("web01", noon, noon + minutes{3}, 500));
    CHECK(!wall.says("web01", noon + minutes{20}, noon + minutes{20}, 20));
    CHECK(text_of_all(wall.gathered.rest()) == "web01 12:00 x2 of 520\n");
    CHECK(wall.says("web02", noon, noon, 20));
    CHECK(wall.gathered.rest().empty());
}

TEST_CASE("a flood of names keeps the memory, and what goes first is told") {
    Wall wall;
    for (int round = 0; round < 2; ++round)
        wall.says("web01", noon);
    for (int at = 0; at < 30'000; ++at)
        wall.says("made-up-" + std::to_string(at), noon, noon + minutes{1});
    CHECK(wall.gathered.count() <= Hours::kept_max);
    CHECK(text_of_all(wall.gathered.over(noon + minutes{2})) == "web01 12:00 x2\n");
}

} // namespace
} // namespace sokuo::detect
