#include "core/fields.h"

#include <doctest/doctest.h>

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo {
namespace {

using namespace std::string_view_literals;

constexpr std::array priorities{"high"sv, "low"sv};
constexpr Message too_early{"test.too_early", "後の日時にしてください。", "Give a later time."};

Json parsed(std::string_view text) {
    auto json = parse_json(text);
    INFO(text);
    REQUIRE(json.ok());
    return std::move(json).value();
}

// What reading `text` with `read` refuses: the code and the place; empty when it is taken.
std::string refusal_of(const Json& json, const std::function<void(Fields&)>& read) {
    Fields in{json};
    read(in);
    const auto outcome = in.finish();
    if (outcome.ok()) return {};
    CHECK(outcome.error().code == Errc::invalid);
    return std::string{outcome.error().message->code()} + " " + outcome.error().where;
}

std::string refusal(std::string_view text, const std::function<void(Fields&)>& read) {
    return refusal_of(parsed(text), read);
}

TEST_CASE("a request is read field by field") {
    const auto json = parsed(R"({
        "title": "　庁内メールが届かない ", "note": "一行目\n二行目", "priority": "high",
        "count": 3, "urgent": false, "at": "2026-11-23T11:12:40+09:00",
        "id": "01938f6e-7c1a-7b2e-9a54-3f1f0c8d2e11",
        "when": {"from": 1}, "tags": [" a ", "b"], "posts": [{}, {}]})");
    Fields in{json};
    CHECK(in.text("title") == "庁内メールが届かない");
    CHECK(in.text("note", {.lines = true}) == "一行目\n二行目");
    CHECK(in.choice("priority", priorities) == "high");
    CHECK(in.integer("count", 0, 3) == 3);
    CHECK_FALSE(in.boolean("urgent"));
    CHECK(to_rfc3339(in.time("at")) == "2026-11-23T02:12:40Z");
    CHECK(in.id<IncidentTag>("id").text() == "01938f6e-7c1a-7b2e-9a54-3f1f0c8d2e11");
    Fields when{in.object("when"), in.pointer("when")};
    CHECK(when.integer("from", 0, 9) == 1);
    CHECK(when.finish().ok());
    CHECK(in.texts("tags", 2) == std::vector<std::string>{"a", "b"});
    CHECK(in.array("posts", 2).size() == 2);
    CHECK(in.finish().ok());
}

TEST_CASE("what may be left out may be absent, null or blank, and is then nothing") {
    for (const auto* text :
         {"{}", R"({"f":null})", R"({"f":""})", R"({"f":" \u3000\n"})", R"({"f":"\ufeff"})"}) {
        INFO(text);
        const auto json = parsed(text);
        const bool is_text = json["f"].text() != nullptr;
        Fields in{json};
        CHECK(in.optional_text("f") == std::nullopt);
        CHECK(in.optional_choice("f", priorities) == std::nullopt);
        CHECK(in.optional_time("f") == std::nullopt);
        if (!is_text) {
            CHECK(in.optional_integer("f", 0, 9) == std::nullopt);
            CHECK(in.optional_boolean("f") == std::nullopt);
            CHECK(in.optional_id<PersonTag>("f") == std::nullopt);
            CHECK(in.object("f").members()->empty());
            CHECK(in.array("f", 0).empty());
            CHECK(in.texts("f", 0).empty());
        }
        CHECK(in.finish().ok());
    }
}

TEST_CASE("what may be left out is read when it is there") {
    const auto json = parsed(R"({"text":"件名","choice":"low","number":-1,"yes":true,
        "at":"1970-01-01T00:00:01Z","id":"01938f6e-7c1a-7b2e-9a54-3f1f0c8d2e11"})");
    Fields in{json};
    CHECK(in.optional_text("text") == "件名");
    CHECK(in.optional_choice("choice", priorities) == "low");
    CHECK(in.optional_integer("number", -1, 1) == -1);
    CHECK(in.optional_boolean("yes") == true);
    CHECK(in.optional_time("at") == Time{std::chrono::seconds{1}});
    CHECK_FALSE(in.optional_id<PersonTag>("id")->empty());
    CHECK(in.finish().ok());
}

