#pragma once

// The bytes of a blob's file (vault/DESIGN.md):
//
//     "sokuo-blob-1\n"  ‖  header (24 bytes)  ‖  chunk  ‖  chunk  ‖ …  ‖  last chunk
//
// A chunk is 65 536 bytes of plain text, sealed (17 bytes more); the last one is shorter or as long
// and carries the final tag. Every chunk is bound to the blob's id, so a file put in the place of
// another of the same owner is found.

#include "core/id.h"
#include "core/result.h"
#include "core/seal.h"

#include <memory>
#include <string_view>

namespace sokuo::vault {

inline constexpr std::string_view file_start = "sokuo-blob-1\n";
inline constexpr std::size_t header_bytes = 24;
inline constexpr std::size_t chunk_bytes = std::size_t{64} * 1024;
inline constexpr std::size_t chunk_overhead_bytes = 17;

/// Seals chunk after chunk.
class Sealer {
public:
    Sealer(const SealKey& key, const BlobId& id);
    ~Sealer();
    Sealer(Sealer&&) noexcept;
    Sealer& operator=(Sealer&&) = delete;

    /// What stands before the first chunk, start and header.
    [[nodiscard]] const Bytes& opening() const;
    [[nodiscard]] Bytes seal(ByteView plain, bool is_last);

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Opens what a `Sealer` of the same key and id sealed, in the same order.
class Unsealer {
public:
    struct Chunk {
        Bytes plain;
        bool is_last = false;
    };

    /// Errors: `corrupt`.
    static Result<Unsealer> start(const SealKey& key, const BlobId& id, ByteView opening);
    ~Unsealer();
    Unsealer(Unsealer&&) noexcept;
    Unsealer& operator=(Unsealer&&) = delete;

    /// Errors: `corrupt` for any changed, missing or moved byte.
    Result<Chunk> unseal(ByteView sealed);

private:
    struct State;
    explicit Unsealer(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

[[nodiscard]] Error blob_is_corrupt();

} // namespace sokuo::vault
