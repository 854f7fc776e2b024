#pragma once

// Names for things: UUIDs of version 7 (RFC 9562 §5.7), which sort by the time they were made.

#include "core/bytes.h"
#include "core/random.h"
#include "core/result.h"
#include "core/time.h"

#include <array>
#include <compare>
#include <cstddef>
#include <string>
#include <string_view>

namespace sokuo {

using Uuid = std::array<std::byte, 16>;

[[nodiscard]] Uuid new_uuid(Time now, Random& random);
/// `01938f6e-7c1a-7b2e-9a54-3f1f0c8d2e11`: lower case, five groups.
[[nodiscard]] std::string to_text(const Uuid& uuid);
/// Accepts only the form `to_text` writes. Errors: `invalid`.
[[nodiscard]] Result<Uuid> parse_uuid(std::string_view text);

/// An id that cannot be mistaken for the id of another kind of thing.
template <class Tag>
struct Id {
    Uuid value{};

    [[nodiscard]] static Id make(Time now, Random& random) { return {new_uuid(now, random)}; }
    [[nodiscard]] static Result<Id> parse(std::string_view text) {
        return Id{TRY(parse_uuid(text))};
    }
    [[nodiscard]] std::string text() const { return to_text(value); }
    [[nodiscard]] ByteView bytes() const { return value; }
    [[nodiscard]] bool empty() const { return value == Uuid{}; }

    friend auto operator<=>(const Id&, const Id&) = default;
};

using PersonId = Id<struct PersonTag>;
using PostId = Id<struct PostTag>;
using ReportId = Id<struct ReportTag>;
using IncidentId = Id<struct IncidentTag>;
using BlobId = Id<struct BlobTag>;
using RequestId = Id<struct RequestTag>;

} // namespace sokuo
