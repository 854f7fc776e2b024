// Rules as strangers give them: whatever bytes they are, every rule that was taken says the same of
// an event through the engine as word for word from the specification, and every rule that was not
// is named. What the rules ask for is what the events hold, so that some of it is found.

#include "core/text.h"
#include "detect/engine/program.h"
#include "detect/engine/worker.h"
#include "detect/sigma/cache.h"
#include "detect/sigma/naive.h"
#include "fuzz.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <vector>

namespace {

using namespace sokuo;
using namespace sokuo::detect;

constexpr std::chrono::minutes zone{540};
constexpr std::size_t values_max = 24;

const LogSources& log_sources() {
    static const auto read = LogSources::read(
        "logsources:\n"
        "  made: {category: process_creation, product: windows, conditions: {EventID: 1},\n"
        "    rewrite: {product: windows, service: sysmon}, fieldmappings: {A: B}}\n"
        "  sysmon: {product: windows, service: sysmon, sources: ['WinEventLog:S']}\n",
        "l.yml");
    return read.value();
}

// A value for each test: what it asks for, and the same with something before it.
std::vector<std::pair<std::string, std::string>> wanted_by(const Rules& rules) {
    std::vector<std::pair<std::string, std::string>> wanted{
        {"A", "1"}, {"T", "2026-11-28T03:04:05Z"}, {"I", "10.1.2.3"}};
    for (const auto& rule : rules.rules) {
        for (const auto& test : rule.detection.tests) {
            if (wanted.size() >= values_max) return wanted;
            std::string text = test.pattern;
            for (const auto& piece : test.glob.pieces)
                text += piece.kind == Glob::Kind::text ? piece.text : "q";
            if (text.size() > 1'000 || !is_valid_utf8(text)) continue;
            wanted.emplace_back(test.field.empty() ? "Word" : test.field, "-" + text);
            wanted.emplace_back(test.field.empty() ? "Word" : test.field, std::move(text));
        }
    }
    return wanted;
}

bool is_costly(const Rules& rules) {
    std::size_t tests = 0;
    std::size_t bytes = 0; // thousands of spellings of a long text
    for (const auto& rule : rules.rules) {
        tests += rule.detection.terms.size();
        for (const auto& test : rule.detection.tests) {
            if (test.kind == Test::Kind::regex && test.pattern.size() > 200) return true;
            for (const auto& piece : test.glob.pieces)
                bytes += piece.text.size();
        }
    }
    return tests > 2'000 || bytes > 200'000;
}

std::vector<std::string> by_the_book(const Rules& rules, const Event& event, const Names& names) {
    std::vector<std::string> fitting;
    const auto seen = plain(event, names);
    for (const auto& rule : rules.rules)
        for (const auto& kind : log_sources().kinds(rule.source))
            if (fits(rule.detection, kind, seen, zone)) {
                fitting.push_back(rule.info.title);
                break;
            }
    return fitting;
}

void compare(const Rules& written, std::uint8_t seed) {
    const auto program = compile(written, log_sources(), {.zone = zone});
    Worker worker{program, {.memo_bytes = 4'096, .secret = 42}};
    Names names = program.names;
    const auto wanted = wanted_by(written);
    Rules used;
    for (const auto& rule : written.rules)
        if (std::ranges::any_of(program.rules, [&](const Rule& other) {
                return other.info.title == rule.info.title && other.info.id == rule.info.id;
            }))
            used.rules.push_back(rule);
    // Rules that share a title and an id cannot be told apart.
    if (used.rules.size() != program.rules.size()) return;
    const std::array sources{Source{"windows", {}, {}}, Source{"linux", {"webserver"}, {"auth"}}};
    for (std::size_t round = 0; round < 4; ++round) {
        std::vector<Value> values;
        for (std::size_t at = 0; at < wanted.size(); ++at)
            if ((seed >> ((at + round) % 8) & 1U) != 0 || round == 0)
                values.push_back({names.of(wanted[at].first), Type::utf8, wanted[at].second});
        const bool is_windows = round % 2 == 0;
        if (is_windows) {
            values.push_back({names.of("Channel"), Type::utf8, "S"});
            values.push_back({names.of("EventID"), Type::number, "1"});
        }
        Event event;
        event.values = values;
        event.source = &sources.at(is_windows ? 0 : 1);
        if (round == 3 && !wanted.empty()) event.line = wanted.back().second;
        std::vector<std::string> found;
        for (const auto& hit : worker.look_at(event))
            found.push_back(program.rules[hit.rule].info.title);
        fuzz::must(found == by_the_book(used, event, names));
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Rules rules;
    read_rules(fuzz::text(data, size), "f.yml", {{"P", {"a", "b*"}}}, rules);
    for (const auto& refused : rules.refused)
        fuzz::must(refused.why.message != nullptr && refused.why.where.starts_with("f.yml:"));
    if (rules.rules.empty() || is_costly(rules)) return 0;
    const auto again = unpack_rules(pack_rules(rules));
    fuzz::must(again.has_value() && again->rules.size() == rules.rules.size());
    // Filters have no plain reading of their own; the correlations need times.
    rules.filters.clear();
    compare(rules, static_cast<std::uint8_t>(size));
    return 0;
}
