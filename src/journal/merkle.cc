#include "journal/merkle.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>

namespace sokuo::journal {
namespace {

// The largest power of two below `size`: where RFC 9162 §2.1.1 splits a tree. Requires size > 1.
std::uint64_t split_of(std::uint64_t size) {
    return std::bit_floor(size - 1);
}

Hash root_of(std::span<const Hash> leaves) {
    Frontier frontier;
    for (const auto& leaf : leaves)
        frontier.append(leaf);
    return frontier.root();
}

// RFC 9162 §2.1.4.1, SUBPROOF. `whole`: the old tree is this very subtree, whose root is known.
void subproof(std::span<const Hash> leaves, std::uint64_t old_size, bool whole,
              std::vector<Hash>& proof) {
    if (old_size == leaves.size()) {
        if (!whole) proof.push_back(root_of(leaves));
        return;
    }
    const auto split = split_of(leaves.size());
    if (old_size <= split) {
        subproof(leaves.first(split), old_size, whole, proof);
        proof.push_back(root_of(leaves.subspan(split)));
    } else {
        subproof(leaves.subspan(split), old_size - split, false, proof);
        proof.push_back(root_of(leaves.first(split)));
    }
}

} // namespace

Hash leaf_hash(ByteView leaf) {
    constexpr std::byte prefix{0};
    Sha256 hash;
    hash.update({&prefix, 1});
    hash.update(leaf);
    return hash.finish();
}

Hash node_hash(const Hash& left, const Hash& right) {
    std::array<std::byte, 65> bytes{};
    bytes[0] = std::byte{1};
    std::ranges::copy(left, bytes.begin() + 1);
    std::ranges::copy(right, bytes.begin() + 33);
    return sha256(bytes);
}

Hash empty_root() {
    return sha256({});
}

void Frontier::append(const Hash& leaf) {
    auto hash = leaf;
    // Each trailing one bit of the size is a perfect subtree that this leaf completes.
    for (auto bits = size_; (bits & 1U) != 0; bits >>= 1U) {
        hash = node_hash(subtrees_.back(), hash);
        subtrees_.pop_back();
    }
    subtrees_.push_back(hash);
    ++size_;
}

Hash Frontier::root() const {
    if (subtrees_.empty()) return empty_root();
    auto root = subtrees_.back();
    for (auto at = subtrees_.size() - 1; at-- > 0;)
        root = node_hash(subtrees_[at], root);
    return root;
}

Bytes Frontier::bytes() const {
    Bytes bytes;
    bytes.reserve(subtrees_.size() * sizeof(Hash));
    for (const auto& subtree : subtrees_)
        bytes.insert(bytes.end(), subtree.begin(), subtree.end());
    return bytes;
}

std::optional<Frontier> Frontier::from(std::uint64_t size, ByteView bytes) {
    // One perfect subtree for each bit of the size.
    if (bytes.size() != static_cast<std::size_t>(std::popcount(size)) * sizeof(Hash)) return {};
    Frontier frontier;
    frontier.size_ = size;
    for (; !bytes.empty(); bytes = bytes.subspan(sizeof(Hash)))
        std::ranges::copy(bytes.first(sizeof(Hash)), frontier.subtrees_.emplace_back().begin());
    return frontier;
}

WholeTree::WholeTree(std::vector<Hash> leaves) {
    assert(!leaves.empty());
    levels_.push_back(std::move(leaves));
    while (levels_.back().size() > 1) {
        const auto& below = levels_.back();
        std::vector<Hash> level;
        level.reserve((below.size() + 1) / 2);
        for (std::size_t at = 0; at + 1 < below.size(); at += 2)
            level.push_back(node_hash(below[at], below[at + 1]));
        if (below.size() % 2 == 1) level.push_back(below.back());
        levels_.push_back(std::move(level));
    }
}

std::vector<Hash> WholeTree::inclusion_proof(std::uint64_t index) const {
    assert(index < levels_.front().size());
    std::vector<Hash> proof;
    for (const auto& level : levels_) {
        if (const auto sibling = index ^ 1U; sibling < level.size())
            proof.push_back(level[sibling]);
        index >>= 1U;
    }
    return proof;
}

std::vector<Hash> inclusion_proof(std::span<const Hash> leaves, std::uint64_t index) {
    assert(index < leaves.size());
    std::vector<Hash> proof;
    while (leaves.size() > 1) {
        const auto split = split_of(leaves.size());
        const bool left = index < split;
        proof.push_back(root_of(left ? leaves.subspan(split) : leaves.first(split)));
        leaves = left ? leaves.first(split) : leaves.subspan(split);
        if (!left) index -= split;
    }
    std::ranges::reverse(proof);
    return proof;
}

// RFC 9162 §2.1.3.2.
bool is_included(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                 std::span<const Hash> proof, const Hash& root) {
    if (index >= size) return false;
    auto node = index;
    auto last = size - 1;
    auto hash = leaf;
    for (const auto& sibling : proof) {
        if (last == 0) return false;
        if ((node & 1U) != 0 || node == last) {
            hash = node_hash(sibling, hash);
            while ((node & 1U) == 0 && node != 0) {
                node >>= 1U;
                last >>= 1U;
            }
        } else {
            hash = node_hash(hash, sibling);
        }
        node >>= 1U;
        last >>= 1U;
    }
    return last == 0 && hash == root;
}

std::vector<Hash> consistency_proof(std::span<const Hash> leaves, std::uint64_t old_size) {
    assert(old_size <= leaves.size());
    std::vector<Hash> proof;
    if (old_size > 0 && old_size < leaves.size()) subproof(leaves, old_size, true, proof);
    return proof;
}

// RFC 9162 §2.1.4.2. The empty tree is a prefix of every tree and needs no proof.
bool is_consistent(std::uint64_t old_size, const Hash& old_root, std::uint64_t size,
                   const Hash& root, std::span<const Hash> proof) {
    if (old_size > size) return false;
    if (old_size == 0) return old_root == empty_root() && proof.empty();
    if (old_size == size) return old_root == root && proof.empty();

    std::vector<Hash> path{proof.begin(), proof.end()};
    if (std::has_single_bit(old_size)) path.insert(path.begin(), old_root);
    if (path.empty()) return false;
    auto node = old_size - 1;
    auto last = size - 1;
    while ((node & 1U) != 0) {
        node >>= 1U;
        last >>= 1U;
    }
    auto old_hash = path.front();
    auto new_hash = path.front();
    for (const auto& sibling : std::span{path}.subspan(1)) {
        if (last == 0) return false;
        if ((node & 1U) != 0 || node == last) {
            old_hash = node_hash(sibling, old_hash);
            new_hash = node_hash(sibling, new_hash);
            while ((node & 1U) == 0 && node != 0) {
                node >>= 1U;
                last >>= 1U;
            }
        } else {
            new_hash = node_hash(new_hash, sibling);
        }
        node >>= 1U;
        last >>= 1U;
    }
    return last == 0 && old_hash == old_root && new_hash == root;
}

} // namespace sokuo::journal
