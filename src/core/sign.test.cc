#include "core/sign.h"

#include <doctest/doctest.h>

#include <string_view>

namespace sokuo {
namespace {

template <std::size_t size>
std::array<std::byte, size> from_hex(std::string_view hex) {
    REQUIRE(hex.size() == size * 2);
    const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    std::array<std::byte, size> bytes{};
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = static_cast<std::byte>(digit(hex[2 * i]) * 16 + digit(hex[2 * i + 1]));
    return bytes;
}

// Gives 1, 2, 3 …
class Counting final : public Random {
public:
    void fill(std::span<std::byte> out) override {
        for (auto& byte : out)
            byte = static_cast<std::byte>(++last_);
    }

private:
    int last_ = 0;
};

TEST_CASE("signatures are those of RFC 8032 §7.1") {
    SUBCASE("test 1: nothing") {
        const SigningKey key{
            from_hex<32>("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")};
        CHECK(to_hex(key.public_key()) ==
              "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        CHECK(to_hex(key.sign({})) ==
              "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
              "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
    }
    SUBCASE("test 3: two bytes") {
        const SigningKey key{
            from_hex<32>("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7")};
        CHECK(to_hex(key.public_key()) ==
              "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");
        CHECK(to_hex(key.sign(from_hex<2>("af82"))) ==
              "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
              "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");
    }
}

TEST_CASE("a signature holds for one key, one message and itself") {
    Counting random;
    const auto key = SigningKey::make(random);
    const auto other = SigningKey::make(random);
    REQUIRE(key.seed != other.seed);
    const auto message = as_bytes("checkpoint 42");
    const auto signature = key.sign(message);

    CHECK(is_signed_by(key.public_key(), message, signature));
    CHECK_FALSE(is_signed_by(other.public_key(), message, signature));
    CHECK_FALSE(is_signed_by(key.public_key(), as_bytes("checkpoint 43"), signature));
    CHECK_FALSE(is_signed_by(key.public_key(), {}, signature));
    CHECK_FALSE(is_signed_by(PublicKey{}, message, signature));
    CHECK_FALSE(is_signed_by(key.public_key(), message, Signature{}));
    for (std::size_t i = 0; i < signature.size(); ++i) {
        auto damaged = signature;
        damaged[i] ^= std::byte{0x10};
        CHECK_FALSE(is_signed_by(key.public_key(), message, damaged));
    }
}

} // namespace
} // namespace sokuo
