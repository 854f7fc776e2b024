#include "http/router.h"

#include <doctest/doctest.h>

namespace sokuo::http {

namespace {

Route row(Method method, std::string path) {
    Route route;
    route.method = method;
    route.path = std::move(path);
    route.handler = [](const Request&) { return Response{}; };
    return route;
}

// Builds a table of GET rows and tells which one answers.
struct Table {
    Router router;

    static Table of(std::initializer_list<const char*> paths) {
        std::vector<Route> routes;
        for (const auto* path : paths)
            routes.push_back(row(Method::get, path));
        auto built = Router::build(std::move(routes));
        REQUIRE(built.ok());
        return {std::move(built).value()};
    }
    [[nodiscard]] std::string who(std::string_view path) const {
        const auto match = router.match(Method::get, path);
        return match.route == nullptr ? "nobody" : match.route->path;
    }
};

Result<Router> both(std::string a, std::string b) {
    return Router::build({row(Method::get, std::move(a)), row(Method::get, std::move(b))});
}

} // namespace

TEST_CASE("a path is answered by the most special row that fits") {
    const auto table =
        Table::of({"/", "/api/v1/incidents", "/api/v1/incidents/{id}", "/api/v1/incidents/export",
                   "/api/v1/incidents/{id}/timeline", "/assets/{rest*}", "/{rest*}"});
    CHECK(table.who("/") == "/");
    CHECK(table.who("/api/v1/incidents") == "/api/v1/incidents");
    CHECK(table.who("/api/v1/incidents/export") == "/api/v1/incidents/export");
    CHECK(table.who("/api/v1/incidents/7") == "/api/v1/incidents/{id}");
    CHECK(table.who("/api/v1/incidents/export/timeline") == "/api/v1/incidents/{id}/timeline");
    CHECK(table.who("/assets/a/b.js") == "/assets/{rest*}");
    CHECK(table.who("/assets/") == "/assets/{rest*}");
    CHECK(table.who("/assets") == "/{rest*}");
    CHECK(table.who("/api/v1/incidents/") == "/{rest*}");
}

TEST_CASE("a slash at the end, two slashes and an empty value are other paths") {
    const auto table = Table::of({"/a", "/b/{id}"});
    CHECK(table.who("/a") == "/a");
    CHECK(table.who("/a/") == "nobody");
    CHECK(table.who("//a") == "nobody");
    CHECK(table.who("/b/") == "nobody");
    CHECK(table.who("/b/1/2") == "nobody");
    CHECK(table.who("") == "nobody");
}

TEST_CASE("the values of a path are decoded once, each by itself") {
    const auto table = Table::of({"/b/{id}/c/{name}", "/files/{rest*}"});
    const auto match = table.router.match(Method::get, "/b/%E4%BB%B6%2F1/c/100%2525");
    REQUIRE(match.params.size() == 2);
    CHECK(match.params[0] == Header{"id", "件/1"});
    CHECK(match.params[1] == Header{"name", "100%25"});
    const auto rest = table.router.match(Method::get, "/files/a%20b/c");
    REQUIRE(rest.params.size() == 1);
    CHECK(rest.params[0] == Header{"rest", "a b/c"});
}

TEST_CASE("a path that exists with other methods says which") {
    auto built = Router::build({row(Method::get, "/a/{id}"), row(Method::patch, "/a/{number}"),
                                row(Method::post, "/a"), row(Method::get, "/{rest*}")});
    REQUIRE(built.ok());
    const auto& router = built.value();
    CHECK(router.match(Method::put, "/a/1").route == nullptr);
    CHECK(router.match(Method::put, "/a/1").allow == "GET, HEAD, PATCH");
    CHECK(router.match(std::nullopt, "/a/1").allow == "GET, HEAD, PATCH");
    // The general row has GET, but the path is the special one's.
    CHECK(router.match(Method::get, "/a").route == nullptr);
    CHECK(router.match(Method::get, "/a").allow == "POST");
    // HEAD asks the GET row; the name of the value is the row's own.
    CHECK(router.match(Method::head, "/a/1").route->method == Method::get);
    CHECK(router.match(Method::patch, "/a/1").params[0].first == "number");
}

TEST_CASE("rows of which neither is the more special one are refused") {
    CHECK(both("/a/{id}", "/a/{name}").error().code == Errc::invalid);
    CHECK(both("/a/{id}", "/a/{name}").error().where == "/a/{name}");
    CHECK_FALSE(both("/a", "/a").ok());
    CHECK_FALSE(both("/a/{x}/c", "/a/b/{y}").ok());
    CHECK_FALSE(both("/{x}/b", "/a/{rest*}").ok());
    CHECK_FALSE(both("/{rest*}", "/{all*}").ok());
    CHECK(both("/a/{id}", "/a/{id}/b").ok());
    CHECK(both("/a/{id}", "/a/new").ok());
    CHECK(both("/a/{rest*}", "/a").ok());
    CHECK(both("/a/{id}/c", "/a/b/d").ok());
}

TEST_CASE("rows that are not well written are refused") {
    for (const auto* path :
         {"", "a", "/{}", "/{id", "/a{id}", "/{rest*}/b", "/{Id}", "/a b", "/%41"})
        CHECK_FALSE(Router::build({row(Method::get, path)}).ok());
    auto neither = row(Method::post, "/a");
    neither.handler = nullptr;
    CHECK_FALSE(Router::build({neither}).ok());
    auto both_set = row(Method::post, "/a");
    both_set.sink = [](const Request&) { return Response{}; };
    CHECK_FALSE(Router::build({both_set}).ok());
    CHECK_FALSE(Router::build({row(Method::head, "/a")}).ok());
}

} // namespace sokuo::http
