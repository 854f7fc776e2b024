#pragma once

// Mail addresses, as far as we write them ourselves: ASCII, no quotes, no lists. What strangers
// write is read more widely (path.h). Pure.

#include <optional>
#include <string>
#include <string_view>

namespace sokuo::mail {

/// A plain ASCII address as it may stand in a header and in the envelope.
[[nodiscard]] bool is_address(std::string_view text);

/// The part behind the last @. Requires that there is one.
[[nodiscard]] std::string_view domain_of(std::string_view address);

/// The same but for the case of ASCII letters.
[[nodiscard]] bool is_same(std::string_view a, std::string_view b);

/// `csirt+token@city.example`: where the answers to one correspondence go. `token`: letters, digits
/// and hyphens. Requires both; nothing when it would be too long for an address.
[[nodiscard]] std::optional<std::string> plus_address(std::string_view address,
                                                      std::string_view token);

/// What stands behind the plus when `recipient` is `address` with a token, in whatever case; empty
/// when it is `address` itself; nothing when it is another one.
[[nodiscard]] std::optional<std::string> plus_token(std::string_view recipient,
                                                    std::string_view address);

} // namespace sokuo::mail
