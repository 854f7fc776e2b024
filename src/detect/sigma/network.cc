#include "detect/sigma/network.h"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <string>

namespace sokuo::detect {

namespace {

constexpr std::array<std::uint8_t, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

constexpr unsigned mapped_bits = 96;

bool is_address_letter(char letter) {
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f') ||
           (letter >= 'A' && letter <= 'F') || letter == '.' || letter == ':';
}

} // namespace

std::optional<Address> parse_address(std::string_view text) {
    if (text.size() < 2 || text.size() > 45 || !std::ranges::all_of(text, is_address_letter))
        return std::nullopt;
    const std::string ended{text};
    Address address;
    if (text.find(':') == std::string_view::npos) {
        if (inet_pton(AF_INET, ended.c_str(), address.bytes.data()) != 1) return std::nullopt;
        return address;
    }
    if (inet_pton(AF_INET6, ended.c_str(), address.bytes.data()) != 1) return std::nullopt;
    if (std::equal(mapped.begin(), mapped.end(), address.bytes.begin())) {
        Address v4;
        std::copy_n(address.bytes.begin() + 12, 4, v4.bytes.begin());
        return v4;
    }
    address.is_v6 = true;
    return address;
}

std::optional<Network> parse_network(std::string_view text) {
    const auto slash = text.find('/');
    const auto address = parse_address(text.substr(0, slash));
    if (!address) return std::nullopt;
    const unsigned most = address->is_v6 ? 128 : 32;
    Network network{*address, most};
    if (slash == std::string_view::npos) return network;
    const auto* const end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data() + slash + 1, end, network.bits);
    if (error != std::errc{} || at != end) return std::nullopt;
    // A range of IPv4 that is written as IPv6 counts the 96 bits before the address, too.
    const bool is_mapped = !address->is_v6 && text.substr(0, slash).find(':') != text.npos;
    if (is_mapped && network.bits < mapped_bits) return std::nullopt;
    if (is_mapped) network.bits -= mapped_bits;
    if (network.bits > most) return std::nullopt;
    return network;
}

bool contains(const Network& network, const Address& address) {
    if (network.address.is_v6 != address.is_v6) return false;
    const auto whole = network.bits / 8;
    if (!std::equal(address.bytes.begin(), address.bytes.begin() + whole,
                    network.address.bytes.begin()))
        return false;
    const auto rest = network.bits % 8;
    if (rest == 0) return true;
    const auto mask = static_cast<std::uint8_t>(0xFFU << (8 - rest));
    return ((address.bytes.at(whole) ^ network.address.bytes.at(whole)) & mask) == 0;
}

} // namespace sokuo::detect
