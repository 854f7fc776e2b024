#pragma once

// Who may send: addresses and ranges of them. Pure.

#include "core/result.h"

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace sokuo::syslog {

/// `192.0.2.7`, `192.0.2.0/24`, `2001:db8::/32`. An IPv4 address is kept as it is mapped into IPv6.
class Range {
public:
    /// Errors: `invalid`, also for bits set behind the prefix, which somebody meant otherwise.
    [[nodiscard]] static Result<Range> parse(std::string_view text);

    /// `address` in any spelling; what is no address is in no range.
    [[nodiscard]] bool holds(std::string_view address) const;
    friend bool operator==(const Range&, const Range&) = default;

private:
    std::array<unsigned char, 16> address_{};
    std::size_t bits_ = 0;
};

/// With no ranges: this machine only.
[[nodiscard]] bool may_send(std::span<const Range> senders, std::string_view address);

} // namespace sokuo::syslog
