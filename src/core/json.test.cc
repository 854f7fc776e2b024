#include "core/json.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo {
namespace {

using namespace std::string_view_literals;

std::string repeated(std::string_view text, std::size_t times) {
    std::string out;
    out.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i)
        out += text;
    return out;
}

Json parsed(std::string_view text) {
    auto json = parse_json(text);
    INFO(text << (json.ok() ? "" : describe(json.error())));
    REQUIRE(json.ok());
    return std::move(json).value();
}

// The code of the message that refuses `text`; empty when it is taken.
std::string_view refusal(std::string_view text, JsonLimits limits = {}) {
    const auto json = parse_json(text, limits);
    return json.ok() ? ""sv : json.error().message->code();
}

TEST_CASE("every kind of value is read") {
    CHECK(parsed("null").is_null());
    CHECK(parsed("true") == Json{true});
    CHECK(parsed(" false\n") == Json{false});
    CHECK(parsed("7") == Json{7});
    CHECK(parsed("-7") == Json{-7});
    CHECK(parsed("7.5") == Json{7.5});
    CHECK(parsed("\"件名\"") == Json{"件名"});
    CHECK(parsed("[]") == Json::array());
    CHECK(parsed("{}") == Json::object());
    const auto json = parsed(R"({"a":[1,[2,{"b":null}],"x"],"c":{"d":true},"":0})");
    CHECK(json["a"].items().size() == 3);
    CHECK(json["a"].items()[1].items()[0] == Json{2});
    CHECK(json["a"].items()[1].items()[1].find("b")->is_null());
    CHECK(json["c"]["d"].boolean_or(false));
    CHECK(json[""].integer_or(1) == 0);
}

TEST_CASE("escapes become characters") {
    CHECK(parsed(R"("\"\\\/\b\f\n\r\t")") == Json{"\"\\/\b\f\n\r\t"});
    CHECK(parsed(R"("\u4ef6\u540D")") == Json{"件名"});
    CHECK(parsed(R"("\ud842\udfb7")") == Json{"𠮷"});
    CHECK(parsed(R"("a\u0000b")") == Json{"a\0b"sv});
}

TEST_CASE("a number is an integer where 64 bits hold it, and a real where they do not") {
    CHECK(parsed("9223372036854775807").integer_or(0) == std::numeric_limits<std::int64_t>::max());
    CHECK(parsed("-9223372036854775808").integer_or(0) == std::numeric_limits<std::int64_t>::min());
    CHECK(*parsed("9223372036854775808").real() == 9223372036854775808.0);
    CHECK(*parsed("18446744073709551615").real() == 18446744073709551615.0);
    CHECK(*parsed("-9223372036854775809").real() == -9223372036854775808.0);
    CHECK(*parsed("123456789012345678901234567890").real() == 123456789012345678901234567890.0);
    CHECK(*parsed("1.0").real() == 1.0);
    CHECK(*parsed("1e2").real() == 100.0);
    CHECK(*parsed("-0.0").real() == 0.0);
    CHECK(std::signbit(*parsed("-0.0").real()));
    // Where a parser that is content with nearly right is wrong in the last bit.
    CHECK(*parsed("9007199254740993.0").real() == 9007199254740992.0);
    CHECK(*parsed("2.2250738585072011e-308").real() == 2.2250738585072011e-308);
    CHECK(*parsed("1e-999").real() == 0.0);
    CHECK(*parsed("0." + repeated("0", 5000) + "1").real() == 0.0);
    CHECK(*parsed(repeated("1", 300)).real() == doctest::Approx(1.1111111111111111e299));
}

TEST_CASE("what is not JSON is refused, with the place") {
    const std::vector<std::string_view> broken{
        "",
        " ",
        "nul",
        "nulll",
        "True",
        "NaN",
        "Infinity",
        "-Infinity",
        "-",
        "+1",
        "01",
        "1.",
        ".5",
        "1e",
        "1e+",
        "0x10",
        "'a'",
        R"("a)",
        R"("\x")",
        R"("\u12")",
        R"("\u12g4")",
        "[",
        "]",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{",
        "}",
        R"({"a"})",
        R"({"a":})",
        R"({"a":1,})",
        "{a:1}",
        "{1:1}",
        R"({"a":1 "b":2})",
        "[1}",
        R"({"a":1])",
        "1 2",
        "{} {}",
        "[] x",
        "null\0"sv,
        "\0"sv,
        "// x\n1",
        "/* x */ 1",
        "\"a\nb\"",
        "\"\t\"",
        "\"\x01\"",
        "\xEF\xBB\xBF{}",
        R"("\ud800")",
        R"("\udfb7")",
        R"("\ud842x")",
        R"("\ud842\u0041")",
        R"("\ud842\ud842")",
    };
    for (const auto text : broken) {
        INFO(text);
        CHECK(refusal(text) == "json.malformed");
    }
    const auto error = parse_json("{\n  \"a\": 1,\n  \"b\": ]\n}").error();
    CHECK(error.code == Errc::invalid);
    CHECK(error.args == std::vector<std::string>{"3", "8"});
}

