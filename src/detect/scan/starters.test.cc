#include "detect/scan/scan.h"

#include "detect/scan/collect.h"
#include "detect/sigma/starter.h"

#include <doctest/doctest.h>

namespace sokuo::detect {

namespace {

// The titles of what fits, in the order told.
class Titles final : public ScanOutput {
public:
    void match(const Match& match) override { titles.push_back(match.rule->title); }
    void file_done(const FileTally&) override {}
    void progress(std::uint64_t, std::uint64_t) override {}
    std::vector<std::string> titles;
};

std::vector<std::string> titles_in(const std::string& example) {
    const auto program = compile(starter_rules({}), starter_log_sources());
    const std::vector<std::string> paths{SOURCE_DIR "/tests/detect/rules/" + example};
    Collection collection{paths, {}};
    Titles titles;
    const auto totals = scan(
        program, [&] { return collection.next(); }, {}, titles);
    REQUIRE(totals.events > 0);
    return titles.titles;
}

} // namespace

TEST_CASE("a correlation that is only a part of another tells nothing of its own") {
    CHECK(titles_in("win_security_logon_after_failures/quiet.jsonl").empty());
    CHECK(titles_in("win_security_logon_after_failures/fires.jsonl") ==
          std::vector<std::string>{"Logon Succeeded After Many Failures"});
}

} // namespace sokuo::detect
