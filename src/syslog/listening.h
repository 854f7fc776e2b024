#pragma once

// Taking lines in: UDP (RFC 5426), TCP (RFC 6587), TLS (RFC 5425) and Unix sockets, on one thread
// of its own.
//
// Whoever is not among the senders is turned away, and so is who opens more connections than one
// machine needs. A connection is read only while there is room in the queue: then its sender waits,
// and nothing is lost. A datagram that finds no room is dropped and counted, as are those the
// kernel dropped (SO_RXQ_OVFL). Who may write into a Unix socket is said by its file's mode; its
// sender is this machine.
//
// Ending: every stream is told that we end (FIN) and is read until its sender has ended too, or for
// `drain_max`; what was read of it is in the queue. Syslog has no receipts: a sender that goes on
// writing into a connection that has ended loses what it writes, whoever the receiver is.

#include "core/result.h"
#include "syslog/queue.h"
#include "syslog/range.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace sokuo::syslog {

/// A place lines come in by. `host` is numeric.
struct Door {
    Way way = Way::udp;
    std::string host{};
    std::uint16_t port = 0; ///< 0: one that is free.
    std::filesystem::path certificate{};
    std::filesystem::path key{};
    std::filesystem::path path{}; ///< Of a Unix socket, which has no host.
    unsigned mode = 0660;
};
/// `192.0.2.7:514`, `[2001:db8::1]:514`, or the path.
[[nodiscard]] std::string address_of(const Door& door);

struct ListenRules {
    std::vector<Door> doors{};
    std::vector<Range> senders{}; ///< None: this machine only.
    std::size_t line_bytes_max = std::size_t{64} * 1024;
    std::size_t connections_max = 500;
    std::size_t connections_of_one_max = 50;
    std::chrono::seconds handshake_max{10};
    std::chrono::milliseconds drain_max{2'000};
};

/// What did not get in, and how much is under way.
struct Tally {
    std::uint64_t dropped = 0;        ///< Datagrams that found no room.
    std::uint64_t kernel_dropped = 0; ///< Datagrams that came faster than they were read.
    std::uint64_t refused = 0;        ///< Datagrams and connections of strangers, and of too many.
    std::string last_refused{};       ///< Address.
    std::size_t connections = 0;
};

class Listening {
public:
    /// `queue` and `clock` must outlive it. Errors: `invalid` (an address, a certificate, a
    /// path), `unavailable` (in use), with the door's address.
    static Result<std::unique_ptr<Listening>> start(ListenRules rules, Queue& queue,
                                                    const Clock& clock);
    /// Ends it, draining what is under way.
    ~Listening();
    Listening(const Listening&) = delete;
    Listening& operator=(const Listening&) = delete;

    /// Where each door is, in their order; with the port that was free.
    [[nodiscard]] const std::vector<Door>& doors() const;
    [[nodiscard]] Tally tally() const;

private:
    struct Inside;
    explicit Listening(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

} // namespace sokuo::syslog
