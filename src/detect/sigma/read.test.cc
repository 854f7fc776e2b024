#include "detect/sigma/read.h"

#include <doctest/doctest.h>

#include <string>

namespace sokuo::detect {
namespace {

Rules read(const std::string& text) {
    Rules rules;
    read_rules(text, "r.yml", {}, rules);
    return rules;
}

// The code and the place of the only thing that was refused.
std::string refusal(const std::string& text) {
    const auto rules = read(text);
    if (rules.refused.size() != 1) return "refused " + std::to_string(rules.refused.size());
    const auto& refused = rules.refused[0];
    CHECK(refused.info.file == "r.yml");
    return std::string{refused.why.message->code()} + " " + refused.why.where;
}

const std::string body = "logsource: {product: x}\ndetection: {s: {A: 1}, condition: s}\n";

TEST_CASE("what people are told of a rule is read with it") {
    const auto rules = read("title: Ä title\nid: 11\nname: short\nstatus: test\nlevel: critical\n"
                            "author: [One, Two]\nlicense: L\ndate: 2026-11-28\n"
                            "description: |\n  Two\n  lines\nreferences: [a, b]\ntags: [t.1]\n"
                            "falsepositives: none\n" +
                            body);
    REQUIRE(rules.rules.size() == 1);
    const auto& rule = rules.rules[0];
    CHECK(rule.info.title == "Ä title");
    CHECK(rule.info.id == "11");
    CHECK(rule.name == "short");
    CHECK(rule.info.level == Level::critical);
    CHECK(rule.info.author == "One, Two");
    CHECK(rule.info.license == "L");
    CHECK(rule.info.description == "Two\nlines\n");
    CHECK(rule.info.references == std::vector<std::string>{"a", "b"});
    CHECK(rule.info.tags == std::vector<std::string>{"t.1"});
    CHECK(rule.info.false_positives == std::vector<std::string>{"none"});
    CHECK(rule.source == LogSource{"", "x", ""});
}

TEST_CASE("of several documents each is read, and what is wrong has the file's line") {
    const auto rules =
        read("# a file\n---\ntitle: One\n" + body + "---\r\ntitle: Two\nlevel: huge\n" + body +
             "--- # three\ntitle: Three\n" + body + "...\n---\n\n# end\n");
    REQUIRE(rules.rules.size() == 2);
    CHECK(rules.rules[0].info.title == "One");
    CHECK(rules.rules[1].info.title == "Three");
    REQUIRE(rules.refused.size() == 1);
    CHECK(rules.refused[0].info.title == "Two");
    CHECK(rules.refused[0].why.where == "r.yml:8");
}

TEST_CASE("a document that begins on the line of its separator is not lost") {
    const auto rules = read("--- {title: One, logsource: {product: x},\n"
                            "  detection: {s: {A: 1}, condition: s}}\n");
    CHECK(rules.rules.size() == 1);
    CHECK(refusal("title: One\n" + body + "--- {title: Two, level: huge}\n") ==
          "sigma.level_unknown r.yml:4");
}

TEST_CASE("a directive before the first document is no document") {
    CHECK(read("%YAML 1.1\n---\ntitle: One\n" + body).rules.size() == 1);
}

TEST_CASE("what a rule lacks is named") {
    CHECK(refusal("id: 1\n" + body) == "sigma.part_missing r.yml:1");
    CHECK(refusal("title: T\ndetection: {s: {A: 1}, condition: s}\n") ==
          "sigma.part_missing r.yml:1");
    CHECK(refusal("title: T\nlogsource: {product: x}\n") == "sigma.part_missing r.yml:1");
    CHECK(refusal("title: T\nlogsource: x\ndetection: {}\n") == "sigma.not_a_map r.yml:2");
    CHECK(refusal("title: T\nlogsource: {product: x}\ndetection: {s: {A: 1}}\n") ==
          "sigma.part_missing r.yml:1");
    CHECK(refusal("title: T\nlogsource: {product: x}\ndetection:\n  s:\n    A: 1\n    B|zz: 1\n"
                  "  condition: s\n") == "sigma.modifier_unknown r.yml:6");
    CHECK(refusal("title: T\nlogsource: {product: x}\ndetection: {s: {}, condition: s}\n") ==
          "sigma.values_missing r.yml:3");
    CHECK(refusal("- a list\n") == "sigma.not_a_map r.yml:1");
    CHECK(refusal("") == "yaml.file_is_empty r.yml:1");
}

TEST_CASE("a log source that is a list is not taken for any") {
    CHECK(refusal(
              "title: T\nlogsource:\n  product: [x, y]\ndetection: {s: {A: 1}, condition: s}\n") ==
          "sigma.part_not_text r.yml:3");
}

TEST_CASE("a selection may be called rules, as only a filter has rules of its own") {
    const auto rules = read("title: T\nlogsource: {product: x}\n"
                            "detection: {rules: {A: 1}, condition: rules}\n");
    CHECK(rules.rules.size() == 1);
}

TEST_CASE("a filter that says nothing of its rules does not silence all of them") {
    const std::string head = "title: F\nlogsource: {product: x}\nfilter:\n  s: {A: 1}\n"
                             "  condition: s\n";
    CHECK(refusal(head) == "sigma.part_missing r.yml:3");
    CHECK(refusal(head + "  rules: []\n") == "sigma.part_missing r.yml:3");
    const auto any = read(head + "  rules: any\n");
    REQUIRE(any.filters.size() == 1);
    CHECK(any.filters[0].rules.empty());
    const auto two = read(head + "  rules: [a, b]\n");
    REQUIRE(two.filters.size() == 1);
    CHECK(two.filters[0].rules == std::vector<std::string>{"a", "b"});
}

TEST_CASE("YAML that grows, is deep or is long is refused, and the next document read") {
    std::string bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\n";
    for (char name = 'b'; name <= 'j'; ++name) {
        const std::string before(1, static_cast<char>(name - 1));
        bomb += std::string(1, name) + ": &" + name + " [";
        for (int left = 0; left < 10; ++left)
            bomb += (left > 0 ? ",*" : "*") + before;
        bomb += "]\n";
    }
    const std::string good = "---\ntitle: Good\n" + body;
    for (const auto& bad : {bomb, "a: " + std::string(1'000, '[') + "\n",
                            "title: " + std::string((1 << 20) + 1, 'x') + "\n",
                            std::string("title: \xFF\n"), std::string("a: b: c\n")}) {
        const auto rules = read(bad + good);
        CHECK(rules.refused.size() == 1);
        CHECK(rules.rules.size() == 1);
    }
}

TEST_CASE("a hundred megabytes are refused at once") {
    const auto text = "title: T\nlogsource: {product: x}\ndetection: {s: {A|re: '" +
                      std::string(std::size_t{100} << 20U, 'a') + "'}, condition: s}\n";
    CHECK(refusal(text).starts_with("yaml"));
}

TEST_CASE("placeholders are lists of texts") {
    const auto read = read_placeholders("Servers: [a, b]\nOne: c\n", "p.yml");
    REQUIRE(read.ok());
    CHECK(read.value().at("Servers") == std::vector<std::string>{"a", "b"});
    CHECK(read.value().at("One") == std::vector<std::string>{"c"});
    CHECK(read_placeholders("[a]", "p.yml").error().where == "p.yml:1");
}

TEST_CASE("a correlation is read with all its parts, and refused with its reason") {
    const auto rules =
        read("title: C\nname: c\ncorrelation:\n  type: value_count\n  rules: [a, b]\n"
             "  group-by: [U]\n  timespan: 2h\n  generate: true\n"
             "  condition: {gt: 1, lte: 9, field: F}\n"
             "  aliases: {U: {a: X, b: Y}}\n");
    REQUIRE(rules.correlations.size() == 1);
    const auto& read_in = rules.correlations[0];
    CHECK(read_in.name == "c");
    CHECK(read_in.type == CorrelationType::value_count);
    CHECK(read_in.timespan == std::chrono::hours{2});
    CHECK(read_in.bounds.size() == 2);
    CHECK(read_in.fields == std::vector<std::string>{"F"});
    CHECK(read_in.generate);
    CHECK(read_in.aliases.at(0).fields.size() == 2);
    const auto with = [](const std::string& parts) {
        return refusal("title: C\ncorrelation:\n  rules: [a]\n" + parts);
    };
    CHECK(with("  type: near\n") == "sigma.correlation_type_unknown r.yml:2");
    CHECK(with("  type: event_count\n  timespan: 5\n  condition: {gte: 1}\n") ==
          "sigma.timespan_unreadable r.yml:2");
    CHECK(with("  type: event_count\n  timespan: 0s\n  condition: {gte: 1}\n") ==
          "sigma.timespan_unreadable r.yml:2");
    CHECK(with("  type: event_count\n  timespan: 5m\n") == "sigma.part_missing r.yml:2");
    CHECK(with("  type: value_count\n  timespan: 5m\n  condition: {gte: 1}\n") ==
          "sigma.part_missing r.yml:2");
    CHECK(with("  type: event_count\n  timespan: 5m\n  condition: {gte: x}\n") ==
          "sigma.modifier_needs_number r.yml:2");
    CHECK(with("  type: event_count\n  timespan: 5m\n  condition: {around: 1}\n") ==
          "sigma.modifier_unknown r.yml:2");
}

// A rule whose value has 125 spellings of so many bytes, so many times.
std::string spelt_rule(const std::string& title, std::size_t bytes, int times) {
    std::string values;
    for (int each = 0; each < times; ++each)
        values += "      - '-a -b -c" + std::to_string(each) + std::string(bytes, 'x') + "'\n";
    return "title: " + title + "\nlogsource: {product: x}\ndetection:\n  s:\n    A|windash:\n" +
           values + "  condition: s\n";
}

TEST_CASE("spellings are bounded by what they weigh, of a value, of a rule, and of all rules") {
    const auto read = [](const std::string& text, Rules& rules) {
        read_rules(text, "long.yml", {}, rules);
    };
    Rules value;
    read(spelt_rule("Long value", 40'000, 1), value);
    REQUIRE(value.refused.size() == 1);
    CHECK(value.refused[0].info.title == "Long value");
    CHECK(value.refused[0].why.message->code() == "sigma.too_many_spellings");
    CHECK(value.refused[0].why.where.starts_with("long.yml:"));

    Rules rule;
    read(spelt_rule("Long rule", 30'000, 5), rule);
    REQUIRE(rule.refused.size() == 1);
    CHECK(rule.refused[0].info.title == "Long rule");
    CHECK(rule.refused[0].why.message->code() == "sigma.rule_too_long");

    Rules all;
    for (int each = 1; each <= 6; ++each)
        read(spelt_rule("Rule " + std::to_string(each), 30'000, 4), all);
    read(spelt_rule("Short rule", 10, 1), all);
    REQUIRE(all.refused.size() == 2);
    CHECK(all.rules.size() == 5);
    CHECK(all.refused[0].info.title == "Rule 5");
    CHECK(all.refused[1].info.title == "Rule 6");
    CHECK(all.refused[0].why.message->code() == "sigma.rules_too_long");
    CHECK(all.text_bytes <= Rules::text_bytes_max);
}

TEST_CASE("what a placeholder stands for is bounded by what it weighs, too") {
    Placeholders placeholders;
    for (int each = 0; each < 100; ++each)
        placeholders["long"].push_back(std::to_string(each) + std::string(30'000, 'x'));
    const std::string head = "title: T\nlogsource: {product: x}\ndetection:\n  s:\n";
    Rules rules;
    read_rules(head + "    A|expand: '%long%'\n  condition: s\n", "e.yml", placeholders, rules);
    CHECK(rules.rules.size() == 1);
    for (const auto* const line :
         {"    A|expand: '%long%%long%'\n", "    A|expand|wide|base64offset: '%long%'\n",
          "    A|expand|re: '%long%%long%'\n"}) {
        Rules refused;
        read_rules(head + line + "  condition: s\n", "e.yml", placeholders, refused);
        REQUIRE(refused.refused.size() == 1);
        CHECK(refused.refused[0].why.message->code() == "sigma.too_many_spellings");
    }
}

} // namespace
} // namespace sokuo::detect
