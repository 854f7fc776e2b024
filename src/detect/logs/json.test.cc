#include "detect/logs/json.h"

#include "detect/logs/draft.h"
#include "detect/logs/json_walk.h"
#include "detect/logs/log_test.h"

#include <doctest/doctest.h>

namespace sokuo::detect::logs {
namespace {

AllKept cut_by(std::string_view text, JsonForm form, std::size_t bytes) {
    const auto reader = read_json(read_memory(bytes_of(text)), form, {}, "json", bytes);
    return keep_all(*reader);
}

TEST_CASE("objects within objects are fields with dots, lists are several values") {
    const auto all =
        read_log(R"({"a":{"b":{"c":"deep"},"d":[1,2,{"e":"x"},["y"]]},"f":true,"g":null,)"
                 R"("h":-1.5e3,"i":{},"j":[]})");
    REQUIRE(all.events.size() == 1);
    const auto& event = all.events[0];
    CHECK(event["a.b.c"] == "deep");
    CHECK(event["a.d"] == "1 | 2 | y");
    CHECK(event["a.d.e"] == "x");
    CHECK(event["f"] == "true");
    CHECK(event["g"] == "(null)");
    CHECK(event["h"] == "-1.5e3");
    CHECK(event["i"] == "(missing)");
    CHECK(event["j"] == "(missing)");
    CHECK(event.source == Source{});
    CHECK(event.line.empty());
}

TEST_CASE("escapes are undone; half a pair is a sign for what cannot be read") {
    const auto all =
        read_log(R"({"p":"C:\\Windows\r\n\t\"x\"","j":"\u65e5\u672c","e":"\ud83d\ude00",)"
                 R"("lone":"a\ud800b","bad":"\x41","k\u0065y":"named"})");
    REQUIRE(all.events.size() == 1);
    const auto& event = all.events[0];
    CHECK(event["p"] == "C:\\Windows\r\n\t\"x\"");
    CHECK(event["j"] == "日本");
    CHECK(event["e"] == "😀");
    CHECK(event["lone"] == "a\xef\xbf\xbd"
                           "b");
    CHECK(event["bad"] == "\\x41");
    CHECK(event["key"] == "named");
}

TEST_CASE("names differ by case, and the same key below another is another field") {
    const auto all = read_log("{\"Image\":\"1\",\"image\":\"2\",\"a\":{\"Image\":\"3\"}}\n"
                              "{\"image\":\"4\",\"Image\":\"5\",\"a\":{\"image\":\"6\"}}\n");
    REQUIRE(all.events.size() == 2);
    CHECK(all.events[0]["Image"] == "1");
    CHECK(all.events[0]["a.Image"] == "3");
    CHECK(all.events[1]["image"] == "4");
    CHECK(all.events[1]["Image"] == "5");
    CHECK(all.events[1]["a.image"] == "6");
    CHECK(all.events[1]["a.Image"] == "(missing)");
}

TEST_CASE("a broken line is counted and named, and its neighbours are read") {
    const auto all =
        read_log("{\"a\":1}\nnonsense\n{\"a\":2\n\n{\"a\":3,}\n{\"a\":tru}\n{\"a\" 4}\n"
                 "{\"a\":[1}\n{\"a\":1]\n{\"a\":5}\n");
    REQUIRE(all.events.size() == 2);
    CHECK(all.events[1]["a"] == "5");
    CHECK(all.events[1].record == 10);
    CHECK(all.tally.unreadable == 7);
    REQUIRE(all.tally.troubles.size() == 7);
    CHECK(all.tally.troubles[0].args == std::vector<std::string>{"2"});
    CHECK(all.tally.troubles[0].offset == 8);
}

TEST_CASE("bytes that are no text and control characters become U+FFFD") {
    using namespace std::string_view_literals;
    const auto all = read_log("{\"a\":\"x\xff\xc0\xafy\",\"b\":\"n\0l\"}\n{\"a\":\"ok\"}\n"sv);
    REQUIRE(all.events.size() == 2);
    CHECK(all.events[0]["a"] == "x\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdy");
    CHECK(all.events[0]["b"] == "n\xef\xbf\xbdl");
    CHECK(all.events[1]["a"] == "ok");
}

TEST_CASE("an array and objects over several lines are cut by their brackets") {
    const std::string array =
        "\xef\xbb\xbf[\n  {\n    \"a\": \"] } \\\" {\",\n    \"b\": [ {\"c\": 1} ]\n  },\n"
        "  {\"a\": \"2\"}, {\"a\": \"3\"}\n]\n";
    const auto all = read_log(array);
    CHECK(all.format == "json");
    REQUIRE(all.events.size() == 3);
    CHECK(all.events[0]["a"] == "] } \" {");
    CHECK(all.events[0]["b.c"] == "1");
    CHECK(all.events[2]["a"] == "3");
    CHECK(all.events[2].record == 3);
    const auto rows = read_log("{\n\"a\":1\n}\n{\n\"a\":2\n}{\"a\":3}");
    REQUIRE(rows.events.size() == 3);
    CHECK(rows.events[2]["a"] == "3");
}

TEST_CASE("records that a cloud puts into an array of an object are events") {
    const auto all =
        read_log(R"({ "Records" : [ {"eventSource":"iam.amazonaws.com","eventName":"CreateUser",)"
                 R"("awsRegion":"us-east-1","eventTime":"2026-11-28T01:02:03Z",)"
                 R"("requestParameters":{"userName":"x"}}, {"eventName":"y"} ] })");
    REQUIRE(all.events.size() == 2);
    CHECK(all.events[0].source.product == "aws");
    CHECK(all.events[0].source.services == std::vector<std::string>{"cloudtrail"});
    CHECK(all.events[0]["requestParameters.userName"] == "x");
    CHECK(all.events[0]["requestParameters"] == R"({"userName":"x"})");
    CHECK(all.events[0].time == "2026-11-28T01:02:03Z");
}

TEST_CASE("wherever the blocks end, the events are the same") {
    const std::string lines =
        "{\"a\":\"1\",\"b\":{\"c\":[1,2]}}\n\n{\"a\":\"\\u0041\\\\\"}\r\nbroken\n"
        "{\"a\":\"日本\"}\n{\"z\":1}";
    const std::string array =
        "[ {\"a\":\"x\\\"]\"} , {\"b\":[{\"c\":1},{}]},\n{\"d\":\n{\"e\":\"f\"}}]";
    const auto of_lines = cut_by(lines, JsonForm::lines, block_bytes);
    const auto of_array = cut_by(array, JsonForm::elements, block_bytes);
    REQUIRE(of_lines.events.size() == 4);
    REQUIRE(of_array.events.size() == 3);
    const std::string before(5000, ' '); // the first piece is never a small one
    for (std::size_t bytes = 1; bytes <= lines.size() + 1; ++bytes) {
        CAPTURE(bytes);
        const auto cut = cut_by(before + lines, JsonForm::lines, bytes);
        CHECK(cut.events == of_lines.events);
        CHECK(cut.tally.unreadable == 1);
        const auto elements = cut_by(before + array, JsonForm::elements, bytes);
        CHECK(elements.events == of_array.events);
    }
}

TEST_CASE("a line longer than a mebibyte is counted, wherever the blocks end") {
    const std::string text =
        "{\"a\":1}\n{\"a\":\"" + std::string(record_bytes_max, 'x') + "\"}\n{\"a\":2}\n";
    for (const std::size_t bytes : {1000UL, 65536UL, block_bytes, 4 * block_bytes}) {
        CAPTURE(bytes);
        for (const auto form : {JsonForm::lines, JsonForm::elements}) {
            const auto all = cut_by(text, form, bytes);
            REQUIRE(all.events.size() == 2);
            CHECK(all.events[1]["a"] == "2");
            CHECK(all.events[1].record == 3);
            CHECK(all.tally.unreadable == 1);
            REQUIRE(all.tally.troubles.size() == 1);
            CHECK(all.tally.troubles[0].message->code() == "detect.record_too_long");
            CHECK(all.tally.troubles[0].offset == 8);
        }
    }
}

TEST_CASE("two million brackets and a line of a hundred megabytes do no harm") {
    const std::string deep = "{\"a\":" + std::string(2'000'000, '[') + "\n{\"b\":1}\n";
    const auto one = cut_by(deep, JsonForm::lines, block_bytes);
    CHECK(one.events.size() == 1);
    CHECK(one.tally.unreadable == 1);
    CHECK(cut_by(deep, JsonForm::elements, block_bytes).tally.unreadable == 1);
    const std::string half =
        R"({"a":)" + std::string(400'000, '[') + std::string(400'000, ']') + R"(,"b":2})";
    const auto two = cut_by(half, JsonForm::lines, block_bytes);
    REQUIRE(two.events.size() == 1);
    CHECK(two.events[0]["b"] == "2");
    REQUIRE(two.tally.troubles.size() == 1);
    CHECK(two.tally.troubles[0].message->code() == "detect.record_too_deep");
    const std::string_view edge = R"({"a":1})";
    std::string long_line;
    long_line.resize(100'000'000, 'x');
    const auto three = cut_by(long_line + "\n" + std::string{edge}, JsonForm::lines, block_bytes);
    REQUIRE(three.events.size() == 1);
    CHECK(three.events[0].record == 2);
    CHECK(three.tally.unreadable == 1);
}

TEST_CASE("keys without end do not fill the memory, and those known before are still read") {
    std::string text = "{\"known\":1}\n";
    for (int at = 0; at < 70'000; ++at)
        text += "{\"k" + std::to_string(at) + "\":1}\n";
    text += "{\"new\":2,\"known\":3}\n";
    const auto reader = read_json(read_memory(bytes_of(text)), JsonForm::lines, {}, "json");
    const auto desk = reader->desk({});
    std::vector<Kept> events;
    Keeper keeper{*reader, *desk, events};
    Tally tally;
    for (Block block; reader->cut(block).value();)
        reader->read(block, *desk, keeper, tally);
    CHECK(reader->names(*desk).count() < 67'000);
    REQUIRE(events.size() == 70'002);
    CHECK(events.back()["known"] == "3");
    CHECK(events.back()["new"] == "(missing)");
    CHECK(tally.troubles.at(0).message->code() == "detect.too_many_names");
}

TEST_CASE("an event has at most ten thousand values") {
    std::string text = "{\"a\":[0";
    for (int at = 0; at < 20'000; ++at)
        text += ",1";
    const auto all = read_log(text + "]}\n");
    REQUIRE(all.events.size() == 1);
    CHECK(all.events[0].fields.at("a").size() == Draft::values_max);
    CHECK(all.tally.troubles.at(0).message->code() == "detect.too_many_values");
}

TEST_CASE("keys that collide are kept apart") {
    const ShapeBook book;
    Names names;
    Paths paths{book, names};
    std::map<std::string, PathId> known;
    for (int at = 0; at < 20'000; ++at) {
        std::string key = "key" + std::to_string(at * 7919) + std::string(8, '\0');
        const auto path = paths.below(Paths::root, std::string_view{key}.substr(0, key.size() - 8));
        REQUIRE(path.has_value());
        known[key] = *path;
    }
    for (const auto& [key, path] : known)
        CHECK(paths.below(Paths::root, std::string_view{key}.substr(0, key.size() - 8)) == path);
    CHECK(paths.count() == 20'001);
}

TEST_CASE("every event of the captures is read") {
    const auto data = shared_data();
    if (data.empty()) {
        MESSAGE("skipped: every event of the captures is read");
        return;
    }
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator{data / "detect/json"}) {
        CAPTURE(entry.path().string());
        const auto text = text_of_file(entry.path());
        const auto lines = static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
        const auto reader = open_reader(read_memory(bytes_of(text)),
                                        bytes_of(text.substr(0, head_bytes)), "x.json");
        REQUIRE(reader.ok());
        CHECK(reader.value()->format() == "jsonl");
        const auto desk = reader.value()->desk({});
        class Check final : public Sink {
        public:
            void take(const Event& event) override {
                windows += event.source->product == "windows" && !event.channel.bytes.empty() &&
                           !event.provider.bytes.empty() && !event.computer.bytes.empty() &&
                           moment_of(event.time).has_value();
            }
            std::uint64_t windows = 0;
        } check;
        Tally tally;
        for (Block block; reader.value()->cut(block).value();)
            reader.value()->read(block, *desk, check, tally);
        CHECK(tally.unreadable == 0);
        CHECK(tally.events == lines + (text.ends_with('\n') ? 0 : 1));
        CHECK(check.windows == tally.events);
        ++files;
    }
    CHECK(files == 3);
}

TEST_CASE("every alert of the EVE files is read") {
    const auto data = shared_data();
    if (data.empty()) {
        MESSAGE("skipped: every alert of the EVE files is read");
        return;
    }
    for (const auto& entry : std::filesystem::directory_iterator{data / "eve"}) {
        CAPTURE(entry.path().string());
        const auto text = text_of_file(entry.path());
        std::size_t types = 0;
        for (auto at = text.find("\"event_type\""); at != text.npos;
             at = text.find("\"event_type\"", at + 1))
            ++types;
        const auto all = read_log(text, "eve.json");
        CHECK(all.format == "eve");
        CHECK(all.events.size() == types);
        CHECK(all.tally.unreadable == 0);
        for (const auto& event : all.events) {
            CHECK(event.source.product == "suricata");
            CHECK(event["dst_ip"] == event["dest_ip"]);
            CHECK(!event.time.empty());
        }
    }
}

} // namespace
} // namespace sokuo::detect::logs
