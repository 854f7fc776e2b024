#include "core/hmac.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <cassert>

namespace sokuo {
namespace {

const unsigned char* raw(ByteView bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

} // namespace

Hash hmac_sha256(ByteView key, ByteView message) {
    Hash hash{};
    unsigned length = 0;
    // OpenSSL takes no key at all for "the key of before".
    const void* const secret = key.empty() ? static_cast<const void*>("") : key.data();
    const auto* done = HMAC(EVP_sha256(), secret, static_cast<int>(key.size()), raw(message),
                            message.size(), reinterpret_cast<unsigned char*>(hash.data()), &length);
    assert(done != nullptr && length == hash.size());
    return hash;
}

bool is_same_secretly(ByteView one, ByteView other) {
    return one.size() == other.size() && CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

} // namespace sokuo
