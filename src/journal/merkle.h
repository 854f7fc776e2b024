#pragma once

// The Merkle tree over the leaves: RFC 9162 §2.1, SHA-256, leaf prefix 0x00, node prefix 0x01.
// Pure: no store, no clock.

#include "core/bytes.h"
#include "core/sha256.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace sokuo::journal {

[[nodiscard]] Hash leaf_hash(ByteView leaf);
[[nodiscard]] Hash node_hash(const Hash& left, const Hash& right);
/// The root of the tree with no leaf: SHA-256 of nothing.
[[nodiscard]] Hash empty_root();

/// The tree as it grows: only the roots of its perfect subtrees, left to right.
class Frontier {
public:
    void append(const Hash& leaf);
    [[nodiscard]] std::uint64_t size() const { return size_; }
    [[nodiscard]] Hash root() const;

    /// The roots of the perfect subtrees, 32 bytes each, for `from`.
    [[nodiscard]] Bytes bytes() const;
    /// As it was at `size`; nothing when there must be another number of subtrees. Whether they are
    /// the right ones shows only when a root above them is compared with a signed one.
    [[nodiscard]] static std::optional<Frontier> from(std::uint64_t size, ByteView bytes);

private:
    std::uint64_t size_ = 0;
    std::vector<Hash> subtrees_;
};

/// Every node of a tree, for many proofs of one tree: 64 bytes of memory for each leaf.
class WholeTree {
public:
    explicit WholeTree(std::vector<Hash> leaves);
    /// Requires at least one leaf.
    [[nodiscard]] const Hash& root() const { return levels_.back().front(); }
    /// Requires `index` below the number of leaves.
    [[nodiscard]] std::vector<Hash> inclusion_proof(std::uint64_t index) const;

private:
    std::vector<std::vector<Hash>>
        levels_; ///< From the leaves up; a last odd node moves up as it is.
};

/// `leaves` are the leaf hashes of a whole tree. Requires `index < leaves.size()`.
[[nodiscard]] std::vector<Hash> inclusion_proof(std::span<const Hash> leaves, std::uint64_t index);
[[nodiscard]] bool is_included(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                               std::span<const Hash> proof, const Hash& root);

/// That the tree of the first `old_size` leaves is a prefix of the tree of all of them.
[[nodiscard]] std::vector<Hash> consistency_proof(std::span<const Hash> leaves,
                                                  std::uint64_t old_size);
[[nodiscard]] bool is_consistent(std::uint64_t old_size, const Hash& old_root, std::uint64_t size,
                                 const Hash& root, std::span<const Hash> proof);

} // namespace sokuo::journal
