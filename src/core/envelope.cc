#include "core/envelope.h"

#include "core/sodium.h"

#include <bit>
#include <cassert>

#include <sodium.h>

namespace sokuo {
namespace {

constexpr Message not_ours{"core.envelope_not_ours",
                           "宛先が違うか、途中で書きかえられています。開けません。",
                           "It is for somebody else, or was altered. It cannot be opened."};

static_assert(envelope_overhead_bytes == crypto_box_SEALBYTES);

const unsigned char* raw(ByteView bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* raw(Bytes& bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}

struct Pair {
    explicit Pair(const EnvelopeSecret& secret) {
        start_sodium();
        const int outcome =
            crypto_box_seed_keypair(public_key.data(), secret_key.data(), raw(secret.seed));
        assert(outcome == 0);
    }
    ~Pair() { sodium_memzero(secret_key.data(), secret_key.size()); }
    Pair(const Pair&) = delete;
    Pair& operator=(const Pair&) = delete;

    std::array<unsigned char, crypto_box_PUBLICKEYBYTES> public_key{};
    std::array<unsigned char, crypto_box_SECRETKEYBYTES> secret_key{};
};

} // namespace

EnvelopeSecret EnvelopeSecret::make(Random& random) {
    EnvelopeSecret secret;
    random.fill(secret.seed);
    return secret;
}

EnvelopeKey EnvelopeSecret::public_key() const {
    const Pair pair{*this};
    return std::bit_cast<EnvelopeKey>(pair.public_key);
}

Result<Bytes> EnvelopeSecret::open(ByteView envelope) const {
    if (envelope.size() < envelope_overhead_bytes) return failure(Errc::corrupt, not_ours);
    const Pair pair{*this};
    Bytes plain(envelope.size() - envelope_overhead_bytes);
    const int outcome = crypto_box_seal_open(raw(plain), raw(envelope), envelope.size(),
                                             pair.public_key.data(), pair.secret_key.data());
    if (outcome != 0) return failure(Errc::corrupt, not_ours);
    return plain;
}

Bytes enclose(const EnvelopeKey& receiver, ByteView plain) {
    start_sodium();
    Bytes envelope(plain.size() + envelope_overhead_bytes);
    const int outcome =
        crypto_box_seal(raw(envelope), raw(plain), plain.size(), raw(ByteView{receiver}));
    assert(outcome == 0);
    return envelope;
}

} // namespace sokuo
