#include "http/forwarded.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cstring>

namespace sokuo::http {

namespace {

std::string_view without_spaces(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

// `[::1]:80` and `192.0.2.1:80`, as some proxies write.
std::string_view without_port(std::string_view text) {
    if (text.starts_with('[')) {
        const auto end = text.find(']');
        return end == std::string_view::npos ? std::string_view{} : text.substr(1, end - 1);
    }
    if (std::ranges::count(text, ':') == 1) return text.substr(0, text.find(':'));
    return text;
}

} // namespace

std::string canonical_address(std::string_view text) {
    text = without_spaces(text);
    if (text == "unix") return "unix";
    const std::string plain{without_port(text)};
    std::array<unsigned char, sizeof(in6_addr)> bytes{};
    std::array<char, INET6_ADDRSTRLEN> out{};
    if (::inet_pton(AF_INET, plain.c_str(), bytes.data()) == 1)
        return ::inet_ntop(AF_INET, bytes.data(), out.data(), out.size());
    if (::inet_pton(AF_INET6, plain.c_str(), bytes.data()) != 1) return {};
    constexpr std::array<unsigned char, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (std::equal(mapped.begin(), mapped.end(), bytes.begin()))
        return ::inet_ntop(AF_INET, bytes.data() + mapped.size(), out.data(), out.size());
    return ::inet_ntop(AF_INET6, bytes.data(), out.data(), out.size());
}

std::string remote_of(std::string_view peer, std::string_view forwarded_for,
                      const std::vector<std::string>& trusted) {
    std::string remote{peer};
    while (std::ranges::find(trusted, remote) != trusted.end() && !forwarded_for.empty()) {
        const auto comma = forwarded_for.rfind(',');
        const bool is_first = comma == std::string_view::npos;
        auto next = canonical_address(is_first ? forwarded_for : forwarded_for.substr(comma + 1));
        if (next.empty() || next == "unix") break;
        remote = std::move(next);
        forwarded_for = is_first ? std::string_view{} : forwarded_for.substr(0, comma);
    }
    return remote;
}

} // namespace sokuo::http
