#include "detect/sigma/log_sources.h"

#include <doctest/doctest.h>

#include <string>

namespace sokuo::detect {
namespace {

const std::string text = R"(logsources:
  made_1: {category: made, product: windows, conditions: {EventID: 1},
    rewrite: {product: windows, service: sysmon}}
  made_2: {category: made, product: windows, conditions: {EventID: [4688, 4689]},
    rewrite: {product: windows, service: security}, fieldmappings: {Image: NewProcessName}}
  security: {product: windows, service: security, sources: ['WinEventLog:Security']}
  sysmon: {product: windows, service: sysmon, sources: ['WinEventLog:Sys/A', 'WinEventLog:Sys']}
)";

TEST_CASE("a category is every kind of event its entries lead to") {
    const auto sources = LogSources::read(text, "l.yml");
    REQUIRE(sources.ok());
    const auto kinds = sources.value().kinds({"made", "windows", ""});
    REQUIRE(kinds.size() == 2);
    CHECK(kinds[0].channels == std::vector<std::string>{"Sys/A", "Sys"});
    REQUIRE(kinds[0].conditions.size() == 1);
    CHECK(kinds[0].conditions[0].first == "EventID");
    CHECK(kinds[0].conditions[0].second == std::vector<std::string>{"1"});
    CHECK(kinds[0].fields.empty());
    CHECK(kinds[1].channels == std::vector<std::string>{"Security"});
    CHECK(kinds[1].conditions[0].second == std::vector<std::string>{"4688", "4689"});
    REQUIRE(kinds[1].fields.size() == 1);
    CHECK(kinds[1].fields[0].second == "NewProcessName");
}

TEST_CASE("another product is the reader's word, an unknown one of Windows is unknown") {
    const auto sources = LogSources::read(text, "l.yml");
    REQUIRE(sources.ok());
    const auto kinds = sources.value().kinds({"", "linux", "auth"});
    REQUIRE(kinds.size() == 1);
    CHECK(kinds[0].source == LogSource{"", "linux", "auth"});
    CHECK(sources.value().kinds({"unheard", "windows", ""}).empty());
}

TEST_CASE("a file that is no list of log sources is refused with its place") {
    CHECK(LogSources::read("[1, 2]", "l.yml").error().where.starts_with("l.yml:"));
    CHECK(LogSources::read("logsources: {a: 1}", "l.yml").error().where.starts_with("l.yml:"));
}

} // namespace
} // namespace sokuo::detect
