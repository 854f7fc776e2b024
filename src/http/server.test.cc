#include "http/server.h"

#include "http/test_peer.h"

#include <doctest/doctest.h>

#include <atomic>
#include <latch>
#include <stdexcept>
#include <string>
#include <sys/stat.h>
#include <thread>

namespace sokuo::http {

namespace {

using namespace std::chrono_literals;

Route get(std::string path, Handler handler) {
    Route route;
    route.path = std::move(path);
    route.handler = std::move(handler);
    return route;
}

Route post(std::string path, Handler handler) {
    auto route = get(std::move(path), std::move(handler));
    route.method = Method::post;
    return route;
}

Response text(std::string body) {
    return text_response(200, "text/plain", std::move(body));
}

ServerOptions options_of(std::vector<Route> routes) {
    ServerOptions options;
    options.workers = 2;
    options.routes = std::move(routes);
    return options;
}

std::unique_ptr<Server> serve(ServerOptions options) {
    auto started = Server::start(std::move(options));
    REQUIRE(started.ok());
    return std::move(started).value();
}

std::unique_ptr<Server> serve(std::vector<Route> routes) {
    return serve(options_of(std::move(routes)));
}

std::string ask(const Server& server, std::string_view bytes) {
    Peer peer{server.port()};
    peer.say(bytes);
    return peer.hear();
}

bool has(const std::string& answer, std::string_view what) {
    return answer.find(what) != std::string::npos;
}

std::vector<Route> small_app() {
    return {get("/hello", [](const Request&) { return text("hello"); }),
            get("/hello/{name}",
                [](const Request& request) { return text(std::string{request.param("name")}); }),
            post("/echo", [](const Request& request) { return text(request.body); })};
}

} // namespace

TEST_CASE("a request is routed, handled and answered") {
    const auto server = serve(small_app());
    const auto answer = ask(*server, "GET /hello/%E5%B1%B1?x=1 HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(answer.starts_with("HTTP/1.1 200 OK\r\n"));
    CHECK(answer.ends_with("\r\n\r\n山"));
    CHECK(has(answer, "Content-Length: 3\r\n"));
    CHECK(has(answer, "X-Content-Type-Options: nosniff\r\n"));
    CHECK(has(answer, "Cache-Control: no-store\r\n"));
    CHECK(has(answer, "Referrer-Policy: same-origin\r\n"));
    CHECK(has(answer, "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"));
}

TEST_CASE("a body comes whole to its handler, with a length or in chunks") {
    const auto server = serve(small_app());
    CHECK(ask(*server, "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabcde")
              .ends_with("\r\n\r\nabcde"));
    CHECK(ask(*server, "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                       "2\r\nab\r\n3;x=y\r\ncde\r\n0\r\nTrailer: no\r\n\r\n")
              .ends_with("\r\n\r\nabcde"));
}

} // namespace sokuo::http
