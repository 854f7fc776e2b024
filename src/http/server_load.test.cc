// What the server does when peers are slow, many, or never listen.

#include "http/server.h"

#include "http/client.h"
#include "http/test_app.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <future>
#include <latch>
#include <mutex>
#include <thread>

namespace sokuo::http {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

std::size_t resident_bytes() {
    std::ifstream file{"/proc/self/statm"};
    std::size_t all = 0;
    std::size_t resident = 0;
    file >> all >> resident;
    return resident * 4096;
}

bool comes_true(const std::function<bool()>& claim) {
    for (const auto last = Clock::now() + 10s; Clock::now() < last;) {
        if (claim()) return true;
        std::this_thread::sleep_for(5ms);
    }
    return false;
}

// Counts what arrives, and how it ended.
struct Arrivals {
    std::atomic<std::size_t> bytes{0};
    std::atomic<std::size_t> largest{0};
    std::atomic<int> finished{0};
    std::atomic<int> destroyed{0};

    class Sink final : public BodySink {
    public:
        explicit Sink(Arrivals& to) : to_{to} {}
        ~Sink() override { ++to_.destroyed; }
        Result<> write(ByteView piece) override {
            to_.bytes += piece.size();
            to_.largest = std::max(to_.largest.load(), piece.size());
            return Done{};
        }
        Response finish() override {
            ++to_.finished;
            return text(std::to_string(to_.bytes));
        }

    private:
        Arrivals& to_;
    };
    OpenSink open() {
        return [this](const Request& request) -> std::variant<std::unique_ptr<BodySink>, Response> {
            if (request.header("authorization").empty())
                return text_response(403, "text/plain", "");
            return std::make_unique<Sink>(*this);
        };
    }
};

} // namespace

TEST_CASE("an upload of 50 MB goes through in pieces, in little memory") {
    Arrivals arrivals;
    const auto server = serve({upload("/blob", arrivals.open(), 64'000'000)});
    constexpr std::size_t size = 50'000'000;
    Peer peer{server->port()};
    peer.say("PUT /blob HTTP/1.1\r\nHost: a\r\nAuthorization: x\r\nContent-Length: " +
             std::to_string(size) + "\r\n\r\n");
    const auto before = resident_bytes();
    const std::string piece(1'000'000, 'x');
    std::size_t most = 0;
    for (std::size_t sent = 0; sent < size; sent += piece.size()) {
        REQUIRE(peer.say(piece));
        most = std::max(most, resident_bytes());
    }
    CHECK(peer.hear().ends_with("\r\n\r\n50000000"));
    CHECK(arrivals.finished == 1);
    CHECK(arrivals.destroyed == 1);
    CHECK(arrivals.largest <= 128 * 1024);
    CHECK(most - std::min(before, most) < 20'000'000);
}

