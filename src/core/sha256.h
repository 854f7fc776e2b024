#pragma once

#include "core/bytes.h"

#include <array>
#include <memory>

namespace sokuo {

using Hash = std::array<std::byte, 32>;

[[nodiscard]] Hash sha256(ByteView bytes);

/// Hashes what arrives piece by piece.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;

    void update(ByteView bytes);
    /// Ends the hash; no further call may follow.
    [[nodiscard]] Hash finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace sokuo
