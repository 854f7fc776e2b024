#include "http/egress.h"

#include "http/server.h"

#include <doctest/doctest.h>

#include <array>
#include <atomic>
#include <memory>
#include <stop_token>
#include <thread>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sokuo::http {
namespace {

// A server that counts who comes, and says its name.
struct Listening {
    Listening(const std::string& address, std::uint16_t port, const std::string& name) {
        ServerOptions options;
        options.address = address;
        options.port = port;
        options.workers = 2;
        const auto route = [&](const std::string& path, auto handler) {
            options.routes.push_back({.method = Method::get,
                                      .path = path,
                                      .action = "public",
                                      .limits = {},
                                      .handler = handler,
                                      .sink = {}});
        };
        route("/", [this, name](const Request& request) {
            ++asked;
            return text_response(200, "text/plain",
                                 name + " " + std::string{request.header("accept")});
        });
        route("/away", [this](const Request&) {
            ++asked;
            return see_other("http://169.254.169.254/latest/meta-data/");
        });
        auto started = Server::start(std::move(options));
        REQUIRE(started.ok());
        server = std::move(started).value();
    }
    [[nodiscard]] std::string port() const { return std::to_string(server->port()); }

    std::atomic<int> asked{0};
    std::unique_ptr<Server> server;
};

// A name server that answers each question with the next of its answers.
struct Names {
    std::vector<std::vector<std::string>> answers;
    std::size_t asked = 0;

