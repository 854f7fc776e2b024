#include "core/seal.h"

#include "core/sodium.h"

#include <cassert>
#include <span>

#include <sodium.h>

namespace sokuo {
namespace {

constexpr Message box_broken{
    "seal.broken",
    "保存されたデータを開けません。壊れているか、鍵が違います。管理者に連絡し、バックアップを確認"
    "してください。",
    "The stored data cannot be opened: it is damaged, or the key is not the right one. Tell the "
    "administrator and check the backups."};

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
static_assert(seal_overhead_bytes == nonce_bytes + crypto_aead_xchacha20poly1305_ietf_ABYTES);
static_assert(sizeof(SealKey) == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

unsigned char* raw(std::span<std::byte> bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}

const unsigned char* raw(ByteView bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

} // namespace

Bytes seal(const SealKey& key, ByteView plain, ByteView context, Random& random) {
    start_sodium();
    Bytes box(plain.size() + seal_overhead_bytes);
    const auto nonce = std::span{box}.first(nonce_bytes);
    const auto rest = std::span{box}.subspan(nonce_bytes);
    random.fill(nonce);
    const int outcome = crypto_aead_xchacha20poly1305_ietf_encrypt(
        raw(rest), nullptr, raw(plain), plain.size(), raw(context), context.size(), nullptr,
        raw(ByteView{nonce}), raw(ByteView{key}));
    assert(outcome == 0);
    return box;
}

Result<Bytes> unseal(const SealKey& key, ByteView box, ByteView context) {
    start_sodium();
    if (box.size() < seal_overhead_bytes) return failure(Errc::corrupt, box_broken);
    const auto nonce = box.first(nonce_bytes);
    const auto rest = box.subspan(nonce_bytes);
    Bytes plain(box.size() - seal_overhead_bytes);
    const int outcome = crypto_aead_xchacha20poly1305_ietf_decrypt(
        raw(std::span{plain}), nullptr, nullptr, raw(rest), rest.size(), raw(context),
        context.size(), raw(nonce), raw(ByteView{key}));
    if (outcome != 0) return failure(Errc::corrupt, box_broken);
    return plain;
}

} // namespace sokuo
