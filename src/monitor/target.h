#pragma once

// 見張り (別表第２: サービスの停止、ホームページ等の改ざん): what is looked at, how often, and what
// is expected of it. The operator's own words out of monitors.yaml; pure.

#include "core/time.h"
#include "monitor/alarm.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::monitor {

enum class Kind : std::uint8_t { http, tcp, tls, dns, page };
inline constexpr std::array<std::string_view, 5> kind_names{"http", "tcp", "tls", "dns", "page"};

inline constexpr std::size_t targets_max = 100;

/// What a good answer is. What is empty is not asked.
struct Expect {
    int status = 0;                       ///< 0: 200 to 299.
    std::vector<std::string> words{};     ///< Each must stand in the text.
    std::vector<std::string> no_words{};  ///< None may.
    int days_left = 14;                   ///< So many the certificate must still have.
    std::vector<std::string> addresses{}; ///< The name stands for these and no other.
    int score = 10;                       ///< From this on a page is changed.

    friend bool operator==(const Expect&, const Expect&) = default;
};

struct Target {
    std::string name{}; ///< What people call it; no two are the same.
    Kind kind{};
    std::string address{};  ///< A URL (http, page), `host:port` (tcp, tls), a host (dns).
    std::string host{};     ///< Of the address.
    std::uint16_t port = 0; ///< Of tcp and tls.
    std::chrono::seconds every{300};
    std::chrono::seconds timeout{10};
    std::string proxy{};
    std::string ca_file{};
    bool is_private = false;
    bool is_loopback = false;
    Expect expect{};
    std::vector<std::string> left_out{}; ///< Regions of a page, see selector.h.
    std::vector<std::string> ignored{};  ///< Lines of a page, see ignore.h.
    Alarm alarm{};

    friend bool operator==(const Target&, const Target&) = default;
};

/// Splits `www.mihon.example:443`, `[2001:db8::1]:443`. Port 0: it has no good one.
struct HostAndPort {
    std::string host{};
    std::uint16_t port = 0;
};
[[nodiscard]] HostAndPort split_address(std::string_view text);

} // namespace sokuo::monitor