TEST_CASE("an upload may be refused before its body, is bounded, and may break off") {
    Arrivals arrivals;
    const auto server = serve({upload("/blob", arrivals.open(), 1'000'000)});
    const std::string start = "PUT /blob HTTP/1.1\r\nHost: a\r\n";
    CHECK(ask(*server, start + "Content-Length: 9\r\n\r\n").starts_with("HTTP/1.1 403 "));
    CHECK(ask(*server, start + "Authorization: x\r\nContent-Length: 1000001\r\n\r\n")
              .starts_with("HTTP/1.1 413 "));
    CHECK(arrivals.bytes == 0);
    Peer chunks{server->port()};
    chunks.say(start + "Authorization: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    const std::string chunk = "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
    for (int at = 0; at < 16; ++at)
        chunks.say(chunk);
    CHECK(chunks.hear().starts_with("HTTP/1.1 413 "));
    CHECK(comes_true([&] { return arrivals.destroyed == 1; }));
    {
        const Peer broken{server->port()};
        broken.say(start + "Authorization: x\r\nContent-Length: 1000\r\n\r\nabc");
    }
    CHECK(comes_true([&] { return arrivals.destroyed == 2; }));
    CHECK(arrivals.finished == 0);
}

TEST_CASE("a body that does not come in time is a 408") {
    auto route = post("/echo", [](const Request& request) { return text(request.body); });
    route.limits.body_time_max = 1s;
    const auto server = serve({route});
    Peer peer{server->port()};
    peer.say("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc");
    CHECK(peer.hear().starts_with("HTTP/1.1 408 "));
}

TEST_CASE("a head that trickles in is a 408 after its time, and a silent peer is let go") {
    auto options = options_of(small_app());
    options.times.head = 2s;
    options.times.idle = 1s;
    const auto server = serve(std::move(options));
    Peer idle{server->port()};
    idle.say("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(idle.hear().ends_with("hello"));
    Peer silent{server->port()};
    Peer slow{server->port()};
    const auto began = Clock::now();
    slow.say("GET /hello HTTP/1.1\r\n");
    for (int at = 0; at < 6; ++at) {
        slow.say("X: 1\r\n");
        std::this_thread::sleep_for(250ms);
    }
    CHECK(slow.hear().starts_with("HTTP/1.1 408 "));
    CHECK(silent.hear_all().empty());
    CHECK(idle.hear_all().empty());
    CHECK(Clock::now() - began < 8s);
}

TEST_CASE("when no worker is free and the queue is full, 503 says when to come back") {
    std::latch entered{1};
    std::latch release{1};
    auto options = options_of({get("/slow",
                                   [&](const Request&) {
                                       entered.count_down();
                                       release.wait();
                                       return text("done");
                                   }),
                               get("/quick", [](const Request&) { return text("quick"); })});
    options.workers = 1;
    options.queue_max = 1;
    const auto server = serve(std::move(options));
    Peer working{server->port()};
    working.say("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
    entered.wait();
    Peer waiting{server->port()};
    Peer refused{server->port()};
    waiting.say("GET /quick HTTP/1.1\r\nHost: a\r\n\r\n");
    std::this_thread::sleep_for(100ms);
    refused.say("GET /quick HTTP/1.1\r\nHost: a\r\n\r\n");
    const auto answer = refused.hear();
    CHECK(answer.starts_with("HTTP/1.1 503 "));
    CHECK(has(answer, "Retry-After: "));
    release.count_down();
    CHECK(working.hear().ends_with("done"));
    CHECK(waiting.hear().ends_with("quick"));
    refused.say("GET /quick HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(refused.hear().ends_with("quick"));
}

TEST_CASE("a connection too many is turned away, and there is room again when one goes") {
    auto options = options_of(small_app());
    options.connections_max = 2;
    const auto server = serve(std::move(options));
    const auto hello = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n";
    Peer first{server->port()};
    first.say(hello);
    CHECK(first.hear().ends_with("hello"));
    {
        Peer second{server->port()};
        second.say(hello);
        CHECK(second.hear().ends_with("hello"));
        Peer third{server->port()};
        CHECK(third.hear_all().starts_with("HTTP/1.1 503 "));
    }
    CHECK(comes_true([&] { return ask(*server, hello).ends_with("hello"); }));
}

TEST_CASE("an answer in pieces is sent as they come, with a length, in chunks, or cut off") {
    const auto of_pieces = [](int count, const std::optional<std::string>& length, bool fails) {
        return [=](const Request&) {
            Response answer;
            answer.pieces = [=, left = count]() mutable -> Result<Bytes> {
                if (left-- > 0) return Bytes(100'000, std::byte{'x'});
                if (!fails) return Bytes{};
                static constexpr Message gone{"test.gone", "なし", "gone"};
                return failure(Errc::unavailable, gone);
            };
            if (length) answer.with("Content-Length", *length);
            return answer;
        };
    };
    const auto server = serve({get("/length", of_pieces(30, "3000000", false)),
                               get("/chunks", of_pieces(30, std::nullopt, false)),
                               get("/short", of_pieces(29, "3000000", false)),
                               get("/long", of_pieces(31, "3000000", false)),
                               get("/fails", of_pieces(2, std::nullopt, true))});
    Client client{{.port = server->port()}};
    for (const auto* whole : {"/length", "/chunks", "/length"}) {
        const auto answer = client.ask({.target = whole});
        REQUIRE(answer.ok());
        CHECK(answer.value().body.size() == 3'000'000);
    }
    for (const auto* broken : {"/short", "/fails"})
        CHECK(client.ask({.target = broken}).error().code == Errc::unavailable);
    CHECK(client.ask({.target = "/long"}).value().body.size() == 3'000'000);
    // After one that was too long the server ends the connection, perhaps after the next request.
    Client another{{.port = server->port()}};
    CHECK(another.ask({.method = Method::head, .target = "/length"}).value().body.empty());
}

TEST_CASE("events reach their listener, who is known to have gone when it has") {
    std::promise<EventStreamPtr> opened;
    auto listening = opened.get_future();
    auto options = options_of({get("/events", [&](const Request&) {
        Response answer;
        answer.with("Content-Type", "text/event-stream");
        answer.events = [&](EventStreamPtr stream) {
            stream->send("data: first\n\n");
            opened.set_value(std::move(stream));
        };
        return answer;
    })});
    options.times.heartbeat = 1s;
    const auto server = serve(std::move(options));
    EventStreamPtr stream;
    {
        Peer peer{server->port()};
        peer.say("GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
        CHECK(has(peer.hear_until("data: first\n\n"), "Content-Type: text/event-stream\r\n"));
        stream = listening.get();
        CHECK(stream->send("data: second\n\n"));
        CHECK(has(peer.hear_until("second\n\n"), "data: second\n\n"));
        CHECK(peer.hear_until(":\n\n") == ":\n\n");
        CHECK(stream->is_open());
    }
    CHECK(comes_true([&] { return !stream->is_open(); }));
    CHECK_FALSE(stream->send("data: late\n\n"));
    stream->close();
}

TEST_CASE("a listener that does not listen is closed, and costs a bounded amount") {
    std::promise<EventStreamPtr> opened;
    auto listening = opened.get_future();
    const auto server = serve({get("/events", [&](const Request&) {
        Response answer;
        answer.events = [&](EventStreamPtr stream) { opened.set_value(std::move(stream)); };
        return answer;
    })});
    Peer peer{server->port()};
    peer.say("GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
    const auto stream = listening.get();
    const std::string event = "data: " + std::string(10'000, 'x') + "\n\n";
    int sent = 0;
    while (stream->send(event) && sent < 10'000)
        ++sent;
    CHECK(sent >= 25);
    CHECK(sent < 2'000); // The rest is in the system's socket buffers.
    CHECK_FALSE(stream->is_open());
    CHECK(comes_true([&] { return !stream->send(event); }));
}

TEST_CASE("a peer that does not take its answer is let go") {
    std::string large;
    large.resize(20'000'000, 'x');
    std::atomic<int> answered{0};
    auto options = options_of({get("/large", [&](const Request&) { return text(large); })});
    options.times.write = 1s;
    options.on_done = [&](const Request&, std::string_view, int, std::int64_t) { ++answered; };
    const auto server = serve(std::move(options));
    Peer peer{server->port()};
    peer.say("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
    std::this_thread::sleep_for(4s);
    CHECK(peer.hear_all().size() < large.size());
    CHECK(answered == 0);
}

TEST_CASE("a listener is let go when the sender closes, after what was sent before") {
    const auto server = serve({get("/events", [&](const Request&) {
        Response answer;
        answer.events = [](const EventStreamPtr& stream) {
            stream->send("data: last\n\n");
            stream->close();
            stream->send("data: never\n\n");
        };
        return answer;
    })});
    Peer peer{server->port()};
    peer.say("GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(peer.hear_all().ends_with("\r\n\r\ndata: last\n\n"));
}

TEST_CASE("a peer that goes away while it is answered troubles nobody") {
    const std::string large(5'000'000, 'x');
    auto routes = small_app();
    routes.push_back(get("/large", [&](const Request&) { return text(large); }));
    const auto server = serve(std::move(routes));
    for (int at = 0; at < 20; ++at) {
        const Peer peer{server->port()};
        peer.say("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
    }
    CHECK(ask(*server, "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n").ends_with("hello"));
    CHECK(ask(*server, "GET /large HTTP/1.1\r\nHost: a\r\n\r\n").size() > large.size());
}

TEST_CASE("a stop lets the running handler answer and closes the rest") {
    std::latch entered{1};
    Arrivals arrivals;
    auto server = serve({get("/slow",
                             [&](const Request&) {
                                 entered.count_down();
                                 std::this_thread::sleep_for(500ms);
                                 return text("done");
                             }),
                         get("/quick", [](const Request&) { return text("quick"); }),
                         get("/events",
                             [](const Request&) {
                                 Response answer;
                                 answer.events = [](const EventStreamPtr&) {};
                                 return answer;
                             }),
                         upload("/blob", arrivals.open(), 1'000'000)});
    const auto port = server->port();
    Peer idle{port};
    idle.say("GET /quick HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(idle.hear().ends_with("quick"));
    Peer listener{port};
    listener.say("GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK_FALSE(listener.hear_head().empty());
    Peer uploading{port};
    uploading.say("PUT /blob HTTP/1.1\r\nHost: a\r\nAuthorization: x\r\n"
                  "Content-Length: 1000\r\n\r\nabc");
    Peer asking{port};
    asking.say("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
    entered.wait();
    const auto began = Clock::now();
    server->stop(5s);
    CHECK(Clock::now() - began < 4s);
    const auto answer = asking.hear_all();
    CHECK(answer.ends_with("done"));
    CHECK(has(answer, "Connection: close\r\n"));
    CHECK(idle.hear_all().empty());
    CHECK(listener.hear_all().empty());
    CHECK(uploading.hear_all().empty());
    server.reset();
    CHECK(arrivals.destroyed == 1);
    CHECK(arrivals.finished == 0);
}

TEST_CASE("a handler that outlasts the grace loses its connection, not the program") {
    std::latch entered{1};
    const auto server = serve({get("/slow", [&](const Request&) {
        entered.count_down();
        std::this_thread::sleep_for(1'500ms);
        return text("done");
    })});
    Peer asking{server->port()};
    asking.say("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
    entered.wait();
    server->stop(0s);
    CHECK(asking.hear_all().empty());
}

TEST_CASE("hundreds of idle connections and event streams are cheap") {
    const auto server = serve({get("/quick", [](const Request&) { return text("quick"); }),
                               get("/events", [](const Request&) {
                                   Response answer;
                                   answer.events = [](const EventStreamPtr& stream) {
                                       stream->send("data: 1\n\n");
                                   };
                                   return answer;
                               })});
    // Of each kind: both ends are in this process, and files open at once are few by default.
    constexpr std::size_t count = 450;
    for (const auto* path : {"/quick", "/events"}) {
        const auto before = resident_bytes();
        std::vector<std::unique_ptr<Peer>> peers;
        for (std::size_t at = 0; at < count; ++at) {
            peers.push_back(std::make_unique<Peer>(server->port()));
            peers.back()->say("GET " + std::string{path} + " HTTP/1.1\r\nHost: a\r\n\r\n");
            CHECK_FALSE(peers.back()->hear_until(path[1] == 'q' ? "quick" : "1\n\n").empty());
        }
        const auto after = resident_bytes();
        const auto each = (after - std::min(before, after)) / count;
        MESSAGE(path << ": " << each << " bytes for each idle connection, both ends");
        CHECK(each < 64'000); // Most is the sanitizer's own; bench/ measures ours.
    }
}

} // namespace sokuo::http
