#include "http/server.h"

#include "http/client.h"
#include "http/test_app.h"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace sokuo::http {

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

TEST_CASE("a request may come byte by byte") {
    const auto server = serve(small_app());
    const Peer slow{server->port()};
    Peer peer{server->port()};
    for (const char byte : std::string_view{"POST /echo HTTP/1.1\r\nHost: a\r\n"
                                            "Transfer-Encoding: chunked\r\n\r\n"
                                            "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"}) {
        REQUIRE(peer.say({&byte, 1}));
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    CHECK(peer.hear().ends_with("\r\n\r\nabc"));
}

TEST_CASE("a connection is kept, and requests sent ahead are answered one after the other") {
    const auto server = serve(small_app());
    Peer peer{server->port()};
    std::string ahead;
    for (int at = 0; at < 50; ++at) {
        ahead += "GET /hello/" + std::to_string(at) + " HTTP/1.1\r\nHost: a\r\n\r\n";
        ahead += "GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n";
    }
    REQUIRE(peer.say(ahead));
    for (int at = 0; at < 50; ++at) {
        CHECK(peer.hear().ends_with("\r\n\r\n" + std::to_string(at)));
        CHECK(peer.hear().starts_with("HTTP/1.1 404 "));
    }
    REQUIRE(peer.say("GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
    CHECK(has(peer.hear_all(), "Connection: close\r\n"));
    CHECK(peer.hear_all(1).empty());
}

TEST_CASE("HEAD is GET without the body, and an HTTP/1.0 peer is answered and let go") {
    const auto server = serve(small_app());
    Peer peer{server->port()};
    peer.say("HEAD /hello HTTP/1.1\r\nHost: a\r\n\r\nGET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(has(peer.hear_head(), "Content-Length: 5\r\n"));
    CHECK(peer.hear().ends_with("\r\n\r\nhello"));
    Peer old{server->port()};
    old.say("GET /hello HTTP/1.0\r\n\r\n");
    CHECK(old.hear_all().ends_with("\r\n\r\nhello"));
}

TEST_CASE("what does not exist is 404, what exists with another method 405 with Allow") {
    const auto server = serve(small_app());
    CHECK(ask(*server, "GET /no HTTP/1.1\r\nHost: a\r\n\r\n").starts_with("HTTP/1.1 404 "));
    const auto post_it =
        ask(*server, "POST /hello HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
    CHECK(post_it.starts_with("HTTP/1.1 405 "));
    CHECK(has(post_it, "Allow: GET, HEAD\r\n"));
    CHECK(ask(*server, "BREW /hello HTTP/1.1\r\nHost: a\r\n\r\n").starts_with("HTTP/1.1 405 "));
    CHECK(ask(*server, "OPTIONS /echo HTTP/1.1\r\nHost: a\r\n\r\n").starts_with("HTTP/1.1 405 "));
}

TEST_CASE("what is too large is refused by its name") {
    const auto server = serve(small_app());
    const std::string host = " HTTP/1.1\r\nHost: a\r\n";
    const std::string large(std::size_t{65} * 1024, 'x');
    const auto status = [&](const std::string& request) {
        return ask(*server, request).substr(9, 3);
    };
    CHECK(status("GET /hello" + host + "X: " + large.substr(0, 17'000) + "\r\n\r\n") == "431");
    CHECK(status("GET /" + large.substr(0, 9'000) + host + "\r\n") == "414");
    CHECK(status("GET /" + large.substr(0, 20'000) + host + "\r\n") == "414");
    std::string many = "GET /hello" + host;
    for (int at = 0; at < 120; ++at)
        many += "X: 1\r\n";
    CHECK(status(many + "\r\n") == "431");
    CHECK(status("POST /echo" + host + "Content-Length: 65537\r\n\r\n") == "413");
    CHECK(status("POST /echo" + host + "Content-Length: 99999999999999999999\r\n\r\n") == "400");
    CHECK(status("POST /echo" + host + "Transfer-Encoding: chunked\r\n\r\n10001\r\n") == "413");
    CHECK(status("POST /echo" + host + "Content-Length: 66000\r\n\r\n" + large) == "413");
    const auto whole = "POST /echo" + host + "Content-Length: 65536\r\n\r\n";
    CHECK(status(whole + large.substr(0, 65'536)) == "200");
}

TEST_CASE("a request whose end two readers could see differently is refused") {
    const auto server = serve(small_app());
    const std::string start = "POST /echo HTTP/1.1\r\nHost: a\r\n";
    for (const auto* rest :
         {"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
          "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
          "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
          "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
          "Content-Length: 3, 3\r\n\r\nabc",
          "Content-Length: +3\r\n\r\nabc",
          "Content-Length: 0x3\r\n\r\nabc",
          "Content-Length: -3\r\n\r\nabc",
          "Content-Length:\r\n\r\n",
          "Content-Length : 3\r\n\r\nabc",
          " Content-Length: 3\r\n\r\nabc",
          "X: a\r\n Content-Length: 3\r\n\r\n",
          "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
          "Host: b\r\n\r\n",
          "X: a\nContent-Length: 3\r\n\r\n",
          "X: a\rb\r\n\r\n",
          "Transfer-Encoding: chunked\r\n\r\ng\r\n",
          "Transfer-Encoding: chunked\r\n\r\n\r\n",
          "Transfer-Encoding: chunked\r\n\r\n1\nab",
          "Transfer-Encoding: chunked\r\n\r\n-1\r\n",
          "Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n",
          "Transfer-Encoding: chunked\r\n\r\n0000000000000000000001\r\na\r\n"}) {
        INFO(rest);
        const auto answer = ask(*server, start + rest);
        CHECK(answer.starts_with("HTTP/1.1 400 "));
        CHECK(has(answer, "Connection: close\r\n"));
    }
    for (const auto* coding : {"gzip, chunked", "identity", "xchunked", "chunked, identity"})
        CHECK(ask(*server, start + "Transfer-Encoding: " + coding + "\r\n\r\n0\r\n\r\n")
                  .starts_with("HTTP/1.1 501 "));
}

TEST_CASE("a request that is no request is refused") {
    const auto server = serve(small_app());
    const auto status = [&](std::string_view bytes) { return ask(*server, bytes).substr(9, 3); };
    CHECK(status("hello\r\n\r\n") == "400");
    CHECK(status("GET /hello HTTP/1.1\r\n\r\n") == "400");
    CHECK(status("GET hello HTTP/1.1\r\nHost: a\r\n\r\n") == "400");
    CHECK(status("GET /hello/%00 HTTP/1.1\r\nHost: a\r\n\r\n") == "400");
    CHECK(status("GET /hello/%FF HTTP/1.1\r\nHost: a\r\n\r\n") == "400");
    CHECK(status("GET /hello/%4 HTTP/1.1\r\nHost: a\r\n\r\n") == "400");
    CHECK(status("GET /hello/../hello HTTP/1.1\r\nHost: a\r\n\r\n") == "400");
    CHECK(status("GET /hello/%2e%2E/hello HTTP/1.1\r\nHost: a\r\n\r\n") == "400");
    CHECK(status("GET /hello HTTP/2.0\r\nHost: a\r\n\r\n") == "505");
    CHECK(status("GET /hello HTTP/1.1\r\nHost: a\r\nExpect: miracles\r\n\r\n") == "417");
    CHECK(status("POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") == "400");
}

TEST_CASE("a peer that waits for 100 Continue gets it, unless the body would be refused") {
    const auto server = serve(small_app());
    const std::string start = "POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n";
    Peer peer{server->port()};
    peer.say(start + "Content-Length: 3\r\n\r\n");
    CHECK(peer.hear_head() == "HTTP/1.1 100 Continue\r\n\r\n");
    peer.say("abc");
    CHECK(peer.hear().ends_with("\r\n\r\nabc"));
    CHECK(ask(*server, start + "Content-Length: 100000\r\n\r\n").starts_with("HTTP/1.1 413 "));
}

TEST_CASE("an exception in a handler is a 500 and ends the connection only") {
    auto routes = small_app();
    routes.push_back(get("/bad", [](const Request&) -> Response {
        return text(
            std::string{}.substr(std::stoul("1"))); // Out of range: the library's exception.
    }));
    auto options = options_of(std::move(routes));
    std::atomic<int> failures{0};
    options.on_failure = [&failures](const Request& request, int status) {
        CHECK(request.path == "/bad");
        failures = status;
        return text_response(status, "text/plain", "our fault");
    };
    const auto server = serve(std::move(options));
    Peer peer{server->port()};
    peer.say("GET /bad HTTP/1.1\r\nHost: a\r\n\r\n");
    const auto answer = peer.hear_all();
    CHECK(answer.starts_with("HTTP/1.1 500 "));
    CHECK(answer.ends_with("our fault"));
    CHECK(failures == 500);
    CHECK(ask(*server, "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n").ends_with("hello"));
}

TEST_CASE("a handler cannot split an answer, nor take the framing into its own hands") {
    const auto server = serve({get("/", [](const Request& request) {
        auto answer = text("x");
        answer.with("X-Name", "a" + request.query.at(0).second);
        answer.with("Bad Name", "1").with("Content-Length", "999").with("Connection", "upgrade");
        answer.with("content-security-policy", "default-src 'self'").with("X-Good", "good");
        return answer;
    })});
    const auto answer = ask(*server, "GET /?n=%0D%0ASet-Cookie:%20a=b HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(answer.starts_with("HTTP/1.1 200 "));
    CHECK(has(answer, "X-Good: good\r\n"));
    for (const auto* never : {"Set-Cookie", "Bad Name", "999", "upgrade", "'none'"})
        CHECK_FALSE(has(answer, never));
    CHECK(has(answer, "default-src 'self'"));
}

TEST_CASE("a proxy is believed when it is trusted, and only then") {
    const auto show = [](const Request& request) {
        return text(request.remote + (request.is_secure ? " secure" : " open"));
    };
    const std::string_view question = "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-Proto: https\r\n"
                                      "X-Forwarded-For: 192.0.2.9, 198.51.100.7\r\n\r\n";
    const auto alone = serve({get("/", show)});
    CHECK(ask(*alone, question).ends_with("\r\n127.0.0.1 open"));
    auto options = options_of({get("/", show)});
    options.trusted_proxies = {"127.0.0.1"};
    const auto behind = serve(std::move(options));
    CHECK(ask(*behind, question).ends_with("\r\n198.51.100.7 secure"));
    CHECK(ask(*behind, "GET / HTTP/1.1\r\nHost: a\r\n\r\n").ends_with("\r\n127.0.0.1 open"));
}

TEST_CASE("a server that cannot start says why") {
    CHECK(Server::start(options_of({small_app()[0], small_app()[0]})).error().code ==
          Errc::invalid);
    const auto first = serve(small_app());
    auto same = options_of({});
    same.port = first->port();
    CHECK(Server::start(std::move(same)).error().code == Errc::unavailable);
    auto nowhere = options_of({});
    nowhere.address = "example";
    CHECK(Server::start(std::move(nowhere)).error().code == Errc::invalid);
    auto no_certificate = options_of({});
    no_certificate.tls = Tls{"/nonexistent/a.pem", "/nonexistent/b.pem"};
    CHECK(Server::start(std::move(no_certificate)).error().code == Errc::invalid);
}

TEST_CASE("a unix-domain socket is served, its remains are replaced, a living one is not") {
    const auto path = std::filesystem::temp_directory_path() /
                      ("sokuo-http-" + std::to_string(::getpid()) + ".socket");
    auto options =
        options_of({get("/", [](const Request& request) { return text(request.remote); })});
    options.address.clear();
    options.unix_socket = path;
    {
        const auto server = serve(options);
        CHECK(server->port() == 0);
        struct stat found {};
        REQUIRE(::stat(path.c_str(), &found) == 0);
        CHECK((found.st_mode & 0777U) == 0660U);
        Client client{{.unix_socket = path}};
        for (int at = 0; at < 2; ++at) {
            const auto answer = client.ask({.target = "/"});
            REQUIRE(answer.ok());
            CHECK(answer.value().body == "unix");
        }
        CHECK(Server::start(options).error().code == Errc::unavailable);
    }
    CHECK_FALSE(std::filesystem::exists(path));
}

} // namespace sokuo::http
