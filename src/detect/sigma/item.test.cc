#include "detect/sigma/naive.h"
#include "detect/sigma/read.h"
#include "detect/sigma/spell.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

namespace sokuo::detect {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

const Placeholders placeholders{
    {"Admins", {"root", "adm*"}}, {"Hosts", {"h1", "h2"}}, {"None", {}}};

Rules read(const std::string& lines) {
    Rules rules;
    read_rules("title: T\nlogsource: {product: x}\ndetection:\n  s:\n    " + lines +
                   "\n  condition: s\n",
               "t.yml", placeholders, rules);
    return rules;
}

PlainEvent event_of(const Fields& fields) {
    PlainEvent event;
    for (const auto& [name, text] : fields)
        event.fields.push_back({name, text == "<null>" ? "" : text, text == "<null>"});
    return event;
}

bool finds(const std::string& lines, const Fields& fields, int zone = 0) {
    const auto rules = read(lines);
    CAPTURE(lines);
    REQUIRE(rules.rules.size() == 1);
    return fits(rules.rules[0].detection, event_of(fields), std::chrono::minutes{zone});
}

std::string refusal(const std::string& lines) {
    const auto rules = read(lines);
    if (rules.refused.empty()) return "";
    CHECK(rules.refused[0].why.where.starts_with("t.yml:"));
    return std::string{rules.refused[0].why.message->code()};
}

TEST_CASE("a value is compared without regard to case, unless it is cased") {
    CHECK(finds("A: 'PoWer'", {{"A", "pOwER"}}));
    CHECK(finds("A: k", {{"A", "\u212A"}}));
    CHECK_FALSE(finds("A|cased: 'PoWer'", {{"A", "power"}}));
    CHECK(finds("A|cased|contains: 'oW'", {{"A", "PoWer"}}));
    CHECK_FALSE(finds("A|contains|cased: 'oW'", {{"A", "power"}}));
    CHECK_FALSE(finds("A: x", {{"a", "x"}}));
}

TEST_CASE("contains, startswith and endswith say where") {
    CHECK(finds("A|contains: b", {{"A", "abc"}}));
    CHECK(finds("A|startswith: a", {{"A", "abc"}}));
    CHECK_FALSE(finds("A|startswith: b", {{"A", "abc"}}));
    CHECK(finds("A|endswith: c", {{"A", "abc"}}));
    CHECK_FALSE(finds("A|endswith: b", {{"A", "abc"}}));
    CHECK(finds("A|endswith: 'a*d'", {{"A", "xabcd"}}));
}

TEST_CASE("one of a list is enough, all with all") {
    CHECK(finds("A|contains: [x, b]", {{"A", "abc"}}));
    CHECK_FALSE(finds("A|contains|all: [x, b]", {{"A", "abc"}}));
    CHECK(finds("A|contains|all: [c, b]", {{"A", "abc"}}));
    CHECK(finds("'|all': [c, z]", {{"A", "abc"}, {"B", "xyz"}}));
    CHECK_FALSE(finds("'|all': [c, q]", {{"A", "abc"}, {"B", "xyz"}}));
}

TEST_CASE("nothing, the empty text and a missing field are told apart") {
    CHECK(finds("A: null", {{"B", "x"}}));
    CHECK(finds("A: null", {{"A", "<null>"}}));
    CHECK_FALSE(finds("A: null", {{"A", ""}}));
    CHECK(finds("A: ''", {{"A", ""}}));
    CHECK_FALSE(finds("A: ''", {{"B", ""}}));
    CHECK(finds("A|exists: true", {{"A", "<null>"}}));
    CHECK_FALSE(finds("A|exists: true", {{"B", "x"}}));
    CHECK(finds("A|exists: false", {{"B", "x"}}));
    CHECK_FALSE(finds("A|exists: No", {{"A", ""}}));
    CHECK(refusal("A|exists: perhaps") == "sigma.modifier_needs_truth");
    CHECK(refusal("'|exists': true") == "sigma.field_needed");
    CHECK(refusal("'|contains': null") == "sigma.field_needed");
}

TEST_CASE("neq is true when the field is none of the values") {
    CHECK(finds("A|neq: x", {{"A", "y"}}));
    CHECK_FALSE(finds("A|neq: x", {{"A", "X"}}));
    CHECK(finds("A|neq: [x, y]", {{"A", "z"}}));
    CHECK_FALSE(finds("A|neq: [x, y]", {{"A", "y"}}));
    CHECK_FALSE(finds("A|neq: 5", {{"A", "5"}}));
    CHECK(finds("A|fieldref|neq: B", {{"A", "1"}, {"B", "2"}}));
    CHECK_FALSE(finds("A|fieldref|neq: B", {{"A", "1"}, {"B", "1"}}));
    CHECK_FALSE(finds("A|contains|neq: b", {{"A", "abc"}}));
}

TEST_CASE("windash writes every dash of a switch in each of five ways") {
    const std::vector<std::string> dashes{"-", "/", "\u2013", "\u2014", "\u2015"};
    for (const auto& one : dashes) {
        for (const auto& other : dashes) {
            std::string text = "x ";
            text.append(one).append("ENC ").append(other).append("nop y");
            CHECK(finds("A|windash|contains: ' -enc /nop'", {{"A", text}}));
        }
    }
    CHECK_FALSE(finds("A|windash: 'a-b'", {{"A", "a/b"}}));
    CHECK_FALSE(finds("A|windash: 'a - b'", {{"A", "a / b"}}));
    CHECK(finds("A|endswith|windash: '-f'", {{"A", "x /f"}}));
    CHECK(finds("A|windash: '*-f*'", {{"A", "x \u2014f y"}}));
    CHECK(dash_spellings("-a -b").size() == 25);
    CHECK(refusal("A|windash: '-a -b -c -d -e -f'") == "sigma.too_many_spellings");
}

TEST_CASE("base64offset is the three texts one of which stands in any Base64") {
    // The specification's own example of the old pages: http:// at each offset.
    CHECK(base64_at_offsets("http://") ==
          std::vector<std::string>{"aHR0cDovL", "h0dHA6Ly", "odHRwOi8v"});
    CHECK(finds("A|base64: 'abc'", {{"A", "YWJj"}}));
    CHECK(finds("A|base64|contains: 'a'", {{"A", "xxYQ==yy"}}));
    CHECK(finds("A|base64offset|contains: 'http://'", {{"A", "zzodHRwOi8vzz"}}));
    CHECK(finds("A|wide|base64offset|contains: 'ping'", {{"A", "cABpAG4AZw"}}));
    CHECK(refusal("A|base64: 'a*'") == "sigma.modifier_needs_text");
}

TEST_CASE("wide and its like are the bytes of UTF-16") {
    const auto bytes = [](std::string_view modifier) {
        return spelt(literal_glob("c\u3042"), modifier).value().at(0).plain();
    };
    CHECK(bytes("wide") == std::string("c\0\x42\x30", 4));
    CHECK(bytes("utf16le") == std::string("c\0\x42\x30", 4));
    CHECK(bytes("utf16be") == std::string("\0c\x30\x42", 4));
    CHECK(bytes("utf16") == std::string("\xFF\xFE"
                                        "c\0\x42\x30",
                                        6));
    const auto pair = spelt(literal_glob("\U0001F600"), "wide").value().at(0).plain();
    CHECK(pair == std::string("\x3D\xD8\x00\xDE", 4));
}

TEST_CASE("expand writes each value of a placeholder, and knows no other") {
    CHECK(finds("A|expand: '%Hosts%'", {{"A", "H2"}}));
    CHECK(finds("A|expand: '%Hosts%\\\\%Admins%'", {{"A", "h2\\admin7"}}));
    CHECK_FALSE(finds("A|expand: '%Hosts%\\\\%Admins%'", {{"A", "h3\\root"}}));
    CHECK(finds("A|contains|expand: '%Hosts%'", {{"A", "see h1!"}}));
    CHECK(finds("A|expand: '50% of %Hosts%'", {{"A", "50% of h1"}}));
    CHECK(finds("A|expand: '100%'", {{"A", "100%"}}));
    CHECK(refusal("A|expand: '%Servers%'") == "sigma.placeholder_unknown");
    CHECK(refusal("A|expand: '%None%'") == "sigma.placeholder_unknown");
    CHECK(finds("A: '%Hosts%'", {{"A", "%hosts%"}}));
}

TEST_CASE("cidr asks for an address in a range") {
    CHECK(finds("A|cidr: 10.0.0.0/8", {{"A", "10.255.0.1"}}));
    CHECK_FALSE(finds("A|cidr: 10.0.0.0/8", {{"A", "11.0.0.1"}}));
    CHECK(finds("A|cidr: [192.0.2.0/24, '2001:db8::/32']", {{"A", "2001:DB8::7"}}));
    CHECK_FALSE(finds("A|cidr: 0.0.0.0/0", {{"A", "not an address"}}));
    CHECK(refusal("A|cidr: 10.0.0.0/33") == "sigma.network_unusable");
    CHECK(refusal("A|cidr: 10.0.0.*") == "sigma.network_unusable");
}

TEST_CASE("numbers are compared as numbers") {
    CHECK(finds("A|lt: 10", {{"A", "9"}}));
    CHECK_FALSE(finds("A|lt: 10", {{"A", "10"}}));
    CHECK(finds("A|lte: 10", {{"A", "10"}}));
    CHECK(finds("A|gt: 9", {{"A", "10"}}));
    CHECK_FALSE(finds("A|gt: 10", {{"A", "10"}}));
    CHECK(finds("A|gte: -1", {{"A", "-1"}}));
    CHECK_FALSE(finds("A|gte: 0", {{"A", "text"}}));
    CHECK_FALSE(finds("A|lt: 10", {{"B", "9"}}));
    CHECK(refusal("A|lt: ten") == "sigma.modifier_needs_number");
    CHECK(refusal("A|lt: .inf") == "sigma.modifier_needs_number");
}

TEST_CASE("fieldref compares two fields of one event") {
    CHECK(finds("A|fieldref: B", {{"A", "Same"}, {"B", "same"}}));
    CHECK_FALSE(finds("A|cased|fieldref: B", {{"A", "Same"}, {"B", "same"}}));
    CHECK_FALSE(finds("A|fieldref: B", {{"A", "x"}}));
    CHECK(finds("A|fieldref|startswith: B", {{"A", "abc"}, {"B", "ab"}}));
    CHECK_FALSE(finds("A|fieldref|startswith: B", {{"A", "abc"}, {"B", "bc"}}));
    CHECK(finds("A|fieldref|endswith: B", {{"A", "abc"}, {"B", "bc"}}));
    CHECK_FALSE(finds("A|fieldref|endswith: B", {{"A", "abc"}, {"B", "ab"}}));
    CHECK(finds("A|fieldref|contains: B", {{"A", "abc"}, {"B", "b"}}));
    CHECK(refusal("'|fieldref': B") == "sigma.field_needed");
}

TEST_CASE("a regular expression minds case and lines until it is told otherwise") {
    CHECK(finds("A|re: 'b+'", {{"A", "abbc"}}));
    CHECK_FALSE(finds("A|re: 'B'", {{"A", "abc"}}));
    CHECK(finds("A|re|i: 'B|q'", {{"A", "abc"}}));
    CHECK_FALSE(finds("A|re: '^b'", {{"A", "a\nb"}}));
    CHECK(finds("A|re|m: '^b'", {{"A", "a\nb"}}));
    CHECK_FALSE(finds("A|re: 'a.b'", {{"A", "a\nb"}}));
    CHECK(finds("A|re|s: 'a.b'", {{"A", "a\nb"}}));
    CHECK(finds("A|re|i|m|s: '^B.C$'", {{"A", "a\nb\nc\nd"}}));
    CHECK(finds("A|re|ignorecase: 'B'", {{"A", "b"}}));
    CHECK(refusal("A|re: '('") == "sigma.regex_unusable");
    CHECK(refusal("A|re: '(?=x)'") == "sigma.regex_unusable");
}

TEST_CASE("parts of a time are counted in the zone that was asked for") {
    const Fields night{{"A", "2026-01-01T23:45:10Z"}};
    CHECK(finds("A|minute: 45", night));
    CHECK(finds("A|hour: 23", night));
    CHECK(finds("A|hour: 8", night, 540));
    CHECK(finds("A|day: 2", night, 540));
    CHECK(finds("A|week: 1", night));
    CHECK(finds("A|month: 1", night));
    CHECK(finds("A|year: 2026", night));
    CHECK(finds("A|hour|gte: 22", night));
    CHECK_FALSE(finds("A|hour|lt: 22", night));
    CHECK(finds("A|week: 53", {{"A", "2027-01-03T00:00:00Z"}}));
    CHECK_FALSE(finds("A|hour: 23", {{"A", "yesterday"}}));
}

TEST_CASE("modifiers that cannot go together are refused, and never left out") {
    for (const auto* const key :
         {"A|re|base64", "A|base64|re", "A|i", "A|cidr|re", "A|lt|gt", "A|lt|hour", "A|hour|day",
          "A|windash|lt", "A|contains|lt", "A|lt|contains", "A|startswith|cidr", "A|endswith|hour",
          "A|exists|contains", "A|re|startswith", "A|endswith|re"}) {
        CAPTURE(key);
        CHECK(refusal(std::string{key} + ": 1") == "sigma.modifiers_clash");
    }
    CHECK(refusal("A|nonsense: 1") == "sigma.modifier_unknown");
    CHECK(refusal("A|: 1") == "sigma.modifier_unknown");
    CHECK(refusal("A: []") == "sigma.values_missing");
    CHECK(refusal("A: [[1]]") == "sigma.value_not_plain");
    CHECK(refusal("A: {B: 1}") == "sigma.value_not_plain");
}

TEST_CASE("words of no field are looked for in every value and in the line") {
    PlainEvent event = event_of({{"A", "one two"}});
    event.line = "a line as written";
    const auto fits_words = [&](const std::string& lines) {
        const auto rules = read(lines);
        REQUIRE(rules.rules.size() == 1);
        return fits(rules.rules[0].detection, event, std::chrono::minutes{0});
    };
    CHECK(fits_words("- TWO"));
    CHECK(fits_words("- as w*ten"));
    CHECK_FALSE(fits_words("- three"));
    CHECK(fits_words("'|re': '^one'"));
}

} // namespace
} // namespace sokuo::detect
