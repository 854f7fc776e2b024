// The engine against the plain reading of the specification: random rules, random events, and not
// one answer may differ. SOKUO_ORACLE_SECONDS says for how long (30; a nightly run takes 600).

#include "detect/engine/worker.h"
#include "detect/sigma/naive.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

namespace sokuo::detect {
namespace {

using rc::gen::elementOf;
using rc::gen::inRange;

// Few names and few letters, so that what a rule asks for is often there.
const std::vector<std::string> fields{"A", "B", "C", "Channel", "EventID", "Provider_Name"};
const std::vector<std::string> letters{
    "a", "A",      "b", "k", "\u212A", "-",  "/",  "\\\\", "*",      "?", "1",   "2",
    ".", "\u017F", "s", " ", "\u3042", "ab", "cd", "ef",   "\u2015", "X", "4624"};
const std::vector<std::string> values{
    "",         "abcdef",      "ABCDEF xyz",           "4624", "1",        "12",
    "10.1.2.3", "2001:db8::1", "2026-11-28T03:04:05Z", "-ab",  "Security", "System",
    "YWJjZGVm"};
const std::vector<std::string> modifiers{"",
                                         "contains",
                                         "startswith",
                                         "endswith",
                                         "contains|all",
                                         "cased",
                                         "neq",
                                         "re",
                                         "re|i",
                                         "cidr",
                                         "lt",
                                         "gte",
                                         "exists",
                                         "fieldref",
                                         "hour",
                                         "week",
                                         "windash",
                                         "contains|windash",
                                         "base64offset|contains",
                                         "fieldref|contains",
                                         "contains|cased",
                                         "hour|gte",
                                         "wide",
                                         "startswith|cased"};

std::string pick(const std::vector<std::string>& from) {
    return from[*inRange<std::size_t>(0, from.size())];
}

std::string some_text() {
    if (*inRange(0, 3) == 0) return pick(values);
    std::string text;
    for (int left = *inRange(0, 7); left > 0; --left)
        text += pick(letters);
    return text;
}

std::string in_quotes(const std::string& text) {
    std::string out = "'";
    for (const char letter : text) {
        if (letter == '\'') out += '\'';
        out += letter;
    }
    return out + "'";
}

std::string value_for(const std::string& modifier) {
    if (modifier.starts_with("re"))
        return in_quotes(pick(
            {"ab", "^a.*f$", "[0-9]+", "a|b", "(?i)abcd", "k", ".", "abc(def)?x", "\\d{4}", "^$"}));
    if (modifier == "cidr")
        return in_quotes(pick({"10.0.0.0/8", "10.1.2.3", "2001:db8::/32", "0.0.0.0/0"}));
    if (modifier == "lt" || modifier == "gte" || modifier.starts_with("hour") || modifier == "week")
        return std::to_string(*inRange(0, 60));
    if (modifier == "exists") return *inRange(0, 2) == 0 ? "true" : "false";
    if (modifier.starts_with("fieldref")) return pick(fields);
    if (*inRange(0, 10) == 0) return "null";
    return in_quotes(some_text());
}

std::string item(const std::string& indent) {
    const auto modifier = pick(modifiers);
    auto key = *inRange(0, 8) == 0 ? std::string{} : pick(fields);
    if (!modifier.empty()) key += "|" + modifier;
    std::string text = indent + in_quotes(key) + ":";
    if (*inRange(0, 2) == 0) return text + " " + value_for(modifier) + "\n";
    text += "\n";
    for (int left = *inRange(1, 4); left > 0; --left)
        text += indent + "  - " + value_for(modifier) + "\n";
    return text;
}

std::string selection(const std::string& name) {
    std::string text = "  " + name + ":\n";
    const int shape = *inRange(0, 6);
    if (shape == 0) {
        for (int left = *inRange(1, 4); left > 0; --left)
            text += "    - " + in_quotes(some_text()) + "\n";
        return text;
    }
    if (shape == 1) {
        for (int left = *inRange(1, 3); left > 0; --left) {
            text += "    -\n";
            text += item("      ");
        }
        return text;
    }
    return text + item("    ");
}

const std::vector<std::string> rule_sources{
    "{product: windows, service: security}", "{product: windows}",
    "{category: process_creation, product: windows}", "{product: linux}", "{category: webserver}"};

std::string some_rule(std::size_t number) {
    const std::vector<std::string> conditions{"s1",
                                              "s1 and s2",
                                              "s1 or s2",
                                              "not s1",
                                              "s1 and not s2",
                                              "1 of s*",
                                              "all of them",
                                              "not 1 of them",
                                              "(s1 or s2) and not s3",
                                              "not (s1 and s2) or s3",
                                              "not not s1"};
    const auto called = std::to_string(number);
    return "title: R" + called + "\nid: id-" + called + "\nname: name-" + called +
           "\nlogsource: " + pick(rule_sources) + "\ndetection:\n" + selection("s1") +
           selection("s2") + selection("s3") + "  condition: " + in_quotes(pick(conditions)) +
           "\n---\n";
}

// Of any rule of its log source, or of those it names: by id, by name, by a title (which is none of
// both), or by nothing that there is. Its log source may be that of no rule, or a part of theirs.
std::string some_filter(std::size_t number) {
    auto sources = rule_sources;
    for (const auto* const other :
         {"{service: security}", "{category: process_creation}", "{product: macos}",
          "{product: windows, service: sysmon}", "{product: windows, category: webserver}"})
        sources.emplace_back(other);
    std::string rules = "any";
    if (*inRange(0, 2) == 0) {
        rules = "\n";
        for (int left = *inRange(1, 4); left > 0; --left)
            rules += "    - " + pick({"id-", "name-", "id-", "name-", "R", "x"}) +
                     std::to_string(*inRange(0, 12)) + "\n";
    }
    return "title: F" + std::to_string(number) + "\nlogsource: " + pick(sources) +
           "\nfilter:\n  rules: " + rules + "\n" + selection("s1") + selection("s2") +
           "  condition: " + pick({"s1", "s1 and not s2", "1 of s*", "not s1"}) + "\n---\n";
}

// Whether it takes events from the rule: the specification's words, "Sigma Filters".
bool is_meant(const Filter& filter, const Rule& rule) {
    const auto& asked = filter.source;
    if (!asked.product.empty() && asked.product != rule.source.product) return false;
    if (!asked.category.empty() && asked.category != rule.source.category) return false;
    if (!asked.service.empty() && asked.service != rule.source.service) return false;
    bool is_named = filter.rules.empty(); // any
    for (const auto& name : filter.rules)
        is_named = is_named || name == rule.info.id || name == rule.name;
    return is_named;
}

constexpr std::string_view log_sources = R"(
logsources:
  process_creation_1: {category: process_creation, product: windows, conditions: {EventID: 1},
    rewrite: {product: windows, service: sysmon}}
  process_creation_2: {category: process_creation, product: windows, conditions: {EventID: 4624},
    rewrite: {product: windows, service: security}, fieldmappings: {A: B, C: A}}
  security: {product: windows, service: security, sources: ['WinEventLog:Security'],
    fieldmappings: {B: C}}
  sysmon: {product: windows, service: sysmon, sources: ['WinEventLog:System', 'WinEventLog:Sys'],
    fieldmappings: {C: Provider_Name, EventID: A}}
  web: {category: webserver, conditions: {B: ['1', abcdef, '']}, fieldmappings: {A: C, C: A}}
)";

const std::array sources{Source{"windows", {}, {}}, Source{"linux", {}, {"auth"}},
                         Source{"apache", {"webserver"}, {}}};

// An event and the texts its values point to.
struct Made {
    std::vector<std::string> texts;
    std::vector<Value> values;
    std::string line;
    Event event;
};

std::string wide(const std::string& text) {
    std::string out;
    for (const char letter : text) {
        out += letter;
        out += '\0';
    }
    return out;
}

bool is_ascii(const std::string& text) {
    for (const char letter : text)
        if ((static_cast<unsigned char>(letter) & 0x80U) != 0) return false;
    return true;
}

void add_value(Made& made, FieldId field) {
    made.texts.push_back(some_text());
    auto& text = made.texts.back();
    auto type = Type::utf8;
    if (*inRange(0, 8) == 0) {
        type = Type::null;
        text.clear();
    } else if (is_ascii(text) && *inRange(0, 2) == 0) {
        type = Type::utf16;
        text = wide(text);
    }
    made.values.push_back({field, type, text});
}

void make_event(Made& made, Names& names) {
    made.texts.reserve(16);
    for (int left = *inRange(0, 8); left > 0; --left)
        add_value(made, names.of(pick(fields)));
    if (*inRange(0, 3) != 0) {
        made.texts.emplace_back(pick({"Security", "security", "Sys"}));
        made.values.push_back({names.of("Channel"), Type::utf8, made.texts.back()});
        made.texts.emplace_back(pick({"1", "4624", "2"}));
        made.values.push_back({names.of("EventID"), Type::number, made.texts.back()});
    }
    if (*inRange(0, 4) == 0) made.line = some_text();
    made.event.values = made.values;
    made.event.line = made.line;
    made.event.source = &sources.at(*inRange<std::size_t>(0, sources.size()));
}

std::chrono::seconds budget() {
    const char* const asked = std::getenv("SOKUO_ORACLE_SECONDS");
    return std::chrono::seconds{asked == nullptr ? 15 : std::atoi(asked)};
}

// How often some rule did fit: a comparison of nothing with nothing proves nothing.
std::size_t hits = 0;
std::size_t taken = 0; // by filters

void compare_once(const LogSources& kinds) {
    std::string text;
    for (std::size_t number = 0; number < 12; ++number)
        text += some_rule(number);
    for (std::size_t left = *inRange<std::size_t>(0, 5); left > 0; --left)
        text += some_filter(left);
    Rules rules;
    read_rules(text, "random", {}, rules);
    const auto written = rules.rules;
    const auto filters = rules.filters;
    const std::chrono::minutes zone{540};
    const auto program = compile(std::move(rules), kinds, {.zone = zone});
    // A small memory, so that it starts anew now and then.
    Worker worker{program, {.memo_bytes = 4'096, .secret = 42}};
    Names names = program.names;
    for (int left = 20; left > 0; --left) {
        Made made;
        make_event(made, names);
        std::vector<std::string> fast;
        for (const auto& hit : worker.look_at(made.event))
            fast.push_back(program.rules[hit.rule].info.title);
        std::vector<std::string> slow;
        const auto event = plain(made.event, names);
        for (const auto& rule : written) {
            bool does_fit = false;
            for (const auto& kind : kinds.kinds(rule.source)) {
                if (!fits(rule.detection, kind, event, zone)) continue;
                const bool is_taken = std::ranges::any_of(filters, [&](const Filter& filter) {
                    return is_meant(filter, rule) && fits(filter.detection, kind, event, zone);
                });
                does_fit = does_fit || !is_taken;
                if (is_taken) ++taken;
            }
            const bool is_used = std::ranges::any_of(program.rules, [&](const Rule& used) {
                return used.info.title == rule.info.title;
            });
            if (does_fit && is_used) slow.push_back(rule.info.title);
        }
        if (fast != slow) {
            RC_LOG() << text;
            for (const auto& field : event.fields)
                RC_LOG() << field.name << "=" << field.text << "\n";
            RC_LOG() << "line=" << event.line << " source=" << event.source.product;
        }
        hits += fast.size();
        RC_ASSERT(fast == slow);
    }
}

TEST_CASE("no random rule and no random event tells the engine from the specification") {
    const auto kinds = LogSources::read(log_sources, "log_sources");
    REQUIRE(kinds.ok());
    const auto end = std::chrono::steady_clock::now() + budget();
    std::size_t sets = 0;
    bool agrees = true;
    // A hundred at a time, each hundred with a seed of its own.
    while (agrees && std::chrono::steady_clock::now() < end)
        agrees = rc::check([&] {
            compare_once(kinds.value());
            ++sets;
        });
    MESSAGE(sets, " sets of 12 rules, 20 events each; ", hits, " hits, ", taken,
            " taken by filters");
    CHECK(agrees);
    CHECK(hits > sets);
    CHECK(taken > sets / 4);
}

} // namespace
} // namespace sokuo::detect
