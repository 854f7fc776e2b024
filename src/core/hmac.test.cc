#include "core/hmac.h"

#include <doctest/doctest.h>

#include <string>

namespace sokuo {

TEST_CASE("the vectors of RFC 4231") {
    CHECK(to_hex(hmac_sha256(as_bytes("Jefe"), as_bytes("what do ya want for nothing?"))) ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    // A key longer than a block is hashed first.
    const std::string key(131, '\xAA');
    CHECK(to_hex(hmac_sha256(as_bytes(key),
                             as_bytes("Test Using Larger Than Block-Size Key - Hash Key First"))) ==
          "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    CHECK(hmac_sha256({}, {}) != hmac_sha256(as_bytes("k"), {}));
}

TEST_CASE("secrets are the same only whole") {
    CHECK(is_same_secretly(as_bytes("abc"), as_bytes("abc")));
    CHECK_FALSE(is_same_secretly(as_bytes("abc"), as_bytes("abd")));
    CHECK_FALSE(is_same_secretly(as_bytes("abc"), as_bytes("ab")));
    CHECK(is_same_secretly({}, {}));
}

} // namespace sokuo
