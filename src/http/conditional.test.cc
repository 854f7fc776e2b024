#include "http/conditional.h"

#include <doctest/doctest.h>

namespace sokuo::http {

TEST_CASE("If-Match holds for the very same thing only") {
    CHECK(if_match_holds("\"12\"", "12"));
    CHECK(if_match_holds("\"11\", \"12\"", "12"));
    CHECK(if_match_holds("*", "12"));
    CHECK_FALSE(if_match_holds("W/\"12\"", "12"));
    CHECK_FALSE(if_match_holds("\"11\"", "12"));
    for (const auto* bad :
         {"", "12", "\"12", R"("12" "13")", "\"12\",", "\"1 2\"", "w/\"12\"", "*,"})
        CHECK_FALSE(if_match_holds(bad, "12"));
}

TEST_CASE("If-None-Match spares what the peer has") {
    CHECK_FALSE(if_none_match_holds("\"12\"", "12"));
    CHECK_FALSE(if_none_match_holds("\"a\" , W/\"12\"", "12"));
    CHECK_FALSE(if_none_match_holds("*", "12"));
    CHECK(if_none_match_holds("\"13\"", "12"));
    CHECK(if_none_match_holds("", "12"));
    CHECK(if_none_match_holds("nonsense", "12"));
    CHECK(entity_tag("12") == "\"12\"");
    CHECK(entity_tag("a\"b").empty());
}

TEST_CASE("the reader's language is Japanese unless English is preferred") {
    CHECK(language_of("") == Language::ja);
    CHECK(language_of("en") == Language::en);
    CHECK(language_of("en-US,en;q=0.9,ja;q=0.8") == Language::en);
    CHECK(language_of("ja,en-US;q=0.9,en;q=0.8") == Language::ja);
    CHECK(language_of("fr, EN-gb;q=0.3") == Language::en);
    CHECK(language_of("fr") == Language::ja);
    CHECK(language_of("en;q=0") == Language::ja);
    CHECK(language_of("en;q=2, ja;q=x") == Language::ja);
    CHECK(language_of("*") == Language::ja);
}

TEST_CASE("an asset is sent in the smallest form the peer takes") {
    const EncodedForms both{.has_br = true, .has_gzip = true};
    CHECK(choose_encoding("gzip, deflate, br", both) == Encoding::br);
    CHECK(choose_encoding("gzip, br;q=0", both) == Encoding::gzip);
    CHECK(choose_encoding("br", {.has_br = false, .has_gzip = true}) == Encoding::identity);
    CHECK(choose_encoding("*", both) == Encoding::br);
    CHECK(choose_encoding("*;q=0, gzip;q=0.001", both) == Encoding::gzip);
    CHECK(choose_encoding("", both) == Encoding::identity);
}

TEST_CASE("text becomes harmless in HTML and in an address") {
    CHECK(html_escaped("<a href=\"x\">'&'</a>件") ==
          "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;件");
    CHECK(percent_encoded("a b/件&=~-._") == "a%20b%2F%E4%BB%B6%26%3D~-._");
    CHECK(link("/a", {{"after", "x y"}, {"n", "2"}}, "next") ==
          "</a?after=x%20y&n=2>; rel=\"next\"");
}

TEST_CASE("a cookie is bound to the host, hidden from scripts, and cannot carry more attributes") {
    CHECK(set_cookie({.name = "session", .value = "abc", .max_age = std::chrono::seconds{60}}) ==
          "__Host-session=abc; Path=/; Max-Age=60; Secure; HttpOnly; SameSite=Lax");
    CHECK(set_cookie({.name = "s",
                      .value = "v",
                      .max_age = std::nullopt,
                      .same_site = SameSite::strict,
                      .is_secure = false}) == "s=v; Path=/; HttpOnly; SameSite=Strict");
    CHECK(set_cookie({.name = "s", .value = "a; Domain=evil", .max_age = std::nullopt}).empty());
    CHECK(set_cookie({.name = "s", .value = "a\r\nb", .max_age = std::nullopt}).empty());
    CHECK(set_cookie({.name = "a b", .value = "c", .max_age = std::nullopt}).empty());
    Request request;
    request.headers = {{"cookie", "a=1; __Host-session=abc;b=2"}};
    CHECK(request.cookie(cookie_name("session", true)) == "abc");
    CHECK(request.cookie("b") == "2");
    CHECK(request.cookie("session").empty());
}

} // namespace sokuo::http
