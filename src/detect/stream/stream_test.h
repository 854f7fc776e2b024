#pragma once

// A rule set, and what a lookout tells of what is pushed into a feed.

#include "detect/engine/program.h"
#include "detect/sigma/read.h"
#include "detect/stream/feed.h"
#include "detect/stream/lookout.h"

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sokuo::detect {

inline constexpr Time noon =
    std::chrono::sys_days{std::chrono::year{2026} / 11 / 28} + std::chrono::hours{12};

inline Program program_of(std::string_view rules_text) {
    Rules rules;
    read_rules(rules_text, "rules.yml", {}, rules);
    const auto sources = LogSources::read("logsources: {}\n", "kinds.yml");
    REQUIRE(sources.ok());
    auto program = compile(std::move(rules), sources.value());
    for (const auto& refused : program.refused)
        FAIL(refused.info.title << ": " << describe(refused.why));
    return program;
}

/// Keeps what events there were.
struct Seen final : NamedSink {
    void take(const Event& event, const Names& names) override {
        std::string text;
        for (const auto& value : event.values)
            text.append(text.empty() ? "" : " ")
                .append(names.name(value.field))
                .append("=")
                .append(text_of(value, room));
        events.push_back(std::to_string(event.record) + ": " + text);
        lines.emplace_back(event.line);
        products.push_back(event.source->product);
    }
    std::vector<std::string> events;
    std::vector<std::string> lines;
    std::vector<std::string> products;
    std::string room;
};

} // namespace sokuo::detect
