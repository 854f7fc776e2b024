#include "http/fetch.h"

#include "http/server.h"

#include <doctest/doctest.h>

#include <string>

namespace sokuo::http {
namespace {

TEST_CASE("only what is encrypted, or on this machine, has an origin to be asked at") {
    CHECK(origin_of("https://login.example") == "https://login.example");
    CHECK(origin_of("https://login.example/a?b#c") == "https://login.example");
    CHECK(origin_of("https://login.example:8443/") == "https://login.example:8443");
    CHECK(origin_of("https://[2001:db8::1]:8443/a") == "https://[2001:db8::1]:8443");
    CHECK(origin_of("http://localhost:4000/a") == "http://localhost:4000");
    CHECK(origin_of("http://127.0.0.1/a") == "http://127.0.0.1");
    CHECK(origin_of("http://[::1]:4000/a") == "http://[::1]:4000");
    for (const auto* url :
         {"", "login.example", "http://login.example", "http://127.0.0.1.evil.example",
          "http://localhost.evil.example", "https://", "https:///a", "https://a@b/", "file:///etc",
          "ftp://login.example", "https://login.example/a b", "https://login.example/a\nb",
          "https://Login.example", "//login.example", "https://login.example\\@evil.example/"})
        CHECK_MESSAGE(origin_of(url).empty(), url);
}

// A server that answers with what it was asked.
struct Other {
    Other() {
        const auto route = [](Method method, const std::string& path, auto handler) {
            return Route{.method = method,
                         .path = path,
                         .action = "public",
                         .limits = {},
                         .handler = handler,
                         .sink = {}};
        };
        ServerOptions options;
        options.address = "127.0.0.1";
        options.port = 0;
        options.workers = 2;
        options.routes.push_back(route(Method::get, "/page", [](const Request&) {
            return text_response(200, "text/plain", "a page");
        }));
        options.routes.push_back(
            route(Method::get, "/away", [](const Request&) { return see_other("/page"); }));
        options.routes.push_back(route(Method::get, "/large", [](const Request&) {
            return text_response(200, "text/plain", std::string(100'000, 'x'));
        }));
        options.routes.push_back(route(Method::post, "/form", [](const Request& request) {
            return text_response(400, "text/plain",
                                 std::string{request.header("authorization")} + "|" +
                                     std::string{request.header("content-type")} + "|" +
                                     request.body);
        }));
        auto started = Server::start(std::move(options));
        REQUIRE(started.ok());
        server = std::move(started).value();
    }
    [[nodiscard]] std::string url(std::string_view path) const {
        return "http://127.0.0.1:" + std::to_string(server->port()) + std::string{path};
    }
    std::unique_ptr<Server> server;
};

TEST_CASE("a page is fetched, a form is posted, and any status is an answer") {
    const Other other;
    const auto page = fetch({.url = other.url("/page")}, {});
    REQUIRE(page.ok());
    CHECK(page.value().status == 200);
    CHECK(page.value().body == "a page");
    const auto form =
        fetch({.url = other.url("/form"), .body = "a=b", .user = "who", .password = "secret"}, {});
    REQUIRE(form.ok());
    CHECK(form.value().status == 400);
    CHECK(form.value().body == "Basic d2hvOnNlY3JldA==|application/x-www-form-urlencoded|a=b");
}

TEST_CASE("no redirect is followed, and no answer is longer than it may be") {
    const Other other;
    const auto away = fetch({.url = other.url("/away")}, {});
    REQUIRE(away.ok());
    CHECK(away.value().status == 303);
    const auto large = fetch({.url = other.url("/large")}, {.body_bytes_max = 1000});
    REQUIRE(!large.ok());
    CHECK(large.error().code == Errc::too_large);
}

TEST_CASE("who does not answer is unavailable, and who may not be asked is not asked") {
    const auto nobody = fetch({.url = "http://127.0.0.1:1/"}, {});
    REQUIRE(!nobody.ok());
    CHECK(nobody.error().code == Errc::unavailable);
    const auto plain = fetch({.url = "http://login.example/"}, {});
    REQUIRE(!plain.ok());
    CHECK(plain.error().code == Errc::invalid);
    // TLS to a server that speaks none.
    const Other other;
    auto url = other.url("/page");
    url.replace(0, 4, "https");
    const auto odd = fetch({.url = url}, {});
    REQUIRE(!odd.ok());
    CHECK(odd.error().code == Errc::unavailable);
}

} // namespace
} // namespace sokuo::http
