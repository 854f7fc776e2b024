#include "detect/stream/lookout.h"

#include "detect/stream/stream_test.h"

namespace sokuo::detect {
namespace {

using std::chrono::seconds;

constexpr std::string_view door_rules = R"(
title: Refused
id: refused
level: low
logsource: {product: door}
detection: {s: {action: refused}, condition: s}
---
title: Somebody tries the handle
level: high
correlation:
  type: event_count
  rules: [refused]
  group-by: [address]
  timespan: 10s
  condition: {gte: 3}
---
title: Emptied
id: emptied
level: medium
logsource: {product: door}
detection: {s: {action: emptied}, condition: s}
---
title: Beat
id: beat
level: low
logsource: {product: door}
detection: {s: {action: beat}, condition: s}
---
title: The heart is slow
level: high
correlation:
  type: event_count
  rules: [beat]
  timespan: 20s
  condition: {lt: 3}
)";

struct Post {
    Program program;
    std::vector<std::string> told{};
    std::vector<Match> matches{};
    Lookout lookout;
    LineDesks desks{program.names, {.source = Source{.product = "door"}}};
    Feed feed{desks, Feed::Form::lines};
    Tally tally{};

    explicit Post(Level level_min = Level::informational, std::string_view rules = door_rules)
        : program{program_of(rules)},
          lookout{program, {.level_min = level_min}, [this](const Match& match) {
                      told.push_back(match.rule->title +
                                     (match.events > 0 ? " x" + std::to_string(match.events) : ""));
                      matches.push_back(match);
                  }} {}

    // By the events' clock and by ours.
    void says(std::string_view action, int at, int now, std::string_view address = "192.0.2.1") {
        const auto time = to_rfc3339(noon + seconds{at});
        says(R"({"action":")" + std::string{action} + R"(","address":")" + std::string{address} +
                 R"(","Channel":"Door","EventID":1,"SourceName":"Door","EventTime":")" + time +
                 "\"}\n",
             now);
    }
    void says(std::string_view line, int now) {
        lookout.hear("the pipe", noon + seconds{now});
        CHECK(feed.add(as_bytes(line), lookout, tally).ok());
    }
    void clock(int now) { lookout.pass(noon + seconds{now}); }
    [[nodiscard]] std::string all() const {
        std::string text;
        for (const auto& one : told)
            text += (text.empty() ? "" : ", ") + one;
        return text;
    }
};

TEST_CASE("a match is told with the event, and says where it is from") {
    Post post;
    post.says("emptied", 0, 0);
    REQUIRE(post.all() == "Emptied");
    CHECK(post.matches[0].file == "the pipe");
    CHECK(post.matches[0].record == 1);
    CHECK(post.matches[0].time == noon);
}

TEST_CASE("an event without a time happened when it came") {
    Post post;
    post.says("{\"action\":\"emptied\"}\n", 7);
    REQUIRE(post.matches.size() == 1);
    CHECK(post.matches[0].time == noon + seconds{7});
    for (int at = 20; at < 23; ++at)
        post.says("{\"action\":\"refused\",\"address\":\"a\"}\n", at);
    CHECK(post.all() == "Emptied, Somebody tries the handle x3");
}

TEST_CASE("an episode is told when it begins, and by the clock when it is over") {
    Post post;
    for (int at = 0; at < 3; ++at)
        post.says("refused", at, at);
    CHECK(post.all() == "Somebody tries the handle x3");
    post.says("refused", 4, 4);
    post.says("refused", 5, 5);
    post.clock(6);
    post.clock(14);
    CHECK(post.told.size() == 1);
    post.clock(15);
    CHECK(post.all() == "Somebody tries the handle x3, Somebody tries the handle x5");
    post.clock(60);
    CHECK(post.told.size() == 2);
}

TEST_CASE("an episode to which nothing came is told once") {
    Post post;
    for (int at = 0; at < 3; ++at)
        post.says("refused", at, at);
    post.clock(60);
    post.lookout.finish();
    CHECK(post.all() == "Somebody tries the handle x3");
}

