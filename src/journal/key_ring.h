#pragma once

// The keys in use, remembered, so that a stream that is read often costs no look-up. Keys are
// handed out and looked up one at a time; an erased key is forgotten here first.

#include "journal/keys.h"

#include <map>
#include <mutex>

namespace sokuo::journal {

class KeyRing {
public:
    /// `keys` must outlive the ring.
    explicit KeyRing(Keys& keys) : keys_{keys} {}

    Result<Key> fresh();
    /// Errors: `not_found` when it was destroyed.
    Result<SealKey> find(const KeyId& id);
    /// Destroying again is no error.
    Result<> destroy(const KeyId& id);
    [[nodiscard]] Keys& keys() const { return keys_; }

private:
    void remember(const KeyId& id, const SealKey& key);

    Keys& keys_;
    std::mutex mutex_;
    std::map<KeyId, SealKey> known_;
};

} // namespace sokuo::journal
