#include "core/yaml.h"

#include <doctest/doctest.h>

namespace sokuo {
namespace {

// What the reader says about a text: the message's code and the place.
std::string refusal(std::string_view text, const YamlLimits& limits = {}) {
    const auto read = parse_yaml(text, "x.yaml", limits);
    if (read.ok()) return "accepted";
    CHECK(render(*read.error().message, read.error().args, Language::ja).size() > 20);
    CHECK(render(*read.error().message, read.error().args, Language::en).size() > 10);
    return std::string{read.error().message->code()} + " " + read.error().where;
}

TEST_CASE("a tree remembers the lines and bytes it was read from") {
    const std::string text = "# 注\nname: むつ市\nposts:\n  - code: a\n  - code: 'b c'\n";
    const auto read = parse_yaml(text, "x.yaml");
    REQUIRE(read.ok());

    const auto* const name = read.value().find("name");
    REQUIRE(name != nullptr);
    CHECK(name->line == 2);
    CHECK(text.substr(name->begin, name->end - name->begin) == "むつ市");
    const auto& second = read.value().find("posts")->items[1];
    CHECK(second.line == 5);
    const auto* const code = second.find("code");
    CHECK(code->text == "b c");
    CHECK(text.substr(code->begin, code->end - code->begin) == "'b c'");
}

TEST_CASE("a file saved by a Windows editor reads the same") {
    const std::string text = "\xEF\xBB\xBFname: むつ市\r\nnote: |\r\n  一\r\n  二\r\n";
    const auto read = parse_yaml(text, "x.yaml");
    REQUIRE(read.ok());

    const auto* const name = read.value().find("name");
    CHECK(text.substr(name->begin, name->end - name->begin) == "むつ市");
    CHECK(read.value().find("note")->text == "一\n二\n");
}

TEST_CASE("words that other readers turn into booleans stay words") {
    const auto read = parse_yaml("a: no\nb: 012\nc: ~\nd: '~'\n", "x.yaml");
    REQUIRE(read.ok());

    CHECK(read.value().find("a")->text == "no");
    CHECK(read.value().find("b")->text == "012");
    CHECK(read.value().find("c")->is_null());
    CHECK_FALSE(read.value().find("d")->is_null());
}

TEST_CASE("a billion laughs are refused at the first one") {
    CHECK(refusal("a: &a [ha, ha]\nb: &b [*a, *a]\nc: [*b, *b]\n") ==
          "yaml.alias_refused x.yaml:1");
    CHECK(refusal("a: 1\nb: *a\n") == "yaml.alias_refused x.yaml:2");
}

TEST_CASE("a file that goes too deep, too wide or too long is refused with the limit") {
    CHECK(refusal(std::string(100'000, '[')) == "yaml.too_deep x.yaml:1");
    std::string ladder;
    for (int i = 0; i < 60; ++i)
        ladder += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
    CHECK(refusal(ladder) == "yaml.too_deep x.yaml:25");
    CHECK(refusal("[1, 2, 3, 4]", {.nodes_max = 4}) == "yaml.too_many_nodes x.yaml:1");
    CHECK(refusal("a: bcdef", {.scalar_bytes_max = 4}) == "yaml.scalar_too_long x.yaml:1");
    CHECK(refusal(std::string(2 << 20, 'a')) == "yaml.file_too_long x.yaml");
}

TEST_CASE("bytes that are no text are refused on their line") {
    CHECK(refusal("a: 1\nb: \xFF\xFE\n") == "yaml.not_utf8 x.yaml:2");
    CHECK(refusal("a: \x82\xE0\x82\xC2\n") == "yaml.not_utf8 x.yaml:1"); // Shift_JIS
    CHECK(refusal("a: 1\nb: \x01\n").starts_with("yaml.not_yaml x.yaml:"));
}

TEST_CASE("what YAML allows and a charter does not need is refused") {
    CHECK(refusal("a: 1\nb: 2\na: 3\n") == "yaml.key_twice x.yaml:3");
    CHECK(refusal("a: !!binary xyz\n") == "yaml.tag_refused x.yaml:1");
    CHECK(refusal("a: 1\n---\nb: 2\n") == "yaml.one_document x.yaml:2");
    CHECK(refusal("? [a, b]\n: 1\n") == "yaml.key_not_text x.yaml:1");
    CHECK(refusal("") == "yaml.file_is_empty x.yaml:1");
    CHECK(refusal("# only a comment\n") == "yaml.file_is_empty x.yaml:1");
    CHECK(refusal("a: 'never closed\nb: 1\n").starts_with("yaml.not_yaml x.yaml:"));
    CHECK(refusal("a:\n\tb: 1\n") == "yaml.not_yaml x.yaml:2");
}

} // namespace
} // namespace sokuo
