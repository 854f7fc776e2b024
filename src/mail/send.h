#pragma once

// Hands a letter to a mail server (SMTP, RFC 5321). It goes to the one server the operator named
// and to nothing else: no proxy, no other protocol, no other host.
//
// The connection is encrypted and the server's name checked; without TLS a server must be on this
// machine. A server that is `only_loopback` (a demo's, a drill's) must be on this machine whatever
// its settings say, and that is asked of the address the connection goes to, not of a name.
//
// One letter to all it is to, or to nobody: when the server refuses one recipient nothing is sent.
//
// Blocks for at most `seconds_max`, and one more second for each 50 kB. May be called from any
// thread.

#include "core/result.h"
#include "mail/letter.h"
#include "mail/server.h"

namespace sokuo::mail {

inline constexpr int seconds_max = 20;

/// Errors: `invalid` (the letter, the host), `forbidden` (not this machine, and it must be),
/// `conflict` (the server refuses this mail for good), `unavailable` (anything else: again later).
/// `detail` is for the operator.
Result<> send(const Server& server, const Letter& letter);

} // namespace sokuo::mail
