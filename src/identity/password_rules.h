#pragma once

// What a password must be (NIST SP 800-63B-4 §3.1.1.2): long enough, and not one that is guessed
// first. No rule on signs and capitals, no forced change. Pure.
//
// Guessed first are: the words and leaked passwords of Debian's lists (built in;
// tools/blocklist.py), also with a number behind them; one piece over and over; and what is made
// of the names everybody knows: the organisation's and the person's own. Compared are canonical
// forms: ＰＡＳＳ, Pass and pass are one.

#include "core/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::identity {

inline constexpr std::size_t password_length_min = 15; ///< Alone.
inline constexpr std::size_t password_length_min_with_second = 8;
inline constexpr std::size_t password_bytes_max = 1000;

struct PasswordRules {
    /// Of the organisation, of the person, of what they sign in with. Blank ones do not count.
    std::vector<std::string> names;
    bool has_second = false; ///< A second factor is enrolled.
};

/// Errors: `invalid`, saying which rule.
[[nodiscard]] Result<> check_password(std::string_view password, const PasswordRules& rules);

/// Whether a password is good only beside a second factor.
[[nodiscard]] bool is_short_password(std::string_view password);

} // namespace sokuo::identity
