#pragma once

// For tests: a server with given routes, and short words for asking it.

#include "http/server.h"
#include "http/test_peer.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sokuo::http {

inline Route get(std::string path, Handler handler) {
    Route route;
    route.path = std::move(path);
    route.handler = std::move(handler);
    return route;
}

inline Route post(std::string path, Handler handler) {
    auto route = get(std::move(path), std::move(handler));
    route.method = Method::post;
    return route;
}

inline Route upload(std::string path, OpenSink sink, std::size_t bytes_max) {
    Route route;
    route.method = Method::put;
    route.path = std::move(path);
    route.sink = std::move(sink);
    route.limits.body_bytes_max = bytes_max;
    return route;
}

inline Response text(std::string body) {
    return text_response(200, "text/plain", std::move(body));
}

inline ServerOptions options_of(std::vector<Route> routes) {
    ServerOptions options;
    options.workers = 2;
    options.routes = std::move(routes);
    return options;
}

inline std::unique_ptr<Server> serve(ServerOptions options) {
    auto started = Server::start(std::move(options));
    REQUIRE(started.ok());
    return std::move(started).value();
}

inline std::unique_ptr<Server> serve(std::vector<Route> routes) {
    return serve(options_of(std::move(routes)));
}

inline std::vector<Route> small_app() {
    return {get("/hello", [](const Request&) { return text("hello"); }),
            get("/hello/{name}",
                [](const Request& request) { return text(std::string{request.param("name")}); }),
            post("/echo", [](const Request& request) { return text(request.body); })};
}

inline std::string ask(const Server& server, std::string_view bytes) {
    Peer peer{server.port()};
    peer.say(bytes);
    return peer.hear();
}

inline bool has(const std::string& answer, std::string_view what) {
    return answer.find(what) != std::string::npos;
}

} // namespace sokuo::http
