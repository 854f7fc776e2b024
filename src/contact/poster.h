#pragma once

// 周知: one sheet of A4 that says where to call when something is strange. What stands on it is the
// charter's point of contact and the rule pack's first steps; what the charter leaves open is said.
// Pure: the same values give the same file.

#include "calendar/date.h"
#include "charter/charter.h"
#include "charter/pack.h"
#include "core/result.h"
#include "document/canvas.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sokuo::contact {

/// Whom a sheet speaks to: 職員 dial an extension and pull a cable; others have neither.
enum class Audience : std::uint8_t { staff, outsiders };
[[nodiscard]] std::optional<Audience> audience_called(std::string_view code);
[[nodiscard]] std::string_view code_of(Audience audience);

struct Poster {
    const charter::Charter& charter;
    const charter::Pack& pack;
    std::int64_t version = 0; ///< Of the charter's data.
    std::string public_url{}; ///< Empty: no QR code, and nothing is made up in its place.
    Audience audience = Audience::staff;
    Time made_at{};
    calendar::Date day{};
};

/// Errors: those of the canvas.
[[nodiscard]] Result<document::Pdf> draw(const Poster& poster);

} // namespace sokuo::contact
