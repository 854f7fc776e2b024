#pragma once

#include <cstddef>
#include <span>

namespace sokuo {

/// Where a module gets randomness from. Passed in, so that a test can repeat itself.
class Random {
public:
    virtual ~Random() = default;
    /// Safe to call from several threads.
    virtual void fill(std::span<std::byte> out) = 0;
};

/// The operating system's generator (libsodium).
class SystemRandom final : public Random {
public:
    void fill(std::span<std::byte> out) override;
};

} // namespace sokuo
