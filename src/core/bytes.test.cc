#include "core/bytes.h"

#include <doctest/doctest.h>

#include <array>

namespace sokuo {
namespace {

TEST_CASE("bytes are written in hex, lower case, two digits each") {
    CHECK(to_hex({}).empty());
    const std::array bytes{std::byte{0x00}, std::byte{0x0F}, std::byte{0xA0}, std::byte{0xFF}};
    CHECK(to_hex(bytes) == "000fa0ff");
}

TEST_CASE("base64 is the one of RFC 4648 §10") {
    CHECK(to_base64(as_bytes("")).empty());
    CHECK(to_base64(as_bytes("f")) == "Zg==");
    CHECK(to_base64(as_bytes("fo")) == "Zm8=");
    CHECK(to_base64(as_bytes("foo")) == "Zm9v");
    CHECK(to_base64(as_bytes("foob")) == "Zm9vYg==");
    CHECK(to_base64(as_bytes("fooba")) == "Zm9vYmE=");
    CHECK(to_base64(as_bytes("foobar")) == "Zm9vYmFy");
    const std::array all_ones{std::byte{0xFB}, std::byte{0xFF}, std::byte{0xBF}};
    CHECK(to_base64(all_ones) == "+/+/");
}

TEST_CASE("text seen as bytes and back is the same text") {
    CHECK(as_text(as_bytes("件名")) == "件名");
}

} // namespace
} // namespace sokuo
