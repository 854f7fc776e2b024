#include "http/forwarded.h"

#include <doctest/doctest.h>

namespace sokuo::http {

TEST_CASE("an address has one spelling") {
    CHECK(canonical_address("192.0.2.1") == "192.0.2.1");
    CHECK(canonical_address(" 192.0.2.1:8080 ") == "192.0.2.1");
    CHECK(canonical_address("2001:DB8:0:0::1") == "2001:db8::1");
    CHECK(canonical_address("[2001:db8::1]:443") == "2001:db8::1");
    CHECK(canonical_address("::ffff:192.0.2.1") == "192.0.2.1");
    CHECK(canonical_address("unix") == "unix");
    for (const auto* none : {"", "host", "1.2.3", "1.2.3.4.5", "[::1", "for=1.2.3.4", "_hidden"})
        CHECK(canonical_address(none).empty());
}

TEST_CASE("the chain of proxies is followed as far as it is trusted") {
    const std::vector<std::string> trusted{"127.0.0.1", "10.0.0.1"};
    CHECK(remote_of("192.0.2.5", "1.1.1.1", trusted) == "192.0.2.5");
    CHECK(remote_of("127.0.0.1", "", trusted) == "127.0.0.1");
    CHECK(remote_of("127.0.0.1", "1.1.1.1", trusted) == "1.1.1.1");
    // What the peer of our proxy claims about others is not believed.
    CHECK(remote_of("127.0.0.1", "9.9.9.9, 1.1.1.1", trusted) == "1.1.1.1");
    CHECK(remote_of("127.0.0.1", "9.9.9.9, 1.1.1.1, 10.0.0.1", trusted) == "1.1.1.1");
    CHECK(remote_of("127.0.0.1", "1.1.1.1, nonsense", trusted) == "127.0.0.1");
    CHECK(remote_of("127.0.0.1", "10.0.0.1", trusted) == "10.0.0.1");
}

} // namespace sokuo::http