TEST_CASE("bytes that are not UTF-8 are refused as such") {
    for (const auto bytes : {"\x80"sv, "\xC0\xAF"sv, "\xED\xA0\x80"sv, "\xF4\x90\x80\x80"sv,
                             "\xE4\xBB"sv, "\xFF"sv, "\x8C\x8F\x96\xBC"sv}) {
        CHECK(refusal("\"" + std::string{bytes} + "\"") == "json.not_utf8");
        CHECK(refusal("{\"" + std::string{bytes} + "\":1}") == "json.not_utf8");
        CHECK(refusal("[1," + std::string{bytes}) == "json.not_utf8");
    }
}

TEST_CASE("a number no double can hold is refused rather than made infinite") {
    CHECK(refusal("1e999") == "json.number_range");
    CHECK(refusal("[-1e400]") == "json.number_range");
    CHECK(refusal(repeated("9", 400)) == "json.number_range");
    CHECK(refusal("1.7976931348623157e308").empty());
}

TEST_CASE("a key that stands twice is refused by name") {
    for (const auto* text :
         {R"({"a":1,"a":1})", R"({"a":1,"b":2,"a":3})", R"([{"x":{"a":1,"\u0061":2}}])"}) {
        const auto json = parse_json(text);
        REQUIRE_FALSE(json.ok());
        CHECK(json.error().message->code() == "json.key_twice");
        CHECK(json.error().args[0] == "a");
    }
    CHECK(refusal(R"({"a":{"a":{"a":1}}})").empty());
    CHECK(refusal(R"([{"a":1},{"a":1}])").empty());
    CHECK(refusal(R"({"a":1,"A":2})").empty());
}

