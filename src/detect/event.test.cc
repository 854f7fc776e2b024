#include "detect/event.h"

#include <doctest/doctest.h>

namespace sokuo::detect {
namespace {

using namespace std::literals;

std::string text(Type type, std::string_view bytes) {
    std::string room;
    return std::string{text_of({0, type, bytes}, room)};
}

TEST_CASE("a value is shown as the event viewer shows it") {
    CHECK(text(Type::utf16, "c\0m\0d\0.\0e\0x\0e\0 \0-\0\0\0"sv) == "cmd.exe -");
    CHECK(text(Type::utf16, "\x65\x67\x2C\x67"sv) == "\u6765\u672C");
    CHECK(text(Type::utf16, "\x3D\xD8\x00\xDE"sv) == "\U0001F600");
    CHECK(text(Type::utf16, "a\0\x3D\xD8"sv) == "a\uFFFD");
    CHECK(text(Type::utf16, "a\0b"sv) == "a");
    CHECK(text(Type::ansi, "5\x80\0"sv) == "5€");
    CHECK(text(Type::int8, "\xFF"sv) == "-1");
    CHECK(text(Type::uint8, "\xFF"sv) == "255");
    CHECK(text(Type::uint16, "\x10\x12"sv) == "4624");
    CHECK(text(Type::int64, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"sv) == "-1");
    CHECK(text(Type::uint64, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"sv) == "18446744073709551615");
    CHECK(text(Type::real64, "\0\0\0\0\0\0\xF8\x3F"sv) == "1.5");
    CHECK(text(Type::boolean, "\1\0\0\0"sv) == "true");
    CHECK(text(Type::boolean, "\0"sv) == "false");
    CHECK(text(Type::binary, "\x0A\xFF"sv) == "0AFF");
    CHECK(text(Type::hex32, "\xE7\x03\0\0"sv) == "0x3e7");
    CHECK(text(Type::hex64, "\xE7\x03\0\0\0\0\0\x80"sv) == "0x80000000000003e7");
    CHECK(text(Type::guid, "\x25\x96\x84\x54\x78\x54\x94\x49\xA5\xBA\x3E\x3B\x03\x28\xC3\x0D"sv) ==
          "{54849625-5478-4994-A5BA-3E3B0328C30D}");
    CHECK(text(Type::sid, "\1\2\0\0\0\0\0\5\x20\0\0\0\x20\2\0\0"sv) == "S-1-5-32-544");
    CHECK(text(Type::filetime, "\0\x80\x3E\xD5\xDE\xB1\x9D\x01"sv) ==
          "1970-01-01T00:00:00.0000000Z");
    CHECK(text(Type::systemtime, "\xE6\x07\x01\0\x06\0\x08\0\x07\0\x1E\0\x0F\0\x7B\0"sv) ==
          "2022-01-08T07:30:15.1230000Z");
    CHECK(text(Type::null, ""sv).empty());
}

TEST_CASE("bytes too few for their type are no text and no crash") {
    for (unsigned type = 0; type < 0x43; ++type)
        for (std::size_t size = 0; size < 16; ++size)
            CHECK(text(static_cast<Type>(type), std::string(size, '\x7F')).size() < 64);
}

TEST_CASE("a moment is read in whatever spelling the log has") {
    const auto time = [](std::string_view spelt) -> std::string {
        const auto moment = moment_of({0, Type::utf8, spelt});
        return moment ? to_rfc3339(*moment) : "none";
    };
    CHECK(time("2020-10-09T21:33:19.425Z") == "2020-10-09T21:33:19.425000Z");
    CHECK(time("2020-10-09 17:33:16") == "2020-10-09T17:33:16Z");
    CHECK(time("2020-10-09 17:33:16.1234567 +0900") == "2020-10-09T08:33:16.123456Z");
    CHECK(time("1602279199") == "2020-10-09T21:33:19Z");
    CHECK(time("1602279199425") == "2020-10-09T21:33:19.425000Z");
    CHECK(time("1602279199.5") == "2020-10-09T21:33:19.500000Z");
    CHECK(time("-") == "none");
    CHECK(time("2020-13-09 17:33:16") == "none");
    CHECK(time("999999999999999999999999") == "none");
    CHECK_FALSE(moment_of({0, Type::filetime, "\0\0\0\0\0\0\0\0"sv}).has_value());
}

TEST_CASE("a copy of the names agrees with its original on what both knew") {
    Names names;
    const auto value = names.of("New Value");
    Names copy = names;
    CHECK(copy.of("NewValue") == value);
    CHECK(copy.of("newvalue") != value);
    CHECK(names.find("newvalue") == std::nullopt);
    CHECK(names.name(value) == "NewValue");
}

} // namespace
} // namespace sokuo::detect
