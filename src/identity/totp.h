#pragma once

// One-time codes of an authenticator app (RFC 6238): SHA-1, six digits, steps of 30 seconds, as
// every app reads them. Pure; what was used already and where secrets lie is second_factor.h's.

#include "core/bytes.h"
#include "core/time.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sokuo::identity {

/// As long as the hash (RFC 4226 §4, R6).
using TotpSecret = std::array<std::byte, 20>;

inline constexpr int totp_digits = 6;
inline constexpr std::chrono::seconds totp_step_length{30};

/// The steps since 1970.
[[nodiscard]] std::int64_t totp_step(Time now);
[[nodiscard]] std::string totp_code(const TotpSecret& secret, std::int64_t step,
                                    int digits = totp_digits);

/// The step `code` belongs to: now's, the one before or the one after, so that a phone may be half
/// a minute wrong. A step up to `last_used` counts no more: a code is good once. Takes the same
/// time whatever was typed.
[[nodiscard]] std::optional<std::int64_t>
totp_match(const TotpSecret& secret, std::string_view code, Time now, std::int64_t last_used);

/// RFC 4648 §6, upper case, without padding.
[[nodiscard]] std::string base32(ByteView bytes);

/// What a QR code for an authenticator app holds (the Key URI Format).
[[nodiscard]] std::string otpauth_uri(const TotpSecret& secret, std::string_view issuer,
                                      std::string_view account);

} // namespace sokuo::identity
