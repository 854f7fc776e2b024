#include "detect/sigma/network.h"

#include <doctest/doctest.h>

namespace sokuo::detect {
namespace {

bool is_in(std::string_view range, std::string_view address) {
    const auto network = parse_network(range);
    const auto parsed = parse_address(address);
    REQUIRE(network);
    return parsed && contains(*network, *parsed);
}

TEST_CASE("a range ends at its last bit") {
    CHECK(is_in("192.0.2.128/25", "192.0.2.128"));
    CHECK(is_in("192.0.2.128/25", "192.0.2.255"));
    CHECK_FALSE(is_in("192.0.2.128/25", "192.0.2.127"));
    CHECK(is_in("192.0.2.1/32", "192.0.2.1"));
    CHECK_FALSE(is_in("192.0.2.1", "192.0.2.2"));
    CHECK(is_in("0.0.0.0/0", "255.255.255.255"));
    CHECK(is_in("2001:db8::/33", "2001:db8:7fff::1"));
    CHECK_FALSE(is_in("2001:db8::/33", "2001:db8:8000::1"));
    CHECK(is_in("::1/128", "::1"));
}

TEST_CASE("the families are apart, but for IPv4 that is written as IPv6") {
    CHECK_FALSE(is_in("0.0.0.0/0", "::1"));
    CHECK_FALSE(is_in("::/0", "10.0.0.1"));
    CHECK(is_in("10.0.0.0/8", "::ffff:10.1.2.3"));
    CHECK(is_in("::ffff:10.0.0.0/104", "10.1.2.3"));
    CHECK_FALSE(is_in("::ffff:10.0.0.0/104", "11.1.2.3"));
}

TEST_CASE("what is no range is none") {
    for (const auto* const text : {"", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8",
                                   "10.0.0.0/8x", "::/129", "10.0.0.0/8/8", "::ffff:10.0.0.0/95"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_network(text));
    }
    CHECK_FALSE(parse_address("10.0.0.1 "));
    CHECK_FALSE(parse_address("0x0a.1.1.1"));
}

} // namespace
} // namespace sokuo::detect
