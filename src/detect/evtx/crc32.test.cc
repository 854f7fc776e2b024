#include "detect/evtx/crc32.h"

#include <doctest/doctest.h>

#include <string>

namespace sokuo::detect::evtx {

TEST_CASE("the checksum is the one everybody has") {
    CHECK(crc32("123456789") == 0xcbf4'3926U);
    CHECK(crc32_plain("123456789") == 0xcbf4'3926U);
    CHECK(crc32({}) == 0);
}

TEST_CASE("both ways to compute it agree, at every length and in parts") {
    std::string bytes;
    for (std::uint32_t each = 0; each < 700; ++each)
        bytes += static_cast<char>((each * 2'654'435'761U) >> 24U);
    for (std::size_t size = 0; size <= bytes.size(); ++size) {
        const auto text = std::string_view{bytes}.substr(0, size);
        CHECK(crc32(text) == crc32_plain(text));
        CHECK(crc32(text.substr(size / 3), crc32(text.substr(0, size / 3))) == crc32_plain(text));
    }
}

} // namespace sokuo::detect::evtx
