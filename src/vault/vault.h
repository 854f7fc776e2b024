#pragma once

// Blobs: files people hand in, kept whole. A blob is stored once within its owner (an incident or a
// report), sealed under the owner's key, named by a random id; nothing outside says what it is. Its
// SHA-256 is the hash of the plain bytes and stands in the journal, inside a salted body.

#include "core/id.h"
#include "core/result.h"
#include "core/seal.h"
#include "core/sha256.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>

namespace sokuo::vault {

struct Stored {
    BlobId id;
    Hash sha256{};
    std::uint64_t bytes = 0;
};

/// A blob on its way in. Dropped without `finish`, nothing of it stays.
class Writer {
public:
    virtual ~Writer() = default;
    /// Errors: `unavailable` (disk full), `too_large`.
    virtual Result<> write(ByteView piece) = 0;
    /// Durable when it returns.
    virtual Result<Stored> finish() = 0;
};

class Reader {
public:
    virtual ~Reader() = default;
    /// The next piece of plain bytes; empty at the end. Errors: `corrupt`.
    virtual Result<Bytes> read() = 0;
};

class Vault {
public:
    virtual ~Vault() = default;

    virtual Result<std::unique_ptr<Writer>> create(const SealKey& key, std::uint64_t bytes_max) = 0;
    /// Errors: `not_found`.
    virtual Result<std::unique_ptr<Reader>> open(const BlobId& id, const SealKey& key) = 0;
    /// Durable when it returns. Removing what is not there is no error: an erasure may be repeated.
    virtual Result<> remove(const BlobId& id) = 0;
    /// Every blob there is, for `verify` to find strays.
    virtual Result<> each(const std::function<Result<>(const BlobId&)>& visit) = 0;
};

/// Blobs as files under `directory`, two levels deep, sealed in chunks of 64 KiB
/// (XChaCha20-Poly1305 secretstream). `clock` and `random` must outlive the vault. Several
/// processes may open the same directory. Errors: `unavailable`.
[[nodiscard]] Result<std::unique_ptr<Vault>> open_files(const std::filesystem::path& directory,
                                                        const Clock& clock, Random& random);

} // namespace sokuo::vault
