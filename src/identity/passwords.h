#pragma once

// Hashing passwords: argon2id (libsodium), at most two at work at once, so that a storm of
// sign-ins takes no more memory than two do. Threads: any.

#include "core/result.h"

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

namespace sokuo::identity {

/// What one hash costs. Smaller ones are for tests.
struct Cost {
    std::uint64_t passes = 3;
    std::size_t memory_bytes = std::size_t{64} << 20;
};

class Passwords {
public:
    explicit Passwords(Cost cost) : cost_{cost} {}

    /// Makes what `matches` works on where there is no account. Once, before anything else.
    Result<> prepare();
    /// Errors: `unavailable` when there is no memory for it.
    Result<std::string> hash(std::string_view password);
    /// `stored` empty: nobody has that name; takes as long as if somebody did, and is false.
    bool matches(std::string_view stored, std::string_view password);

    /// How many were hashed or compared since the start. A test counts them: a sign-in that is
    /// refused must cost the same whatever the reason.
    [[nodiscard]] std::uint64_t worked() const;

private:
    template <class Work>
    auto in_turn(Work work);

    Cost cost_;
    std::string nobodys_;
    mutable std::mutex mutex_;
    std::condition_variable ended_;
    int working_ = 0;
    std::uint64_t worked_ = 0;
};

} // namespace sokuo::identity
