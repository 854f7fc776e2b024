#pragma once

// How often one address may send a report: a bucket of tokens each, kept in memory only and
// forgotten when it is full again. A whole office may stand behind one address, so the bucket is
// deep.

#include "core/time.h"

#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace sokuo::front {

struct LimiterRule {
    double depth = 20;                         ///< Reports at once.
    Duration refill = std::chrono::seconds{6}; ///< One more after each.
    std::size_t addresses_max = 10'000;
};

/// Threads: any.
class Limiter {
public:
    explicit Limiter(LimiterRule rule = {}) : rule_{rule} {}
    /// True: one was taken. `address` in canonical form; of IPv6 the first 64 bits count.
    [[nodiscard]] bool take(std::string_view address, Time now);
    [[nodiscard]] std::size_t addresses() const;

private:
    struct Bucket {
        double tokens = 0;
        Time at{};
    };
    [[nodiscard]] double tokens_of(const Bucket& bucket, Time now) const;
    void forget_full(Time now);

    LimiterRule rule_;
    mutable std::mutex mutex_;
    std::map<std::string, Bucket, std::less<>> buckets_;
};

} // namespace sokuo::front
