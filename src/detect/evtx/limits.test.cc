// What a stranger may make large, and where it ends.

#include "detect/evtx/evtx_test.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace sokuo::detect::evtx::test {

namespace {

using Codes = std::vector<std::string>;

Reading read_root(Node root, const std::vector<Filling>& fillings) {
    Chunk chunk;
    chunk.add(1, {.guid = {9, 9, 9, 9}, .root = std::move(root)}, fillings);
    return read_file(file({chunk.finished()}));
}

Node nested(std::size_t depth) {
    auto node = element("Leaf", {}, {text("deep")});
    for (std::size_t each = 1; each < depth; ++each)
        node = element("E", {}, {std::move(node)});
    return node;
}

} // namespace

TEST_CASE("elements may lie in elements, not without end") {
    const auto good = read_root(nested(nesting_max), {});
    REQUIRE(good.events.size() == 1);
    CHECK(good.events[0]["Leaf"] == "deep");
    const auto bad = read_root(nested(nesting_max + 1), {});
    CHECK(bad.events.empty());
    CHECK(bad.tally.unreadable == 1);
}

TEST_CASE("a template has a limit of elements") {
    const auto wide = [](std::size_t count) {
        std::vector<Node> inner;
        for (std::size_t each = 1; each < count; ++each)
            inner.push_back(element("E", {}, {normal(0)}));
        return read_root(element("Event", {}, std::move(inner)), {filled("x")});
    };
    const auto good = wide(elements_max);
    REQUIRE(good.events.size() == 1);
    CHECK(good.events[0].values.size() == elements_max - 1);
    CHECK(wide(elements_max + 1).tally.unreadable == 1);
}

TEST_CASE("values in values end at the same depth, and what is above them is given") {
    const Definition inner{
        .guid = {5, 5, 5, 5},
        .root = element("In", {}, {element("N", {}, {normal(0)}), optional(1, 0x21)})};
    std::function<void(Chunk&, int)> write = [&](Chunk& chunk, int left) {
        chunk.fragment();
        chunk.instance(inner, {{.type = 0x07, .bytes = raw(left)},
                               {.type = static_cast<std::uint8_t>(left > 0 ? 0x21 : 0x00),
                                .write = [&, left](Chunk& deeper) {
                                    if (left > 0) write(deeper, left - 1);
                                }}});
    };
    const auto read_depth = [&](int depth) {
        return read_root(element("Event", {}, {optional(0, 0x21)}),
                         {{.type = 0x21, .write = [&](Chunk& chunk) { write(chunk, depth - 1); }}});
    };
    const auto good = read_depth(nesting_max);
    REQUIRE(good.events.size() == 1);
    CHECK(good.events[0].values.size() == nesting_max);
    CHECK(good.troubles == Codes{});
    const auto bad = read_depth(nesting_max + 10);
    REQUIRE(bad.events.size() == 1);
    CHECK(bad.events[0].values.size() == nesting_max);
    CHECK(bad.troubles == Codes{"evtx.record_in_part"});
}

TEST_CASE("a record with very many values gives those up to the limit") {
    std::string array;
    for (std::size_t each = 0; each < values_max + 5; ++each)
        array += utf16({"a\0", 2});
    const auto reading = read_root(
        element("Event", {},
                {element("Before", {}, {text("b")}), element("Data", {}, {normal(0, 0x81)})}),
        {{.type = 0x81, .bytes = array}});
    REQUIRE(reading.events.size() == 1);
    CHECK(reading.events[0].values.size() == values_max);
    CHECK(reading.events[0]["Before"] == "b");
    CHECK(reading.troubles == Codes{"evtx.record_cut"});
}

TEST_CASE("a small record cannot ask for endless work") {
    // Each level asks for the next one twelve times: 12 to the power of 8 without a limit.
    std::vector<Definition> levels;
    for (std::uint32_t level = 0; level < 8; ++level) {
        std::vector<Node> inner;
        inner.reserve(12);
        for (int each = 0; each < 12; ++each)
            inner.push_back(element("W", {}, {optional(0, 0x21)}));
        levels.push_back(
            {.guid = {50 + level, 5, 5, 5}, .root = element("In", {}, std::move(inner))});
    }
    std::function<void(Chunk&, std::size_t)> write = [&](Chunk& chunk, std::size_t level) {
        chunk.fragment();
        chunk.instance(levels[level],
                       {{.type = static_cast<std::uint8_t>(level + 1 < 8 ? 0x21 : 0x00),
                         .write = [&, level](Chunk& deeper) {
                             if (level + 1 < 8) write(deeper, level + 1);
                         }}});
    };
    const auto reading =
        read_root(element("Event", {}, {optional(0, 0x21)}),
                  {{.type = 0x21, .write = [&](Chunk& chunk) { write(chunk, 0); }}});
    REQUIRE(reading.events.size() == 1);
    CHECK(reading.troubles == Codes{"evtx.record_cut"});
}

