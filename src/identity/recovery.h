#pragma once

// The second thing somebody types to sign in: the six digits of an app, or, without the phone, one
// of ten recovery codes kept on paper. One field takes both.
//
// A recovery code is 120 random bits (24 letters of base32, in groups of four), so its SHA-256 may
// be kept as it is (NIST SP 800-63B-4 §3.1.2.2: from 112 bits on).

#include "core/random.h"
#include "core/result.h"
#include "core/sha256.h"

#include <string>
#include <string_view>

namespace sokuo::identity {

inline constexpr std::size_t recovery_codes_count = 10;

/// `k7qd-3mza-…`: lower case, six groups of four.
[[nodiscard]] std::string new_recovery_code(Random& random);

struct TypedCode {
    bool is_recovery = false;
    std::string text; ///< Six ASCII digits, or 24 letters.
    friend bool operator==(const TypedCode&, const TypedCode&) = default;
};

/// Full-width digits and letters, spaces, hyphens and capitals are what people type; 0, 1 and 8,
/// which no code has, are taken for o, l and b. Errors: `invalid` for what can be no code.
[[nodiscard]] Result<TypedCode> read_code(std::string_view typed);

/// What is kept of a recovery code; `text` as `read_code` gives it.
[[nodiscard]] Hash recovery_hash(std::string_view text);

} // namespace sokuo::identity
