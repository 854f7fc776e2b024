#include "detect/engine/worker.h"

#include "detect/sigma/read.h"

#include <doctest/doctest.h>

#include <array>
#include <string>

namespace sokuo::detect {
namespace {

constexpr std::string_view rules_text = R"(title: Page
logsource: {category: webserver}
detection: {s: {cs-method: GET}, condition: s}
level: low
---
title: Surfing
logsource: {category: proxy}
detection: {s: {cs-method: GET}, condition: s}
level: low
)";

struct Looking {
    Looking() {
        Rules rules;
        read_rules(rules_text, "rules.yml", {}, rules);
        program = compile(std::move(rules), LogSources{});
        REQUIRE(program.rules.size() == 2);
    }
    // The titles that fit a request in a log of `source`.
    std::string titles(const Source& source) {
        const std::array values{Value{
            .field = program.names.find("cs-method").value(), .type = Type::utf8, .bytes = "GET"}};
        Event event;
        event.values = values;
        event.source = &source;
        std::string titles;
        for (const auto& hit : worker.look_at(event))
            titles += program.rules[hit.rule].info.title;
        return titles;
    }
    Program program;
    Worker worker{program, {}};
};

TEST_CASE("a source is what it says, wherever it lies in memory") {
    Looking looking;
    Source source{.product = "apache", .categories = {"webserver"}};
    CHECK(looking.titles(source) == "Page");
    // As when one reader is gone and the next one lies where it was.
    source = {.product = "squid", .categories = {"proxy"}};
    CHECK(looking.titles(source) == "Surfing");
    source = {.product = "apache", .categories = {"webserver"}};
    CHECK(looking.titles(source) == "Page");
}

} // namespace
} // namespace sokuo::detect
