#pragma once

// What the front signs, so that nobody can make one up: the form that was shown (with the id its
// report will have, and so the time it was shown), and the address of a receipt.
//
// A token is 32 hexadecimal digits of the id and 32 of an HMAC-SHA-256 (RFC 2104), cut to half.

#include "core/id.h"
#include "core/random.h"
#include "core/result.h"
#include "core/time.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace sokuo::front {

enum class TokenUse : std::uint8_t { form, receipt };

class Tokens {
public:
    using Key = std::array<std::byte, 32>;

    explicit Tokens(const Key& key) : key_{key} {}
    /// With the key in `path`, which is made when it is not there: forms and receipts outlive a
    /// restart. Errors: `unavailable`, `corrupt`.
    [[nodiscard]] static Result<Tokens> open(const std::filesystem::path& path, Random& random);

    [[nodiscard]] std::string make(TokenUse use, const ReportId& id) const;
    /// Nothing when it was not made here for this use.
    [[nodiscard]] std::optional<ReportId> read(TokenUse use, std::string_view token) const;

private:
    [[nodiscard]] std::string mark(TokenUse use, std::string_view id) const;
    Key key_;
};

/// When an id of version 7 was made, to the millisecond.
[[nodiscard]] Time made_at(const ReportId& id);

} // namespace sokuo::front
