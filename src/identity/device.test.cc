#include "identity/identity.h"

#include <doctest/doctest.h>

namespace sokuo::identity {
namespace {

TEST_CASE("a device is known by its browser and system, and by nothing finer") {
    CHECK(device_name("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 "
                      "Firefox/128.0") == "Firefox, Windows");
    CHECK(device_name("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like "
                      "Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0") == "Edge, Windows");
    CHECK(device_name("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
                      "Chrome/130.0.0.0 Safari/537.36") == "Chrome, Linux");
    CHECK(device_name("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
                      "(KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1") ==
          "Safari, iPhone");
    CHECK(device_name("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile "
                      "Safari/537.36") == "Chrome, Android");
}

TEST_CASE("what a User-Agent says beside that is not kept") {
    CHECK(device_name("").empty());
    CHECK(device_name("curl/8.5.0").empty());
    CHECK(device_name("<script>alert(1)</script> Firefox/1 " + std::string(1 << 16, 'x')) ==
          "Firefox");
}

} // namespace
} // namespace sokuo::identity
