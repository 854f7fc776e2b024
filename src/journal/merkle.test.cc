#include "journal/merkle.h"

#include <doctest/doctest.h>

#include <array>
#include <string_view>

namespace sokuo::journal {
namespace {

Bytes from_hex(std::string_view hex) {
    const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    Bytes bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes.push_back(static_cast<std::byte>(digit(hex[i]) * 16 + digit(hex[i + 1])));
    return bytes;
}

// The leaves and roots that Certificate Transparency implementations test against.
constexpr std::array<std::string_view, 8> inputs{"",
                                                 "00",
                                                 "10",
                                                 "2021",
                                                 "3031",
                                                 "40414243",
                                                 "5051525354555657",
                                                 "606162636465666768696a6b6c6d6e6f"};
constexpr std::array<std::string_view, 8> roots{
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

std::vector<Hash> leaves(std::size_t count) {
    std::vector<Hash> hashes;
    for (std::size_t i = 0; i < count; ++i)
        hashes.push_back(leaf_hash(as_bytes(std::to_string(i))));
    return hashes;
}

Hash root_of(std::span<const Hash> hashes) {
    Frontier frontier;
    for (const auto& hash : hashes)
        frontier.append(hash);
    return frontier.root();
}

TEST_CASE("the roots are those of Certificate Transparency") {
    CHECK(to_hex(empty_root()) ==
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    Frontier frontier;
    CHECK(frontier.root() == empty_root());
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        frontier.append(leaf_hash(from_hex(inputs[i])));
        CHECK(to_hex(frontier.root()) == roots[i]);
    }
}

TEST_CASE("every leaf of every tree up to 70 is proven, and only at its place") {
    for (std::size_t size = 1; size <= 70; ++size) {
        const auto hashes = leaves(size);
        const auto root = root_of(hashes);
        const WholeTree tree{hashes};
        CHECK(tree.root() == root);
        for (std::size_t index = 0; index < size; ++index) {
            const auto proof = inclusion_proof(hashes, index);
            CHECK(proof == tree.inclusion_proof(index));
            CHECK(is_included(hashes[index], index, size, proof, root));
            CHECK(!is_included(hashes[index], (index + 1) % (size + 1), size, proof, root));
            CHECK(!is_included(empty_root(), index, size, proof, root));
            auto longer = proof;
            longer.push_back(root);
            CHECK(!is_included(hashes[index], index, size, longer, root));
        }
    }
}

TEST_CASE("every older tree up to 70 is proven to be a prefix, and no other") {
    for (std::size_t size = 1; size <= 70; ++size) {
        const auto hashes = leaves(size);
        const auto root = root_of(hashes);
        for (std::size_t old_size = 0; old_size <= size; ++old_size) {
            const auto old_root = root_of(std::span{hashes}.first(old_size));
            const auto proof = consistency_proof(hashes, old_size);
            CHECK(is_consistent(old_size, old_root, size, root, proof));
            if (old_size > 0) CHECK(!is_consistent(old_size, leaf_hash({}), size, root, proof));
            if (!proof.empty()) {
                auto shorter = proof;
                shorter.pop_back();
                CHECK(!is_consistent(old_size, old_root, size, root, shorter));
            }
        }
    }
}

TEST_CASE("a frontier that was kept grows on as the one it was made from") {
    Frontier grown;
    for (unsigned leaf = 0; leaf < 77; ++leaf) {
        const auto kept = Frontier::from(grown.size(), grown.bytes());
        REQUIRE(kept.has_value());
        CHECK(kept->root() == grown.root());
        const std::array bytes{static_cast<std::byte>(leaf)};
        auto again = *kept;
        again.append(leaf_hash(bytes));
        grown.append(leaf_hash(bytes));
        CHECK(again.root() == grown.root());
    }
    CHECK(!Frontier::from(3, Bytes(32)).has_value());
    CHECK(!Frontier::from(1, Bytes(33)).has_value());
}

} // namespace
} // namespace sokuo::journal
