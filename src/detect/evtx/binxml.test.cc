// What stands in a record, and what an event says of it.

#include "detect/evtx/evtx_test.h"

#include <doctest/doctest.h>

namespace sokuo::detect::evtx::test {

namespace {

/// One record out of one template: `<Event><EventData>` with what is given inside.
Told read_data(std::vector<Node> inner, const std::vector<Filling>& fillings) {
    Chunk chunk;
    chunk.add(7,
              {.guid = {9, 9, 9, 9},
               .root = element("Event", {}, {element("EventData", {}, std::move(inner))})},
              fillings);
    auto reading = read_file(file({chunk.finished()}));
    REQUIRE(reading.events.size() == 1);
    CHECK(reading.troubles == std::vector<std::string>{});
    return reading.events[0];
}

/// A value of a substitution, as text; and its type.
std::string shown(std::uint8_t type, std::string bytes, Type as) {
    const auto told = read_data({element("Data", {{"Name", {text("X")}}}, {normal(0, type)})},
                                {{.type = type, .bytes = std::move(bytes)}});
    REQUIRE(told.types.size() == 1);
    CHECK(told.types[0] == as);
    return told["X"];
}

std::string string_array(std::initializer_list<std::string_view> texts) {
    std::string bytes;
    for (const auto each : texts)
        bytes += utf16(each) + utf16(std::string_view{"\0", 1});
    return bytes;
}

constexpr std::string_view system_sid{"\x01\x01\0\0\0\0\0\x05\x12\0\0\0", 12};
constexpr std::string_view user_sid{"\x01\x02\0\0\0\0\0\x05\x20\0\0\0\x20\x02\0\0", 16};

} // namespace

TEST_CASE("an event of Windows has its fields under the names Sigma's rules use") {
    Chunk chunk;
    const auto definition = event_definition(1, {"SubjectUserName", "New Value"});
    chunk.add(31'794, definition,
              event_fillings(4'624, 31'794, "Security", {filled("taro"), filled("x")}));
    const auto reading = read_file(file({chunk.finished()}));
    REQUIRE(reading.events.size() == 1);
    const auto& event = reading.events[0];
    CHECK(event.channel == "Security");
    CHECK(event.provider == "Microsoft-Windows-Security-Auditing");
    CHECK(event.computer == "mihon-pc01.example");
    CHECK(event.time == "2020-10-09T17:33:16.1234567Z");
    CHECK(event.event_id == 4'624);
    CHECK(event.record == 31'794);
    CHECK_FALSE(event.recovered);
    using Fields = std::vector<std::pair<std::string, std::string>>;
    CHECK(event.values == Fields{{"Provider_Name", "Microsoft-Windows-Security-Auditing"},
                                 {"EventID", "4624"},
                                 {"Version", "2"},
                                 {"TimeCreated_SystemTime", "2020-10-09T17:33:16.1234567Z"},
                                 {"EventRecordID", "31794"},
                                 {"Execution_ProcessID", "4321"},
                                 {"Channel", "Security"},
                                 {"Computer", "mihon-pc01.example"},
                                 {"SubjectUserName", "taro"},
                                 {"NewValue", "x"}});
    CHECK(reading.troubles == std::vector<std::string>{});
    CHECK(reading.tally.events == 1);
    CHECK(reading.tally.recovered == 0);
    CHECK(reading.tally.unreadable == 0);
}

TEST_CASE("every type of value is read as what it is") {
    CHECK(shown(0x01, utf16("whoami /all"), Type::utf16) == "whoami /all");
    CHECK(shown(0x01, {}, Type::utf16).empty());
    CHECK(shown(0x01, utf16(std::string_view{"x\0\0", 3}), Type::utf16) == "x");
    CHECK(shown(0x02, std::string{"caf\xe9\0", 5}, Type::ansi) == "caf\u00e9");
    CHECK(shown(0x03, raw(std::int8_t{-5}), Type::int8) == "-5");
    CHECK(shown(0x04, raw(std::uint8_t{250}), Type::uint8) == "250");
    CHECK(shown(0x05, raw(std::int16_t{-3'000}), Type::int16) == "-3000");
    CHECK(shown(0x06, raw(std::uint16_t{4'624}), Type::uint16) == "4624");
    CHECK(shown(0x07, raw(std::int32_t{-1}), Type::int32) == "-1");
    CHECK(shown(0x08, raw(std::uint32_t{4'000'000'000}), Type::uint32) == "4000000000");
    CHECK(shown(0x09, raw(std::int64_t{-2}), Type::int64) == "-2");
    CHECK(shown(0x0a, raw(~std::uint64_t{0}), Type::uint64) == "18446744073709551615");
    CHECK(shown(0x0b, raw(1.5F), Type::real32) == "1.5");
    CHECK(shown(0x0c, raw(-0.25), Type::real64) == "-0.25");
    CHECK(shown(0x0d, raw(std::uint32_t{1}), Type::boolean) == "true");
    CHECK(shown(0x0d, raw(std::uint32_t{0}), Type::boolean) == "false");
    CHECK(shown(0x0e, std::string{"\x01\xab", 2}, Type::binary) == "01AB");
    CHECK(shown(0x0f,
                std::string{"\x49\xd2\x04\x60\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c"},
                Type::guid) == "{6004D249-0201-0403-0506-0708090A0B0C}");
    CHECK(shown(0x10, raw(std::uint32_t{0x3e7}), Type::size) == "0x3e7");
    CHECK(shown(0x10, raw(std::uint64_t{0x3e7}), Type::size) == "0x3e7");
    CHECK(shown(0x11, raw(std::uint64_t{132'467'383'961'234'567}), Type::filetime) ==
          "2020-10-09T17:33:16.1234567Z");
    std::string system_time;
    for (const int part : {2020, 10, 5, 9, 17, 33, 16, 123})
        system_time += raw(static_cast<std::uint16_t>(part));
    CHECK(shown(0x12, system_time, Type::systemtime).starts_with("2020-10-09T17:33:16.123"));
    CHECK(shown(0x13, std::string{system_sid}, Type::sid) == "S-1-5-18");
    CHECK(shown(0x14, raw(std::uint32_t{0x3e7}), Type::hex32) == "0x3e7");
    CHECK(shown(0x15, raw(std::uint64_t{0x8020'0000'0000'0000}), Type::hex64) ==
          "0x8020000000000000");
}

TEST_CASE("a value whose size is not its type's is not read beyond it") {
    CHECK(shown(0x08, std::string{"\x01\x02", 2}, Type::binary) == "0102");
    CHECK(shown(0x0f, std::string{"\x01", 1}, Type::binary) == "01");
    CHECK(shown(0x13, std::string{"\x01\x09\0\0\0\0\0\x05", 8}, Type::binary) ==
          "0109000000000005");
    CHECK(shown(0x0a, {}, Type::null).empty());
    CHECK(shown(0x0d, std::string{"\0\x01", 2}, Type::boolean) == "true");
    CHECK(shown(0x0d, std::string{"\x01", 1}, Type::boolean) == "true");
    CHECK(shown(0x77, std::string{"\x05", 1}, Type::binary) == "05");
}

TEST_CASE("each element of an array is a value of the same field") {
    const auto read_array = [](std::uint8_t type, std::string bytes) {
        return read_data({element("Data", {{"Name", {text("X")}}}, {normal(0, type)})},
                         {{.type = type, .bytes = std::move(bytes)}})["X"];
    };
    CHECK(read_array(0x81, string_array({"one", "", "three"})) == "one||three");
    CHECK(read_array(0x81, string_array({"one"}) + utf16("open")) == "one|open");
    CHECK(read_array(0x82, std::string{"a\0bc\0", 5}) == "a|bc");
    CHECK(read_array(0x86, raw(std::uint16_t{80}) + raw(std::uint16_t{443})) == "80|443");
    CHECK(read_array(0x94, raw(std::uint32_t{16}) + raw(std::uint32_t{17})) == "0x10|0x11");
    CHECK(read_array(0x93, std::string{system_sid} + std::string{user_sid}) ==
          "S-1-5-18|S-1-5-32-544");
    CHECK(read_array(0x86, std::string{"\x01\x00\x02", 3}) == "1|02"); // What is left over.
    CHECK(read_array(0x81, {}) == "(none)");
}

TEST_CASE("an optional value that is null is not there, a normal one is there and null") {
    const auto told = read_data({element("Data", {{"Name", {text("A")}}}, {optional(0)}),
                                 element("Data", {{"Name", {text("B")}}}, {normal(0)}),
                                 element("Data", {{"Name", {text("C")}}}, {}),
                                 element("Data", {{"Name", {text("D")}}}, {normal(5)})},
                                {{.type = 0x00}});
    CHECK(told["A"] == "(none)");
    CHECK(told["B"].empty());
    CHECK(told["C"].empty());
    CHECK(told["D"] == "(none)"); // The record has no value of this number.
    CHECK(told.types == std::vector{Type::null, Type::null});
}

TEST_CASE("data without names is a list, and may say its name in a value") {
    const auto told = read_data(
        {element("Data", {}, {normal(0)}), element("Data", {}, {normal(1)}),
         element("Data", {{"Name", {normal(2)}}}, {normal(0)}),
         element("Data", {{"Name", {text("pre"), normal(2)}}}, {text("a"), normal(1)}),
         element("Binary", {}, {normal(3)})},
        {filled("first"), filled("second"), filled("Called"), {.type = 0x0e, .bytes = "\x0f"}});
    CHECK(told["Data"] == "first|second");
    CHECK(told["Called"] == "first");
    CHECK(told["preCalled"] == "asecond");
    CHECK(told["Binary"] == "0F");
}

TEST_CASE("attributes stand under the element's name and their own, namespaces nowhere") {
    const auto told = read_data(
        {element("Thing", {{"xmlns", {text("urn:x")}}, {"Kind", {normal(0)}}, {"Of", {text("y")}}},
                 {element("Leaf", {{"xmlns:a", {text("urn:a")}}}, {text("value")})})},
        {filled("k")});
    using Fields = std::vector<std::pair<std::string, std::string>>;
    CHECK(told.values == Fields{{"Thing_Kind", "k"}, {"Thing_Of", "y"}, {"Leaf", "value"}});
}

TEST_CASE("a text of several pieces is one value") {
    const auto told = read_data(
        {element("A", {}, {text("x <"), cdata("&>"), entity("amp"), entity("lt"), character('!')}),
         element("B", {}, {text("PID "), normal(0, 0x08), text(", "), optional(1), normal(2)}),
         element("C", {}, {optional(1), optional(1)}), element("D", {}, {entity("who")}),
         element("E", {}, {instruction("target", "data"), text("e")}),
         element("F", {}, {text(" \r\n"), element("G", {}, {text("g")}), text("\n")}),
         element("H", {}, {typed(0x08, raw(std::uint32_t{42}))}),
         element("I", {}, {typed(0x02, "ansi")}),
         element("J", {}, {text("j"), typed(0x0d, raw(std::uint32_t{1}))})},
        {{.type = 0x08, .bytes = raw(std::uint32_t{42})},
         {.type = 0x00},
         {.type = 0x81, .bytes = string_array({"p", "q"})}});
    CHECK(told["A"] == "x <&>&<!");
    CHECK(told["B"] == "PID 42, pq");
    CHECK(told["C"] == "(none)");
    CHECK(told["D"] == "&who;");
    CHECK(told["E"] == "e");
    CHECK(told["F"] == "(none)");
    CHECK(told["G"] == "g");
    CHECK(told["H"] == "42");
    CHECK(told["I"] == "ansi");
    CHECK(told["J"] == "jtrue");
}

TEST_CASE("XML inside a value is expanded in its place, with a template or without") {
    const Definition inner{
        .guid = {5, 5, 5, 5},
        .root =
            element("EventData", {}, {element("Data", {{"Name", {text("Deep")}}}, {normal(0)})})};
    const auto told = read_data(
        {element("A", {}, {text("before")}), optional(0, 0x21), element("Z", {}, {text("behind")})},
        {{.type = 0x21, .write = [&](Chunk& chunk) {
              chunk.fragment();
              chunk.instance(inner, {filled("value")});
              chunk.write(element("Plain", {{"Of", {text("o")}}}, {text("p")}));
              chunk.raw_bytes(std::string_view{"\0", 1});
          }}});
    using Fields = std::vector<std::pair<std::string, std::string>>;
    CHECK(told.values == Fields{{"A", "before"},
                                {"Deep", "value"},
                                {"Plain_Of", "o"},
                                {"Plain", "p"},
                                {"Z", "behind"}});
}

TEST_CASE("texts put together in one piece of XML outlive the reading of the next") {
    const auto told =
        read_data({optional(0, 0x21)},
                  {{.type = 0x21, .write = [&](Chunk& chunk) {
                        chunk.fragment();
                        for (const auto* const name : {"A", "B", "C"})
                            chunk.write(element(name, {},
                                                {text("a text longer than a string keeps "),
                                                 entity("amp"), text(name)}));
                    }}});
    CHECK(told["A"] == "a text longer than a string keeps &A");
    CHECK(told["B"] == "a text longer than a string keeps &B");
    CHECK(told["C"] == "a text longer than a string keeps &C");
}

TEST_CASE("a forwarded event has no template; what was rendered for it does not pass for its own") {
    Chunk chunk;
    chunk.begin_record(12);
    chunk.fragment();
    chunk.write(element(
        "Event", {},
        {element("System", {},
                 {element("Provider", {{"Name", {text("Sysmon")}}}, {}),
                  element("EventID", {}, {text("11")}),
                  element("TimeCreated", {{"SystemTime", {text("2020-10-09T17:33:16.5Z")}}}, {}),
                  element("EventRecordID", {}, {text("991")}),
                  element("Channel", {}, {text("Q&A "), entity("amp")}),
                  element("Computer", {}, {text("far.example")})}),
         element("EventData", {},
                 {element("Data", {{"Name", {text("Channel")}}}, {text("Security")}),
                  element("System", {}, {element("EventID", {}, {text("1")})})}),
         element("RenderingInfo", {{"Culture", {text("ja-JP")}}},
                 {element("Message", {}, {text("made")}),
                  element("Level", {}, {text("Information")}),
                  element("Channel", {}, {text("Other")})})}));
    chunk.end_record();
    const auto reading = read_file(file({chunk.finished()}));
    REQUIRE(reading.events.size() == 1);
    const auto& event = reading.events[0];
    CHECK(event.channel == "Q&A &");
    CHECK(event.provider == "Sysmon");
    CHECK(event.event_id == 11);
    CHECK(event.record == 991);
    CHECK(event.time == "2020-10-09T17:33:16.5Z");
    CHECK(event.computer == "far.example");
    CHECK(event["Message"] == "made");
    CHECK(event["RenderingInfo_Channel"] == "Other");
    CHECK(event["RenderingInfo_Culture"] == "ja-JP");
    CHECK(event["Level"] == "(none)");
    CHECK(event["Channel"] == "Q&A &|Security");
}

TEST_CASE("forwarded events of one kind are known again, each with its own texts") {
    const auto add = [](Chunk& chunk, std::string_view channel, std::string_view name,
                        std::string_view value, std::vector<Node> more = {}) {
        std::vector<Node> inner{
            element("System", {},
                    {element("Provider", {{"Name", {text("P")}}}, {}),
                     element("EventID", {}, {text("5")}), element("Channel", {}, {text(channel)})}),
            element("EventData", {{"Name", {text("Kind")}}},
                    {element("Data", {{"Name", {text(name)}}}, {text(value)}),
                     element("Data", {{"Name", {text("Empty")}}}, {})})};
        for (auto& node : more)
            inner.push_back(std::move(node));
        chunk.begin_record(1);
        chunk.fragment();
        chunk.write(element("Event", {{"xmlns", {text("urn:e")}}}, std::move(inner)));
        chunk.end_record();
    };
    Chunk one;
    add(one, "Security", "User", "taro");
    add(one, "System", "User", "");
    add(one, "System", "User", "hanako of another length");
    add(one, "System", "Host", "h"); // Another name of a field is another kind.
    add(one, "System", "User", "x", {element("More", {}, {text("m"), entity("lt"), text("n")})});
    add(one, "System", "User", "y",
        {element("More", {}, {text("long m"), entity("lt"), text("")})});
    Chunk two;
    add(two, "Setup", "Host", "g");
    add(two, "Setup", "User", "jiro");
    add(two, "Setup", "User", " "); // Blanks are compared, not taken for a text of this kind.
    const auto reading = read_file(file({one.finished(), two.finished()}));
    REQUIRE(reading.events.size() == 9);
    const auto& all = reading.events;
    CHECK(all[0]["User"] == "taro");
    CHECK(all[0].channel == "Security");
    CHECK(all[0]["EventData_Name"] == "Kind");
    CHECK(all[0]["Event_xmlns"] == "(none)");
    CHECK(all[0]["Empty"].empty());
    CHECK(all[1]["User"].empty());
    CHECK(all[1].channel == "System");
    CHECK(all[2]["User"] == "hanako of another length");
    CHECK(all[3]["User"] == "(none)");
    CHECK(all[3]["Host"] == "h");
    CHECK(all[4]["More"] == "m<n");
    CHECK(all[5]["More"] == "long m<");
    CHECK(all[6]["Host"] == "g");
    CHECK(all[7]["User"] == "jiro");
    CHECK(all[7].channel == "Setup");
    CHECK(all[7].event_id == 5);
    CHECK(all[8]["User"] == " ");
}

TEST_CASE("what decides about an event is said per record") {
    Chunk chunk;
    const auto definition = event_definition(1, {});
    chunk.add(1, definition, event_fillings(1, 1, "Security", {}));
    chunk.add(2, definition, event_fillings(2, 2, "ForwardedEvents", {}));
    const auto reading = read_file(file({chunk.finished()}));
    REQUIRE(reading.events.size() == 2);
    CHECK(reading.events[0].channel == "Security");
    CHECK(reading.events[1].channel == "ForwardedEvents");
    CHECK(reading.events[1].event_id == 2);
}

TEST_CASE("the same definition at another place is known again, another with its GUID is not") {
    const auto first = event_definition(1, {"CommandLine"});
    const auto other = event_definition(1, {"Image"}); // A stranger took the GUID.
    const auto padded = event_definition(2, {"CommandLine", "Image"});
    Chunk one;
    one.add(1, first, event_fillings(1, 1, "S", {filled("a")}));
    Chunk two; // Here most names are those of another template before it.
    two.add(2, padded, event_fillings(1, 2, "S", {filled("b"), filled("c")}));
    two.add(3, first, event_fillings(1, 3, "S", {filled("d")}));
    Chunk three;
    three.add(4, other, event_fillings(1, 4, "S", {filled("e")}));
    Chunk four;
    four.add(5, first, event_fillings(1, 5, "S", {filled("f")}));
    const auto reading =
        read_file(file({one.finished(), two.finished(), three.finished(), four.finished()}));
    REQUIRE(reading.events.size() == 5);
    CHECK(reading.events[0]["CommandLine"] == "a");
    CHECK(reading.events[1]["Image"] == "c");
    CHECK(reading.events[2]["CommandLine"] == "d");
    CHECK(reading.events[3]["Image"] == "e");
    CHECK(reading.events[3]["CommandLine"] == "(none)");
    CHECK(reading.events[4]["CommandLine"] == "f");
    CHECK(reading.events[4].channel == "S");
}

TEST_CASE("a name of the same length elsewhere in the chunk is another name") {
    const auto definition = event_definition(1, {"Image"});
    Chunk one;
    one.add(1, definition, event_fillings(1, 1, "S", {filled("a")}));
    auto changed = one;
    const auto at = changed.bytes().find(utf16("Image"));
    REQUIRE(at != std::string::npos);
    changed.bytes().replace(at, 10, utf16("Xmage"));
    const auto reading = read_file(file({one.finished(), changed.finished()}));
    REQUIRE(reading.events.size() == 2);
    CHECK(reading.events[0]["Image"] == "a");
    CHECK(reading.events[1]["Xmage"] == "a");
    CHECK(reading.events[1]["Image"] == "(none)");
}

} // namespace sokuo::detect::evtx::test
