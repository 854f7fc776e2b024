#pragma once

// A mail server of somebody else, which the operator named: for sending (send.h) and for fetching
// (imap.h).

#include <cstdint>
#include <string>

namespace sokuo::mail {

enum class Tls : std::uint8_t {
    starttls, ///< Begun in the clear and encrypted before anything is said (587, 143).
    implicit, ///< From the first byte (465, 993).
    none,     ///< Only to this machine.
};

struct Server {
    std::string host{};
    std::uint16_t port = 587;
    Tls tls = Tls::starttls;
    std::string user{}; ///< Empty: the server asks for none.
    std::string password{};
    std::string ca_file{}; ///< Of the organisation's own authority; empty: the system's.
    bool only_loopback = false;
};

} // namespace sokuo::mail
