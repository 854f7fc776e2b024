#pragma once

// Hands a letter to a mail server (SMTP, RFC 5321). It goes to the one server the operator named
// and to nothing else: no proxy, no other protocol, no other host.
//
// The connection is encrypted and the server's name checked; without TLS a server must be on this
// machine. A server that is `only_loopback` (a demo's, a drill's) must be on this machine whatever
// its settings say, and that is asked of the address the connection goes to, not of a name.
//
// Blocks for at most `seconds_max`. May be called from any thread.

#include "core/result.h"
#include "mail/letter.h"

#include <cstdint>
#include <string>

namespace sokuo::mail {

inline constexpr int seconds_max = 20;

enum class Tls : std::uint8_t {
    starttls, ///< Begun in the clear and encrypted before anything is said (587).
    implicit, ///< From the first byte (465).
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

/// Errors: `invalid` (the letter, the host), `forbidden` (not this machine, and it must be),
/// `conflict` (the server refuses this mail for good), `unavailable` (anything else: again later).
/// `detail` is for the operator.
Result<> send(const Server& server, const Letter& letter);

} // namespace sokuo::mail
