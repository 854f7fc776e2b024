#include "http/address.h"

#include <algorithm>
#include <charconv>
#include <span>

#include <arpa/inet.h>

namespace sokuo::http {
namespace {

// The first bytes of an address, and how many bits of them count.
struct Range {
    std::array<std::uint8_t, 16> start{};
    unsigned bits = 0;
    Ground ground{};
};

bool is_in(const Range& range, const Ip& ip) {
    for (unsigned bit = 0; bit < range.bits; bit += 8) {
        const auto at = bit / 8;
        const auto left = std::min(8U, range.bits - bit);
        const auto mask = static_cast<std::uint8_t>(0xFFU << (8U - left));
        if ((range.start.at(at) & mask) != (ip.bytes.at(at) & mask)) return false;
    }
    return true;
}

// The first that fits decides. IANA's registries of special-purpose addresses (RFC 6890), and where
// clouds keep the keys of their machines.
constexpr std::array<Range, 21> v4_ranges{{
    {{0}, 8, Ground::never},
    {{127}, 8, Ground::here},
    {{100, 100, 100, 200}, 32, Ground::never}, // metadata
    {{168, 63, 129, 16}, 32, Ground::never},   // metadata
    {{169, 254}, 16, Ground::never},           // link-local; metadata at 169.254.169.254
    {{10}, 8, Ground::inside},
    {{172, 16}, 12, Ground::inside},
    {{192, 168}, 16, Ground::inside},
    {{100, 64}, 10, Ground::inside},
    {{192, 0, 0}, 24, Ground::never},
    {{192, 0, 2}, 24, Ground::never},    // documentation
    {{198, 51, 100}, 24, Ground::never}, // documentation
    {{203, 0, 113}, 24, Ground::never},  // documentation
    {{233, 252, 0}, 24, Ground::never},  // documentation
    {{192, 31, 196}, 24, Ground::never}, // AS112
    {{192, 52, 193}, 24, Ground::never}, // AMT
    {{192, 88, 99}, 24, Ground::never},  // 6to4 relays
    {{192, 175, 48}, 24, Ground::never}, // AS112
    {{198, 18}, 15, Ground::never},      // measuring
    {{224}, 4, Ground::never},           // several at once
    {{240}, 4, Ground::never},           // reserved, broadcast
}};

constexpr std::array<Range, 12> v6_ranges{{
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 128, Ground::here},
    {{0xFD, 0, 0x0E, 0xC2}, 32, Ground::never}, // metadata
    {{0xFD, 0x20, 0, 0xCE}, 32, Ground::never}, // metadata
    {{0xFC}, 7, Ground::inside},
    {{0x20, 0x01, 0x0D, 0xB8}, 32, Ground::never},    // documentation
    {{0x3F, 0xFF}, 20, Ground::never},                // documentation
    {{0x20, 0x01}, 23, Ground::never},                // Teredo, ORCHID, measuring
    {{0x20, 0x02}, 16, Ground::never},                // 6to4
    {{0x26, 0x20, 0, 0x4F, 0x80}, 48, Ground::never}, // AS112
    {{0x20}, 3, Ground::outside},
    {{0x00, 0x64, 0xFF, 0x9B, 0x00, 0x01}, 48, Ground::never}, // NAT64 of somebody's own
    {{0}, 0, Ground::never}, // all else, so also ::, mapped, compatible, link-local, multicast
}};

constexpr Range nat64{{0x00, 0x64, 0xFF, 0x9B}, 96, Ground::outside};

Ground ground_among(std::span<const Range> ranges, const Ip& ip, Ground otherwise) {
    const auto found =
        std::ranges::find_if(ranges, [&](const Range& range) { return is_in(range, ip); });
    return found == ranges.end() ? otherwise : found->ground;
}

bool is_isatap(const Ip& ip) {
    return (ip.bytes[8] & 0xFDU) == 0 && ip.bytes[9] == 0 && ip.bytes[10] == 0x5E &&
           ip.bytes[11] == 0xFE;
}

std::optional<unsigned> read_number(std::string_view text, unsigned value_max) {
    unsigned value = 0;
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    const bool has_zero = text.size() > 1 && text.front() == '0';
    if (read.ec != std::errc{} || read.ptr != end || has_zero || value > value_max) return {};
    return value;
}

std::optional<Ip> read_v4(std::string_view text) {
    Ip ip{.bytes = {}, .is_v4 = true};
    for (std::size_t at = 0; at < 4; ++at) {
        const auto dot = at < 3 ? text.find('.') : text.size();
        if (dot == std::string_view::npos) return {};
        const auto number = read_number(text.substr(0, dot), 255);
        if (!number) return {};
        ip.bytes.at(at) = static_cast<std::uint8_t>(*number);
        text.remove_prefix(std::min(text.size(), dot + 1));
    }
    return ip;
}

bool is_label_byte(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-';
}

bool is_digits(std::string_view text) {
    return std::ranges::all_of(text, [](char letter) { return letter >= '0' && letter <= '9'; });
}

bool is_name(std::string_view text) {
    if (text.empty() || text.size() > 253) return false;
    std::string_view label;
    while (!text.empty()) {
        const auto dot = std::min(text.find('.'), text.size());
        label = text.substr(0, dot);
        if (label.empty() || label.size() > 63 || !std::ranges::all_of(label, is_label_byte))
            return false;
        if (label.front() == '-' || label.back() == '-') return false;
        if (dot + 1 == text.size()) return false; // A final dot.
        text.remove_prefix(std::min(text.size(), dot + 1));
    }
    // Some readers take 127.1, 2130706433 and 0x7f000001 for addresses.
    return !is_digits(label) && !label.starts_with("0x");
}

} // namespace