    [[nodiscard]] Resolve resolve() {
        return [this](const std::string&) -> Result<std::vector<Ip>> {
            std::vector<Ip> addresses;
            for (const auto& text : answers.at(std::min(asked, answers.size() - 1)))
                addresses.push_back(read_ip(text).value());
            ++asked;
            return addresses;
        };
    }
};

// Hosts as they are written to get past a check; each means 127.0.0.1, 169.254.169.254 or the like
// to some reader.
constexpr std::array forms{
    "127.0.0.1",
    "127.0.0.2",
    "127.1",
    "127.0.1",
    "0177.0.0.1",
    "0177.1",
    "017700000001",
    "0x7f.1",
    "0x7f.0.0.1",
    "0x7f000001",
    "0X7F000001",
    "0x7f.0x0.0x0.0x1",
    "2130706433",
    "4294967295",
    "127.0.0.01",
    "127.000.000.001",
    "127.0.0.1.",
    "127.0.0.1..",
    "256.0.0.1",
    "127.0.0.256",
    "127.0.0.1.1",
    "0",
    "0.0.0.0",
    "0.0.0.0.",
    "localhost.",
    "LOCALHOST",
    "Localhost",
    "localhost%00.example",
    "localhost%2e",
    "%6c%6f%63alhost",
    "127.0.0.1%2f",
    "127%2e0%2e0%2e1",
    "user@127.0.0.1",
    "www.mihon.example@127.0.0.1",
    "user:word@127.0.0.1",
    "www.mihon.example%40127.0.0.1",
    "127.0.0.1\\",
    "www.mihon.example\\@127.0.0.1",
    "\\\\127.0.0.1",
    "127.0.0.1 ",
    " 127.0.0.1",
    "127.0.0.1\t",
    "127.0.0.1\r\n",
    "１２７.０.０.１",
    "127。0。0。1",
    "①②⑦.0.0.1",
    "ⓛocalhost",
    "localhost\xC2\xAD",
    "[::]",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[::ffff:0:7f00:1]",
    "[0000::1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "[fe80::1]",
    "[fe80::1%25lo]",
    "[::1%lo]",
    "[v1.127.0.0.1]",
    "[127.0.0.1]",
    "[]",
    "::1",
    "169.254.169.254",
    "0xa9fea9fe",
    "2852039166",
    "0251.0376.0251.0376",
    "[::ffff:169.254.169.254]",
    "[fd00:ec2::254]",
    "100.100.100.200",
    "10.0.0.1",
    "192.168.1.1",
    "172.16.0.1",
    "[fc00::1]",
    "255.255.255.255",
    "224.0.0.1",
    "192.0.2.1",
    "",
    ".",
    "..",
    "-a.example",
    "a..example",
    "a_b.example",
    "a.example-",
};

TEST_CASE("however an address is written that may not be called, nobody is called") {
    static_assert(forms.size() >= 60);
    Listening here{"127.0.0.1", 0, "here"};
    Names names{.answers = {{"127.0.0.1"}}};
    EgressRules rules;
    rules.resolve = names.resolve();
    rules.time_max = std::chrono::milliseconds{500};
    for (const std::string form : forms) {
        for (const std::string scheme : {"http://", "https://"}) {
            const auto asked = ask({.url = scheme + form + ":" + here.port() + "/"}, rules);
            CHECK_MESSAGE(!asked.ok(), form);
            if (asked.ok()) continue;
            const auto code = asked.error().code;
            const bool is_refused = code == Errc::invalid || code == Errc::forbidden;
            CHECK_MESSAGE(is_refused, form);
        }
        const auto bare = form.starts_with('[') ? form.substr(1, form.size() - 2) : form;
        CHECK_MESSAGE(!knock({bare, here.server->port()}, rules).ok(), form);
        CHECK_MESSAGE(!certificate_of({bare, here.server->port()}, rules).ok(), form);
    }
    CHECK(here.asked == 0);
    CHECK(names.asked == 0); // Not one of them is even a name.
}

TEST_CASE("what is no URL of HTTP is not asked") {
    for (const auto* url : {"",
                            "www.mihon.example",
                            "//www.mihon.example/",
                            "file:///etc/passwd",
                            "ftp://a.example/",
                            "gopher://a.example/",
                            "HTTP://a.example/",
                            "http:/a.example/",
                            "http:a.example",
                            "http:///a",
                            "http://a.example:0/",
                            "http://a.example:65536/",
                            "http://a.example:080/",
                            "http://a.example:/",
                            "http://a.example:80:80/",
                            "http://a.example/a b",
                            "http://a.example/\n",
                            "http://a.example/\xE3\x81\x82",
                            "http://a.example\\b",
                            "javascript:alert(1)",
                            "dict://127.0.0.1:6379/"})
        CHECK_MESSAGE(!read_url(url), url);
}

TEST_CASE("a name is judged by what it stands for, and whole") {
    const auto judged = [](std::vector<std::string> answer, const Permit& permit) {
        Names names{.answers = {std::move(answer)}};
        const auto found = addresses_of("www.mihon.example", permit, names.resolve());
        return found.ok() ? std::string{} : std::string{found.error().message->code()};
    };
    CHECK(judged({"1.1.1.1"}, {}).empty());
    CHECK(judged({"10.1.1.1"}, {}) == "http.address_inside");
    CHECK(judged({"10.1.1.1"}, {.is_inside = true}).empty());
    CHECK(judged({"127.0.0.1"}, {.is_inside = true}) == "http.address_here");
    CHECK(judged({"169.254.169.254"}, {.is_inside = true, .is_here = true}) ==
          "http.address_never");
    // One good address does not carry a bad one along.
    CHECK(judged({"1.1.1.1", "127.0.0.1"}, {}) == "http.address_here");
    CHECK(judged({"1.1.1.1", "::ffff:10.0.0.1"}, {.is_inside = true}) == "http.address_never");
    CHECK(judged({}, {}) == "http.no_address");
}

TEST_CASE("a name that answers otherwise the second time moves nobody") {
    Listening right{"127.0.0.2", 0, "right"};
    Listening wrong{"127.0.0.1", right.server->port(), "wrong"};
    Names names{.answers = {{"127.0.0.2"}, {"127.0.0.1"}}};
    EgressRules rules;
    rules.permit.is_here = true;
    rules.resolve = names.resolve();
    const auto answer = ask({.url = "http://rebind.example:" + right.port() + "/"}, rules);
    REQUIRE(answer.ok());
    CHECK(answer.value().body == "right */*");
    CHECK(names.asked == 1);
    CHECK(wrong.asked == 0);
    // And where nobody answers at the address that was judged, nobody else is tried.
    Names turning{.answers = {{"127.0.0.3"}, {"127.0.0.1"}}};
    rules.resolve = turning.resolve();
    CHECK(!ask({.url = "http://rebind.example:" + right.port() + "/"}, rules).ok());
    CHECK(turning.asked == 1);
    CHECK(wrong.asked == 0);
}

TEST_CASE("where a redirect leads is heard and not followed") {
    Listening here{"127.0.0.1", 0, "here"};
    EgressRules rules;
    rules.permit.is_here = true;
    const auto answer = ask({.url = "http://127.0.0.1:" + here.port() + "/away"}, rules);
    REQUIRE(answer.ok());
    CHECK(answer.value().status == 303);
    CHECK(answer.value().header("location") == "http://169.254.169.254/latest/meta-data/");
    CHECK(here.asked == 1);
}

TEST_CASE("a door is knocked at, and nobody behind it is unavailable") {
    const Listening here{"127.0.0.1", 0, "here"};
    EgressRules rules;
    rules.permit.is_here = true;
    CHECK(knock({"127.0.0.1", here.server->port()}, rules).ok());
    const auto nobody = knock({"127.0.0.1", 1}, rules);
    REQUIRE(!nobody.ok());
    CHECK(nobody.error().code == Errc::unavailable);
}

TEST_CASE("who is asked to stop does not wait for somebody who says nothing") {
    // Takes the connection and never answers: nobody takes it off the queue.
    const int silent = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* place = reinterpret_cast<sockaddr*>(&address);
    REQUIRE(bind(silent, place, length) == 0);
    REQUIRE(listen(silent, 5) == 0);
    REQUIRE(getsockname(silent, place, &length) == 0);
    std::stop_source stop;
    EgressRules rules;
    rules.permit.is_here = true;
    rules.time_max = std::chrono::seconds{60};
    rules.stop = stop.get_token();
    const auto begin = std::chrono::steady_clock::now();
    const std::jthread stopper{[&] {
        std::this_thread::sleep_for(std::chrono::milliseconds{200});
        stop.request_stop();
    }};
    const auto url = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/";
    CHECK(!ask({.url = url}, rules).ok());
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds{20});
    close(silent);
}

TEST_CASE("with a proxy the proxy is called, and what is asked of it by number is judged too") {
    Listening proxy{"127.0.0.1", 0, "proxy"};
    EgressRules rules;
    rules.proxy = "http://127.0.0.1:" + proxy.port();
    const auto through = ask({.url = "http://www.mihon.example/"}, rules);
    REQUIRE(through.ok());
    CHECK(through.value().body == "proxy */*");
    CHECK(!ask({.url = "http://169.254.169.254/"}, rules).ok());
    CHECK(!ask({.url = "http://10.0.0.1/"}, rules).ok());
    CHECK(proxy.asked == 1);
    rules.proxy = "http://169.254.169.254:8080";
    CHECK(!ask({.url = "http://www.mihon.example/"}, rules).ok());
}

} // namespace
} // namespace sokuo::http
