#pragma once

// The event stream of one connection.

#include "http/session.h"

#include <mutex>
#include <string>

namespace sokuo::http {

class Events final : public EventStream, public std::enable_shared_from_this<Events> {
public:
    Events(Lane& lane, Session& session) : lane_{lane}, session_{&session} {}

    bool send(std::string text) override;
    [[nodiscard]] bool is_open() const override;
    void close() override;

    // On the connection's thread.
    /// What waits, and from now on counts as being written; empty when nothing does.
    std::string take();
    /// What was taken is with the peer.
    void on_written();
    /// Nothing waits and somebody called `close`.
    [[nodiscard]] bool is_ended() const;
    void detach();

private:
    void wake();

    Lane& lane_; ///< Used only while `session_` is set: the lane outlives its sessions.
    mutable std::mutex mutex_;
    Session* session_;
    std::string waiting_;
    std::size_t being_written_ = 0;
    bool is_woken_ = false;
    bool is_closing_ = false;
    bool is_overrun_ = false;
};

} // namespace sokuo::http