TEST_CASE("a field that is missing, null or of another kind is refused at its pointer") {
    struct Row {
        std::function<void(Fields&)> read;
        std::string_view wrong;
        std::string_view code;
    };
    const std::vector<Row> rows{
        {[](Fields& in) { in.text("f"); }, "3", "fields.not_a_text"},
        {[](Fields& in) { in.optional_text("f"); }, "[]", "fields.not_a_text"},
        {[](Fields& in) { in.choice("f", priorities); }, "\"middle\"", "fields.not_a_choice"},
        {[](Fields& in) { in.choice("f", priorities); }, "0", "fields.not_a_choice"},
        {[](Fields& in) { in.optional_choice("f", priorities); }, "\"HIGH\"",
         "fields.not_a_choice"},
        {[](Fields& in) { in.integer("f", 0, 9); }, "10", "fields.not_an_integer"},
        {[](Fields& in) { in.integer("f", 0, 9); }, "-1", "fields.not_an_integer"},
        {[](Fields& in) { in.integer("f", 0, 9); }, "1.0", "fields.not_an_integer"},
        {[](Fields& in) { in.integer("f", 0, 9); }, "\"1\"", "fields.not_an_integer"},
        {[](Fields& in) { in.optional_integer("f", 0, 9); }, "true", "fields.not_an_integer"},
        {[](Fields& in) { in.boolean("f"); }, "1", "fields.not_a_boolean"},
        {[](Fields& in) { in.optional_boolean("f"); }, "\"true\"", "fields.not_a_boolean"},
        {[](Fields& in) { in.time("f"); }, "\"2026-11-23\"", "time.malformed"},
        {[](Fields& in) { in.optional_time("f"); }, "1795000000", "time.malformed"},
        {[](Fields& in) { in.id<PersonTag>("f"); }, "\"1\"", "id.malformed"},
        {[](Fields& in) { in.optional_id<PersonTag>("f"); }, "{}", "id.malformed"},
        {[](Fields& in) { in.object("f"); }, "[]", "fields.not_an_object"},
        {[](Fields& in) { in.array("f", 9); }, "{}", "fields.not_an_array"},
        {[](Fields& in) { in.array("f", 1); }, "[1,2]", "fields.array_long"},
        {[](Fields& in) { in.texts("f", 9); }, "\"a\"", "fields.not_an_array"},
    };
    for (const auto& [read, wrong, code] : rows) {
        INFO(wrong << " should give " << code);
        CHECK(refusal("{\"f\":" + std::string{wrong} + "}", read) == std::string{code} + " /f");
    }
    const std::vector<std::function<void(Fields&)>> required{
        [](Fields& in) { in.text("f"); },          [](Fields& in) { in.choice("f", priorities); },
        [](Fields& in) { in.integer("f", 0, 9); }, [](Fields& in) { in.boolean("f"); },
        [](Fields& in) { in.time("f"); },          [](Fields& in) { in.id<PersonTag>("f"); },
    };
    for (const auto& read : required) {
        CHECK(refusal("{}", read) == "fields.missing /f");
        CHECK(refusal(R"({"f":null})", read) == "fields.missing /f");
    }
}