TEST_CASE("a hundred thousand keys are read, and the one that stands twice among them is found") {
    std::string text = "{";
    for (int i = 0; i < 100'000; ++i)
        text += "\"key" + std::to_string(i * 7919 % 100'003) + "\":" + std::to_string(i) + ",";
    const JsonLimits wide{.bytes_max = 1 << 22};
    const auto json = parse_json(text + "\"last\":0}", wide);
    REQUIRE(json.ok());
    CHECK(json.value().members()->size() == 100'001);
    CHECK(refusal(text + "\"key7919\":0}", wide) == "json.key_twice");
}

TEST_CASE("a text is as long and as deep as the limits say, and no more") {
    CHECK(refusal("[]  ", {.bytes_max = 4}).empty());
    CHECK(refusal("[]   ", {.bytes_max = 4}) == "json.too_long");
    CHECK(refusal("[[[]]]", {.depth_max = 3}).empty());
    CHECK(refusal("[[[[]]]]", {.depth_max = 3}) == "json.too_deep");
    CHECK(refusal(R"({"a":{"a":[1]}})", {.depth_max = 3}).empty());
    CHECK(refusal(R"({"a":{"a":[{}]}})", {.depth_max = 3}) == "json.too_deep");
    CHECK(parse_json("[[[[]]]]", {.depth_max = 3}).error().code == Errc::too_large);
    CHECK(parse_json("1234", {.bytes_max = 3}).error().code == Errc::too_large);
}

TEST_CASE("a million brackets are refused at the limit, not at the end of the stack") {
    const JsonLimits wide{.bytes_max = 1 << 24};
    CHECK(refusal(repeated("[", 1'000'000), wide) == "json.too_deep");
    CHECK(refusal(repeated("{\"a\":", 1'000'000), wide) == "json.too_deep");
    CHECK(refusal(repeated("[", 1'000'000) + repeated("]", 1'000'000), wide) == "json.too_deep");
}

TEST_CASE("values are written as they stand, on one line") {
    const auto json = Json::object({{"title", "件名"},
                                    {"count", 3},
                                    {"ratio", 0.1},
                                    {"open", true},
                                    {"none", nullptr},
                                    {"tags", Json::Array{"b", "a", Json::object()}},
                                    {"empty", Json::array()}});
    CHECK(to_text(json) == R"({"title":"件名","count":3,"ratio":0.1,"open":true,"none":null,)"
                           R"("tags":["b","a",{}],"empty":[]})");
    CHECK(to_text(Json{}) == "null");
}

TEST_CASE("only what must be escaped is, and it comes back") {
    CHECK(to_text(Json{"\"\\/\n\r\t\b\x1F\x7F𠮷\u2028"}) ==
          "\"\\\"\\\\/\\n\\r\\t\\u0008\\u001f\x7F𠮷\u2028\"");
    for (int byte = 0; byte < 0x80; ++byte) {
        const Json json{std::string(3, static_cast<char>(byte))};
        CHECK(parsed(to_text(json)) == json);
    }
}

TEST_CASE("what must be escaped is found at every place of a text") {
    for (std::size_t at = 0; at < 40; ++at) {
        for (const char bad : {'"', '\\', '\n', '\0', '\x1F'}) {
            auto text = std::string(40, 'x') + repeated("件𠮷 !#[]~", 3);
            text[at] = bad;
            CHECK(parsed(to_text(Json{text})) == Json{text});
        }
    }
}

TEST_CASE("a real stays the real it is") {
    CHECK(to_text(Json{1.0}) == "1.0");
    CHECK(to_text(Json{-0.0}) == "-0.0");
    CHECK(to_text(Json{1e21}) == "1e+21");
    CHECK(to_text(Json{0.1}) == "0.1");
    CHECK(to_text(Json{5e-324}) == "5e-324");
    std::mt19937_64 bits{20261123};
    for (int i = 0; i < 20'000; ++i) {
        double number = 0;
        const auto some = bits();
        std::memcpy(&number, &some, sizeof number);
        if (!std::isfinite(number)) continue;
        const auto json = parsed(to_text(Json{number}));
        REQUIRE(json.real() != nullptr);
        REQUIRE(*json.real() == number);
    }
}

TEST_CASE("the canonical form is one for all orders, and its own canonical form") {
    const auto one = parsed(R"({"b":[{"y":1,"x":2}],"a":{"d":1,"c":2},"":0})");
    const auto other = parsed(R"({ "": 0, "a": {"c":2,"d":1}, "b": [{"x":2,"y":1}] })");
    CHECK(one != other);
    CHECK(canonical(one) == R"({"":0,"a":{"c":2,"d":1},"b":[{"x":2,"y":1}]})");
    CHECK(canonical(other) == canonical(one));
    CHECK(canonical(parsed(canonical(one))) == canonical(one));
    CHECK(canonical(parsed("[2,1]")) == "[2,1]");
    // By bytes, not by what a language thinks of them.
    CHECK(canonical(parsed(R"({"é":1,"z":2,"Z":3,"件":4,"𠮷":5,"\uffee":6})")) ==
          R"({"Z":3,"z":2,"é":1,"件":4,"￮":6,"𠮷":5})");
}

TEST_CASE("a value that is not there is null, or what the caller says instead") {
    const auto json = parsed(R"({"a":"x","n":null,"i":3,"r":3.0,"l":[1]})");
    CHECK(json["nothing"].is_null());
    CHECK(json.find("nothing") == nullptr);
    CHECK(json.find("n") != nullptr);
    CHECK(json["a"]["b"]["c"].is_null());
    CHECK(Json{3}["a"].is_null());
    CHECK(json["a"].text_or("y") == "x");
    CHECK(json["i"].text_or("y") == "y");
    CHECK(json["i"].integer_or(0) == 3);
    CHECK(json["r"].integer_or(0) == 0);
    CHECK(json["a"].boolean_or(true));
    CHECK(json["l"].items().size() == 1);
    CHECK(json["a"].items().empty());
}

TEST_CASE("a value is put together member by member") {
    Json json;
    json.set("a", 1).set("b", Json{}.push("x").push(2)).set("a", "again");
    CHECK(to_text(json) == R"({"a":"again","b":["x",2]})");
    const Json copy = json;
    json.set("a", nullptr);
    CHECK(copy["a"] == Json{"again"});
    CHECK(json != copy);
}

TEST_CASE("whatever is cut out of a good text is refused or is good, and nothing else happens") {
    const auto text = R"({"a":[1,-2.5e3,"件\u4ef6\ud842\udfb7"],"b":{"c":null,"d":true}})"sv;
    REQUIRE(refusal(text).empty());
    for (std::size_t from = 0; from < text.size(); ++from) {
        for (std::size_t size = 0; from + size <= text.size(); ++size) {
            const auto json = parse_json(text.substr(from, size));
            if (json.ok()) CHECK(parse_json(to_text(json.value())) == json);
        }
        auto damaged = std::string{text};
        for (int byte = 0; byte < 256; byte += 5) {
            damaged[from] = static_cast<char>(byte);
            const auto json = parse_json(damaged);
            if (json.ok()) CHECK(parse_json(to_text(json.value())) == json);
        }
    }
}

} // namespace
} // namespace sokuo
