#include "app/replay/expect.h"

#include <doctest/doctest.h>

namespace sokuo::app::replay {
namespace {

Json answer() {
    auto json = parse_json(R"({
        "phase": "responding", "rev": 7, "closed_at": null,
        "clocks": [
            {"key": "tell_head", "due_at": "2033-06-22T07:15:00Z", "settled": true},
            {"key": "ppc_preliminary", "span_from": "2033-06-24", "rank": 3}
        ],
        "lines": [
            {"text": "第2報を発表", "at": "2033-06-23T00:00:00Z"},
            {"text": "第1報を発表", "at": "2033-06-22T00:00:00Z"},
            {"text": "受付", "at": "2033-06-21T00:00:00Z"}
        ]})");
    REQUIRE(json.ok());
    return std::move(json).value();
}

std::optional<Json> at(std::string_view path) {
    const auto parsed = parse_path(path);
    REQUIRE(parsed.ok());
    return find(answer(), parsed.value());
}

bool is(std::string_view path, Operator op, Json wanted) {
    return holds({op, std::move(wanted)}, at(path));
}

TEST_CASE("a path leads to members, to the item that fits and to the one counted from 0") {
    CHECK(at("phase") == Json{"responding"});
    CHECK(at("clocks[key=ppc_preliminary].span_from") == Json{"2033-06-24"});
    CHECK(at("clocks[settled=true].key") == Json{"tell_head"});
    CHECK(at("clocks[rank=3].key") == Json{"ppc_preliminary"});
    CHECK(at("lines[text~第1報].at") == Json{"2033-06-22T00:00:00Z"});
    CHECK(at("lines[0].text") == Json{"第2報を発表"});
    CHECK(at("lines[*].text") == Json{Json::Array{"第2報を発表", "第1報を発表", "受付"}});
}

TEST_CASE("a path that leads nowhere finds nothing, and every item of none is an empty list") {
    CHECK_FALSE(at("clocks[key=none].span_from"));
    CHECK_FALSE(at("phase.more"));
    CHECK_FALSE(at("lines[3]"));
    CHECK(at("none[*].text") == Json{Json::Array{}});
}

TEST_CASE("what is no path is refused by its own words") {
    for (const std::string_view wrong :
         {"", "a..b", "a[", "a[key", "a[]", "a[-1]", "a[1x]", ".a", "[=x]", "a."}) {
        CAPTURE(wrong);
        const auto parsed = parse_path(wrong);
        REQUIRE_FALSE(parsed.ok());
        CHECK(parsed.error().message->code() == "replay.bad_path");
        CHECK(parsed.error().args == std::vector<std::string>{std::string{wrong}});
    }
}

TEST_CASE("two times are compared as moments, whatever their zone") {
    const std::string_view due = "clocks[key=tell_head].due_at";
    CHECK(is(due, Operator::equals, "2033-06-22T16:15:00+09:00"));
    CHECK_FALSE(is(due, Operator::equals, "2033-06-22T16:15:00Z"));
    CHECK(is(due, Operator::at_least, "2033-06-22T16:15:00+09:00"));
    CHECK(is(due, Operator::at_most, "2033-06-22T16:15:00+09:00"));
    CHECK_FALSE(is(due, Operator::at_least, "2033-06-22T16:16:00+09:00"));
}

TEST_CASE("a number and the same digits as text are two things") {
    CHECK(is("rev", Operator::equals, 7));
    CHECK_FALSE(is("rev", Operator::equals, "7"));
    CHECK(is("rev", Operator::at_least, 7));
    CHECK_FALSE(is("rev", Operator::at_least, 8));
    CHECK_FALSE(is("rev", Operator::at_least, "1"));
}

TEST_CASE("null does not exist, and what does not exist fails every other check") {
    CHECK(is("closed_at", Operator::exists, false));
    CHECK(is("none", Operator::exists, false));
    CHECK(is("phase", Operator::exists, true));
    CHECK_FALSE(is("none", Operator::is_not, "x"));
    CHECK_FALSE(is("none", Operator::count, 0));
    CHECK_FALSE(is("none", Operator::equals, nullptr));
}

TEST_CASE("lists are counted, searched, held against an order and against a list") {
    CHECK(is("clocks", Operator::count, 2));
    CHECK_FALSE(is("phase", Operator::count, 10));
    CHECK(is("phase", Operator::contains, "spond"));
    CHECK(is("lines[*].text", Operator::contains, "受付"));
    CHECK_FALSE(is("lines[*].text", Operator::contains, "第1報"));
    CHECK(is("phase", Operator::among, Json::Array{"triaged", "responding"}));
    CHECK_FALSE(is("phase", Operator::among, Json::Array{"closed"}));
    CHECK(is("lines[*].at", Operator::sorted, "descending"));
    CHECK_FALSE(is("lines[*].at", Operator::sorted, "ascending"));
    CHECK(is("lines[*].text", Operator::sequence, Json::Array{"第2報", "受付"}));
    CHECK_FALSE(is("lines[*].text", Operator::sequence, Json::Array{"受付", "第2報"}));
    CHECK_FALSE(is("lines[*].text", Operator::sequence, Json::Array{"受付", "受付"}));
}

TEST_CASE("a long value is shown cut short, between two characters") {
    std::string long_text;
    for (int count = 0; count < 200; ++count)
        long_text += "記";
    const auto shown = to_text(std::optional<Json>{Json{long_text}});
    CHECK(shown.size() < 320);
    CHECK(shown.ends_with("記…"));
    CHECK(to_text(Check{Operator::at_least, 3}) == "at_least 3");
    CHECK(to_text(Check{Operator::equals, "x"}) == "\"x\"");
}

} // namespace
} // namespace sokuo::app::replay
