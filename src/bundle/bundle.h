#pragma once

// A bundle: one file that carries reports from one instance to another that no network joins to it
// (ネットワーク分離, RELIABILITY §3). Signed by its sender, sealed for its receiver, numbered, each
// naming the one before it. docs/formats/bundle.md has the bytes. Pure.
//
//     sokuo-bundle/1 LF  head (JSON) LF  signature (base64) LF  sealed body
//
// The body is items, one behind the other: a JSON object and, where it says so, the bytes of a
// file. Every bundle repeats some items of the ones before, so that one that was lost may be made
// good by the next.

#include "bundle/card.h"
#include "core/bytes.h"
#include "core/json.h"
#include "core/random.h"
#include "core/result.h"
#include "core/time.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::bundle {

inline constexpr std::size_t body_bytes_max = std::size_t{128} << 20U;
/// A larger file is named in the bundle and carried by hand.
inline constexpr std::size_t file_bytes_max = std::size_t{32} << 20U;
inline constexpr std::size_t item_bytes_max = std::size_t{512} * 1024;
inline constexpr std::size_t items_max = 2'000;
/// A whole bundle.
inline constexpr std::size_t bundle_bytes_max = body_bytes_max + std::size_t{64} * 1024;

/// One thing that happened at the sender. Numbers go 1, 2, 3 … for one receiver.
struct Item {
    std::int64_t number = 0;
    Json what{};  ///< `kind`, `report` and what it says; the receiver reads it as a request.
    Bytes file{}; ///< Empty: none, or one that is not carried.
    friend bool operator==(const Item&, const Item&) = default;
};

struct Head {
    std::string from; ///< Names of cards.
    std::string to;
    std::int64_t number = 0; ///< Of the bundle: 1, 2, 3 …
    std::int64_t first = 0;  ///< Of the items in it.
    std::int64_t last = 0;
    Time made_at{};
    std::string previous; ///< SHA-256 of the bundle before, in hex; empty for the first.
    friend bool operator==(const Head&, const Head&) = default;
};

struct Bundle {
    Head head;
    std::vector<Item> items;
};

/// Requires at least one item, their numbers without a gap, and that all of it is within the
/// limits above.
[[nodiscard]] Bytes write(const Bundle& bundle, const Secret& sender, const Card& receiver,
                          Random& random);

/// Opens one of `senders`. Errors, in the words of whoever carries it: `invalid` (no bundle,
/// altered, cut), `too_large`, `forbidden` (a sender nobody named, a receiver that is not
/// `receiver`).
[[nodiscard]] Result<Bundle> read(ByteView file, const Secret& receiver,
                                  const std::vector<Card>& senders);

/// The items out of an opened body. Errors: `invalid`.
[[nodiscard]] Result<std::vector<Item>> read_items(ByteView body);
[[nodiscard]] Bytes write_items(const std::vector<Item>& items);

} // namespace sokuo::bundle
