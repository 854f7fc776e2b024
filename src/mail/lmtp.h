#pragma once

// A listener of our own, behind a mail server (an MTA) that hands mail over by LMTP or SMTP. It is
// no mail server for the world: it has no queue, sends nothing on, speaks no TLS, and talks only to
// peers the operator named.
//
// One listener serves one account, because the account's network (LGWAN, インターネット) is a
// property of the door a mail came through and not of what its sender wrote.
//
// A thread for each connection, at most `connections_max`. When one more comes, the one that has
// been waiting longest between two commands is ended with 421; when all are at work, the new one is
// told 421. So is a peer that is too slow.

#include "core/result.h"
#include "core/time.h"
#include "mail/dialogue.h"
#include "mail/inlet.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace sokuo::mail {

/// How long a peer may take. A mail that is being stored is waited for without a limit.
struct Patience {
    std::chrono::milliseconds between_commands = std::chrono::minutes{5}; ///< RFC 5321 §4.5.3.2.7
    std::chrono::milliseconds within_line = std::chrono::seconds{30};     ///< And for our replies.
    std::chrono::milliseconds without_a_byte = std::chrono::minutes{3};   ///< Within a mail.
    std::chrono::milliseconds for_a_mail = std::chrono::minutes{30};
    /// Within a mail, on average, once `within_line` has passed.
    std::uint64_t bytes_per_second_min = 1'000;
};

struct Door {
    Host host{};
    /// `/run/sokuo/mail.sock`, `127.0.0.1:2424`, `[::1]:2424`. Port 0: any that is free. A Unix
    /// socket gets the mode 0660 and the group of its folder, if that has set-group-ID.
    std::string address{};
    /// Addresses (no names, no ranges) that may connect over the network. None: this machine only.
    /// On a Unix socket the rights of the file decide.
    std::vector<std::string> peers{};
    std::size_t connections_max = 32;
    Patience patience{};
};

class Listener {
public:
    /// Errors: `invalid` (the address, a peer, a recipient, no recipients), `unavailable` (the
    /// address is in use or not ours). `inlet` and `clock` must outlive it.
    [[nodiscard]] static Result<std::unique_ptr<Listener>> open(Door door, Inlet& inlet,
                                                                const Clock& clock, Notice notice);
    /// Takes no new connection, tells the others 421, cuts mails that are half sent (they were not
    /// acknowledged) and waits for those that are being stored.
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    /// Where it listens, with the port it got.
    [[nodiscard]] const std::string& address() const;
    [[nodiscard]] std::size_t connections() const;

private:
    struct Inside;
    explicit Listener(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

} // namespace sokuo::mail
