#pragma once

// Ranges of IP addresses, as `cidr` names them (RFC 4632, RFC 4291).

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sokuo::detect {

/// An address of either family; IPv4 in the first four bytes.
struct Address {
    bool is_v6 = false;
    std::array<std::uint8_t, 16> bytes{};
    friend bool operator==(const Address&, const Address&) = default;
};

struct Network {
    Address address{};
    unsigned bits = 0;
};

/// An IPv4 address that is written as IPv6 (`::ffff:192.0.2.1`) is an IPv4 address.
[[nodiscard]] std::optional<Address> parse_address(std::string_view text);
[[nodiscard]] std::optional<Network> parse_network(std::string_view text);
[[nodiscard]] bool contains(const Network& network, const Address& address);

} // namespace sokuo::detect
