#pragma once

// Who listens hears what changed: server-sent events. Not what it says, only which thing moved to
// which revision; the screen then reads it with its own right.
//
//     id: (sealed cursor)
//     event: change
//     data: {"stream":"incident","id":"…","rev":12}
//
// The cursor is the number of a journal entry, sealed for the session that got it under a key that
// lives as long as the process: gaps in it say nothing. A browser that comes back sends it as
// `Last-Event-ID` and gets what it missed. `event: reset` says: read everything again. It is sent
// when the cursor cannot be read or more than `replay_max` entries were missed.
//
// One thread serves all; a listener costs its stream and some sixty bytes. Every minute each is
// asked again whether its session stands and what it may see. Listening does not count as use of a
// session.

#include "core/random.h"
#include "core/seal.h"
#include "http/http.h"
#include "incident/desk.h"
#include "team/gate.h"
#include "team/veil.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace sokuo::app {

class Events {
public:
    static constexpr std::int64_t replay_max = 1000;

    /// Starts the thread. `desk` must outlive this, and nothing may be written to its store while
    /// this goes (afterwards anything may).
    explicit Events(const incident::Desk& desk,
                    std::chrono::milliseconds check_every = std::chrono::minutes{1});
    /// Closes every stream.
    ~Events();
    Events(const Events&) = delete;
    Events& operator=(const Events&) = delete;

    /// GET /api/v1/events.
    [[nodiscard]] std::vector<team::Route> routes();

    /// `seq` as a listener of `session` gets to see it: 64 characters, base64url.
    [[nodiscard]] std::string cursor(std::int64_t seq, const Hash& session) const;
    /// Nothing when it is of another session, of an earlier run, or damaged.
    [[nodiscard]] std::optional<std::int64_t> open_cursor(std::string_view text,
                                                          const Hash& session) const;

private:
    struct Follower {
        http::EventStreamPtr stream;
        identity::Identity identity;
        std::uint32_t kinds = 0; ///< A bit for each kind of stream they may hear of.
        std::int64_t seen = 0;   ///< The last entry they know of.
        bool is_lost = false;    ///< Nothing says what they missed.
        bool is_greeted = false; ///< Has the cursor to come back with.
    };
    struct Change {
        std::int64_t seq = 0;
        std::uint32_t kind = 0; ///< A bit as in `Follower::kinds`; 0 for what is nobody's to hear.
        std::string data;
        std::vector<team::Sight>
            sights; ///< Who may know of it; empty: all who may hear of its kind.
    };

    Result<http::Response> follow(const team::Call& call);
    void ring();
    void run(const std::stop_token& stop);
    void tell();
    Result<std::vector<Change>> changes(std::int64_t after, std::int64_t head) const;
    bool send(Follower& follower, const std::vector<Change>& news, std::int64_t head) const;
    void check();
    Result<std::uint32_t> kinds_of(const identity::Identity& identity) const;

    const incident::Desk& desk_;
    std::chrono::milliseconds check_every_;
    SealKey key_{};

    std::mutex mutex_;
    std::condition_variable_any rung_;
    bool is_rung_ = false;
    std::vector<Follower> arrivals_;

    std::vector<Follower> followers_; ///< The thread's own.
    std::stop_source gone_;           ///< Says so to the listener that the store keeps.
    std::jthread thread_;             ///< Last: it uses the rest.
};

} // namespace sokuo::app
