#pragma once

// The HTTP server. I/O threads (Boost.Asio, callbacks) read requests within limits and hold idle
// and event-stream connections; a bounded pool of workers runs the handlers, which are plain
// blocking code.
//
//   - Headers over 16 KiB: 431. A body over the route's limit: 413. A route that does not exist:
//   404;
//     one that does, with another method: 405 with Allow. More than `queue_max` requests waiting
//     for a worker: 503 with Retry-After.
//   - Time-outs by one sweep a second: 10 s for headers, the route's for the body, 75 s idle, 30 s
//   to
//     take an answer. Event streams get a comment line every 15 s.
//   - A handler that lets an exception escape answers 500 and the connection is closed.
//   - HEAD is answered by the GET handler without its body.
//   - Every answer carries `X-Content-Type-Options: nosniff` and, unless the handler set its own,
//     `Cache-Control: no-store`, `Referrer-Policy: same-origin` and a Content-Security-Policy of
//     `default-src 'none'; frame-ancestors 'none'`.
//
// What the words above mean to the byte is in DESIGN.md beside this file.

#include "core/result.h"
#include "http/http.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sokuo::http {

struct Tls {
    std::filesystem::path certificate; ///< PEM, with its chain.
    std::filesystem::path key;
};

/// Whole seconds, looked at once a second. The defaults are what the program runs with.
struct Times {
    std::chrono::seconds head{10};      ///< For a request's head, and for a new peer's first byte.
    std::chrono::seconds idle{75};      ///< Between requests.
    std::chrono::seconds write{30};     ///< To take an answer; each 64 KiB of a long one.
    std::chrono::seconds heartbeat{15}; ///< Between the comment lines of an event stream.
};

struct ServerOptions {
    /// A numeric IPv4 or IPv6 address. Empty: no TCP port, only `unix_socket`.
    std::string address = "127.0.0.1";
    std::uint16_t port = 0; ///< 0: any free one; see `Server::port`.
    /// Listened on as well when set, without TLS, mode 0660; the peer's address is then `unix`. A
    /// socket left behind by a server that died is replaced; one that answers is not.
    std::filesystem::path unix_socket;
    std::size_t io_threads = 1;
    /// A worker waits for the disk while its change is being committed, so this also bounds how
    /// many changes share one commit. Waiting costs no processor, and 40 KB of memory each.
    std::size_t workers = 48;
    std::size_t queue_max = 256;
    std::size_t connections_max = 10'000;
    Times times;
    std::optional<Tls> tls;
    /// Addresses (or `unix`) whose X-Forwarded-For/-Proto count.
    std::vector<std::string> trusted_proxies;
    std::vector<Route> routes;
    /// The answer for what never reaches a handler (404, 405, 413, 431, 500, 503 …). Called on an
    /// I/O thread, so it must not block. The request may hold no more than its peer.
    std::function<Response(const Request&, int status)> on_failure;
    /// One line per answered request, when set: method, route path (empty: none), status,
    /// microseconds from the last byte of the head to the last byte of the answer. The body of the
    /// request is no longer there. Called on an I/O thread, so it must not block.
    std::function<void(const Request&, std::string_view route, int status, std::int64_t us)>
        on_done;
};

class Server {
public:
    /// Listening when it returns. Errors: `unavailable` (address in use), `invalid` (routes that
    /// overlap, no certificate).
    static Result<std::unique_ptr<Server>> start(ServerOptions options);
    /// Stops as `stop` does.
    ~Server();

    /// 0 when there is no TCP port.
    [[nodiscard]] std::uint16_t port() const;
    /// Takes no new connection, lets running handlers answer (at most `grace`), closes the rest.
    /// Returns after the last handler did. Not to be called from a handler.
    void stop(std::chrono::seconds grace = std::chrono::seconds{10});

private:
    struct State;
    explicit Server(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace sokuo::http
