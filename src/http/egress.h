#pragma once

// The one way out: how this program calls other machines, over HTTP, TCP and TLS.
//
// Only what the operator named is asked for, and a name is not trusted to say where it leads: it is
// resolved once, every address it stands for is judged (address.h), and the connection goes to one
// of these very addresses, whatever the name would answer a moment later. No redirect is followed;
// no cookie, no .netrc, no proxy out of the environment. By libcurl, of which nothing is seen here.
//
// Blocking: for a worker or a duty. Threads: any. The time of a name server is its own
// (resolv.conf) and not within `time_max`.

#include "core/result.h"
#include "core/time.h"
#include "http/address.h"
#include "http/client.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace sokuo::http {

/// What a host stands for; given so that tests need no name server. Errors: `unavailable`.
using Resolve = std::function<Result<std::vector<Ip>>(const std::string& host)>;

/// By the system: /etc/hosts, then the name servers of /etc/resolv.conf.
[[nodiscard]] Result<std::vector<Ip>> resolve_by_system(const std::string& host);

struct EgressRules {
    Permit permit{};
    /// `http://proxy.example:8080`, named by the operator; it may be inside or on this machine.
    /// Names are then resolved by the proxy, and the proxy's address is the one that is judged.
    std::string proxy{};
    std::filesystem::path ca{}; ///< PEM; empty: those the system trusts.
    std::chrono::milliseconds time_max{5'000};
    std::size_t body_bytes_max = std::size_t{256} * 1024;
    Resolve resolve = resolve_by_system;
    std::stop_token stop{}; ///< When it is asked to stop, it gives up within a second or two.
};

/// A `body` of `application/x-www-form-urlencoded` is posted; without one it is a GET.
struct EgressQuestion {
    std::string url;
    std::string body{};
    std::string user{}; ///< For HTTP Basic, with `password`; empty: without.
    std::string password{};
    std::string accept = "*/*";
};

/// A host and a port, of what is not asked in HTTP.
struct Door {
    std::string host;
    std::uint16_t port = 0;
};

/// The addresses of a host, in the order they are to be tried; none of them one that may not be
/// called: a name that mixes them is refused whole. Errors: `invalid` (no host), `forbidden`,
/// `unavailable` (it has none).
[[nodiscard]] Result<std::vector<Ip>> addresses_of(const std::string& host, const Permit& permit,
                                                   const Resolve& resolve = resolve_by_system);

/// Any status is an answer, a redirect as well. Errors: `invalid` (a URL that may not be asked),
/// `forbidden` (an address that may not be called), `unavailable`, `too_large`.
[[nodiscard]] Result<Answer> ask(const EgressQuestion& question, const EgressRules& rules);

/// Whether somebody takes a TCP connection. Errors: as `ask`.
[[nodiscard]] Result<> knock(const Door& door, const EgressRules& rules);

/// What a TLS server shows.
struct Certificate {
    Time expires_at{};
    std::string subject{};
    std::string issuer{};
    bool is_trusted = false; ///< By its chain, its name and its dates.
    std::string trouble{};   ///< Why not, in the library's words.
};

/// Nothing is sent on the connection. Errors: as `ask`.
[[nodiscard]] Result<Certificate> certificate_of(const Door& door, const EgressRules& rules);

} // namespace sokuo::http
