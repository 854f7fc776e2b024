#pragma once

// Which addresses this program may call. Pure.
//
// An operator names hosts; what a host stands for is said by a name server, which may be somebody
// else's. So the address itself is judged, each time, just before a packet leaves (egress.h).

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sokuo::http {

struct Ip {
    std::array<std::uint8_t, 16> bytes{}; ///< Of IPv4 the first four.
    bool is_v4 = false;

    friend bool operator==(const Ip&, const Ip&) = default;
};

/// Only as everybody writes it: four decimal numbers without leading zeros, or IPv6 as RFC 4291
/// has it, without a zone.
[[nodiscard]] std::optional<Ip> read_ip(std::string_view text);
[[nodiscard]] std::string to_text(const Ip& ip);

enum class Ground : std::uint8_t {
    outside, ///< The internet.
    inside,  ///< A network of somebody's own: RFC 1918, RFC 6598, RFC 4193.
    here,    ///< This machine.
    never,   ///< Link-local, several at once, documentation, metadata of clouds, IPv4 in disguise.
};

/// IPv4 within IPv6 is judged by the IPv4 where that is how a network without IPv4 reaches it
/// (64:ff9b::/96); in every other dress (mapped, compatible, 6to4, Teredo, ISATAP) it is `never`.
[[nodiscard]] Ground ground_of(const Ip& ip);

/// What the operator's entry says beside the name.
struct Permit {
    bool is_inside = false; ///< `private: true`
    bool is_here = false;   ///< `loopback: true`
};

[[nodiscard]] bool may_be_called(Ground ground, const Permit& permit);

/// A URL with exactly one reading. Nothing for any other: see `read_url`.
struct Url {
    bool is_secure = false;
    std::string host{};     ///< Lower case; IPv6 without its brackets.
    std::optional<Ip> ip{}; ///< When the host is one.
    std::uint16_t port = 0; ///< The scheme's when none is written.
    std::string origin{};   ///< As it was written: scheme, host, port.
    std::string path{};     ///< With the query, without the fragment; at least `/`.
};

/// `http` or `https`, a host in small letters (a name of the DNS without a final dot, four decimal
/// numbers, IPv6 in brackets), perhaps a port; no user, no backslash, no escape in the host, only
/// printable ASCII. A name whose last label could be a number is no name.
[[nodiscard]] std::optional<Url> read_url(std::string_view text);

/// The same for a host alone, as it stands before `:443`.
[[nodiscard]] bool is_host(std::string_view text);

} // namespace sokuo::http
