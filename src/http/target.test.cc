#include "http/target.h"

#include <doctest/doctest.h>

namespace sokuo::http {

TEST_CASE("a target is split and decoded once") {
    const auto target = parse_target("/a%20b/+/%E6%9C%AC%2Fx?q=1+2&empty&&k=%26%3D&k=%2541");
    REQUIRE(target);
    CHECK(target->path == "/a b/+/本/x");
    CHECK(target->raw_path == "/a%20b/+/%E6%9C%AC%2Fx");
    const std::vector<Header> query{{"q", "1 2"}, {"empty", ""}, {"k", "&="}, {"k", "%41"}};
    CHECK(target->query == query);
    CHECK(parse_target("http://host:80/a?b=c")->path == "/a");
    CHECK(parse_target("/")->path == "/");
}

TEST_CASE("a target that could mean something else to another reader is none") {
    for (const auto* bad :
         {"",      "a",         "*",        "http://host", "/%",         "/%4", "/%zz",
          "/%00",  "/?a=%00",   "/%C0%AF",  "/%ED%A0%80",  "/.",         "/..", "/a/../b",
          "/a/..", "/%2e%2e/b", "/a/%2E/b", "/..%2fb",     "/?a=%E3%81", "/#x", "ftp://host/a"}) {
        INFO(bad);
        CHECK_FALSE(parse_target(bad).has_value());
    }
    CHECK(parse_target("/...").has_value());
    CHECK(parse_target("/?a=../..").has_value());
}

TEST_CASE("a query of too many values is refused") {
    std::string text = "/?";
    for (std::size_t at = 0; at < query_values_max; ++at)
        text += "a=1&";
    CHECK(parse_target(text).has_value());
    CHECK_FALSE(parse_target(text + "a").has_value());
}

} // namespace sokuo::http
