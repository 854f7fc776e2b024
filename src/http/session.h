#pragma once

// One connection, from its first byte to its last: reads a request, has a worker answer it, writes
// the answer, waits for the next. Lives on one I/O thread; the only thing another thread does with
// it is to run the step of work that was handed out (`Work`), one at a time.

#include "http/body.h"
#include "http/head.h"
#include "http/http.h"
#include "http/loop.h"
#include "http/router.h"
#include "http/server.h"
#include "http/socket.h"
#include "http/workers.h"

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::http {

/// Seconds of the steady clock: all that time-outs need.
using Tick = std::int64_t;
[[nodiscard]] Tick tick_now();

inline constexpr std::size_t write_progress_bytes = std::size_t{64} * 1024;
inline constexpr Tick linger_seconds_max = 3;
inline constexpr std::size_t event_bytes_max = std::size_t{256} * 1024;
inline constexpr std::size_t read_bytes = std::size_t{64} * 1024;

/// What all connections of a server share.
struct Service {
    ServerOptions options; ///< Without the routes, which the router has.
    Router router;
    std::unique_ptr<TlsContext> tls;
    Workers workers;
    std::atomic<std::size_t> connections{0};
};

class Session;
class Events;

/// One I/O thread with its connections.
class Lane {
public:
    explicit Lane(Service& service);
    ~Lane();

    // From any thread.
    void run() { loop_.run(); }
    /// `peer` is the canonical address.
    void adopt(int descriptor, std::string peer, bool is_tls);
    void begin_stop(); ///< Closes what is not being answered.
    void close_all();
    Loop& loop() { return loop_; }

    // On the lane's thread, for its sessions.
    [[nodiscard]] Service& service() { return service_; }
    [[nodiscard]] Tick now() const { return now_; }
    [[nodiscard]] std::string_view date() const { return date_; }
    [[nodiscard]] bool is_stopping() const { return is_stopping_; }
    [[nodiscard]] std::span<char> scratch() { return scratch_; }
    /// Destroys the session once the callbacks that run have returned.
    void bury(Session& session);

private:
    void tick();

    Service& service_;
    Tick now_ = 0;
    std::string date_;
    bool is_stopping_ = false;
    std::array<char, read_bytes> scratch_{};
    std::vector<std::unique_ptr<Session>> sessions_;
    std::vector<std::unique_ptr<Session>> dead_;
    Loop loop_; ///< Last, so it goes first: what was posted to it still finds the rest.
};

class Session {
public:
    Session(Lane& lane, int descriptor, std::string peer, bool is_tls);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    void start();
    /// Once a second: gives up what takes too long, sends heartbeats.
    void sweep(Tick now);
    /// Closes unless an answer is under way.
    void begin_stop();
    void close();

    std::size_t place = 0; ///< In the lane's list.

private:
    friend class Events;
    enum class Phase : std::uint8_t {
        idle, ///< Nothing of the next request has come.
        head,
        body,
        working, ///< A worker has it.
        writing,
        events,
        lingering, ///< The last answer is written; reads on so that the peer can read it.
        closed,
    };
    enum class Work : std::uint8_t { open, write, finish, handle, piece, drop };
    struct Exchange;

    // session.cc: reading
    [[nodiscard]] Tick after(std::chrono::seconds time) const;
    void await_input();
    void on_readable();
    void advance();
    void read_head();
    void begin(Head head);
    void route();
    void begin_body();
    void read_body();

    // session_work.cc: what workers do
    void hand_out(Work work);
    void work(Work work);
    void on_worked(Work work);
    void on_piece();

    // session_answer.cc: answering
    void refuse(int status, bool closes);
    void answer(Response response);
    void write(std::string head, std::string_view body);
    void write_more();
    void on_written();
    void on_answered();

    // events.cc
    void start_events();
    void take_events();

    Lane& lane_;
    std::unique_ptr<Socket> socket_; ///< Nothing once closed.
    std::string peer_;
    Phase phase_ = Phase::idle;
    bool is_at_work_ = false;
    bool is_advancing_ = false;
    bool is_advance_due_ = false;
    Tick deadline_ = 0;
    std::string in_; ///< Came, and not yet used.
    std::size_t looked_at_ = 0;
    std::string out_; ///< Being written: an answer's head, a piece, or events.
    std::string_view out_body_;
    std::size_t out_done_ = 0;
    std::size_t out_progress_ = 0;
    std::unique_ptr<Exchange> exchange_; ///< Only while there is a request.
    EventStreamPtr stream_;
    Events* events_ = nullptr; ///< What `stream_` is, while it is open.
};

} // namespace sokuo::http
