#pragma once

// Who asks, when a proxy stands between. Pure.

#include <string>
#include <string_view>
#include <vector>

namespace sokuo::http {

/// An address in the one spelling we compare and show: IPv6 compressed, an IPv4 address mapped into
/// IPv6 as IPv4, no port, no brackets. `unix` stays. Empty when it is no address.
[[nodiscard]] std::string canonical_address(std::string_view text);

/// The address the request came from: the peer's own, or, when the peer is trusted, the last one of
/// `forwarded_for` that is not itself trusted. What cannot be read ends the search at the last
/// address that could. All addresses in their canonical spelling.
[[nodiscard]] std::string remote_of(std::string_view peer, std::string_view forwarded_for,
                                    const std::vector<std::string>& trusted);

} // namespace sokuo::http
