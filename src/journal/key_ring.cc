#include "journal/key_ring.h"

namespace sokuo::journal {
namespace {

constexpr std::size_t known_max = 4096;

} // namespace

Result<Key> KeyRing::fresh() {
    const std::scoped_lock lock{mutex_};
    auto key = TRY(keys_.fresh());
    remember(key.id, key.key);
    return key;
}

Result<SealKey> KeyRing::find(const KeyId& id) {
    const std::scoped_lock lock{mutex_};
    if (const auto known = known_.find(id); known != known_.end()) return known->second;
    const auto key = TRY(keys_.find(id));
    remember(id, key);
    return key;
}

Result<> KeyRing::destroy(const KeyId& id) {
    const std::scoped_lock lock{mutex_};
    known_.erase(id);
    auto destroyed = keys_.destroy(id);
    if (!destroyed.ok() && destroyed.error().code != Errc::not_found) return destroyed;
    return Done{};
}

void KeyRing::remember(const KeyId& id, const SealKey& key) {
    if (known_.size() >= known_max) known_.clear();
    known_.emplace(id, key);
}

} // namespace sokuo::journal
