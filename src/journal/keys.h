#pragma once

// The keys that bodies and blobs are sealed with, in a database of their own (`keys.db`), so that
// destroying a key is an erasure: it is backed up apart and for a short time only.
//
// A key is on disk before anything is sealed with it. To keep that out of the way of writing, keys
// are made in advance, many at a time, and handed out from memory.

#include "core/id.h"
#include "core/random.h"
#include "core/result.h"
#include "core/seal.h"
#include "core/sign.h"

#include <filesystem>
#include <memory>

namespace sokuo::journal {

using KeyId = Id<struct KeyTag>;

struct Key {
    KeyId id;
    SealKey key{};
};

class Keys {
public:
    virtual ~Keys() = default;

    /// A key nothing was sealed with before. Durable before it is returned. Errors: `unavailable`.
    virtual Result<Key> fresh() = 0;
    /// Errors: `not_found` when it was destroyed.
    virtual Result<SealKey> find(const KeyId& id) = 0;
    /// Overwrites and removes the key; durable when it returns.
    virtual Result<> destroy(const KeyId& id) = 0;
    /// The key that signs checkpoints; made when the directory was.
    virtual Result<SigningKey> signing_key() = 0;
};

/// Errors: `corrupt`, `unavailable`. `random` must outlive the keys. The file has mode 0600.
[[nodiscard]] Result<std::unique_ptr<Keys>> open_keys(const std::filesystem::path& file,
                                                      Random& random);
[[nodiscard]] std::unique_ptr<Keys> keys_in_memory(Random& random);

} // namespace sokuo::journal
