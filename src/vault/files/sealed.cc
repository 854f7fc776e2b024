#include "vault/files/sealed.h"

#include "core/sodium.h"

#include <algorithm>
#include <cassert>
#include <span>
#include <utility>

#include <sodium.h>

namespace sokuo::vault {
namespace {

static_assert(header_bytes == crypto_secretstream_xchacha20poly1305_HEADERBYTES);
static_assert(chunk_overhead_bytes == crypto_secretstream_xchacha20poly1305_ABYTES);
static_assert(sizeof(SealKey) == crypto_secretstream_xchacha20poly1305_KEYBYTES);

inline constexpr Message blob_corrupt{
    "vault.corrupt",
    "保存したファイルが壊れています。sokuo verify で確かめ、バックアップから復元してください。",
    "The stored file is damaged. Check it with `sokuo verify` and restore a backup."};

const unsigned char* raw(ByteView bytes) {
    return static_cast<const unsigned char*>(static_cast<const void*>(bytes.data()));
}

unsigned char* raw(Bytes& bytes) {
    return static_cast<unsigned char*>(static_cast<void*>(bytes.data()));
}

// The state of the stream, wiped when it goes.
struct Stream {
    crypto_secretstream_xchacha20poly1305_state state{};
    BlobId id;

    explicit Stream(const BlobId& blob) : id{blob} { start_sodium(); }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
    ~Stream() { sodium_memzero(&state, sizeof state); }
};

} // namespace

Error blob_is_corrupt() {
    return failure(Errc::corrupt, blob_corrupt);
}

struct Sealer::State : Stream {
    using Stream::Stream;
    Bytes opening;
};

Sealer::Sealer(const SealKey& key, const BlobId& id) : state_{std::make_unique<State>(id)} {
    Bytes header(header_bytes);
    const int outcome = crypto_secretstream_xchacha20poly1305_init_push(&state_->state, raw(header),
                                                                        raw(ByteView{key}));
    assert(outcome == 0);
    const auto start = as_bytes(file_start);
    state_->opening.assign(start.begin(), start.end());
    state_->opening.insert(state_->opening.end(), header.begin(), header.end());
}

Sealer::~Sealer() = default;
Sealer::Sealer(Sealer&&) noexcept = default;

const Bytes& Sealer::opening() const {
    return state_->opening;
}

Bytes Sealer::seal(ByteView plain, bool is_last) {
    Bytes sealed(plain.size() + chunk_overhead_bytes);
    const auto tag =
        static_cast<unsigned char>(is_last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                                           : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
    const auto id = state_->id.bytes();
    const int outcome = crypto_secretstream_xchacha20poly1305_push(
        &state_->state, raw(sealed), nullptr, raw(plain), plain.size(), raw(id), id.size(), tag);
    assert(outcome == 0);
    return sealed;
}

struct Unsealer::State : Stream {
    using Stream::Stream;
};

Unsealer::Unsealer(std::unique_ptr<State> state) : state_{std::move(state)} {}
Unsealer::~Unsealer() = default;
Unsealer::Unsealer(Unsealer&&) noexcept = default;

Result<Unsealer> Unsealer::start(const SealKey& key, const BlobId& id, ByteView opening) {
    const auto start = as_bytes(file_start);
    if (opening.size() != start.size() + header_bytes) return blob_is_corrupt();
    if (!std::ranges::equal(opening.first(start.size()), start)) return blob_is_corrupt();
    auto state = std::make_unique<State>(id);
    const auto header = opening.subspan(start.size());
    if (crypto_secretstream_xchacha20poly1305_init_pull(&state->state, raw(header),
                                                        raw(ByteView{key})) != 0)
        return blob_is_corrupt();
    return Unsealer{std::move(state)};
}

Result<Unsealer::Chunk> Unsealer::unseal(ByteView sealed) {
    if (sealed.size() < chunk_overhead_bytes) return blob_is_corrupt();
    Chunk chunk{Bytes(sealed.size() - chunk_overhead_bytes), false};
    unsigned char tag = 0;
    const auto id = state_->id.bytes();
    if (crypto_secretstream_xchacha20poly1305_pull(&state_->state, raw(chunk.plain), nullptr, &tag,
                                                   raw(sealed), sealed.size(), raw(id),
                                                   id.size()) != 0)
        return blob_is_corrupt();
    chunk.is_last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    return chunk;
}

} // namespace sokuo::vault
