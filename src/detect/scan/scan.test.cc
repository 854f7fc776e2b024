#include "detect/scan/scan.h"

#include "detect/input/open.h"
#include "detect/input/stream.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace sokuo::detect {
namespace {

constexpr std::string_view kinds = R"(
logsources:
  security: {product: windows, service: security, sources: ['WinEventLog:Security']}
)";

constexpr std::string_view rules_text = R"(
title: Refused at the door
id: refused
level: low
logsource: {product: windows, service: security}
detection: {s: {EventID: 4625}, condition: s}
---
title: Somebody tries the handle
level: high
correlation:
  type: event_count
  rules: [refused]
  group-by: [IpAddress]
  timespan: 1m
  condition: {gte: 5}
---
title: The book was emptied
id: emptied
level: critical
logsource: {product: windows, service: security}
detection: {s: {EventID: 1102}, condition: s}
)";

std::string line(int number, int id, std::string_view address, int second) {
    std::string time = "2026-11-28T03:" + std::string(second / 60 < 10 ? "0" : "") +
                       std::to_string(second / 60) + ":" + (second % 60 < 10 ? "0" : "") +
                       std::to_string(second % 60) + "Z";
    return R"({"Channel":"Security","EventID":)" + std::to_string(id) +
           R"(,"SourceName":"Microsoft-Windows-Security-Auditing","Hostname":"pc01",)"
           R"("IpAddress":")" +
           std::string{address} + R"(","EventTime":")" + time + R"(","RecordNumber":)" +
           std::to_string(number) + "}\n";
}

Program made() {
    Rules rules;
    read_rules(rules_text, "rules.yml", {}, rules);
    const auto sources = LogSources::read(kinds, "kinds.yml");
    REQUIRE(sources.ok());
    auto program = compile(std::move(rules), sources.value());
    CHECK(program.refused.empty());
    return program;
}

struct Found final : ScanOutput {
    void match(const Match& match) override {
        lines.push_back(match.rule->title + " " + match.file + ":" + std::to_string(match.record) +
                        (match.events > 0 ? " x" + std::to_string(match.events) : ""));
    }
    void file_done(const FileTally& file) override { files.push_back(file.name); }
    void progress(std::uint64_t, std::uint64_t events) override { seen = events; }
    std::vector<std::string> lines;
    std::vector<std::string> files;
    std::uint64_t seen = 0;
};

Found scan_of(const Program& program, const std::vector<std::string>& texts,
              const ScanOptions& options = {}) {
    Found found;
    std::size_t at = 0;
    const auto next = [&]() -> std::optional<ScanInput> {
        if (at == texts.size()) return std::nullopt;
        const auto bytes = as_bytes(texts[at]);
        const Bytes copy{bytes.begin(), bytes.end()};
        auto reader = open_reader(read_memory(copy), copy, "x.jsonl");
        REQUIRE(reader.ok());
        return ScanInput{"f" + std::to_string(at++), std::move(reader).value()};
    };
    scan(program, next, options, found);
    return found;
}

TEST_CASE("what is found comes in the order of files and records, whatever thread found it") {
    const auto program = made();
    std::vector<std::string> texts;
    for (int file = 0; file < 40; ++file) {
        std::string text;
        for (int at = 0; at < 300; ++at)
            text += line(at, at % 50 == 7 ? 1102 : 4688, "192.0.2.1", at);
        texts.push_back(text);
    }
    const auto one = scan_of(program, texts, {.threads = 1});
    CHECK(one.lines.size() == 40 * 6);
    CHECK(one.seen == 40 * 300);
    for (const std::size_t threads : {2U, 3U, 8U}) {
        const auto many = scan_of(program, texts, {.threads = threads});
        CHECK(many.lines == one.lines);
        CHECK(many.files == one.files);
    }
}

TEST_CASE("a rule that a correlation counts is silent, and the correlation speaks for it") {
    const auto program = made();
    std::string text;
    for (int at = 0; at < 4; ++at)
        text += line(at, 4625, "192.0.2.7", at * 10);
    CHECK(scan_of(program, {text}).lines.empty());
    text += line(5, 4625, "192.0.2.7", 45) + line(6, 4625, "192.0.2.9", 46);
    text += line(7, 4625, "192.0.2.7", 50);
    const auto found = scan_of(program, {text});
    REQUIRE(found.lines.size() == 1);
    CHECK(found.lines[0] == "Somebody tries the handle f0:5 x6");
}

TEST_CASE("what a correlation counts may lie in several files, in any order") {
    const auto program = made();
    std::string later;
    std::string earlier;
    for (int at = 0; at < 3; ++at) {
        later += line(at, 4625, "192.0.2.7", 30 + at);
        earlier += line(at, 4625, "192.0.2.7", 20 + at);
    }
    for (const std::size_t threads : {1U, 4U}) {
        const auto found = scan_of(program, {later, earlier}, {.threads = threads});
        REQUIRE(found.lines.size() == 1);
        CHECK(found.lines[0] == "Somebody tries the handle f0:2 x6");
    }
}

TEST_CASE("only what is grave enough and in time is told") {
    const auto program = made();
    std::string text = line(1, 1102, "192.0.2.1", 5) + line(2, 1102, "192.0.2.1", 65);
    for (int at = 0; at < 5; ++at)
        text += line(3 + at, 4625, "192.0.2.7", 70 + at);
    CHECK(scan_of(program, {text}).lines.size() == 3);
    CHECK(scan_of(program, {text}, {.level_min = Level::critical}).lines.size() == 2);
    const auto from = parse_rfc3339("2026-11-28T03:01:00Z");
    REQUIRE(from.ok());
    const auto late = scan_of(program, {text}, {.from = from.value()});
    CHECK(late.lines.size() == 2);
    CHECK(scan_of(program, {text}, {.to = from.value()}).lines.size() == 1);
}

} // namespace
} // namespace sokuo::detect
