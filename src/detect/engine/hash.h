#pragma once

// A hash with a secret, for what strangers choose: who does not know the secret cannot fill one
// place of a table. Not for anything that leaves the process.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace sokuo::detect {

__extension__ using Wide = unsigned __int128;

[[nodiscard]] inline std::uint64_t mixed(std::uint64_t one, std::uint64_t other) {
    const auto product = static_cast<Wide>(one) * other;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

/// `start` is what else the hash is of; `secret` is random.
[[nodiscard]] inline std::uint64_t hash_of(std::string_view bytes, std::uint64_t start,
                                           std::uint64_t secret) {
    constexpr std::uint64_t factor = 0x9E37'79B9'7F4A'7C15ULL;
    const auto load = [&](std::size_t at, std::size_t size) {
        std::uint64_t value = 0;
        std::memcpy(&value, bytes.data() + at, size);
        return value;
    };
    auto hash = mixed(secret ^ start, factor ^ bytes.size() << 8U);
    std::size_t at = 0;
    for (; at + 16 <= bytes.size(); at += 16)
        hash = mixed(load(at, 8) ^ hash, load(at + 8, 8) ^ secret);
    if (at + 8 <= bytes.size()) {
        hash = mixed(load(at, 8) ^ hash, factor ^ secret);
        at += 8;
    }
    if (at < bytes.size()) hash = mixed(load(at, bytes.size() - at) ^ hash, factor ^ secret);
    return hash;
}

} // namespace sokuo::detect
