#include "http/address.h"

#include <doctest/doctest.h>

namespace sokuo::http {
namespace {

Ground ground(std::string_view text) {
    const auto ip = read_ip(text);
    REQUIRE_MESSAGE(ip, text);
    return ground_of(*ip);
}

TEST_CASE("what an address is, is known from its number alone") {
    for (const auto* text :
         {"1.1.1.1", "100.128.0.1", "172.15.255.255", "172.32.0.0", "192.167.1.1",
          "223.255.255.255", "2400:4050::1", "2606:4700::1111", "64:ff9b::101:101"})
        CHECK_MESSAGE(ground(text) == Ground::outside, text);
    for (const auto* text : {"10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255",
                             "192.168.0.1", "100.64.0.1", "100.127.255.255", "fc00::1", "fd12::1"})
        CHECK_MESSAGE(ground(text) == Ground::inside, text);
    for (const auto* text : {"127.0.0.1", "127.255.255.254", "::1"})
        CHECK_MESSAGE(ground(text) == Ground::here, text);
    for (const auto* text : {"0.0.0.0",         "0.1.2.3",       "169.254.169.254",
                             "169.254.0.1",     "192.0.0.192",   "192.0.2.1",
                             "198.51.100.7",    "203.0.113.9",   "198.18.0.1",
                             "198.19.255.255",  "192.88.99.1",   "224.0.0.1",
                             "239.255.255.255", "240.0.0.1",     "255.255.255.255",
                             "100.100.100.200", "168.63.129.16", "::",
                             "fe80::1",         "febf::1",       "fec0::1",
                             "ff02::1",         "2001:db8::1",   "3fff::1",
                             "100::1",          "fd00:ec2::254", "fd20:ce::254",
                             "5f00::1",         "4000::1"})
        CHECK_MESSAGE(ground(text) == Ground::never, text);
}

TEST_CASE("an IPv4 address in the dress of an IPv6 one is not called") {
    for (const auto* text :
         {"::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
          "::ffff:1.1.1.1", "::127.0.0.1", "::7f00:1", "::ffff:0:127.0.0.1",
          "2002:7f00:1::", "2002:a9fe:a9fe::", "2001:0:4136:e378:8000:63bf:80ff:fffe",
          "64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b::10.0.0.1", "64:ff9b:1::7f00:1",
          "2400:4050::5efe:7f00:1", "2400:4050::200:5efe:a00:1"})
        CHECK_MESSAGE(ground(text) == Ground::never, text);
}

TEST_CASE("what is inside or here is called only where the operator says so; never is never") {
    CHECK(may_be_called(Ground::outside, {}));
    CHECK(!may_be_called(Ground::inside, {}));
    CHECK(!may_be_called(Ground::here, {}));
    CHECK(may_be_called(Ground::inside, {.is_inside = true}));
    CHECK(!may_be_called(Ground::here, {.is_inside = true}));
    CHECK(may_be_called(Ground::here, {.is_here = true}));
    CHECK(!may_be_called(Ground::inside, {.is_here = true}));
    CHECK(!may_be_called(Ground::never, {.is_inside = true, .is_here = true}));
}

TEST_CASE("a URL with one reading is read") {
    const auto url = read_url("https://www.mihon.example:8443/a/b?c=d#e");
    REQUIRE(url);
    CHECK(url->is_secure);
    CHECK(url->host == "www.mihon.example");
    CHECK(url->port == 8443);
    CHECK(!url->ip);
    CHECK(url->origin == "https://www.mihon.example:8443");
    CHECK(url->path == "/a/b?c=d");
    const auto v6 = read_url("http://[2400:4050::1]?x");
    REQUIRE(v6);
    CHECK(v6->host == "2400:4050::1");
    CHECK(v6->ip);
    CHECK(v6->port == 80);
    CHECK(v6->path == "/?x");
    CHECK(read_url("https://10.1.2.3/")->ip);
    CHECK(read_url("https://xn--wgv71a.example/"));
    CHECK(read_url("http://intra/"));
    CHECK(read_url("https://3com.example/"));
}

} // namespace
} // namespace sokuo::http