std::optional<Ip> read_ip(std::string_view text) {
    if (text.find(':') == std::string_view::npos) return read_v4(text);
    Ip ip;
    if (text.size() >= INET6_ADDRSTRLEN) return {};
    if (inet_pton(AF_INET6, std::string{text}.c_str(), ip.bytes.data()) != 1) return {};
    return ip;
}

std::string to_text(const Ip& ip) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    inet_ntop(ip.is_v4 ? AF_INET : AF_INET6, ip.bytes.data(), text.data(), text.size());
    return text.data();
}

Ground ground_of(const Ip& ip) {
    if (ip.is_v4) return ground_among(v4_ranges, ip, Ground::outside);
    if (is_in(nat64, ip)) {
        Ip within{.bytes = {}, .is_v4 = true};
        std::copy_n(ip.bytes.begin() + 12, 4, within.bytes.begin());
        return ground_of(within) == Ground::outside ? Ground::outside : Ground::never;
    }
    if (is_isatap(ip)) return Ground::never;
    return ground_among(v6_ranges, ip, Ground::never);
}

bool may_be_called(Ground ground, const Permit& permit) {
    switch (ground) {
    case Ground::outside: return true;
    case Ground::inside: return permit.is_inside;
    case Ground::here: return permit.is_here;
    case Ground::never: break;
    }
    return false;
}

bool is_host(std::string_view text) {
    return read_ip(text).has_value() || is_name(text);
}

std::optional<Url> read_url(std::string_view text) {
    Url url;
    url.is_secure = text.starts_with("https://");
    if (!url.is_secure && !text.starts_with("http://")) return {};
    const auto is_plain = [](char c) { return c > 0x20 && c < 0x7F && c != '\\'; };
    if (!std::ranges::all_of(text, is_plain)) return {};
    const auto start = text.find("//") + 2;
    const auto end = std::min(text.find_first_of("/?#", start), text.size());
    auto rest = text.substr(start, end - start);
    url.origin = text.substr(0, end);
    if (rest.starts_with('[')) {
        const auto close = rest.find(']');
        if (close == std::string_view::npos) return {};
        url.host = rest.substr(1, close - 1);
        if (url.host.find(':') == std::string::npos) return {};
        rest.remove_prefix(close + 1);
        url.ip = read_ip(url.host);
        if (!url.ip) return {};
    } else {
        const auto colon = std::min(rest.find(':'), rest.size());
        url.host = rest.substr(0, colon);
        rest.remove_prefix(colon);
        if (!is_host(url.host)) return {};
        url.ip = read_ip(url.host);
    }
    url.port = url.is_secure ? 443 : 80;
    if (!rest.empty()) {
        const auto port = rest.front() == ':' ? read_number(rest.substr(1), 65'535) : std::nullopt;
        if (!port || *port == 0) return {};
        url.port = static_cast<std::uint16_t>(*port);
    }
    const auto path = text.substr(end, text.find('#', end) - end);
    url.path = path.starts_with('/') ? std::string{path} : "/" + std::string{path};
    return url;
}

} // namespace sokuo::http
