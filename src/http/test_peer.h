#pragma once

// For tests: a raw socket that says exactly these bytes, and a server with a few routes.

#include "http/server.h"

#include <string>
#include <string_view>

namespace sokuo::http {

class Peer {
public:
    explicit Peer(std::uint16_t port);
    ~Peer();
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;

    /// False when the server has closed.
    bool say(std::string_view bytes) const;
    void end() const; ///< Nothing more will be said.
    /// One answer: its head, and as much body as Content-Length says. Empty at the end.
    std::string hear();
    /// The head of an answer whose body is not there (HEAD, 304).
    std::string hear_head();
    /// Everything until the server closes, or what came within `seconds`.
    std::string hear_all(int seconds = 10);
    /// Until `text` was heard; gives everything heard. Gives up after `seconds`.
    std::string hear_until(std::string_view text, int seconds = 10);
    [[nodiscard]] int descriptor() const { return descriptor_; }

private:
    bool more(int milliseconds);

    int descriptor_ = -1;
    std::string heard_;
};

} // namespace sokuo::http
