#include "core/sign.h"

#include "core/sodium.h"

#include <bit>
#include <cassert>

#include <sodium.h>

namespace sokuo {
namespace {

const unsigned char* raw(ByteView bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

// libsodium's "secret key" is the seed and the public key; it is wiped when the work is done.
class Pair {
public:
    explicit Pair(const SigningKey& key) {
        start_sodium();
        const int outcome =
            crypto_sign_seed_keypair(public_key_.data(), secret_key_.data(), raw(key.seed));
        assert(outcome == 0);
    }
    ~Pair() { sodium_memzero(secret_key_.data(), secret_key_.size()); }
    Pair(const Pair&) = delete;
    Pair& operator=(const Pair&) = delete;

    [[nodiscard]] const auto& public_key() const { return public_key_; }
    [[nodiscard]] const auto& secret_key() const { return secret_key_; }

private:
    std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> public_key_{};
    std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret_key_{};
};

} // namespace

SigningKey SigningKey::make(Random& random) {
    SigningKey key;
    random.fill(key.seed);
    return key;
}

PublicKey SigningKey::public_key() const {
    const Pair pair{*this};
    return std::bit_cast<PublicKey>(pair.public_key());
}

Signature SigningKey::sign(ByteView message) const {
    const Pair pair{*this};
    std::array<unsigned char, crypto_sign_BYTES> signature{};
    const int outcome = crypto_sign_detached(signature.data(), nullptr, raw(message),
                                             message.size(), pair.secret_key().data());
    assert(outcome == 0);
    return std::bit_cast<Signature>(signature);
}

bool is_signed_by(const PublicKey& key, ByteView message, const Signature& signature) {
    start_sodium();
    return crypto_sign_verify_detached(raw(signature), raw(message), message.size(), raw(key)) == 0;
}

} // namespace sokuo
