#pragma once

// The permanent part of an entry, as the bytes that are hashed into the tree. FORMAT.md documents
// them one by one. A leaf holds no free text and no name: ids, types, times and salted commitments.
//
// There is exactly one leaf for a value: decoding refuses whatever `encode` would not have written,
// so two different files can never mean the same entry.

#include "core/result.h"
#include "journal/entry.h"

#include <array>
#include <vector>

namespace sokuo::journal {

inline constexpr std::uint8_t leaf_format = 1;
inline constexpr std::size_t kind_bytes_max = 32;
inline constexpr std::size_t type_bytes_max = 64;
inline constexpr std::size_t slot_count = 2;

using Salt = std::array<std::byte, 32>;

/// What a leaf says about a body without showing it.
struct Commitment {
    Slot slot{};
    std::uint32_t bytes = 0; ///< Length of the plain body: 1 … body_bytes_max.
    Hash hash{};
    friend bool operator==(const Commitment&, const Commitment&) = default;
};

struct Leaf {
    Uuid log_id{};
    std::int64_t seq = 0;
    Stream stream;
    std::int64_t rev = 0;
    std::string type;
    std::uint16_t version = 1;
    Time recorded_at{};
    std::optional<Time> occurred_at;
    Actor actor;
    std::vector<Commitment> commitments; ///< By slot, ascending, each at most once.

    /// Nothing when the entry has no body in `slot`.
    [[nodiscard]] const Commitment* commitment(Slot slot) const;
};

/// SHA-256(0x10 ‖ salt ‖ body).
[[nodiscard]] Hash commit_to(const Salt& salt, ByteView body);

/// `report`: a-z, then a-z, 0-9 and _; 1 … kind_bytes_max bytes.
[[nodiscard]] bool is_kind(std::string_view text);
/// `incident.declared`: two or more kinds joined by dots; at most type_bytes_max bytes.
[[nodiscard]] bool is_type(std::string_view text);

/// Requires a valid kind and type, seq and rev from 1, and ordered commitments.
[[nodiscard]] Bytes encode(const Leaf& leaf);
/// Errors: `corrupt` for anything `encode` does not write, trailing bytes included.
[[nodiscard]] Result<Leaf> decode_leaf(ByteView bytes);

} // namespace sokuo::journal