TEST_CASE("behind an episode that the clock ended another may begin") {
    Post post;
    for (int at = 0; at < 3; ++at)
        post.says("refused", at, at);
    post.clock(12);
    for (int at = 30; at < 33; ++at)
        post.says("refused", at, at);
    CHECK(post.all() == "Somebody tries the handle x3, Somebody tries the handle x3");
}

TEST_CASE("fewer than so many is seen when the clock says that the span is over") {
    Post post;
    post.says("beat", 0, 0);
    post.says("beat", 5, 5);
    post.clock(19);
    CHECK(post.told.empty());
    post.clock(20);
    CHECK(post.all() == "The heart is slow x2");
    for (const int at : {30, 35, 40})
        post.says("beat", at, at);
    post.clock(50);
    CHECK(post.told.size() == 1);
}

TEST_CASE("whoever stops listening does not say that too little was heard") {
    Post post;
    post.says("beat", 0, 0);
    post.lookout.stop(noon + seconds{5});
    CHECK(post.told.empty());
    Post ended;
    ended.says("beat", 0, 0);
    ended.lookout.finish();
    CHECK(ended.all() == "The heart is slow x1");
}

TEST_CASE("an old log sent through is counted in its own time") {
    Post post;
    // Over days, within a second of ours.
    for (int day = 0; day < 5; ++day)
        post.says("refused", day * 86'400 - 9'000'000, 0);
    post.clock(1);
    CHECK(post.told.empty());
    for (int at = 0; at < 4; ++at)
        post.says("refused", -1'000'000 + at, 2);
    post.lookout.finish();
    CHECK(post.all() == "Somebody tries the handle x3, Somebody tries the handle x4");
}

TEST_CASE("machines whose clocks disagree are not lost") {
    Post post;
    for (int at = 0; at < 3; ++at) {
        post.says("refused", at + 600, at, "192.0.2.1");
        post.says("refused", at, at, "192.0.2.2");
    }
    CHECK(post.told.size() == 2);
    CHECK(post.lookout.counted().late == 0);
    // Of one group: what is older counts as of then.
    Post one;
    one.says("refused", 5, 5);
    one.says("refused", 3, 5);
    one.says("refused", 4, 6);
    CHECK(one.all() == "Somebody tries the handle x3");
}

TEST_CASE("a clock that is ahead does not hold a window open") {
    Post post;
    post.says("refused", 1'000'000, 0);
    for (int time = 9; time <= 45; time += 9)
        post.says("refused", time, time);
    CHECK(post.told.empty());
}

TEST_CASE("long values that differ are counted apart, and kept short") {
    Post post;
    const std::string same(100'000, 'x');
    for (int time = 0; time < 3; ++time)
        post.says("refused", time, time, same + std::to_string(time));
    CHECK(post.told.empty());
    for (int time = 3; time < 5; ++time)
        post.says("refused", time, time, same + "0");
    REQUIRE(post.told.size() == 1);
    CHECK(post.told.back() == "Somebody tries the handle x3");
    for (const auto& [name, value] : post.matches.back().matched)
        CHECK(value.size() < 1'100);
}

TEST_CASE("what counts episodes is told at once as well, and by the clock alone") {
    const std::string rules = std::string{door_rules} + R"(
---
title: Both at once
level: critical
correlation:
  type: temporal
  rules: [handle, heart]
  timespan: 1m
)";
    auto named = rules;
    named.replace(named.find("title: Somebody"), 0, "name: handle\n");
    named.replace(named.find("title: The heart"), 0, "name: heart\n");
    Post post{Level::informational, named};
    post.says("beat", 0, 0);
    for (int at = 1; at < 4; ++at)
        post.says("refused", at, at);
    CHECK(post.told.empty());
    post.clock(21);
    CHECK(post.all() == "Both at once x2");
    post.clock(200);
    post.lookout.finish();
    CHECK(post.told.size() == 1);
}

TEST_CASE("only what is grave enough is told, and all of it is counted") {
    Post post{Level::high};
    post.says("emptied", 0, 0);
    for (int at = 0; at < 3; ++at)
        post.says("refused", at, at);
    CHECK(post.all() == "Somebody tries the handle x3");
}

} // namespace
} // namespace sokuo::detect
