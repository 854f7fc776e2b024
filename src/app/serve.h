#pragma once

// The running program: opened, listening, its duties at work, until it is told to stop.

#include "core/result.h"
#include "http/server.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace sokuo::app {

struct Address {
    std::string host = "127.0.0.1";
    std::uint16_t port = 0; ///< 0: any free one.
};

/// `127.0.0.1:8080`, `[::1]:8080`. Errors: `invalid`.
[[nodiscard]] Result<Address> parse_address(std::string_view text);

struct ServeOptions {
    std::filesystem::path directory;
    Address staff{"127.0.0.1", 8080};
    std::optional<Address> front; ///< Of the public pages; nothing: they are not served.
    std::optional<http::Tls> tls;
    std::vector<std::string> trusted_proxies;
    std::string public_url; ///< As outsiders reach the public pages, shown to the staff.
};

/// Serves until SIGTERM or SIGINT. Errors: `invalid` for plain HTTP on an address others can reach
/// without a trusted proxy; what opening and listening say.
[[nodiscard]] Result<> serve(const ServeOptions& options);

} // namespace sokuo::app
