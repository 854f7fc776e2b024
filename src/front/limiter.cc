#include "front/limiter.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>

namespace sokuo::front {
namespace {

// A household or office gets a /64 of IPv6, and could send from every address in it.
std::string who(std::string_view address) {
    std::string text{address};
    std::array<unsigned char, 16> bytes{};
    if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return text;
    return "v6 " + std::string{bytes.begin(), bytes.begin() + 8};
}

} // namespace

double Limiter::tokens_of(const Bucket& bucket, Time now) const {
    const auto passed = static_cast<double>(std::max(now - bucket.at, Duration{0}).count());
    return std::min(rule_.depth,
                    bucket.tokens + passed / static_cast<double>(rule_.refill.count()));
}

void Limiter::forget_full(Time now) {
    std::erase_if(buckets_,
                  [&](const auto& each) { return tokens_of(each.second, now) >= rule_.depth; });
}

bool Limiter::take(std::string_view address, Time now) {
    const std::scoped_lock lock{mutex_};
    if (buckets_.size() >= rule_.addresses_max) forget_full(now);
    // A flood from everywhere: nobody new, rather than all of the memory.
    const auto key = who(address);
    if (buckets_.size() >= rule_.addresses_max && !buckets_.contains(key)) return false;
    auto& bucket = buckets_.try_emplace(key, Bucket{rule_.depth, now}).first->second;
    bucket = {tokens_of(bucket, now), now};
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
}

std::size_t Limiter::addresses() const {
    const std::scoped_lock lock{mutex_};
    return buckets_.size();
}

} // namespace sokuo::front