TEST_CASE("a large value that is XML is not read for ever, however often it is asked for") {
    std::vector<Node> inner;
    inner.reserve(400);
    for (int each = 0; each < 400; ++each)
        inner.push_back(element("W", {}, {optional(0, 0x21)}));
    const auto reading = read_root(
        element("Event", {}, std::move(inner)),
        {{.type = 0x21, .write = [&](Chunk& chunk) {
              chunk.write(element("T", {}, {text(std::string(10'000, 'x')), entity("amp")}));
          }}});
    REQUIRE(reading.events.size() == 1);
    CHECK(reading.events[0].values.size() > 50);
    CHECK(reading.events[0].values.size() < 200);
    CHECK(reading.troubles == Codes{"evtx.record_cut"});
}

TEST_CASE("texts put together have a limit as well") {
    std::vector<Node> inner;
    inner.reserve(300);
    for (int each = 0; each < 300; ++each)
        inner.push_back(element("T", {}, {text("x"), normal(0)}));
    const auto reading =
        read_root(element("Event", {}, std::move(inner)), {filled(std::string(2'000, 'y'))});
    REQUIRE(reading.events.size() == 1);
    std::size_t bytes = 0;
    for (const auto& value : reading.events[0].values)
        bytes += value.second.size();
    CHECK(bytes <= text_bytes_max);
    CHECK(bytes > text_bytes_max / 2);
    CHECK(reading.troubles == Codes{"evtx.record_cut"});
}

TEST_CASE("names that are too long or too many lose their name, not their value") {
    const auto reading =
        read_root(element("Event", {},
                          {element(std::string(name_bytes_max + 1, 'n'), {}, {text("long")}),
                           element(std::string(name_bytes_max, 'n'), {}, {text("just")})}),
                  {});
    REQUIRE(reading.events.size() == 1);
    CHECK(reading.events[0][unnamed] == "long");
    CHECK(reading.events[0][std::string(name_bytes_max, 'n')] == "just");

    std::vector<std::string> chunks;
    std::size_t made = 0;
    while (made < names_max + 1'000) {
        Chunk chunk;
        for (std::uint32_t each = 0; each < 4; ++each) {
            std::vector<Node> inner;
            inner.reserve(300);
            for (int of = 0; of < 300; ++of)
                inner.push_back(element("N" + std::to_string(++made), {}, {text("v")}));
            chunk.add(1, {.guid = {each, 1, 1, 1}, .root = element("Event", {}, inner)}, {});
        }
        chunks.push_back(chunk.finished());
    }
    const auto many = read_file(file(chunks));
    CHECK(many.names <= 2 * names_max);
    CHECK(many.events.size() == chunks.size() * 4);
    CHECK(many.events[0]["N1"] == "v");
    // Those of other chunks take nothing from the last one.
    CHECK(many.events.back()["N" + std::to_string(made)] == "v");
}

TEST_CASE("a chunk that gives its values ever new names has a limit of them") {
    // Each value is named by what stands in the event: 200 elements, as many times as it asks.
    std::vector<Node> inner;
    inner.reserve(200);
    for (int each = 0; each < 200; ++each)
        inner.push_back(
            element("Data", {{"Name", {normal(0), text(std::to_string(each))}}}, {normal(0)}));
    const Definition definition{.guid = {3, 1, 1, 1},
                                .root = element("Event", {}, std::move(inner))};
    Chunk chunk;
    for (std::uint64_t number = 1; number <= 400; ++number)
        chunk.add(number, definition, {filled("R" + std::to_string(number) + "x")});
    const auto bytes = chunk.finished();
    const auto reading = read_file(file({bytes, bytes}));
    REQUIRE(reading.events.size() == 800);
    CHECK(reading.names <= 2 * names_max);
    for (const std::size_t first : {0U, 400U}) {
        CHECK(reading.events[first]["R1x0"] == "R1x");
        CHECK(reading.events[first][unnamed] == "(none)");
        CHECK(reading.events[first + 399]["R400x0"] == "(none)");
        CHECK(reading.events[first + 399][unnamed].starts_with("R400x|R400x"));
    }
}

TEST_CASE("a desk with many templates starts anew and goes on") {
    std::vector<std::string> chunks;
    std::uint32_t guid = 0;
    while (guid < templates_max + 300) {
        Chunk chunk;
        for (int each = 0; each < 200; ++each, ++guid)
            chunk.add(guid + 1,
                      {.guid = {guid, 1, 1, 1},
                       .root = element("Event", {}, {element("N", {}, {normal(0)})})},
                      {filled("v")});
        chunks.push_back(chunk.finished());
    }
    const auto reading = read_file(file(chunks));
    CHECK(reading.events.size() == chunks.size() * 200);
    CHECK(reading.tally.unreadable == 0);
    CHECK(std::ranges::all_of(reading.events, [](const Told& event) { return event["N"] == "v"; }));
}

} // namespace sokuo::detect::evtx::test