TEST_CASE("a text keeps its rules, counted in characters after trimming") {
    const auto text = [](TextRule rule) { return [rule](Fields& in) { in.text("f", rule); }; };
    CHECK(refusal(R"({"f":"　 "})", text({})) == "fields.text_short /f");
    CHECK(refusal(R"({"f":"件名𠮷"})", text({.length_max = 3})).empty());
    CHECK(refusal(R"({"f":"　件名𠮷　"})", text({.length_max = 3})).empty());
    CHECK(refusal(R"({"f":"件名𠮷a"})", text({.length_max = 3})) == "fields.text_long /f");
    CHECK(refusal(R"({"f":"abc"})", text({.length_min = 4})) == "fields.text_short /f");
    CHECK(refusal(R"({"f":""})", text({.length_min = 0})).empty());
    CHECK(refusal("{}", text({.length_min = 0})).empty());
    CHECK(refusal(R"({"f":"a\nb"})", text({})) == "fields.one_line /f");
    CHECK(refusal(R"({"f":"a\tb"})", text({})) == "fields.one_line /f");
    CHECK(refusal(R"({"f":"a\u2028b"})", text({})) == "fields.one_line /f");
    CHECK(refusal(R"({"f":"a\r\n\tb"})", text({.lines = true})).empty());
    CHECK(refusal(R"({"f":"a\n"})", text({})).empty()); // Trimmed away.
    CHECK(refusal(R"({"f":"a\u0000b"})", text({})) == "fields.control /f");
    CHECK(refusal(R"({"f":"a\u001b[1mb"})", text({.lines = true})) == "fields.control /f");
    CHECK(refusal(R"({"f":"a\u0085b"})", text({})) == "fields.control /f");
    // A value that was not parsed but made, of bytes from somewhere.
    CHECK(refusal_of(Json::object({{"f", "\xFF"}}), text({})) == "fields.not_utf8 /f");
    CHECK(refusal_of(Json::object({{"f", "\xFF"}}), [](Fields& in) { in.optional_text("f"); }) ==
          "fields.not_utf8 /f");
}

TEST_CASE("a field nobody asked for is not lost in silence") {
    const auto read = [](Fields& in) { in.text("title"); };
    CHECK(refusal(R"({"title":"a","titel":"b"})", read) == "fields.unknown /titel");
    CHECK(refusal(R"({"title":"a","x":null})", read) == "fields.unknown /x");
    CHECK(refusal(R"({"title":"a"})", read).empty());
}

TEST_CASE("the first thing that is wrong is the one that is told") {
    CHECK(refusal(R"({"a":1,"b":"x","c":2})", [](Fields& in) {
              in.text("a");
              CHECK(in.integer("b", 0, 9) == 0);
              CHECK(in.text("c").empty());
              CHECK(in.time("d") == Time{});
              CHECK(in.optional_integer("c", 0, 9) == std::nullopt);
              CHECK(in.object("c").members()->empty());
              in.refuse("e", failure(Errc::invalid, too_early));
          }) == "fields.not_a_text /a");
}

TEST_CASE("a request that is no object is refused at its own place") {
    for (const auto* text : {"null", "[]", "3", "\"{}\""}) {
        CHECK(refusal(text, [](Fields& in) { in.text("f"); }) == "fields.not_an_object ");
    }
    const auto json = parsed("[]");
    Fields in{json, "/items/3"};
    const auto outcome = in.finish();
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().where == "/items/3");
}

TEST_CASE("places nest, and a name with a slash or a tilde is escaped") {
    const auto json = parsed(R"({"when":{"at":"x"},"tags":["a","b","a\nb"],"a/b~c":1})");
    Fields in{json};
    CHECK(in.pointer("a/b~c") == "/a~1b~0c");

    Fields when{in.object("when"), in.pointer("when")};
    when.time("at");
    const auto inner = when.finish();
    REQUIRE_FALSE(inner.ok());
    CHECK(inner.error().where == "/when/at");

    in.texts("tags", 9);
    CHECK(in.finish().error().where == "/tags/2");
}

TEST_CASE("a module's own rule is refused in the same way, and an inner place is kept") {
    CHECK(refusal(R"({"at":1})", [](Fields& in) {
              in.is_absent("at");
              in.refuse("at", failure(Errc::invalid, too_early));
          }) == "test.too_early /at");
    CHECK(refusal(R"({"when":{}})", [](Fields& in) {
              Fields when{in.object("when"), in.pointer("when")};
              when.time("at");
              in.refuse("when", when.finish().error());
          }) == "fields.missing /when/at");
}

TEST_CASE("absent means missing or null, and asking counts as taking") {
    const auto json = parsed(R"({"a":null,"b":""})");
    Fields in{json};
    CHECK(in.is_absent("a"));
    CHECK_FALSE(in.is_absent("b"));
    CHECK(in.is_absent("c"));
    CHECK(in.finish().ok());
}

TEST_CASE("the message says what would be right") {
    const auto json = parsed(R"({"f":12})");
    Fields in{json};
    in.integer("f", 1, 9);
    const auto error = in.finish().error();
    CHECK(render(*error.message, error.args, Language::ja) == "1から9までの整数で書いてください。");
    CHECK(render(*error.message, error.args, Language::en) == "Write a whole number from 1 to 9.");
}

} // namespace
} // namespace sokuo
